# What is asked again and again: pages for everybody, answers offered before a question goes out.

know-open = Câu hỏi thường gặp
know-none = Chưa có câu hỏi thường gặp nào.
know-gone = Câu trả lời này không còn dùng nữa.
know-list = Câu hỏi thường gặp. Anh/chị muốn xem về việc gì?
    .ask = Hỏi thêm
    .same = Câu khác cùng việc này
    .topics = Xem việc khác
know-topic = { $topic } ({ $count } câu)
know-topics =
    .join = Tham gia, đăng ký
    .conditions = Thế nào thì được tính
    .dates = Thời gian, hạn
    .filling = Cách ghi, sửa sáng kiến
    .benefit = Tính số tiền làm lợi, lợi ích
    .papers = Giấy tờ, minh chứng
    .recognition = Công nhận sáng kiến
    .rewards = Khen thưởng
    .team = Tổ tư vấn
    .idea = Ý tưởng chưa làm
    .rights = Quyền lợi, giữ kín thông tin
    .difficulty = Vướng mắc của công đoàn
    .other = Việc khác
know-questions = { $topic }:
know-answer = { $question }
    { $answer } { $source } { $decided }
know-by = (Theo { $source })
know-decided = (Đã chốt: { $reading }.)

ask-likely = Có thể đã có sẵn câu trả lời. Câu nào giống ý anh/chị?
    .label = Câu có sẵn
    .help = Ví dụ nhắn 1 để xem câu thứ nhất. Không giống câu nào thì chọn dòng cuối, câu hỏi được gửi ngay.
    .none = Không có câu nào, gửi câu hỏi
ask-likely-answer = { $question }
    { $answer } { $source } { $decided }
    .right = Đúng rồi, cảm ơn
    .send = Vẫn gửi câu hỏi
    .others = Xem câu khác
ask-helped = Vui vì đã giúp được anh/chị. Câu hỏi này không gửi đi nữa.

# Prepared answers: for those who answer questions.

canned-open = Kho trả lời
canned-keep-word = lưu
canned-hold = Gửi câu này cho { $who } (câu { $number })? Muốn khác đi thì anh/chị nhắn lời khác.
    { $text }
canned-found = Các câu trả lời gần với ý anh/chị:
canned-shortcuts = Các câu trả lời mẫu gọi bằng chữ tắt:
canned-no-shortcuts = Chưa có câu trả lời mẫu nào có chữ tắt. Tìm theo lời thì nhắn / rồi vài từ. Anh/chị vẫn đang trả lời { $who }.
canned-none = Chưa thấy câu trả lời mẫu nào như vậy. Anh/chị vẫn đang trả lời { $who }.
canned-nothing = Chưa có lời nào đã gửi để lưu. Nhờ anh/chị trả lời { $who } trước.
canned-question = Người khác sẽ hỏi câu này thế nào? Nhờ anh/chị ghi một câu ngắn.
    .label = Câu hỏi
    .help = Ví dụ: Số tiền làm lợi tính thế nào? Không ghi tên, số điện thoại của ai.
    .keep = Giữ câu này
canned-question-known = Người khác sẽ hỏi câu này thế nào? Lúc nãy được hỏi: "{ $text }"
canned-answer = Nhờ anh/chị ghi câu trả lời cho mọi người.
    .label = Câu trả lời
    .help = Ví dụ: Lấy chi phí trước trừ chi phí sau, tính trong một năm.
    .keep = Giữ câu trả lời này
canned-answer-known = Trả lời mọi người thế này nhé? "{ $text }"
canned-shortcut = Đặt chữ tắt để gọi nhanh sau dấu / (không cần thì nhắn "bỏ qua").
    .label = Chữ tắt
    .help = Ví dụ: loi; lần sau nhắn /loi là có câu này.
canned-until = Dùng đến hết ngày nào?
    .label = Dùng đến hết ngày
    .help = Ví dụ: 31/5/2022. Qua ngày đó câu này không hiện ra nữa.
    .never = Không đặt ngày
canned-until-shown = Dùng đến hết ngày { $day }.
canned-personal = Trong này có "{ $what }". Câu này nhiều người đọc, nhờ anh/chị bỏ tên riêng, số điện thoại rồi nhắn lại.
    .again = Ghi lại
    .keep = Để như vậy
canned-published = Đã đưa vào dùng; mọi người ở đây và các đơn vị bên dưới tìm thấy ngay.
canned-changed = Đã đổi.
canned-retired = Đã bỏ câu này.
canned-proposed = Đã lưu. Tổ trưởng hoặc cán bộ xem xong thì đưa vào dùng.
canned-proposed-alone = Đã lưu. Chưa nhắn được cho ai xem; câu này nằm chờ ở kho trả lời.
canned-left = Chưa lưu câu nào.
canned-in-use = Câu trả lời mẫu của anh/chị đã được đưa vào dùng: { $question }
canned-new = { $who } soạn câu trả lời mẫu, nhờ anh/chị xem.
    { $question } { $shortcut }
    { $answer } { $until }
canned-one = { $question } { $shortcut }
    { $answer } { $until }
    Người soạn: { $who }
    .use = Dùng
    .edit = Sửa
    .drop = Bỏ
    .until = Đặt ngày cuối
    .retire = Thôi dùng
canned-desk = Kho trả lời: { $waiting } câu chờ xem, { $live } câu đang dùng.
    .live = Các câu đang dùng
    .often = Thường được hỏi
    .open = Chưa có câu trả lời
canned-live-list = Các câu đang dùng:
canned-live-none = Chưa có câu nào đang dùng.
canned-often-list = Thường được hỏi trong một năm qua:
canned-often-line = { $question } ({ $count } lần)
canned-often-none = Chưa có câu nào được hỏi.
canned-open-list = Các câu hỏi chưa có câu trả lời sẵn:
canned-open-none = Câu hỏi nào cũng đã có câu trả lời sẵn.
invalid-canned-length = Phần này dài { $length } chữ cái, chỗ này ghi từ { $least } đến { $most }. Nhờ anh/chị nhắn lại.
invalid-canned-shortcut = Chữ tắt là một từ không dấu, tối đa 12 chữ cái hoặc chữ số, ví dụ: loi.
invalid-canned-taken = Chữ tắt { $shortcut } đã dùng cho câu khác. Nhờ anh/chị chọn chữ khác.
invalid-canned-past = Ngày này đã qua. Nhờ anh/chị nhắn ngày sắp tới, ví dụ 31/12.
