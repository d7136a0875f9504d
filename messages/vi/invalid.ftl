# What is asked again when an answer could not be read. Params are texts.

invalid-date-unreadable = Chưa đọc được ngày này. Nhờ anh/chị nhắn lại, ví dụ 15/3/2022. Nhớ tháng, năm là được: tháng 3/2022.
invalid-date-no-such-day = Trên lịch chưa thấy ngày hoặc tháng này. Nhờ anh/chị xem lại giúp rồi nhắn lại, ví dụ 30/4/2022.
invalid-date-future = Ngày này chưa tới. Nhờ anh/chị nhắn ngày đã bắt đầu, ví dụ 15/3/2022 hoặc tháng 3/2022.

invalid-money-unit = Chưa rõ "{ $value }" là bao nhiêu tiền. Nhờ anh/chị nhắn kèm đơn vị, ví dụ 15 triệu, 500 nghìn hoặc 1,5 tỷ.
invalid-money-unreadable = Chưa đọc được số tiền này. Nhờ anh/chị nhắn lại, ví dụ 15 triệu, hoặc 5 triệu một tháng. Không có thì nhắn 0.
invalid-money-several = Thấy có hơn một số tiền. Nhờ anh/chị chọn giúp một số gần đúng nhất, ví dụ 6 triệu một tháng.
invalid-money-period = Nhờ anh/chị tính giúp "{ $value }" ra một tháng, một năm hoặc một lần, ví dụ 5 triệu một tháng. Gần đúng là được.

invalid-name-empty = Nhờ anh/chị nhắn giúp họ và tên, ví dụ: Trần Quang Huy.
invalid-name-letters = Ở đây chỉ cần họ và tên, chưa cần số hay địa chỉ. Nhờ anh/chị nhắn lại, ví dụ: Trần Quang Huy.
invalid-name-sentence = Chưa thấy họ và tên trong tin này. Nhờ anh/chị chỉ nhắn họ và tên, ví dụ: Lò Thị Ơi.
invalid-name-long = Tên này hơi dài. Nhờ anh/chị chỉ nhắn họ và tên, ví dụ: Nguyễn Văn Hùng.

invalid-shares-sum = Các phần cộng lại được { $total }, cần vừa đủ 100. Nhờ anh/chị nhắn lại giúp, ví dụ: Nguyễn Văn Hùng 60, Lò Thị Mai 40.
invalid-shares-missing = Chưa thấy phần của { $names }. Nhờ anh/chị nhắn lại tên và phần của từng người, ví dụ: Nguyễn Văn Hùng 60, Lò Thị Mai 40.
invalid-shares-twice = Tên { $name } có hai lần. Nhờ anh/chị nhắn lại mỗi người một lần. Nếu là hai người trùng tên, nhờ thêm họ hoặc tên đệm, ví dụ: Trần Văn Hùng 60, Lê Văn Hùng 40.
invalid-shares-range = Phần của { $name } là { $percent }. Nhờ anh/chị nhắn lại, mỗi người từ trên 0 đến 100, cộng lại đủ 100, ví dụ: Nguyễn Văn Hùng 60, Lò Thị Mai 40.
invalid-shares-many = Danh sách hơi dài, ghi được nhiều nhất { $most } người. Nhờ anh/chị nhắn những người đóng góp chính, ví dụ: Nguyễn Văn Hùng 60, Lò Thị Mai 40.
invalid-shares-self = Nhờ anh/chị ghi họ tên thay cho "{ $said }", ví dụ: Nguyễn Văn Hùng 60, Lò Thị Mai 40.
invalid-shares-unreadable = Chưa đọc được tên và phần của từng người. Nhờ anh/chị nhắn lại, ví dụ: Nguyễn Văn Hùng 60, Lò Thị Mai 40. Chia đều thì nhắn: Hùng và Mai chia đều.

invalid-yes-no = Nhờ anh/chị nhắn giúp "có" hoặc "không".

# Answers that are not a date, a sum, a name or a share.
invalid-choose = Chưa rõ anh/chị chọn ý nào. Nhờ anh/chị nhắn số của ý muốn chọn, ví dụ 1.
invalid-choose-here = Chưa rõ anh/chị chọn ý nào. Nhờ anh/chị nhắn số của ý muốn chọn, hoặc nhắn "menu".
invalid-number-alone = Câu này cần kể bằng lời, một con số thì chưa rõ ý. Nhờ anh/chị kể vài câu, gửi ảnh hoặc ghi âm.
invalid-text-empty = Chưa thấy chữ nào. Nhờ anh/chị nhắn vài từ.
invalid-text-long = Phần này dài { $length } chữ cái, chỗ này ghi được { $limit }. Nhờ anh/chị nhắn ngắn lại, ví dụ: Sào kẹp thay bóng đèn đường.
invalid-solution-empty = Chưa thấy gì cả. Nhờ anh/chị kể vài câu, gửi ảnh hoặc ghi âm, xong thì nhắn "xong".
invalid-attachments-empty = Chưa thấy tệp nào. Nhờ anh/chị gửi ảnh hay tệp rồi nhắn "xong", không có thì nhắn "bỏ qua".
invalid-consent = Chưa rõ anh/chị có đồng ý không. Nhờ anh/chị nhắn 1 nếu đồng ý, 2 nếu không, 3 để đọc đầy đủ.
invalid-text-short = Nhờ anh/chị ghi thêm vài chữ cho rõ.
invalid-photo = Nhờ anh/chị gửi ảnh quyết định, hoặc nhắn "bỏ qua" nếu chưa có.
invalid-files-many = Câu này nhận tối đa { $limit } tệp, đã đủ rồi. Nhờ anh/chị nhắn "xong", hoặc gộp các trang thành một tệp PDF hay Word.
invalid-signed = Chưa thấy ảnh trang có chữ ký. Nhờ anh/chị chụp rồi gửi, xong thì nhắn "xong". Chưa có thì nhắn "để sau".
invalid-hours = Chưa rõ khoảng giờ nào. Nhờ anh/chị nhắn giờ đầu và giờ cuối, ví dụ: từ 18h đến 20h.
invalid-when = Chưa rõ là lúc nào. Nhờ anh/chị chọn một ý, hoặc nhắn lại, ví dụ "tối nay", "mai", "25/5".
invalid-weekdays = Chưa rõ những ngày nào. Nhờ anh/chị nhắn lại, ví dụ: thứ 2 đến thứ 6.
invalid-days-off = Chưa rõ nghỉ đến ngày nào. Nhờ anh/chị nhắn ngày đầu và ngày cuối, ví dụ: 20/5 đến 22/5.
invalid-minutes = Chưa rõ mất bao lâu. Nhờ anh/chị nhắn lại, ví dụ: 45 phút.
