# What officers enter for their unit: activities, reports, duties.

records = Anh/chị ghi cho nơi nào?
    .of = { $programme }, { $unit }
records-what = { $programme }, { $unit }. Ghi việc gì?
    .activity = Hoạt động: { $what }
    .activity-done = Hoạt động: { $what } (đã ghi { $count })
    .report = { $what }
    .report-done = { $what } (gần nhất: { $when })
    .duty = Việc của đơn vị: { $what }
    .duty-done = Việc của đơn vị: { $what } (đã làm: { $when })
records-go-on = Ghi tiếp bản đang làm dở: { $what }
records-sent-activity = Đã ghi hoạt động "{ $what }" của { $unit }.
records-sent-report = Đã ghi "{ $what }" của { $unit }.
records-sent-duty = Đã ghi: { $unit } đã làm "{ $what }".
records-sent =
    .more = Ghi việc khác
records-closed = Chương trình "{ $programme }" đang đóng, bản vừa rồi chưa ghi được.
records-kept = Đã lưu. Khi nào rảnh, mời anh/chị mở mục "Ghi hoạt động, báo cáo" để ghi tiếp.
records-replaced = Bản cũ vẫn được lưu; từ nay tính theo bản mới.
records-of-round = { $what }, { $round }
records-entered = { $programme }, { $unit }: những gì đã ghi. Chọn để xem lại:
    .all = Xem những gì đã ghi
    .one = { $what } (ghi ngày { $day })
    .replaced = { $what } (ghi ngày { $day }, đã có bản mới)
records-one = { $what }, { $unit }
    { $who } ghi { $at }

    { $lines }
    .anew = Ghi lại, thay bản này
    .all = Về danh sách đã ghi

record-round = Báo cáo của kỳ nào? Kỳ khác thì nhắn thẳng, ví dụ 3/2022 hoặc năm 2021.
    .label = Kỳ báo cáo
    .help = Chọn kỳ mà số liệu nói về, ví dụ "1" là kỳ mới nhất chưa ghi. Báo cáo muộn vẫn ghi được.
record-activity_title = Hoạt động tên là gì?
    .label = Tên hoạt động
    .help = Ghi như trong kế hoạch hoặc giấy mời, ví dụ: "Hội thảo đổi mới sáng tạo trong ngân hàng".
record-held_on = Tổ chức ngày nào? Nhớ tháng, năm là được.
    .label = Ngày tổ chức
    .help = Ví dụ: 18/5/2022, hoặc tháng 5/2022.
record-done_on = Đã làm ngày nào?
    .label = Ngày làm
    .today = Hôm nay
    .help = Ví dụ: 18/5/2022, hoặc tháng 5/2022.
record-again = Việc này của kỳ này đã ghi rồi. Ghi lại thay bản cũ?
    .label = Ghi lại
    .yes = Ghi lại, thay bản cũ
    .no = Thôi, giữ bản cũ
    .help = Chọn "Ghi lại" khi số liệu đã khác, ví dụ có thêm sáng kiến. Bản cũ vẫn được lưu.
record-again-of = "{ $what }" đã có, ghi ngày { $day }. Ghi lại thay bản cũ?
record-place = Tổ chức ở đâu?
    .label = Nơi tổ chức
    .help = Ví dụ: Hội trường Liên đoàn Lao động tỉnh.
record-participants = Có bao nhiêu người tham gia?
    .label = Số người tham gia
    .help = Gần đúng cũng được, ví dụ: 120.
record-partner = Phối hợp với cơ quan, đơn vị nào?
    .label = Nơi phối hợp
    .help = Ví dụ: Sở Khoa học và Công nghệ.
record-task_level = Nhiệm vụ thuộc cấp nào?
    .label = Cấp nhiệm vụ
    .tld = Tổng Liên đoàn
    .ministry = Bộ
    .province = Tỉnh
    .help = Xem ở quyết định giao nhiệm vụ, ví dụ "Bộ" là do một bộ giao.
record-task_role = Đơn vị chủ trì hay phối hợp triển khai?
    .label = Vai trò
    .lead = Chủ trì
    .co_lead = Phối hợp
    .help = Ví dụ: một viện nghiên cứu chủ trì, công đoàn cùng làm thì chọn "Phối hợp".
record-publication_link = Nhờ anh/chị gửi địa chỉ trang đã đăng.
    .label = Nơi đã đăng
    .help = Ví dụ: congdoanlaichau.org.vn/tin-tuc/ngay-hoi-sang-tao
record-nominees = Đề nghị biểu dương những ai? Mỗi người một dòng: họ tên, nơi làm việc.
    .label = Người được đề nghị
    .help = Ví dụ: Trần Quang Huy, Điện lực Ba Bể.
record-amount = Số tiền là bao nhiêu?
    .label = Số tiền
    .help = Ví dụ: 15 triệu.
record-note = Có điều gì cần ghi thêm không?
    .label = Ghi thêm
    .help = Ví dụ: "Đã ký giao ước với giám đốc, gửi kèm ảnh".
record-summary = Tóm tắt kết quả trong kỳ: nhắn chữ, gửi ảnh, ghi âm hay gửi bản viết sẵn đều được. Xong nhắn "xong".
    .label = Kết quả
    .help = Ví dụ: "Tổ chức 2 hội thảo, 35 sáng kiến được công nhận, biểu dương 12 người."
record-spending_science = Trong kỳ đã chi bao nhiêu cho khoa học, công nghệ, đổi mới sáng tạo?
    .label = Chi cho khoa học
    .help = Ví dụ: 80 triệu. Chưa chi thì nhắn 0.
record-spending_total = Tổng chi tài chính công đoàn trong kỳ là bao nhiêu?
    .label = Tổng chi
    .help = Lấy ở báo cáo quyết toán, ví dụ: 10 tỷ.
record-difficulties = Có khó khăn, vướng mắc gì?
    .label = Khó khăn
    .help = Ví dụ: "Chưa có kinh phí thưởng cho sáng kiến cấp cơ sở".
record-proposals = Có đề xuất, kiến nghị gì?
    .label = Đề xuất
    .help = Ví dụ: "Đề nghị mở lớp hướng dẫn viết mô tả sáng kiến".
record-registered_count = Trong kỳ có bao nhiêu sáng kiến đã đăng ký trên cổng?
    .label = Số sáng kiến đã đăng ký
    .help = Đếm trên cổng sáng kiến, ví dụ: 42. Chưa có thì nhắn 0.
record-confirm = Nhờ anh/chị đọc lại giúp:
    { $lines }

    Ghi như vậy nhé?
    .label = Xác nhận
    .yes = Gửi
    .edit = Sửa
    .later = Để sau
    .help = Muốn đổi câu nào, nhắn "sửa" kèm số câu, ví dụ "sửa 2".
record-confirm-known = Nhờ anh/chị đọc lại giúp:
    { $lines }

    Số liệu đã có trong năm, tính cả các cấp dưới:
    { $known }

    Ghi như vậy nhé?
record-known-activity = • { $what }: { $count }
record-known-initiatives = • Sáng kiến đã ghi nhận: { $count }
record-known-ratio = • Chi cho khoa học: { $percent } % tổng chi
record-known-ratio-aim = • Chi cho khoa học: { $percent } % tổng chi (kế hoạch: ít nhất { $aim } %)
record-sum = { $amount } đồng
invalid-round = Chưa rõ là kỳ nào. Nhờ anh/chị chọn một kỳ ở trên, hoặc nhắn kỳ đã qua của chương trình, ví dụ 3/2022 hoặc năm 2021.
invalid-count = Chưa rõ là bao nhiêu. Nhờ anh/chị nhắn một số, ví dụ 120.
