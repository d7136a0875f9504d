# People and their roles: who holds which, invitations, handing over, absence, the log.

roles = Người và vai trò.
    { $lines }
    .list = Ai đang giữ vai trò ({ $count })
    .invite = Mời thêm người
    .bulk = Mời cho nhiều đơn vị một lần
    .merge = Gộp hai người trùng
    .codes = Mã mời đang mở ({ $count })
    .mine = Vai trò của tôi
    .log = Nhật ký vai trò
    .back = Người và vai trò
roles-own = Anh/chị là { $role } của { $unit }, từ { $day }{ $days }.
roles-held = { $name }, { $role }, { $unit }{ $days }
roles-days = {" "}(thay từ { $since } đến hết { $until })
    .bare = thay từ { $since } đến hết { $until }
roles-uses = { $count } lượt
roles-why = Lý do: { $why }
roles-because =
    .merged = đơn vị đã sáp nhập
    .closed = đơn vị ngừng hoạt động
    .undone = hoàn lại tệp đơn vị
    .uncovered = người được thay đã thôi vai trò này
    .rude = lời khó nghe
    .spam = nhắn quá nhiều
    .other = lý do khác
roles-operator = Người vận hành trợ lý
roles-where = { $unit }:{" "}
roles-unchanged = Giữ nguyên như cũ.
roles-untold = Chưa nhắn được cho người đó trong chat, nhờ anh/chị báo giúp.

# Lists and cards

roles-list = { $where }Người đang giữ vai trò: { $count }. Chọn một người để xem.
    .unit = Chọn đơn vị
    .all = Xem mọi đơn vị
roles-list-none = { $where }Chưa có ai giữ vai trò.
roles-mine = Anh/chị giữ mấy vai trò, chọn một để bàn giao, nhờ người thay hoặc thôi:
roles-one = { $name }: { $role } của { $unit }, từ { $day }{ $days }.
    .hand = Bàn giao cho người khác
    .cover = Nhờ người thay khi nghỉ
    .leave = Tôi thôi vai trò này
    .end = Kết thúc vai trò này
    .list = Về danh sách
roles-codes = { $where }Mã mời đang mở: { $count }. Chọn một mã để xem hoặc thu hồi.
roles-codes-none = { $where }Không có mã mời nào đang mở.
roles-code-line = { $role }, { $unit }: còn { $left } lượt, đến { $until }{ $what }
roles-over = {" "}(hết tác dụng, vì người tạo đã thôi vai trò)
roles-purpose =
    .hand = {" "}(bàn giao)
    .cover = {" "}(nhận thay từ { $since } đến hết { $until })
roles-code = Mã mời làm { $role } của { $unit }{ $what }. { $who } tạo lúc { $at }. Đã dùng { $used } trong { $uses } lượt, dùng được đến { $until }. Trợ lý không giữ mã nên không xem lại được; lỡ mất thì thu hồi rồi tạo mã khác.
    .revoke = Thu hồi mã này
    .all = Các mã đang mở

# Codes

roles-invited = Mã mời làm { $role } của { $unit }, { $uses } người dùng được, đến { $until }.

    { $ways }

    Người nhận mã được báo: { $can }

    Mã chỉ hiện một lần ở đây, nhờ anh/chị chuyển ngay cho người được mời.
roles-handing = Mã bàn giao vai trò { $role } của { $unit }, dùng được đến { $until }.

    { $ways }

    Ai dùng mã này sẽ nhận vai trò, lúc đó vai trò của anh/chị kết thúc. Mã chỉ hiện một lần ở đây, nhờ anh/chị chuyển ngay cho người nhận.
roles-covering = Mã nhận thay vai trò { $role } của { $unit } từ { $since } đến hết { $last }.

    { $ways }

    Đồng nghiệp dùng mã là nhận thay trong những ngày đó, anh/chị vẫn giữ vai trò của mình. Mã chỉ hiện một lần ở đây, nhờ anh/chị chuyển ngay.
roles-way = • Nhắn cho trợ lý: mã { $code }
    .link = • Hoặc mở: { $link }
roles-qr = Ảnh mã QR để mời làm { $role } của { $unit }: quét bằng máy ảnh điện thoại là mở được.
roles-revoked = Đã thu hồi. Mã mời làm { $role } của { $unit } không dùng được nữa.
roles-attended = Các công đoàn cơ sở thuộc { $unit } đều đã có cán bộ theo dõi.
roles-too-many = Có nhiều hơn { $most } đơn vị, một tệp không chứa hết. Nhờ anh/chị chọn đơn vị nhỏ hơn.
roles-sheet = Tệp có { $count } mã mời cán bộ theo dõi, mỗi đơn vị một mã, dùng được đến { $until }.{ $gone } Trong tệp có mã, nhờ anh/chị chỉ gửi cho đúng đơn vị.
roles-gone = {" "}{ $count } mã chưa dùng của lần tạo trước không dùng được nữa.

# Endings

roles-ended = Đã kết thúc vai trò { $role } của { $name } ở { $unit }.
roles-left = Anh/chị đã thôi làm { $role } của { $unit }. Cảm ơn anh/chị đã góp sức.
roles-soon =
    .idle = Khi đó { $unit } chưa có cán bộ theo dõi.
    .officer = Khi đó { $unit } chưa có cán bộ theo dõi, việc đang mở ({ $count }) chuyển lên { $upper }.
    .nobody = Khi đó { $unit } chưa có cán bộ theo dõi, việc đang mở ({ $count }) chưa có ai nhận.
    .administrator = Khi đó { $unit } không còn người quản trị nào. Muốn có lại, nhờ người vận hành trợ lý cấp mã.
roles-now =
    .idle = { $unit } nay chưa có cán bộ theo dõi.
    .officer = { $unit } nay chưa có cán bộ theo dõi, việc đang mở ({ $count }) chuyển lên { $upper }.
    .nobody = { $unit } nay chưa có cán bộ theo dõi, việc đang mở ({ $count }) chưa có ai nhận.
    .administrator = { $unit } nay không còn người quản trị nào. Muốn có lại, nhờ người vận hành trợ lý cấp mã.

# What others hear

heard-granted = { $name } đã dùng mã anh/chị gửi, nay là { $role } của { $unit }.
heard-handed_over = { $name } đã nhận bàn giao, nay là { $role } của { $unit }. Vai trò này của anh/chị đã kết thúc, cảm ơn anh/chị đã góp sức.
heard-covered = { $name } nhận thay anh/chị làm { $role } của { $unit } từ { $since } đến hết { $until }.
heard-ended = Từ nay anh/chị thôi làm { $role } của { $unit } ({ $who } ghi).{ $why } Cần hỏi thêm: { $officer }, { $phone }.
heard-why = {" "}Lý do: { $why }.
heard-unattended = { $unit } nay chưa có cán bộ theo dõi, việc đang mở ({ $count }) chuyển lên anh/chị.
    .desk = Mở bàn việc
    .invite = Mời cán bộ mới
heard-unattended-idle = { $unit } nay chưa có cán bộ theo dõi, việc từ nay đến bàn của anh/chị.

# The log

roles-log = { $where }Nhật ký vai trò, mới nhất ở trên:
    { $lines }
    .none = Chưa có gì.
    .xlsx = Tải nhật ký (Excel)
roles-log-file = Nhật ký vai trò và mã mời. Lần tải này cũng được ghi vào nhật ký.
roles-entry = • { $at }: { $what }{ $note }
roles-note = {" "}({ $note })
roles-did =
    .invited = { $who } tạo mã mời làm { $role } của { $unit }
    .invited-hand = { $who } tạo mã bàn giao vai trò { $role } của { $unit }
    .invited-cover = { $who } tạo mã trực thay vai trò { $role } của { $unit }
    .granted = { $whose } nhận vai trò { $role } của { $unit }, do { $who } mời
    .covered = { $whose } nhận thay { $who } làm { $role } của { $unit }
    .handed_over = { $whose } bàn giao vai trò { $role } của { $unit }
    .ended = { $who } kết thúc vai trò { $role } của { $whose } ở { $unit }
    .left = { $whose } thôi làm { $role } của { $unit }
    .revoked = { $who } thu hồi mã mời làm { $role } của { $unit }
    .exported = { $who } tải nhật ký của { $unit }
    .ask_blocked = { $who } không nhận câu hỏi của người hỏi câu { $number } ở { $unit }
    .ask_unblocked = { $who } nhận lại câu hỏi của người hỏi câu { $number } ở { $unit }
    .merged_person = { $who } gộp { $whose } vào người trùng trong { $unit }
roles-deed =
    .invited = Tạo mã mời
    .invited-hand = Tạo mã bàn giao
    .invited-cover = Tạo mã trực thay
    .granted = Nhận vai trò
    .covered = Nhận thay
    .handed_over = Bàn giao
    .ended = Kết thúc
    .left = Thôi
    .revoked = Thu hồi mã
    .exported = Tải nhật ký
    .ask_blocked = Không nhận câu hỏi
    .ask_unblocked = Nhận lại câu hỏi
    .merged_person = Gộp người trùng
roles-book =
    .log = Nhật ký vai trò và mã mời
    .log-file = nhat-ky-vai-tro
    .sheet = Mã mời cán bộ theo dõi
    .sheet-file = ma-moi-{ $unit }
    .qr-file = ma-qr
    .notes = Mỗi mã dùng một lần. Người nhận mở đường dẫn, quét mã QR, hoặc nhắn cho trợ lý chữ "mã" rồi đến mã. Nhờ giữ kín, chỉ đưa cho đúng đơn vị.
roles-made = Lập lúc { $at }
roles-column =
    .at = Lúc
    .what = Việc
    .who = Người làm
    .whose = Vai trò của ai
    .role = Vai trò
    .unit = Đơn vị
    .code = Mã
    .note = Ghi chú
    .number = Số
    .workplace = Nơi làm việc
    .until = Dùng đến
    .link = Đường dẫn
    .qr = Mã QR

# The form

role-role = Mời vào vai trò nào?
    .label = Vai trò
    .adviser = Thành viên Tổ tư vấn
    .officer = Cán bộ theo dõi
    .council = Thành viên Hội đồng sáng kiến
    .administrator = Người quản trị
    .help = Cán bộ theo dõi tiếp nhận sáng kiến và nhận nhắc hạn; người quản trị giữ cây công đoàn và vai trò. Ví dụ: chủ tịch công đoàn cơ sở thường là "Cán bộ theo dõi".
role-unit = Ở đơn vị nào?
    .label = Đơn vị
    .invite = Ở đơn vị nào? Chọn đơn vị của anh/chị, hoặc nhắn một phần tên hay mã của đơn vị cấp dưới.
    .bulk = Mời cho các công đoàn cơ sở thuộc đơn vị nào? Chọn, hoặc nhắn một phần tên hay mã.
    .find = Xem của đơn vị nào? Chọn, hoặc nhắn một phần tên hay mã.
    .help = Vai trò có hiệu lực ở đơn vị này và mọi cấp dưới. Ví dụ nhắn: "điện lực ba bể".
role-uses = Mã này cho mấy người dùng?
    .label = Số người
    .one = Một người
    .many = Nhiều người
    .help = Mời một người thì chọn "Một người". Gửi chung cho cả tổ thì chọn "Nhiều người", ví dụ nhắn "20 người".
role-count = Mấy người dùng được mã này? (nhiều nhất 500)
    .label = Số người
    .help = Ví dụ: 12.
role-days = Mã dùng được trong bao lâu? Chọn, hoặc nhắn số ngày, ví dụ "60 ngày".
    .label = Thời hạn của mã
    .count = { $count } ngày
    .help = Quá hạn thì mã hết tác dụng, vai trò đã nhận vẫn giữ. Ví dụ: 14 ngày.
role-since = Anh/chị nghỉ từ ngày nào? Nhắn luôn cả hai ngày cũng được, ví dụ "từ 1/9 đến 15/9".
    .label = Nghỉ từ ngày
    .today = Hôm nay
    .help = Ví dụ: 1/9, hoặc "tháng 9" là từ đầu tháng 9.
role-until = Đến hết ngày nào?
    .label = Đến hết ngày
    .help = Hôm sau ngày đó người nhận thay hết vai trò. Ví dụ: 28/2/2023, hoặc "tháng 2".
role-confirm = Anh/chị đồng ý chứ?
    .label = Xác nhận
    .end = Đồng ý
    .why = Đồng ý, và ghi lý do
    .make = Tạo mã
    .discard = Thôi
    .help = Ví dụ nhắn "1" để đồng ý.
role-confirm-end = Kết thúc vai trò { $role } của { $name } ở { $unit }?
role-confirm-leave = Anh/chị thôi làm { $role } của { $unit }?
role-confirm-after = { $what } { $after }
role-confirm-bulk = Có { $count } công đoàn cơ sở thuộc { $unit } chưa có cán bộ theo dõi. Tạo { $count } mã mời, mỗi đơn vị một mã, dùng được { $days } ngày? Mã chưa dùng của lần tạo trước cho các đơn vị này sẽ không dùng được nữa.
role-why = Lý do là gì? Người đó sẽ đọc được.
    .label = Lý do
    .help = Viết ngắn, ví dụ: "Chuyển công tác".

invalid-uses = Nhờ anh/chị nhắn một số từ 1 đến { $most }.
invalid-days = Nhờ anh/chị nhắn số ngày, từ 1 đến { $most }.
invalid-absence = Ngày cuối cần sau ngày đầu, chưa qua, và trong vòng hai năm. Nhờ anh/chị nhắn lại, ví dụ "đến 15/9/2022".
