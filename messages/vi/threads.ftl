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
    .another = Câu mới
    .nothing = Không phải câu hỏi
threads-slower = Đã ghi đủ vào câu { $number }. Nhờ anh/chị gom lại nhắn một lần giúp, người trả lời dễ theo dõi hơn.
threads-hand = Chuyển câu { $number } cho ai?
    .up = Cấp trên
    .keep = Để tôi trả lời tiếp
threads-handed-over = Đã chuyển câu { $number } cho { $who }.
threads-handed = { $who } chuyển câu { $number } cho anh/chị trả lời giúp:
    { $lines }
threads-stood-in = Anh/chị nhận thay, nên câu { $number } nhờ anh/chị trả lời tiếp:
    { $lines }
threads-merge-which = Gộp với câu nào?
threads-merge = Gộp câu { $number } ("{ $text }") vào câu { $into } ("{ $other }")? Lời của cả hai câu vẫn còn đủ, người hỏi được báo một lần.
    .yes = Gộp
    .no = Không gộp
threads-merge-not = Chỉ gộp được hai câu còn mở của cùng một người hỏi.
threads-merge-done = Đã gộp câu { $number } vào câu { $into }.
threads-merged = Câu { $other } và câu { $number } là một việc, nên sẽ được trả lời chung ở câu { $number }.
    .open = Xem câu này
threads-more = { $who } nhắn thêm { $count } tin ở câu { $number }, tin cuối: { $text }
threads-many = Anh/chị đang có { $count } câu chờ trả lời, nên tin này được ghi tiếp vào câu gần nhất.
threads-why =
    .rude = Lời khó nghe
    .spam = Nhắn quá nhiều
    .other = Lý do khác
threads-report = Báo người phụ trách về câu { $number } vì sao?
    .no = Không báo
threads-reported-done = Đã báo người phụ trách về câu { $number }. Anh/chị không phải trả lời tiếp, cứ để người khác trả lời.
threads-reported = { $who } báo về câu { $number } ({ $why }), nhờ anh/chị xem giúp:
    { $lines }
    .ask = Tạm không nhận câu hỏi
threads-block = Tạm không nhận câu hỏi của { $who } (câu { $number }) ở đây, vì sao? Người đó vẫn ghi sáng kiến được, và được báo gọi điện cho ai. Việc này ghi vào nhật ký.
    .no = Thôi, vẫn nhận
threads-block-done = Đã tạm không nhận câu hỏi của { $who } (câu { $number }).
threads-stands = Đang tạm không nhận câu hỏi của { $who } (câu { $number }).
    .lift = Nhận lại câu hỏi
threads-lifted = Đã nhận lại câu hỏi của { $who }.
threads-blocked = Hiện { $unit } chưa nhận câu hỏi của anh/chị ở đây. Cần hỏi, nhờ anh/chị gọi { $name }, { $phone }. Ghi sáng kiến thì vẫn như thường.
