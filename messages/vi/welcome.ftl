# First contact, the menu, and what a person may change about themselves.

welcome-greet = Chào anh/chị. Đây là trợ lý tự động ghi sáng kiến của { $union }. Cần gặp người thật: { $officer }, { $phone }. Trợ lý không bao giờ hỏi mật khẩu, mã OTP, số tài khoản hay tiền.
    .union = công đoàn
    .officer = { $officer } ({ $union })
welcome-held-photo = Ảnh đã tới, đang giữ lại, chưa ai xem.
welcome-held-voice = Ghi âm đã tới, đang giữ lại, chưa ai nghe.
welcome-held-video = Video đã tới, đang giữ lại, chưa ai xem.
welcome-held-document = Tệp đã tới, đang giữ lại, chưa ai xem.
welcome-held-text = Tin đã tới, đang giữ lại, chưa ai xem.
welcome-held-attached = Những gì gửi lúc nãy đã gắn vào đây.
welcome-consent = Để ghi sáng kiến, công đoàn cần lưu họ tên, nơi làm việc và những gì anh/chị gửi. Chỉ khi anh/chị chọn "Gửi" thì cán bộ phụ trách mới xem. Anh/chị đồng ý không?
    .label = Đồng ý lưu thông tin
    .yes = Đồng ý
    .no = Không
    .full = Đọc đầy đủ
    .help = Đồng ý thì trợ lý mới ghi được. Không đồng ý thì không lưu gì, và anh/chị vẫn đăng ký bằng giấy được.
welcome-consent-full = Công đoàn lưu: họ tên, nơi làm việc, nội dung và tệp anh/chị gửi, thời điểm gửi; chỉ để ghi nhận, xét và báo cáo sáng kiến. Người xem: cán bộ theo dõi của công đoàn anh/chị và các công đoàn cấp trên, Hội đồng sáng kiến khi hồ sơ được đưa ra xét, và những người được ghi là đồng tác giả (phần của mình). Tin nhắn gốc xóa sau 7 ngày; bản đang làm dở chỉ anh/chị xem được.
    Anh/chị có quyền xem, sửa, rút lại sáng kiến, rút lại đồng ý và yêu cầu xóa bất cứ lúc nào: liên hệ { $officer }, { $phone }. Trả lời trong 2 ngày làm việc, theo Luật Bảo vệ dữ liệu cá nhân (Luật 91/2025/QH15).
    Anh/chị đồng ý không?
welcome-name = Họ và tên của anh/chị? (Viết có dấu thì giấy tờ in mới đúng tên.)
    .label = Họ và tên
    .help = Ghi đúng như trên giấy tờ, ví dụ: Trần Quang Huy, Vàng A Páo, H'Hen Niê.
welcome-name-full = Cho xin cả họ và tên đệm, ví dụ: Trần Quang Huy. Tên chỉ có một chữ thì nhắn lại như cũ.
welcome-name-accents = Ghi là "{ $name }". Nhắn lại có dấu giúp, hoặc chọn:
    .later = Để cán bộ sửa sau
welcome-unit = Anh/chị làm ở công ty, trường hay cơ quan nào? Nhắn một phần tên cũng được.
    .label = Nơi làm việc
    .again = Tìm lại
    .none = Không thấy nơi của tôi
    .help = Nhắn tên nơi làm việc, ví dụ: Điện lực Ba Bể, Trường THCS Đồng Lạc, may Bắc Kạn. Tên cũ cũng tìm được.
welcome-unit-unknown = Chưa tìm thấy "{ $said }". Anh/chị nhắn tên khác của nơi làm việc, hoặc chọn để cán bộ xếp giúp sau:
welcome-unit-this = Có phải { $place }?
welcome-unit-became = { $former } nay thuộc { $place }. Anh/chị làm ở đó phải không?
welcome-unit-which = Có mấy nơi gần giống, anh/chị làm ở nơi nào?
welcome-done = Cảm ơn anh/chị { $name }.
welcome-refused = Vâng, không lưu gì cả; những gì vừa gửi sẽ được xóa. Anh/chị vẫn đăng ký được bằng giấy: lấy phiếu ở công đoàn nơi làm việc, hoặc gọi { $officer }, { $phone }. Khi nào đổi ý, anh/chị chỉ cần nhắn lại.
welcome-later = Vâng, khi nào rảnh anh/chị nhắn lại nhé.
welcome-landed = Đường dẫn này của { $place }. Anh/chị chuyển sang làm ở đó phải không?
    .no = Không, giữ nơi cũ

menu = Anh/chị muốn làm gì?
    .register = Ghi sáng kiến hoặc ý tưởng của tôi
    .behalf = Ghi giúp người khác
    .drafts = Bản đang làm dở ({ $count })
    .mine = Sáng kiến của tôi
    .deadlines = Hạn nộp
    .programmes = Chương trình
    .records = Ghi hoạt động, báo cáo
    .units = Cây công đoàn
    .desk = Bàn việc cán bộ ({ $count } việc cần làm)
    .desk-idle = Bàn việc cán bộ
    .register-book = Sổ tiếp nhận
    .ledger = Sổ nhắc việc
    .urging = Đôn đốc
    .roles = Người và vai trò
    .details = Thông tin của tôi
    .consult = Hỏi cán bộ công đoàn
    .consult-team = Hỏi Tổ tư vấn
    .questions = Câu hỏi của người lao động
    .team = Tổ tư vấn
    .answerers = Người trả lời câu hỏi
menu-edited = Tin cũ đã đổi, nhưng phần đã ghi thì chưa. Muốn đổi phần đã gửi, mời anh/chị mở "Sáng kiến của tôi".
menu-thanks = Không có gì ạ, cần gì anh/chị cứ nhắn.
menu-bare = "{ $said }": anh/chị muốn ghi điều này thành sáng kiến phải không?
    .yes = Đúng, ghi thành sáng kiến
    .no = Không, xem menu

drafts = Anh/chị có { $count } bản đang làm dở. Chọn để làm tiếp:
    .line = { $title } ({ $day })
    .throw = Bỏ bản này
    .throw-one = Bỏ bớt một bản
drafts-untitled = Chưa đặt tên
drafts-none = Không có bản nào đang làm dở.
drafts-gone = Bản này không còn nữa.
drafts-continued = Làm tiếp bản này.
drafts-throw-which = Bỏ bản nào ạ?
drafts-throw = Bỏ hẳn bản "{ $title }" phải không ạ?
    .yes = Bỏ hẳn
    .no = Giữ lại
drafts-thrown = Đã bỏ bản đó.

details = Họ và tên: { $name }
    Nơi làm việc: { $unit }
    .name = Sửa họ tên
    .unit = Đổi nơi làm việc
    .switch = Đổi người (máy dùng chung)
    .language = English
    .link = Dùng thêm kênh khác
    .preferences = Cách nhắc việc
details-changed = Đã đổi.
details-language = Từ giờ trợ lý nhắn bằng tiếng Việt.

switch = Ai đang nhắn ạ?
    .new = Người khác, lần đầu
switch-done = Chào { $name }.
welcome-name-meant = Ghi là "{ $name }", đúng không ạ?
welcome-unit-later = Nơi làm việc cán bộ sẽ xếp giúp sau.
