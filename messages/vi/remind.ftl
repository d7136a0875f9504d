# What can be answered to a reminder, and what is said then.

remind =
    .known = Đã rõ
    .later = Nhắc lại sau
    .list = Xem danh sách
    .urge = Nhắc các đơn vị này
    .passed = Không phải việc tôi phụ trách
    .report = Lập báo cáo
    .done = Đã làm xong
    .desk = Xem trên bàn việc
    .target = Ghi chỉ tiêu
    .conflicts = Xem chỗ chưa khớp
    .duties = Ghi việc đã làm
    .named = Có người có sáng kiến, ghi tên để hỏi người đó
    .poster = Lấy tờ dán bảng tin có mã QR
    .guide = Đã có nhưng chưa nhập, nhờ hướng dẫn
    .nil = Kỳ này đơn vị chưa có (ghi lý do)
remind-known = Đã ghi là anh/chị đã rõ.
remind-gone = Tin nhắc này không còn hiệu lực.
remind-nothing = Hiện không có tin nhắc nào chờ trả lời.
remind-done = Đã ghi là đơn vị làm xong phần việc này. Ghi nhầm thì mở "Ghi hoạt động, báo cáo" để bỏ đánh dấu.
remind-again = Sẽ nhắc lại lúc { $at }.
remind-passed = Cảm ơn anh/chị. Lý do được chuyển đến { $names }; sẽ không nhắc anh/chị việc này nữa.
remind-passed-alone = Cảm ơn anh/chị, đã ghi lại; sẽ không nhắc anh/chị việc này nữa. Cấp trên chưa có ai ở đây để chuyển lời, nhờ anh/chị báo trực tiếp giúp.
remind-passed-up = { $name } ({ $unit }) cho biết không phụ trách việc: { $what }.
    Lý do: { $reason }
    Nhờ anh/chị cho biết ai phụ trách, hoặc mời người đó.
remind-list = { $programme } – { $title }, hạn { $day }: { $count } công đoàn còn thiếu.
    { $lines }
remind-list-none = { $programme } – { $title }, hạn { $day }: không còn công đoàn nào thiếu.
snooze-when = Nhắc lại vào lúc nào? Chọn một ý, hoặc nhắn lúc khác, ví dụ "chiều mai", "thứ sáu", "25/5".
    .label = Nhắc lại lúc
    .help = Ví dụ: 2 tiếng nữa, tối nay, mai, tuần sau, 25/5.
    .hour = Sau 1 giờ
    .tomorrow = Ngày mai
    .before = Trước hạn 3 ngày
passed-reason = Nhờ anh/chị cho biết ai phụ trách, hoặc vì sao. Lời nhắn sẽ chuyển đến cán bộ cấp trên.
    .label = Ai phụ trách
    .help = Ví dụ: việc này chị Lan bên Ban Nữ công phụ trách.

# A union without an initiative.

first-making = Đang làm tờ dán bảng tin, xong sẽ gửi ngay ở đây.
first-poster = Đây là tờ dán bảng tin. Anh/chị in khổ A4, dán nơi mọi người hay qua lại.
first-guide = Anh/chị chọn "Ghi giúp người khác" bên dưới, rồi kể như người ta kể với mình; khoảng 8 câu ngắn, gửi bản viết sẵn hay ảnh chụp cũng được. Cần người hướng dẫn, xin gọi { $officer }, { $phone }.
first-guide-alone = Anh/chị chọn "Ghi giúp người khác" bên dưới, rồi kể như người ta kể với mình; khoảng 8 câu ngắn, gửi bản viết sẵn hay ảnh chụp cũng được.
first-colleague = Người đó họ tên gì? Trợ lý sẽ hỏi người đó giúp anh/chị.
    .label = Người có sáng kiến
    .help = Viết cả họ và tên, ví dụ: Nguyễn Văn Hùng.
first-which = Có mấy người tên như vậy, anh/chị chọn giúp:
    .one = Có phải người này không ạ?
    .other = Người khác
first-why_none = Kỳ này đơn vị chưa có vì sao? Ghi vài chữ để cấp trên hiểu và giúp.
    .label = Vì sao chưa có
    .help = Ví dụ: đang sửa nhà xưởng, cuối năm mới có.
first-named = Sẽ nhắn hỏi { $name } trong giờ tiện xem tin. Người đó ghi xong thì anh/chị thấy trên bàn việc.
first-own = Sáng kiến của chính anh/chị thì mời anh/chị ghi luôn ở đây.
first-unknown = Chưa hỏi được { $name } vì chưa thấy người này ở đây. Anh/chị nói giúp với người đó, hoặc ghi giúp.
first-unknown-link = Chưa hỏi được { $name } vì chưa thấy người này ở đây. Anh/chị gửi đường dẫn này cho người đó, hoặc ghi giúp:
    { $link }
first-none = Đã ghi: kỳ này đơn vị chưa có. Sẽ không nhắc việc này nữa; khi nào có, anh/chị cứ ghi.
first-asked = { $officer } ({ $unit }) cho biết anh/chị có sáng kiến hay. Anh/chị ghi vài dòng nhé? Khoảng 8 câu ngắn, chưa xong cứ để sau.
first-paper = Anh/chị có sáng kiến?
    .file = To-dan-bang-tin-{ $unit }
    .how = Làm ra cái gì mới, sửa cho đỡ mệt, nhanh hơn, an toàn hơn: kể lại trong 5 phút là ghi được.
    .scan = Mở camera điện thoại quét mã này, rồi kể như nói chuyện.
    .scanless = Nhờ cán bộ công đoàn ghi giúp.
    .safe = Trợ lý không bao giờ hỏi mật khẩu, mã OTP, số tài khoản hay tiền.
    .ask = Cần người giúp: { $name }, { $phone }
