# Ideas: what whoever had one reads, then what the team reads that follows it.

idea-text = Anh/chị có ý tưởng gì? Cứ kể như nói chuyện: nhắn chữ, gửi ảnh, ghi âm đều được. Xong thì nhắn "xong".
idea-send = Gửi ý tưởng này nhé?{ $hint }
idea-begin = Kể một ý tưởng
idea-with = ý tưởng { $idea }; { $state }
idea-state =
    .new = đang chờ liên hệ
    .contacted = đã liên hệ
    .trial = đang dùng thử
    .registered = đã ghi thành sáng kiến
    .dropped = không làm nữa
idea-applied = { $who } cho biết ý tưởng của anh/chị (câu { $number }) đã dùng được. Mời anh/chị ghi thành sáng kiến, phần đã kể có sẵn.
idea-line = Câu { $number }: { $text } ({ $state })
idea-list = { $count } ý tưởng:
idea-list-none = Chưa có ý tưởng nào.
idea-one = Ý tưởng ở câu { $number } của { $who } ({ $state }):
    { $lines }
    .view = Xem ý tưởng
    .mark = Là ý tưởng
    .contacted = Đã liên hệ
    .trial = Đang dùng thử
    .used = Đã dùng, ghi sáng kiến
    .drop = Không làm nữa
    .apply = Ghi thành sáng kiến
    .ticket = Câu { $number }
    .all = Các ý tưởng
idea-step =
    .contacted = { $at }, { $who }: đã liên hệ
    .trial = { $at }, { $who }: đang dùng thử
    .registered = { $at }, { $who }: đã ghi thành sáng kiến { $text }
    .dropped = { $at }, { $who }: không làm nữa, vì { $text }
idea-marked = Đã ghi câu { $number } là ý tưởng.
idea-done =
    .contacted = Đã ghi là đã liên hệ. 14 ngày nữa trợ lý nhắc giúp dùng thử.
    .trial = Đã ghi là đang dùng thử. 30 ngày nữa trợ lý hỏi lại.
    .used = Đã nhắn { $who } mời ghi thành sáng kiến.
    .dropped = Đã ghi là không làm nữa. Mọi lời đã nhắn vẫn còn.
idea-why = Vì sao không làm nữa? Nhắn ngắn thôi, ví dụ: máy sắp thay.
    .label = Lý do
    .help = Chỉ tổ đọc lý do này.
idea-due-new = { $who } có ý tưởng (câu { $number }): { $text } Nhờ anh/chị liên hệ giúp, gọi hoặc gặp một lúc là được.
idea-due-contacted = Ý tưởng của { $who } (câu { $number }): { $text } Nhờ anh/chị giúp dùng thử.
idea-due-trial = Ý tưởng của { $who } (câu { $number }) đang dùng thử: { $text } Dùng được rồi thì giúp ghi thành sáng kiến nhé.
idea-registered = Ý tưởng ở câu { $number } của { $who } đã ghi thành sáng kiến. Cảm ơn anh/chị đã theo dõi.

command-idea = tôi có ý tưởng|em có ý tưởng|mình có ý tưởng|cháu có ý tưởng|tôi có ý tưởng này|em có ý tưởng này|tôi có một ý tưởng|em có một ý tưởng|mình có một ý tưởng|tôi có 1 ý tưởng|em có 1 ý tưởng|có ý tưởng này|kể một ý tưởng|kể ý tưởng|gửi ý tưởng
command-ideas = các ý tưởng|ý tưởng|danh sách ý tưởng|xem ý tưởng|xem các ý tưởng
