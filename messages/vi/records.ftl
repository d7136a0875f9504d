# What officers enter for their unit: activities, reports, duties, marks, targets; and the reports a body receives.

records = Anh/chị ghi cho nơi nào?
    .of = { $programme }, { $unit }
    .received = Báo cáo nhận được: { $programme }, { $unit }
records-what = { $programme }, { $unit }. Ghi việc gì?
    .activity = Hoạt động: { $what }
    .activity-done = Hoạt động: { $what } (đã ghi { $count })
    .report = { $what }
    .report-done = { $what } (gần nhất: { $when })
    .duty = Việc của đơn vị: { $what }
    .duty-done = Việc của đơn vị: { $what } (đã làm: { $when })
    .steps = Đánh dấu phần việc của hạn đã làm xong
    .targets = Chỉ tiêu
    .received = Báo cáo nhận được
    .entered = Xem những gì đã ghi
records-go-on = Ghi tiếp bản đang làm dở: { $what }
records-sent-activity = Đã ghi hoạt động "{ $what }" của { $unit }.
records-sent-report = Đã gửi "{ $what }" của { $unit }. { $how }
records-sent-nil = Đã gửi "{ $what }" của { $unit }: không phát sinh. { $how }
records-sent-duty = Đã ghi: { $unit } đã làm "{ $what }".
records-sent =
    .more = Ghi việc khác
records-closed = Chương trình "{ $programme }" đang đóng, bản vừa rồi chưa ghi được.
records-kept = Đã lưu. Khi nào rảnh, mời anh/chị mở mục "Ghi hoạt động, báo cáo" để ghi tiếp.
records-replaced = Bản cũ vẫn được lưu; từ nay tính theo bản mới.
records-told = Cán bộ của { $to } được báo và đọc được ngay ở đây.
records-also-email = Theo kế hoạch, nhờ anh/chị gửi thêm qua thư điện tử: { $address }.
records-also-paper = Theo kế hoạch, nhờ anh/chị gửi thêm bản giấy.
records-of-round = { $what }, { $round }
records-step = đã xong phần việc của hạn "{ $what }"
records-nil = kỳ này chưa có sáng kiến: { $what }
records-target = { $what }: { $figure }
records-reason = Lý do: { $reason }
records-known = Số liệu trợ lý có lúc gửi, tính cả các cấp dưới:
    { $lines }
records-entered = { $programme }, { $unit }: những gì đã ghi. Chọn để xem lại:
    .one = { $what } (ghi ngày { $day })
    .replaced = { $what } (ghi ngày { $day }, đã có bản mới)
    .undone = { $what } (bỏ đánh dấu ngày { $day })
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
record-anything = Trong kỳ có gì mới để báo cáo không?
    .label = Có phát sinh
    .yes = Có, điền báo cáo
    .no = Không phát sinh
    .help = "Không phát sinh" cũng là một báo cáo: trợ lý gửi ngay, nơi nhận biết đơn vị đã xem lại.
record-anything-in = Trong { $round } có gì mới để báo cáo không?
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
    .yes = Đúng, { $count }
    .other = Số khác
record-registered_count-posted = Có bao nhiêu sáng kiến đã lên Cổng ({ $when })? Trợ lý đang có, tính cả các cấp dưới:
    { $known }
record-registered_count-sent = Có bao nhiêu sáng kiến đã đăng ký ({ $when })? Trợ lý đang có, tính cả các cấp dưới:
    { $known }
record-registered_count-other = Là bao nhiêu? Nhờ anh/chị nhắn một số, ví dụ 42.
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

    Số liệu trợ lý đang có, tính cả các cấp dưới:
    { $known }

    Gửi như vậy nhé?
record-known-activity = • { $what }: { $count }
record-known-counts = • Sáng kiến { $when }: đã ghi { $sent }, đã công nhận { $recognised }, đã lên Cổng { $posted }{ $target }
record-known-counts-alone = • Sáng kiến { $when }: đã ghi { $sent }, đã công nhận { $recognised }{ $target }
record-known-since = từ đầu chương trình đến nay
record-known-target = {" "}(chỉ tiêu { $target })
record-known-ratio = • Chi cho khoa học: { $percent } % tổng chi
record-known-ratio-aim = • Chi cho khoa học: { $percent } % tổng chi (kế hoạch: ít nhất { $aim } %)
record-sum = { $amount } đồng
invalid-round = Chưa rõ là kỳ nào. Nhờ anh/chị chọn một kỳ ở trên, hoặc nhắn kỳ đã qua của chương trình, ví dụ 3/2022 hoặc năm 2021.
invalid-count = Chưa rõ là bao nhiêu. Nhờ anh/chị nhắn một số, ví dụ 120.

# An officer's word that a unit's part of a deadline is done.

steps = { $programme }, { $unit }: phần việc nào đã làm xong?
    .open = { $what } (hạn { $day })
    .done = Đã xong: { $what } (hạn { $day })
    .untick = Ghi nhầm, bỏ đánh dấu
    .tick = Đánh dấu đã xong
steps-ticked = Đã ghi: { $unit } làm xong phần việc của hạn "{ $what }" ({ $who }, ngày { $day }). Trợ lý thôi nhắc việc này.
steps-unticked = Đã bỏ đánh dấu: phần việc của hạn "{ $what }" của { $unit } còn phải làm ({ $who }, ngày { $day }). Đến hạn trợ lý lại nhắc.
steps-one = { $unit } đã làm xong phần việc của hạn "{ $what }" ({ $who } ghi ngày { $day }).

# Targets.

targets = { $programme }, { $unit }: đặt chỉ tiêu nào?
    .unset = { $what }: chưa đặt
    .set = { $what }: { $figure }
    .given = Giao cho đơn vị: { $what } (đã giao { $count })
    .more = Đặt chỉ tiêu khác
    .next = Giao cho đơn vị khác
targets-entered = Đã ghi { $what }, { $unit }: { $figure }. { $check }
targets-table = Đã ghi { $what } cho { $count } đơn vị. { $check }
targets-check = Đã có { $count }/{ $of } đơn vị trực tiếp dưới { $unit } đặt chỉ tiêu, cộng lại { $sum }; { $unit } chưa đặt số chung.
targets-check-own = Đã có { $count }/{ $of } đơn vị trực tiếp dưới { $unit } đặt chỉ tiêu, cộng lại { $sum }, so với { $figure } của { $unit }.
targets-check-plan = Đã có { $count }/{ $of } đơn vị trực tiếp dưới { $unit } đặt chỉ tiêu, cộng lại { $sum }, so với { $figure } của kế hoạch.
target-unit = Giao cho đơn vị nào? Nhắn một phần tên; hoặc dán cả bảng, mỗi dòng: tên đơn vị; số.
    .label = Đơn vị
    .help = Ví dụ: "Ba Bể"; hoặc nhiều dòng, mỗi dòng như "LĐLĐ Ba Bể; 60".
target-figure = Chỉ tiêu là bao nhiêu sáng kiến?
    .label = Chỉ tiêu
    .help = Nhắn một số, ví dụ: 60. Đặt lại lúc nào cũng được, số mới nhất được tính.
target-figure-of = { $what }, { $unit }: bao nhiêu sáng kiến? { $was }
target-was = Đang đặt: { $figure }.
target-confirm = Ghi bảng này nhé?
    .label = Xác nhận
    .yes = Ghi
    .no = Thôi, không ghi
    .help = Chọn "Ghi" nếu các số đã đúng; chưa đúng thì chọn "Thôi" rồi dán lại.
target-confirm-table = Đọc được { $count } đơn vị, cộng lại { $sum }:
    { $lines }
    Ghi như vậy nhé?
target-row = • { $unit }: { $figure }
target-more = • … và { $count } đơn vị nữa
invalid-target-unit = Chưa thấy đơn vị nào như vậy trong cấp được giao. Nhờ anh/chị nhắn tên khác, ví dụ "Ba Bể".
invalid-target-line = Chưa đọc được dòng "{ $line }", nên chưa ghi dòng nào. Mỗi dòng nhờ anh/chị ghi: tên đơn vị; số, mỗi đơn vị một dòng.
invalid-target-lines = Bảng dài quá { $most } dòng. Nhờ anh/chị dán từng phần.

# The reports a body receives.

received = { $programme }, { $unit }: báo cáo nhận được
    .round = { $what }: { $sent }/{ $of } đã gửi
    .sent = Xem các báo cáo đã gửi
    .all = Về các kỳ báo cáo
    .back = Về danh sách chưa gửi
    .one = { $unit } (gửi ngày { $day })
    .nil = { $unit } (gửi ngày { $day }, không phát sinh)
received-round = { $what }: { $sent }/{ $of } công đoàn đã gửi, { $nil } báo không phát sinh. Chưa gửi:
    { $missing }
received-round-all = { $what }: { $sent }/{ $of } công đoàn đã gửi, { $nil } báo không phát sinh. { $missing }
received-name = • { $unit }
received-sent = { $what }: chọn để đọc.

# Officers of a body hear of a report.

report =
    .open = Xem báo cáo
    .received = Xem báo cáo nhận được
report-came = Báo cáo mới của { $unit } ({ $programme }): { $what }
    { $lines }
    { $who } gửi { $at }.
report-again = { $unit } gửi lại, thay bản trước ({ $programme }): { $what }
    { $lines }
    { $who } gửi { $at }.
report-line = • { $label }: { $value }
report-nil = • Không phát sinh.
report-several = Có { $count } báo cáo mới:
    { $lines }
report-one = • { $unit }: { $what }
report-one-nil = • { $unit }: { $what } (không phát sinh)
report-more = • … và { $count } báo cáo nữa
