# What falls due in a programme: said to each role before its day, on it and after it.

deadline-worker-before = Chào anh/chị { $name } ({ $unit }).
    { $programme } – { $title }: { $until }, { $left }.
    { $lines }
deadline-worker-on = Chào anh/chị { $name } ({ $unit }).
    { $programme } – { $title }: { $left } ({ $until }).
    { $lines }
deadline-worker-after = Chào anh/chị { $name } ({ $unit }).
    { $programme } – { $title }: { $until }, { $left }.
    { $lines }
deadline-adviser-before = Chào anh/chị { $name } ({ $as }, { $unit }).
    { $programme } – { $title }: { $until }, { $left }.
    { $lines }
deadline-adviser-on = Chào anh/chị { $name } ({ $as }, { $unit }).
    { $programme } – { $title }: { $left } ({ $until }).
    { $lines }
deadline-adviser-after = Chào anh/chị { $name } ({ $as }, { $unit }).
    { $programme } – { $title }: { $until }, { $left }.
    { $lines }
deadline-officer-before = Chào anh/chị { $name } ({ $as }, { $unit }).
    { $programme } – { $title }: { $until }, { $left }.
    { $lines }
deadline-officer-on = Chào anh/chị { $name } ({ $as }, { $unit }).
    { $programme } – { $title }: { $left } ({ $until }).
    { $lines }
deadline-officer-after = Chào anh/chị { $name } ({ $as }, { $unit }).
    { $programme } – { $title }: { $until }, { $left }.
    { $lines }

deadline-support = Chào anh/chị { $name } ({ $as }, { $unit }).
    { $programme } – { $title }: { $until }, { $left }.
    Những công đoàn cần hỗ trợ (đã nhắc, phần việc còn thiếu):
    { $lines }
deadline-digest = Chào anh/chị { $name }. Có { $count } việc nhờ anh/chị xem.
    { $items }
deadline-item =
    { $programme } – { $title } ({ $unit }): { $until }, { $left }.
    { $lines }
deadline-item-support =
    { $programme } – { $title }: { $until }, { $left }. Những công đoàn cần hỗ trợ (đã nhắc, còn thiếu):
    { $lines }
deadline-helped = Sau ngày { $day }, { $name } ({ $unit }) sẽ liên hệ hỗ trợ nếu đơn vị cần.
deadline-wish = Năm mới, chúc anh/chị và gia đình nhiều sức khỏe.

deadline-as =
    .officer = cán bộ theo dõi
    .team = Tổ tư vấn
    .adviser = người giúp tác giả

deadline-day = { $day }/{ $month }/{ $year }
deadline-until-before = trước ngày { $day }/{ $month }, tức chậm nhất hết ngày { $last }
deadline-until-until = chậm nhất hết ngày { $last }
deadline-until-around = quanh ngày { $last }
deadline-until-within = trong tháng { $month }/{ $year }, tức chậm nhất hết ngày { $last }
deadline-until-minute = trước { $at }
deadline-until-midnight = trước 24 giờ ngày { $last }
deadline-until-inner = phần của công đoàn mình chậm nhất hết ngày { $last }
deadline-plan-date = Hạn của kế hoạch: { $until }.
deadline-plan-date-kept = Xong rồi thì bỏ qua tin này; chưa xong thì vẫn kịp hạn của kế hoạch: { $until }.
deadline-plan-date-over = Hạn của kế hoạch cũng đã qua ({ $until }). Muộn vẫn được ghi lại, nơi nhận sẽ xem và trả lời.

deadline-left = còn { $days } ngày
deadline-left-last = hôm nay là ngày cuối
deadline-left-today = đúng hôm nay
deadline-left-over = đã qua { $days } ngày
deadline-left-closed = đã hết giờ

deadline-do-adviser =
    .register = Nhờ anh/chị hỏi thăm quanh mình: ai có sáng kiến hay ý tưởng thì giúp họ ghi, hoặc ghi giúp họ ngay ở đây.
    .dossier = Nhờ anh/chị giúp tác giả viết đơn đề nghị và báo cáo mô tả, gom giấy tờ chứng minh.
    .portal = Nhờ anh/chị giúp người có sáng kiến đã được công nhận làm thủ tục đưa lên Cổng.
    .commend = Nhờ anh/chị giới thiệu với cán bộ công đoàn những sáng kiến đáng biểu dương quanh mình.
    .other = Nhờ anh/chị giúp tác giả trong đơn vị nếu họ cần.
deadline-do-officer =
    .register = Nhờ anh/chị mời người có sáng kiến, ý tưởng ghi ở đây, hoặc ghi giúp người chưa tiện nhắn.
    .register-below = Nhờ anh/chị nhắc và giúp các công đoàn cấp dưới mời người có sáng kiến, ý tưởng đăng ký.
    .consolidate = Nhờ anh/chị tổng hợp danh sách đăng ký, trình lãnh đạo ký và kèm các phiếu đăng ký.
    .consolidate-top = Nhờ anh/chị tổng hợp danh sách các công đoàn cấp dưới gửi lên rồi gửi tiếp.
    .dossier = Nhờ anh/chị gom hồ sơ của các tác giả, xem đủ giấy tờ rồi gửi.
    .dossier-below = Nhờ anh/chị nhắc các công đoàn cấp dưới gửi hồ sơ, xem đủ giấy tờ khi nhận.
    .recognise = Nhờ anh/chị theo dõi việc công nhận và ghi lại số, ngày quyết định.
    .portal = Nhờ anh/chị đưa các sáng kiến đã được công nhận lên Cổng và ghi lại ngày đưa lên.
    .portal-below = Nhờ anh/chị nhắc và giúp các công đoàn cấp dưới đưa sáng kiến đã được công nhận lên Cổng.
    .commend = Nhờ anh/chị chọn người và sáng kiến tiêu biểu, trình công đoàn cấp trên trực tiếp biểu dương, khen thưởng.
    .commend-top = Nhờ anh/chị chọn người và sáng kiến tiêu biểu để biểu dương, khen thưởng.
    .award = Nhờ anh/chị chuẩn bị danh sách đề nghị biểu dương, khen thưởng.
    .follow_up = Nhờ anh/chị chuẩn bị phần đánh giá, tổng kết.
    .report = Nhờ anh/chị lập báo cáo; kỳ này không có gì mới thì vẫn báo là không phát sinh.
    .other = Nhờ anh/chị sắp xếp để kịp.

deadline-send-to = Nơi nhận: { $to }.
deadline-late-kept = Xong rồi thì bỏ qua tin này. Muộn vẫn được ghi lại, nơi nhận sẽ xem và trả lời.
deadline-late-closed = Xong rồi thì bỏ qua tin này. Cổng đã đóng, nhờ anh/chị hỏi cán bộ cách làm tiếp.
deadline-aim = Đây là mức phấn đấu, làm được đến đâu hay đến đó; cần người hỗ trợ thì cứ hỏi.
deadline-doubt = Kế hoạch có chỗ chưa khớp (mục { $sources }), chưa chốt; tạm hiểu: { $reading }.
deadline-doubt-more = Kế hoạch có chỗ chưa khớp (mục { $sources }), chưa chốt; tạm hiểu: { $reading }. Còn { $more } chỗ nữa.
deadline-doubt-short = Kế hoạch có chỗ chưa khớp về việc này, chưa chốt.
deadline-ask = Có gì chưa rõ, xin hỏi { $name }, { $phone }.
deadline-ask-unnumbered = Có gì chưa rõ, xin hỏi { $name }.

# The rest of a programme's calendar, as a rehearsal shows it.

calendar-opens = Mở: { $what } ({ $source }).
calendar-closes = Đóng lúc { $at }: { $what } ({ $source }).
calendar-closes-midnight = Đóng lúc 24 giờ ngày { $last }: { $what } ({ $source }).
calendar-closes-day = Hết ngày { $last }: { $what } ({ $source }).
calendar-deadline = Hạn: { $title }, { $until } ({ $source }).
calendar-milestone = Mốc: { $title } ({ $source }).
calendar-milestone-undated = Mốc chưa có ngày: { $title } ({ $source }).
calendar-undated = Chưa có ngày: { $title } ({ $source }). Kế hoạch không nêu; cán bộ đặt ngày thì mới nhắc.
calendar-phase-window = { $phase }, { $window }
calendar-window =
    .applied = thời gian sáng kiến được đưa vào dùng
    .recognised = thời gian sáng kiến được công nhận
    .accepted = thời gian đề tài được nghiệm thu
    .entry = nhập sáng kiến
    .portal = cập nhật lên Cổng
    .decision = thời gian xét, quyết định
    .awards = thời gian khen thưởng
