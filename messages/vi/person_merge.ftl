# Two persons who are one: an officer brings them together.

merge-whom = Tìm ai?
    .label = Người cần tìm
    .first = Tìm người thứ nhất: nhắn tên (một phần cũng được), hoặc mã một sáng kiến người đó đã gửi.
    .second = Tìm người thứ hai, là cùng một người với người vừa chọn: nhắn tên hoặc mã sáng kiến.
    .help = Dùng khi một người lỡ đăng ký hai lần. Ví dụ nhắn: Lò Thị Mai.
merge-found = Chọn đúng người trong các người có tên "{ $words }":
    .again = Tìm lại
merge-found-many = Có nhiều người có tên "{ $words }", đây là mấy người đầu. Nhắn tên đầy đủ hơn thì dễ chọn hơn:
merge-found-none = Chưa thấy ai có tên "{ $words }" trong đơn vị của anh/chị.
merge-line = { $name }, { $unit } ({ $channels }; từ { $day })
    .nowhere = chưa có kênh
merge-card = { $name }, { $unit } ({ $channels }; từ { $day })
    { $had }
merge-preview = Hai người này là một phải không? Chọn tên được giữ; phần của người kia chuyển hết sang.

    Thứ nhất: { $first }

    Thứ hai: { $second }
    .first = Giữ người thứ nhất ({ $name })
    .second = Giữ người thứ hai ({ $name })
    .no = Thôi, không gộp
merge-confirm = Gộp vào { $stays }, là người được giữ:
    { $to }

    Phần này chuyển hết sang, tên { $gone } không dùng nữa:
    { $from }

    Gộp rồi thì không tách ra được. Cả hai nơi đều được báo.
    .yes = Gộp { $gone } vào { $stays }
merge-done = Đã gộp { $gone } vào { $stays }. Việc này được ghi trong nhật ký vai trò.
merge-before = Hai người này đã được gộp rồi.
merge-same = Đây là cùng một người, không cần gộp.
merge-own = Phần của chính anh/chị thì nhờ một cán bộ khác, hoặc cán bộ cấp trên, gộp giúp.
merge-beyond = Một trong hai người giữ vai trò ở ngoài phần anh/chị phụ trách. Nhờ cán bộ hoặc người quản trị cấp trên gộp giúp.
merge-asked = { $one } và { $two } là một người: vừa dùng mã để nối hai kênh. Mỗi tên đang có phần riêng (sáng kiến, câu hỏi hoặc vai trò), nhờ anh/chị xem và gộp lại.
    .look = Xem hai người này
merge-told = Cán bộ công đoàn đã gộp hai lần đăng ký của anh/chị ({ $gone }, { $name }) làm một, tên giữ lại là { $name }. Sáng kiến, bản đang làm dở và câu hỏi của cả hai nay ở chung một nơi. Chưa đúng thì nhờ anh/chị gọi { $officer }, { $phone }.
