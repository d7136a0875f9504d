# Đôn đốc: an officer has something said to the officers of units below.

urging = Đôn đốc các đơn vị thuộc { $unit }. Anh/chị chọn hạn cần nhắc, hoặc việc khác:
    .typed = Nhắn tin riêng của tôi cho các đơn vị
    .drafts = Nhắc người đang làm dở bản ghi sáng kiến
    .past = Các lần đã đôn đốc
    .back = Về mục đôn đốc
urging-idle = Đôn đốc, { $unit }: hiện chưa có hạn nào để nhắc các đơn vị cấp dưới. Anh/chị làm được những việc này:
urging-about = { $kind }: nhắc các đơn vị thuộc { $unit } về hạn nào?
urging-no-deadline = { $kind }: hiện chưa có hạn nào về việc này cho các đơn vị thuộc { $unit }. Hạn chưa có ngày thì đặt ngày ở mục "Chương trình" trước.
urging-which = Đôn đốc các đơn vị thuộc công đoàn nào?
urging-counting = Đang xem đơn vị nào còn thiếu, có kết quả sẽ nhắn ngay.
urging-failed = Việc này chưa làm được, lỗi từ phía trợ lý. Nhờ anh/chị thử lại sau ít phút.
urging-of = các đơn vị thuộc { $unit }
urging-kind =
    .none = Chưa có sáng kiến nào
    .papers = Thiếu hồ sơ, chờ bổ sung
    .unposted = Còn sáng kiến chưa lên Cổng
    .review = Chưa duyệt, còn sáng kiến chờ xem
    .report = Chưa báo cáo
    .consolidate = Chưa gửi danh sách tổng hợp
    .team = Tổ tư vấn chưa đủ người
    .target = Chưa đạt chỉ tiêu đã ghi
    .any = Mọi đơn vị còn việc của hạn này
    .focal = Chưa có đầu mối ở đây
    .typed = Tin nhắn riêng của cán bộ
    .drafts = Bản ghi sáng kiến đang làm dở
urging-kinds = { $what }
    Anh/chị chọn việc cần nhắc:
    .one = { $kind } ({ $count })
urging-nothing = { $what }
    Không đơn vị nào còn thiếu.
urging-none = { $what }
    { $kind }: không có đơn vị nào.
urging-list = { $what }
    { $kind }: { $count } đơn vị.
    { $lines }
    .preview = Xem tin sẽ gửi
    .group = Soạn tin dán nhóm
    .kinds = Chọn việc khác
    .invite = Mời cán bộ theo dõi
urging-unit = • { $unit }
urging-unit-why = • { $unit } (chưa nhắn được: { $why })
urging-unit-unmet = • { $unit }: { $why }
urging-unit-call = • { $unit }: { $why }; gọi { $name }, { $phone }
urging-why =
    .self = anh/chị đang phụ trách đơn vị này
    .blocked = đã chặn trợ lý
    .never = chưa từng vào đây
    .invited = đã có mã mời, chưa vào
    .none = không có đầu mối
    .nobody = chưa có ai trên hệ thống
    .failed = tin không gửi được
urging-preview = Tin sẽ gửi:

    { $text }

    { $lines }
    .send = Gửi cho { $people } người
    .list = Xem danh sách đơn vị
    .discard = Thôi
urging-somebody = (tên người nhận)
urging-to = Gửi cho { $people } người của { $units } đơn vị, mỗi người một tin có tên và đơn vị của mình.
    .drafts = Gửi riêng cho { $people } người. Trợ lý chỉ đếm, không cho ai biết đó là những ai.
urging-later = Đang giờ nghỉ nên tin sẽ gửi từ { $at }.
urging-covered = { $count } đơn vị có cán bộ đang nghỉ, người thay sẽ nhận.
urging-last = Lần gần nhất: lần { $number }, { $at }, { $who } gửi.
urging-unreached = Chưa nhắn được { $count } đơn vị:
    .line = • { $why }: { $count }
    .drafts = { $count } người chưa nhắn được.
urging-alone = Hiện chưa nhắn được cho đơn vị nào.
    { $lines }
urging-no-drafts = Hiện không có ai đang làm dở bản ghi sáng kiến mà nhắn được.
urging-discarded = Chưa gửi gì cả.
urging-over = Lần này đã gửi rồi, không gửi thêm lần nữa.
urging-sending = Đang xếp tin để gửi, xong sẽ báo ngay.
urging-none-left = { $what }
    Vừa xem lại: không còn ai cần nhắn nữa nên không gửi gì.
urging-sent = Đôn đốc lần { $number }: { $people } người sẽ nhận tin{ $when }.{ $unreached } Gửi xong trợ lý sẽ báo lại.
    .at = , từ { $at }
    .between = , từ { $at } đến { $last } tùy giờ nghỉ của từng người
    .unreached = {" "}{ $count } đơn vị chưa nhắn được.
    .result = Xem kết quả
urging-result = Đôn đốc lần { $number } ({ $at })
    { $kind } – { $what }
    { $lines }
    .again = Cập nhật
    .unmet = Xem hết đơn vị chưa nhắn được
urging-states = { $sent } đã gửi · { $waiting } đang chờ gửi · { $failed } không gửi được · { $unknown } không rõ.
urging-missed = { $count } không cần nhắn nữa (đã làm xong, hoặc đã đổi người).
urging-unmet = Chưa nhắn được { $count } đơn vị:
urging-more = và { $count } đơn vị nữa.
urging-not-reached = Chưa nhắn được { $count } đơn vị:
    { $lines }
urging-past = Các lần đã đôn đốc, mới nhất ở trên:
    .line = Lần { $number }, { $at }: { $kind } – { $what }
urging-past-none = Chưa đôn đốc lần nào.

# A text for a group chat: figures, nobody's name.

urging-group = { $programme } – { $title }: { $until }.
    { $count }
    Nhờ các đồng chí quan tâm. Đơn vị nào cần hỗ trợ, xin nhắn { $who }.
urging-group-clusters = { $programme } – { $title }: { $until }.
    { $count } Trong đó:
    { $lines }
    Nhờ các đồng chí quan tâm. Đơn vị nào cần hỗ trợ, xin nhắn { $who }.
urging-cluster = - { $unit }: { $done }/{ $of }
urging-copy = Anh/chị sao chép tin trên để dán vào nhóm; trong tin chỉ có con số, không nêu tên đơn vị còn thiếu.
urging-done =
    .none = Đã có sáng kiến: { $done }/{ $of } công đoàn cơ sở.
    .papers = Đã đủ hồ sơ: { $done }/{ $of } công đoàn cơ sở.
    .unposted = Đã đưa sáng kiến được công nhận lên Cổng: { $done }/{ $of } công đoàn cơ sở.
    .review = Đã xem hết sáng kiến gửi đến: { $done }/{ $of } đơn vị.
    .report = Đã gửi báo cáo: { $done }/{ $of } đơn vị.
    .consolidate = Đã gửi danh sách tổng hợp: { $done }/{ $of } đơn vị.
    .team = Tổ tư vấn đã đủ người: { $done }/{ $of } đơn vị.
    .target = Đã đạt chỉ tiêu: { $done }/{ $of } đơn vị.
    .any = Đã xong: { $done }/{ $of } đơn vị.
    .focal = Đã có đầu mối ở đây: { $done }/{ $of } đơn vị.

# What is said to those below.

urged = Chào anh/chị { $name }.
    { $programme } – { $title }: { $until }, { $left }.
    { $items }
    { $sender }
urged-item = { $unit }:
    { $lines }
urged-sender = { $who } ({ $from }) nhờ anh/chị thu xếp giúp (nhắc lần { $number }).
urged-typed = Chào anh/chị { $name } ({ $unit }).
    { $who } ({ $from }) nhắn:
    { $text }
urged-draft = Chào anh/chị { $name }. Bản ghi sáng kiến anh/chị đang làm dở vẫn còn nguyên, khi rảnh mời anh/chị làm tiếp. { $who } ({ $from }) nhờ nhắc chung những người đang làm dở, không xem được bản của ai.
    .open = Làm tiếp

# The form: words of one's own.

urge-whom = Anh/chị muốn nhắn cho đơn vị nào?
    .label = Nơi nhận
    .all = Mọi đơn vị cấp dưới
    .level = Theo cấp
    .names = Chọn từng đơn vị (nhắn tên)
    .help = Ví dụ chọn "Theo cấp" rồi chọn công đoàn cơ sở.
urge-level = Nhắn cho cấp nào?
    .label = Cấp
    .help = Ví dụ: công đoàn cơ sở.
urge-unit = Nhờ anh/chị nhắn một phần tên đơn vị, hoặc mã đơn vị.
    .label = Đơn vị
    .help = Ví dụ: dien luc ba be, hoặc BK-DLBB.
urge-more = Còn đơn vị nào nữa không?
    .label = Đơn vị khác
    .more = Thêm đơn vị
    .enough = Đủ rồi
    .help = Ví dụ nhắn "1" để thêm một đơn vị.
urge-more-of = Đã chọn: { $units }. Còn đơn vị nào nữa không?
urge-words = Anh/chị viết tin nhắn cho các đơn vị (tối đa 600 chữ cái). Trợ lý tự thêm lời chào và tên anh/chị.
    .label = Tin nhắn
    .help = Ví dụ: Thứ sáu này họp giao ban trực tuyến lúc 14 giờ, mời các đồng chí dự.
invalid-words-long = Tin này dài { $length } chữ cái, gửi được { $limit }. Nhờ anh/chị viết ngắn lại.
