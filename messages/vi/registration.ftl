# The registration form. Each question: the prompt, its label in the read-back, its choices, help with an example.

registration-none = Hiện chưa có chương trình nào nhận đăng ký. Khi có, cán bộ sẽ nhắn.
registration-not-yet-open = Chương trình { $programme } mở nhận từ { $when }. Anh/chị vẫn ghi trước được, { $officer } ({ $phone }) sẽ xem giúp.
registration-closed = Chương trình { $programme } đã hết hạn nhận lúc { $when }. Anh/chị vẫn ghi được, { $officer } ({ $phone }) sẽ xem giúp và cho biết đợt sau.
    .go-on = Cứ ghi, cán bộ xem giúp
    .menu = Về menu

registration-worker = Họ và tên của người có sáng kiến là gì ạ?
    .label = Người có sáng kiến
    .help = Ghi họ tên người nghĩ ra sáng kiến, ví dụ: Lò Thị Mai. Tên anh/chị vẫn được ghi là người nhập giúp.
registration-worker_unit = Người đó làm ở công ty, trường hay cơ quan nào? Nhắn một phần tên cũng được.
    .label = Nơi làm việc
    .own = Cùng nơi với tôi: { $place }
    .again = Tìm lại
    .none = Không thấy nơi đó
    .help = Nhắn tên nơi người đó làm việc, ví dụ: Điện lực Ba Bể, Trường THCS Đồng Lạc. Chỉ tìm trong những nơi anh/chị phụ trách.
registration-worker_unit-unknown = Chưa tìm thấy "{ $said }" trong những nơi anh/chị phụ trách. Anh/chị nhắn tên khác, hoặc chọn để ghi theo nơi của anh/chị, cán bộ xếp giúp sau:
registration-worker_unit-this = Có phải { $place }?
registration-worker_unit-became = { $former } nay thuộc { $place }. Người đó làm ở đó phải không?
registration-worker_unit-which = Có mấy nơi gần giống, người đó làm ở nơi nào?
registration-worker_unit-gone = Nơi đã chọn nay ở ngoài phạm vi anh/chị phụ trách. Nhờ anh/chị chọn lại.

registration-solution = Anh/chị đã làm ra hoặc thay đổi điều gì, trước đó thì thế nào? Cứ kể như nói chuyện: nhắn chữ, gửi ảnh, ghi âm hay gửi bản viết sẵn đều được. Kể xong nhắn "xong".
    .label = Nội dung
    .help = Kể việc trước kia làm thế nào, nay làm thế nào. Ví dụ: "Trước phải trèo lên cột, hai người mới thay được bóng đèn. Nay dùng sào kẹp, một người đứng dưới đất cũng thay được."

registration-title = Đặt tên là "{ $proposal }" được không?
    .label = Tên sáng kiến
    .yes = Được
    .no = Đặt tên khác
    .help = Tên nên nói ra việc đã làm, ví dụ: "Sào kẹp thay bóng đèn đường từ mặt đất".
registration-title-open = Đặt tên cho sáng kiến là gì ạ? Một câu ngắn nói ra việc đã làm, ví dụ: "Sào kẹp thay bóng đèn đường".
registration-title-other = Anh/chị muốn đặt tên là gì?
registration-title-typed = Tên thì nhờ anh/chị nhắn chữ giúp, vài từ thôi cũng được.

registration-applied = Việc này đang ở bước nào?
    .label = Đang ở bước
    .applied = Đã dùng thật
    .trial = Đang dùng thử
    .not_yet = Mới là ý tưởng
    .help = "Đã dùng thật" là đang làm theo cách mới trong công việc hằng ngày. "Dùng thử" là mới làm vài lần để xem có được không.

registration-applied_on = Bắt đầu dùng từ khoảng khi nào? Nhớ tháng, năm là được, ví dụ: tháng 3/2022.
    .label = Bắt đầu dùng
    .help = Ngày đưa vào dùng lần đầu, kể cả dùng thử. Nhắn "15/3/2022", "tháng 3/2022" hay "trước Tết năm ngoái" đều được.
registration-applied_on-confirm = Khoảng { $day }, đúng không ạ?
registration-applied_on-nearer = Từ ngày { $day } trở đi, đúng không ạ?
    .yes = Đúng
    .before = Trước đó
    .unknown = Không nhớ
registration-applied_on-two = Đã ghi cả hai: { $first } và { $second }. Cán bộ sẽ xem lấy ngày nào.
registration-some-day-confirm = Là { $day }, đúng không ạ?

registration-fit = Phần anh/chị kể có thể chưa hợp chương trình này. Anh/chị muốn làm thế nào?
    .label = Chưa hợp chương trình
    .send = Gửi cán bộ xem giúp
    .other = Xem chương trình khác
    .stop = Thôi, giữ lại đã
    .help = Cán bộ sẽ xem và cho biết có chương trình khác hợp hơn không. Phần đã kể vẫn được giữ.

registration-fit-other = Hiện chưa có chương trình nào khác hợp. Gửi lên thì cán bộ xem giúp, có chương trình hợp hơn sẽ nhắn.
registration-fit-others = Các chương trình đang nhận sáng kiến như vậy, chuyển sang thì phần đã kể vẫn giữ nguyên:
registration-fit-elsewhere = Chương trình { $programme } thì nhận sáng kiến như vậy.
registration-fit-why = { $lines }
registration-programme = Có mấy chương trình đang nhận. Anh/chị muốn ghi vào chương trình nào?
registration-programme-of = { $programme } ({ $body })
registration-shut = Chương trình { $programme } đang tạm dừng nhận. Anh/chị cứ ghi tiếp, bản này được giữ, khi mở lại thì gửi.
registration-shut-kept = Chương trình { $programme } đang tạm dừng nhận nên bản này được giữ, chưa gửi. Khi mở lại, anh/chị nhắn "làm tiếp" rồi chọn "Gửi".

changed = Chương trình { $programme } vừa có thay đổi, phần anh/chị đã ghi vẫn giữ nguyên. Điều đã đổi:
    { $parts }
    .questions = - các câu hỏi
    .dates = - thời gian, hạn nộp
    .rules = - điều kiện tham gia
    .papers = - giấy tờ cần có
changed-replaced = Chương trình { $programme } có bản kế hoạch mới thay bản cũ. Bản đang làm dở được chuyển sang bản mới, phần anh/chị đã ghi giữ nguyên.
changed-file = Chương trình { $programme } có bản kế hoạch mới. Bản đang làm dở của anh/chị vẫn theo bản cũ, phần đã ghi giữ nguyên. Điều đã đổi:
    { $parts }

eligibility-not-open = Chương trình { $programme } mở lúc { $at }.
eligibility-closed = Chương trình { $programme } đã hết hạn nhận lúc { $at }.
eligibility-late = Danh sách đăng ký { $programme } đợt này đã chốt hết ngày { $day }. Anh/chị vẫn ghi được: tính cho đợt sau (chậm nhất hết ngày { $next }), cán bộ sẽ xem giúp.
eligibility-late-last = Danh sách đăng ký { $programme } đã chốt hết ngày { $day }. Anh/chị vẫn ghi được, cán bộ sẽ xem giúp.
eligibility-object = Chương trình này không nói đến loại này. Anh/chị vẫn gửi được, cán bộ sẽ xem giúp.
eligibility-other-phase = Sáng kiến này đưa vào dùng trong giai đoạn trước, mà giai đoạn đó đã hết hạn nhập. Kế hoạch không nói rõ trường hợp này, cán bộ sẽ xem giúp.
eligibility-year-over = Đơn đề nghị công nhận thường phải nộp trong vòng một năm kể từ khi dùng lần đầu, tức chậm nhất ngày { $day } (Nghị định 13/2012, Điều 5.2). Nay đã quá ngày đó, nhờ anh/chị hỏi cán bộ.
eligibility-year-runs = Nhớ nộp đơn đề nghị công nhận ở nơi làm việc trong một năm kể từ khi dùng lần đầu, tức chậm nhất ngày { $day } (Nghị định 13/2012, Điều 5.2).
eligibility-undecided = Kế hoạch ghi chưa thống nhất chỗ này, tạm hiểu: { $reading }. Cán bộ sẽ chốt.

law-clock = Chào anh/chị. Sáng kiến { $code } chưa có ghi nhận là đã được công nhận. Theo Nghị định 13/2012 (Điều 5.2), đơn đề nghị công nhận nộp ở nơi làm việc chậm nhất ngày { $last }, còn { $days } ngày. Cần giúp thì hỏi { $officer } ({ $phone }).
    .open = Xem sáng kiến

registration-benefit_how = Từ khi có nó, việc gì tốt hơn? Ví dụ: nhanh hơn, đỡ mệt, an toàn hơn, tiết kiệm khoảng bao nhiêu một tháng. Không tính ra tiền cũng không sao.
    .label = Lợi ích
    .help = Ví dụ: "Trước thay một bóng mất 40 phút, hai người; nay 10 phút, một người, không phải trèo cao."

registration-authors = Anh/chị làm một mình hay làm chung? Làm chung thì nhắn tên và phần của từng người.
    .label = Tác giả
    .alone = Một mình
    .together = Làm chung
    .help = Phần của mỗi người tính theo phần trăm, cộng lại đủ 100. Ví dụ: Nguyễn Văn Hùng 60, Lò Thị Mai 40.
registration-authors-shares = Nhắn tên và phần của từng người, ví dụ: Nguyễn Văn Hùng 60, Lò Thị Mai 40. Cộng lại đủ 100.
registration-authors-tie = Có mấy người cùng cao nhất ({ $percent }%). Chương trình công nhận người đóng góp nhiều nhất (Kế hoạch, mục { $source }). Ghi ai đại diện?

registration-recognised = Sáng kiến này đã được công nhận chưa (Hội đồng sáng kiến hoặc { $head } ký)?
    .label = Đã công nhận
    .got = Rồi
    .waiting = Đang chờ
    .no = Chưa
    .unknown = Không rõ
    .head = người đứng đầu nơi làm việc
    .help = Công nhận là có quyết định hoặc giấy chứng nhận của nơi làm việc. Chưa có cũng gửi được, cán bộ sẽ hướng dẫn tiếp.
registration-recognised-head = Sáng kiến này đã được { $head } ký công nhận chưa?
registration-recognised-photo = Nhờ anh/chị chụp quyết định gửi lên. Không có sẵn thì nhắn "bỏ qua".
    .skip = Bỏ qua

registration-confirm = Đọc lại giúp:
    { $lines }

    Anh/chị cam đoan nội dung là thật, không trái pháp luật, trật tự công cộng và đạo đức xã hội, không phải giải pháp đang được cấp bằng bảo hộ.
    .label = Xác nhận
    .yes = Gửi
    .edit = Sửa
    .later = Để sau
    .help = Bằng bảo hộ là bằng độc quyền sáng chế, giải pháp hữu ích hoặc kiểu dáng công nghiệp. Phần mềm, bài giảng thì hỏi cán bộ. Muốn đổi câu nào, nhắn "sửa" kèm số câu.

registration-sent = Đã gửi lúc { $at }. Mã: { $code }. { $reader }
    { $rest }
    .rest = Còn vài ý để hoàn thiện hồ sơ, không gấp:
    .recorded = Đây là ghi nhận để công đoàn có số liệu hằng năm; sau này nếu có đợt đăng ký, cán bộ sẽ nhắn. Còn vài ý có thể bổ sung, không gấp:
    .add = Bổ sung luôn
    .tonight = Tối nay nhắc
    .officer = Nhờ cán bộ làm giúp
registration-reader =
    .officer = { $officer } ({ $unit }) sẽ xem và nhắn lại.
    .contact = Cán bộ công đoàn sẽ xem và nhắn lại; cần hỏi ngay: { $officer }, { $phone }.
    .alone = Ở đây chưa có cán bộ nào khác xem giúp. Nhờ anh/chị mời thêm một người: "Bàn việc cán bộ", mục "Người và vai trò".
registration-sent-unnamed = Đã gửi lúc { $at }. Mã: { $code }. Cán bộ công đoàn sẽ xem và nhắn lại.
    { $rest }
registration-officer-helps = Vâng, cán bộ sẽ xem và hoàn thiện giúp, cần gì sẽ hỏi lại.
registration-later-intro = Các câu sau không bắt buộc, câu nào chưa rõ thì nhắn "bỏ qua"; mỗi câu trả lời được lưu ngay.
registration-later-done = Cảm ơn anh/chị, đã ghi đủ. Phần còn lại cán bộ sẽ lo.

registration-kind = Việc này giống loại nào nhất?
    .label = Loại giải pháp
    .technical = Làm ra, sửa máy móc, dụng cụ, quy trình
    .management = Sắp xếp người, việc cho gọn
    .operational = Cách làm nghiệp vụ: hồ sơ, kiểm tra, giảng dạy, tuyên truyền
    .applied_technology = Đem kỹ thuật mới về dùng
    .union_activity = Hoạt động công đoàn
    .epidemic = Phòng chống dịch
    .research = Đề tài khoa học
    .unknown = Không rõ, nhờ cán bộ chọn
    .help = Chọn loại gần nhất; chọn chưa đúng cũng không sao, cán bộ sẽ sửa giúp. Nghiệp vụ (tác nghiệp) là cách làm công việc chuyên môn hằng ngày.
registration-subkind = Cụ thể là việc gì ạ?
    .label = Cụ thể
    .product = Một sản phẩm: dụng cụ, máy, vật liệu, giống
    .process = Một quy trình
    .organisation = Cách tổ chức công việc
    .control = Cách điều hành, kiểm tra, giám sát
    .procedures = Cách làm thủ tục, xử lý hồ sơ
    .assessment = Cách thẩm định, tư vấn, đánh giá
    .training = Cách tuyên truyền, giảng dạy, huấn luyện
    .unknown = Không rõ
    .help = Chọn ý gần nhất, hoặc nhắn "bỏ qua".
registration-problem = Trước khi có cách này thì vướng ở chỗ nào?
    .label = Trước đó vướng gì
    .help = Ví dụ: "Trèo cột cao 8 mét, ngày mưa rất trơn, phải hai người giữ thang."
registration-novelty = Cách này có gì mới so với cách vẫn làm ở nơi anh/chị?
    .label = Điểm mới
    .help = Chỉ cần mới ở nơi mình làm. Ví dụ: "Trước nay ở tổ chưa ai dùng sào kẹp, đều bắc thang."
registration-applied_where = Đang dùng ở đâu, bộ phận nào?
    .label = Nơi đang dùng
    .help = Ví dụ: "Tổ quản lý đèn đường, Điện lực Ba Bể."
registration-benefit_kind = Lợi ích chính là gì?
    .label = Loại lợi ích
    .money = Tính được ra tiền
    .social = Không tính ra tiền
    .both = Cả hai
    .help = Không tính ra tiền là an toàn hơn, đỡ mệt hơn, sạch hơn, học sinh hiểu bài hơn, được phục vụ tốt hơn.
registration-benefit_money = Làm lợi khoảng bao nhiêu tiền? Ví dụ: 5 triệu một tháng.
    .label = Số tiền làm lợi
    .help = Ước chừng cũng được: tiền công, vật tư, điện, xăng tiết kiệm được. Nhắn "15 triệu", "2tr3", "500k một tháng" đều được.
registration-benefit_money-period = { $amount } đồng là cho bao lâu?
    .once = Một lần
    .month = Một tháng
    .year = Một năm
registration-benefit_money-confirm = { $sum }, đúng không ạ?
registration-benefit_social = Lợi ích không tính ra tiền là gì?
    .label = Lợi ích khác
    .help = Ví dụ: "Không còn phải trèo cao, không ai bị ngã từ khi dùng."
registration-transferable = Nơi khác có dùng được cách này không? Ở đâu?
    .label = Nơi khác dùng được
    .help = Ví dụ: "Các điện lực huyện khác đều dùng được."
registration-confidential = Có điều gì cần giữ kín không?
    .label = Cần giữ kín
    .yes = Có
    .no = Không
    .help = Ví dụ bí quyết của công ty. Có thì cán bộ sẽ hỏi riêng cách gửi.
registration-author_group = Anh/chị thuộc nhóm nào?
    .label = Nhóm
    .worker = Công nhân, người lao động
    .civil_servant = Cán bộ, công chức, viên chức
    .union_officer = Cán bộ công đoàn
    .help = Để cán bộ xếp đúng nhóm khi xét khen thưởng.
registration-topic_level = Đề tài cấp nào?
    .label = Cấp đề tài
    .province = Cấp tỉnh
    .ministry = Cấp bộ
    .sector = Cấp ngành
    .help = Cấp ghi trong quyết định giao đề tài.
registration-accepted_on = Đề tài được nghiệm thu khi nào? Nhớ tháng, năm là được.
    .label = Nghiệm thu
    .help = Ví dụ: tháng 9/2021. Ngày ghi trên biên bản nghiệm thu, nhớ tháng, năm là được.
registration-lead = Chủ nhiệm đề tài là ai?
    .label = Chủ nhiệm đề tài
    .help = Họ và tên, ví dụ: Nguyễn Văn Hùng.
registration-usage_confirmed = Thủ trưởng nơi dùng đề tài đã xác nhận hiệu quả chưa?
    .label = Đã xác nhận hiệu quả
    .yes = Rồi
    .no = Chưa
    .unknown = Không rõ
    .help = Là giấy xác nhận của người đứng đầu nơi dùng đề tài. Không rõ thì để cán bộ hỏi giúp.
registration-recognised_by = Ai đã ký công nhận ạ?
    .label = Nơi công nhận
    .council = Hội đồng sáng kiến
    .head = Người đứng đầu nơi làm việc
    .help = Xem tên người ký trên quyết định.
registration-decision_number = Quyết định công nhận số bao nhiêu ạ?
    .label = Số quyết định
    .help = Ví dụ: 15/QĐ-ĐLBB.
registration-decision_on = Quyết định ký ngày nào?
    .label = Ngày quyết định
    .help = Ví dụ: 15/3/2022.
registration-ip_protected = Giải pháp này có đang được cấp bằng bảo hộ không?
    .label = Đang được bảo hộ
    .yes = Có
    .no = Không
    .unknown = Không rõ
    .help = Là bằng độc quyền sáng chế, giải pháp hữu ích hoặc kiểu dáng công nghiệp. Phần mềm, bài giảng thì chọn "Không rõ".
registration-story = Kể giúp vì sao anh/chị nghĩ ra cách này. Kể xong nhắn "xong".
    .label = Câu chuyện
    .help = Công đoàn có thể giới thiệu câu chuyện trên trang tin, khi đó sẽ hỏi ý anh/chị trước. Ví dụ: "Hôm đó anh em trèo cột trời mưa, suýt ngã…"
registration-attachments = Còn ảnh, bản vẽ, giấy tờ nào nữa thì gửi lên. Gửi xong nhắn "xong", không có thì nhắn "bỏ qua".
    .label = Giấy tờ kèm theo
    .help = Ảnh, PDF, Word, Excel, ghi âm đều được, mỗi tệp tối đa 20 MB.

mine = Anh/chị đã gửi { $count } sáng kiến:
    .line = { $code }: { $title } ({ $status })
mine-none = Anh/chị chưa gửi sáng kiến nào.
mine-unknown = Không thấy sáng kiến này.
mine-still = Người đang nhắn là { $name }, đúng không ạ?
    .yes = Đúng
    .other = Người khác
mine-one = { $code }, { $status }.
    { $lines }

    Đã qua:
    { $history }
    .answer = Trả lời cán bộ
    .reply = Gửi ý kiến cho cán bộ
    .applied = Đã đưa vào dùng
    .add = Bổ sung thêm
    .amend = Sửa nội dung đã gửi
    .withdraw = Rút lại
    .menu = Về menu
mine-line = { $label }: { $value }
mine-files = Tệp kèm theo: { $count }
mine-recognised = Khi công nhận, chương trình ghi tên { $name }.
mine-event = { $at }: { $what }
mine-withdraw = Rút lại sáng kiến { $code } phải không ạ? Mã này sẽ không dùng lại.
    .yes = Rút lại
    .no = Giữ nguyên
mine-withdrawn = Đã rút lại { $code }.
mine-amended = Đã ghi phần sửa của { $code }.
mine-unchanged = { $code } không có gì thay đổi.
mine-unchanged-details = Giữ nguyên như cũ.
registration-applied_on-both = { $first } và { $second } (cán bộ xem lấy ngày nào)
registration-authors-shown = { $people } (đại diện: { $name })
registration-solution-behalf = { $name } đã làm ra hoặc thay đổi điều gì, trước đó thì thế nào? Cứ kể như nói chuyện: nhắn chữ, gửi ảnh, ghi âm hay gửi bản viết sẵn đều được. Kể xong nhắn "xong".
registration-authors-behalf = { $name } làm một mình hay làm chung? Làm chung thì nhắn tên và phần của từng người.
