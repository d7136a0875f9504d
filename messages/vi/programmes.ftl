# Roles and their codes; what officers see of programmes and decide about them.

invited = Anh/chị nay là { $role } của { $unit }. { $can }
    .adviser = thành viên Tổ tư vấn
    .officer = cán bộ theo dõi
    .council = thành viên Hội đồng sáng kiến
    .administrator = người quản trị
invited-can =
    .adviser = Việc riêng của Tổ tư vấn chưa có ở đây, khi có sẽ hiện trong menu. Vai trò này xem ở "Bàn việc cán bộ", mục "Người và vai trò".
    .officer = Trong menu có "Bàn việc cán bộ": xem sáng kiến của { $unit } và mọi công đoàn cấp dưới, tiếp nhận, đề nghị bổ sung, ghi kết quả, mời thêm người. Mục "Chương trình": xem hạn, chỉ tiêu, nhật ký; chương trình do { $unit } hoặc công đoàn cấp dưới ban hành thì chốt được cách hiểu, đặt ngày, mở và đóng.
    .council = Trong menu có "Bàn việc cán bộ": đọc được các sáng kiến đã đưa ra Hội đồng của { $unit } và ghi chú.
    .administrator = Trong menu có "Bàn việc cán bộ" với các mục "Chương trình", "Ghi hoạt động, báo cáo", "Người và vai trò" (mời, kết thúc, nhật ký), làm được cho { $unit } và mọi công đoàn cấp dưới.
invited-cover = Anh/chị nhận thay { $role } của { $unit } từ { $since } đến hết { $until }. { $can }
invited-already = Anh/chị đã là { $role } của { $unit } rồi, mã này chưa dùng đến.
invited-held = Đã nhận được mã và đang giữ lại cho anh/chị.
invited-unknown = Mã này hiện chưa dùng được. Nhờ anh/chị xem lại từng chữ, hoặc nhờ người đã gửi cấp mã mới.

# The programmes an officer looks after

programmes = Các chương trình của công đoàn anh/chị. Chọn để xem:
    .mine = { $programme } ({ $body })
    .seen = { $programme } ({ $body }, chỉ xem)
    .more = Xem tiếp
programmes-unknown = Chưa thấy mục này. Mời anh/chị chọn lại.
programmes-one = { $title }
    ({ $source })

    { $lines }
    .conflicts = Chốt cách hiểu
    .dates = Đặt ngày
    .open = Mở lại chương trình
    .close = Đóng chương trình
    .journal = Nhật ký
    .gaps = Phần kế hoạch còn thiếu
    .all = Các chương trình
    .back = Về "{ $programme }"
programmes-open = Đang mở.
programmes-closed = Đang đóng, chưa nhận đăng ký mới.
programmes-recorded = Kế hoạch không có phần đăng ký; sáng kiến được ghi nhận để tính số liệu hằng năm.
programmes-phase = Đang nhận: { $phase }.
programmes-takes = Đang nhận đăng ký.
programmes-opens = Nhận đăng ký từ { $when }.
programmes-over = Đã hết thời gian nhận đăng ký.
programmes-dates = Các hạn sắp tới:
programmes-date = • { $day }: { $what }
programmes-date-within = • từ { $first } đến { $last }: { $what }
programmes-targets = Chỉ tiêu ({ $document }):
programmes-target = • { $what }: { $value }
programmes-value =
    .unset = chưa có con số
    .below = các cấp tự đặt
    .count = { $figure }
    .percent = { $figure } %
    .least-count = ít nhất { $figure }
    .least-percent = ít nhất { $figure } %
programmes-undecided = Chỗ chưa chốt cách hiểu: { $count }
programmes-unset = Hạn chưa có ngày: { $count }
programmes-gaps = Phần kế hoạch còn thiếu: { $count }

programmes-conflicts = Những chỗ kế hoạch nói chưa khớp nhau. Chưa chốt: { $count }.
    .open = Mục { $where }, chưa chốt: { $reading }
    .decided = Mục { $where }, đã chốt: { $reading }
programmes-conflict = { $lines }

    Anh/chị chốt theo cách nào?
    .all = Các chỗ khác
programmes-conflict-seen = { $lines }
programmes-paragraph = Mục { $source }: "{ $says }"
programmes-holds = Đang tạm hiểu: { $reading }. Lý do: { $reason }
programmes-holds-decided = Đã chốt: { $reading }.

programmes-open-dates = Những hạn mà kế hoạch để trống ngày. Chưa có ngày: { $count }.
    .open = { $what } (chưa có ngày)
    .decided = { $what } (đổi ngày)
programmes-when =
    .month = ngày { $day } hằng tháng
    .year = hết ngày { $day }/{ $month } hằng năm
    .once = hết ngày { $day }/{ $month }/{ $year }

programmes-journal = Nhật ký, mới nhất ở trên:
    { $lines }
programmes-entry = • { $at }, { $who }: { $what }. Lý do: { $reason }
    .service = hệ thống
    .loaded = đã nạp tệp chương trình
programmes-missing = Kế hoạch chưa nói rõ, cần hỏi nơi ban hành:
    { $lines }
programmes-gap = • { $text } ({ $source })
programmes-what =
    .open = mở chương trình
    .closed = đóng chương trình
    .reading = chốt cách hiểu "{ $reading }"
    .date = đặt ngày cho "{ $what }": { $when }
    .former = việc của bản kế hoạch trước
programmes-decided = Đã ghi: { $what }, chương trình "{ $programme }". Có hiệu lực ngay, ghi vào nhật ký cùng tên anh/chị.
    { $lines }
programmes-now =
    .open = Từ nay chương trình mở: nhận đăng ký theo đúng thời gian của kế hoạch, nhận hoạt động, báo cáo và nhắc hạn trở lại.
    .closed = Từ nay chương trình đóng: chưa nhận đăng ký mới, chưa nhận hoạt động, báo cáo, không nhắc hạn. Những gì đã gửi vẫn được giữ.
programmes-now-reading = Từ nay tính theo: { $reading }.
programmes-now-entries = Đăng ký
programmes-now-entry =
    .first-last = Thời gian nhận đăng ký nay là: { $phase }, từ { $first } đến hết ngày { $last }.
    .first = Thời gian nhận đăng ký nay là: { $phase }, từ { $first }.
    .last = Thời gian nhận đăng ký nay là: { $phase }, đến hết ngày { $last }.
programmes-overtaken = Vừa có người chốt việc này rồi, nên chưa ghi của anh/chị:
    { $lines }
    Muốn đổi khác, mời anh/chị mở lại chương trình và chọn lại.
programmes-clash-with = Cách này chưa khớp với điều vừa được chốt, nên chưa ghi:
    { $lines }
    Nhờ anh/chị trao đổi với nhau rồi chọn lại.
programmes-clash = Cách này chưa khớp với những gì đã chốt trước đó, nên chưa ghi. Nhờ anh/chị xem lại các chỗ đã chốt.
programmes-unchanged = Vâng, chưa ghi gì, mọi thứ vẫn như cũ.

decision-when = Hạn này vào ngày nào?
    .label = Ngày
    .month = "{ $what }": vào ngày mấy hằng tháng? Ví dụ: 25
    .year = "{ $what }": chậm nhất hết ngày nào hằng năm? Ví dụ: 20/11
    .once = "{ $what }": chậm nhất hết ngày nào? Ví dụ: 20/11/2022
    .term = "{ $what }": chậm nhất hết ngày nào? Ví dụ: 20/11/2022
    .help = Ngày ghi ở đây vẫn còn trong hạn, ví dụ "20/11" là hết ngày 20/11.
decision-reason = Vì sao, hoặc theo văn bản nào?
    .label = Lý do
    .help = Ghi ngắn để người sau hiểu, ví dụ: "Theo công văn 12/LĐLĐ ngày 10/5/2022".
decision-reason-of = Chương trình "{ $programme }": { $what }. Nhờ anh/chị ghi lý do, hoặc theo văn bản nào:
invalid-day-of-month = Chưa rõ là ngày mấy. Nhờ anh/chị nhắn một số từ 1 đến 31, ví dụ 25.
invalid-whole-day = Nhờ anh/chị nhắn đủ ngày và tháng, ví dụ 20/11/2022.
