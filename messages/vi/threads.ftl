# More about questions: replies to a message, several open at once, colleagues, doubles, trouble.

threads-file-again = Ảnh, tệp này đã có ở câu { $number } rồi.
threads-to = { $who } (câu { $number })
threads-which = Tin này gửi cho ai? "{ $text }"
    .nobody = Không gửi ai
threads-not-sent = Tin vừa rồi chưa gửi cho ai.
threads-claim = Câu { $number } chưa ai trả lời. Anh/chị trả lời câu này nhé?
    .claim = Tôi trả lời và gửi
    .leave = Không
threads-unsent =
    .closed = Chưa gửi: câu { $number } đã xong.
    .withdrawn = Chưa gửi: người hỏi vừa rút câu { $number }.
    .merged = Chưa gửi: câu { $number } đã gộp vào câu khác.
threads-over = Câu { $number } đã xong. Tin anh/chị vừa nhắn là hỏi tiếp, hay câu mới?
    .on = Hỏi tiếp câu { $number }
    .again = Câu mới
    .nothing = Không phải câu hỏi
threads-slower = Đã ghi đủ vào câu { $number }. Nhờ anh/chị gom lại nhắn một lần giúp, người trả lời dễ theo dõi hơn.
