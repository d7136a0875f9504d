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
    { $answer } { $source }
know-by = (Theo { $source })

ask-likely = Có thể đã có sẵn câu trả lời. Câu nào giống ý anh/chị?
    .label = Câu có sẵn
    .help = Ví dụ nhắn 1 để xem câu thứ nhất. Không giống câu nào thì chọn dòng cuối, câu hỏi được gửi ngay.
    .none = Không có câu nào, gửi câu hỏi
ask-likely-answer = { $question }
    { $answer } { $source }
    .right = Đúng rồi, cảm ơn
    .send = Vẫn gửi câu hỏi
    .others = Xem câu khác
ask-helped = Vui vì đã giúp được anh/chị. Câu hỏi này không gửi đi nữa.
