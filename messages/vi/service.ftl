# What the service says about itself and about files.

service-trouble = Tin vừa rồi chưa xử lý được, lỗi từ phía trợ lý (mã { $turn }). Những gì đã ghi vẫn còn nguyên. Nhờ anh/chị nhắn lại sau ít phút.

file-too-large = Tệp "{ $name }" quá lớn (nhận tối đa 20 MB). Nhờ anh/chị chụp ảnh từng trang, hoặc gửi bản nhỏ hơn.
file-unavailable = Tệp vừa rồi chưa tải được. Nhờ anh/chị gửi lại giúp.
file-kind = Loại tệp "{ $name }" không nhận được. Nhờ anh/chị gửi ảnh, bản Word, Excel, PDF hoặc ghi âm.
file-empty = Tệp "{ $name }" không có nội dung. Nhờ anh/chị kiểm tra rồi gửi lại.

format-day = { $day }/{ $month }/{ $year }
format-moment = { $hour } giờ { $minute } ngày { $day }/{ $month }/{ $year }
format-month = tháng { $month }/{ $year }
format-year = năm { $year }
format-money-once = { $amount } đồng (một lần)
format-money-month = { $amount } đồng một tháng
format-money-year = { $amount } đồng một năm

status-sent = đã gửi
status-withdrawn = đã rút
status-received = đã tiếp nhận
status-forwarded = đã chuyển lên cấp trên
status-asked = chờ bổ sung
status-answered = đã bổ sung
status-council = Hội đồng đang xét
status-ineligible = chưa đủ điều kiện tham gia
status-recognised = đã công nhận
status-unrecognised = chưa được công nhận
status-contested = tác giả có ý kiến
history-sent = Đã gửi
history-became_initiative = Ý tưởng đã đưa vào dùng, thành sáng kiến
history-added = Bổ sung thêm
history-changed = Sửa nội dung
history-amended = Gửi bổ sung sau khi cán bộ tiếp nhận
history-withdrawn = Rút lại
history-unit_changed = Chuyển theo đơn vị mới (sáp nhập, sắp xếp lại)
history-author_confirmed = Tác giả xác nhận phần của mình
history-author_objected = Tác giả cho biết chỗ chưa đúng
history-help_wanted = Nhờ cán bộ hoàn thiện giúp
history-received = Tiếp nhận
history-asked = Đề nghị bổ sung
history-answered = Trả lời phần đề nghị bổ sung
history-forwarded = Chuyển lên cấp trên
history-conferred = Đưa ra Hội đồng
history-ineligible = Chưa đủ điều kiện tham gia
history-recognised = Ghi kết quả: đã công nhận
history-unrecognised = Ghi kết quả: chưa công nhận
history-posted = Ghi đã nhập Cổng
history-reopened = Mở ra xem lại
history-noted = Ghi chú
history-undone = Hoàn lại
history-contested = Tác giả có ý kiến
history-passed_up = Chuyển lên, vì cán bộ ở đó là tác giả

# The short list a platform shows beside its text field.
platform-menu = Xem menu
platform-register = Ghi sáng kiến
platform-mine = Sáng kiến của tôi
platform-details = Thông tin của tôi
platform-help = Trợ giúp
