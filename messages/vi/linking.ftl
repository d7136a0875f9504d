# One person in several chats: codes, where they are written to, letting a chat go; phone numbers.

linking-code = Mã của anh/chị: { $code } (dùng được đến { $until }, một lần).
    Anh/chị mở kênh kia ({ $channels }), vào trợ lý này rồi nhắn đúng sáu số của mã. Đang làm dở việc gì ở đó thì nhắn: liên kết { $code }
    Mã này chỉ để anh/chị tự nhắn. Có ai hỏi xin mã, nhờ anh/chị đừng đưa.
    .again = Lấy mã khác
linking-unknown = Mã này chưa dùng được: có thể đã quá 15 phút, đã dùng rồi, hoặc gõ nhầm số. Nhờ anh/chị xem lại, hoặc lấy mã mới ở kênh kia: "Thông tin của tôi", "Dùng thêm kênh khác".
linking-stopped = Đã thử mã mấy lần chưa được. Nhờ anh/chị đợi 15 phút, rồi lấy mã mới ở kênh kia và nhắn vào đây.
linking-here = Mã này để nhắn ở kênh kia, không phải ở đây. Anh/chị mở kênh kia rồi nhắn sáu số đó.
linking-already-used = Mã này đã nối xong rồi, kênh này đã là của anh/chị.
linking-already = Kênh này đã là của anh/chị rồi, mã vẫn còn dùng được cho kênh khác.
linking-linked = Xong rồi, { $name }. Kênh này và kênh kia nay là một: bản đang làm dở, sáng kiến, câu hỏi đều thấy ở cả hai nơi.
linking-unchanged = Giữ nguyên như cũ.
linking-ask = Mã này của { $name }, còn ở đây đang là { $here }, đã có:
    { $had }
    Hai tên này là một người phải không?
    .yes = Phải, đều là tôi
    .shared = Không, máy này dùng chung
    .no = Thôi, giữ nguyên
linking-had =
    .initiatives = • Sáng kiến đã gửi: { $count }
    .tickets = • Câu hỏi: { $count }
    .roles = • Vai trò đang giữ: { $count }
    .drafts = • Bản đang làm dở: { $count }
    .chats = • Kênh đang dùng: { $count }
    .nothing = • chưa có gì
linking-told = Kênh { $channel } vừa nhắn đúng mã, nay cũng là của anh/chị. Không phải anh/chị làm thì mời chọn:
    .undo = Bỏ kênh đó
linking-moved = Bản này anh/chị đang làm tiếp ở kênh khác, nên tin vừa rồi chưa ghi vào đâu. Làm tiếp ở đây không?
    .here = Làm tiếp ở đây

chats = Các kênh của anh/chị:
    { $lines }
    .first = Nhắc tôi ở { $channel }{ $here } trước
    .unlink = Bỏ kênh { $channel }
chats-several = Các kênh của tôi
chats-line = • { $channel }{ $here }{ $first }
    .here = {" "}(kênh này)
    .first = , nhắc ở đây trước
chats-gone = Kênh này không còn là của anh/chị.
chats-changed = Từ giờ nhắc anh/chị ở { $channel }{ $here } trước. Kênh đó không nhắn được thì nhắc ở kênh khác.
chats-unlink = Bỏ kênh { $channel }? Người nhắn ở đó sẽ không thấy gì của anh/chị nữa. Bản đang làm dở, sáng kiến vẫn còn ở đây.
    .yes = Bỏ kênh này
    .no = Giữ lại
chats-unlinked = Đã bỏ kênh { $channel }.
chats-told = Kênh này đã được tách ra theo yêu cầu ở kênh khác. Anh/chị nhắn vào đây thì trợ lý sẽ hỏi lại từ đầu; muốn nối lại thì nhắn mã lấy ở kênh kia.

contact-share = Khi kênh này không cho nhắn trước nữa, trợ lý có thể nhắc anh/chị qua số điện thoại. Anh/chị chia sẻ số bằng thẻ hiện ra dưới đây; chia sẻ xong trợ lý còn hỏi lại rồi mới dùng.
contact-ask = Đã thấy số { $phone }. Anh/chị cho dùng số này để nhắc việc, chỉ khi kênh này không cho nhắn cách nào khác chứ? Lúc nào cũng rút lại được ở "Cách nhắc việc".
    .yes = Đồng ý nhắc qua số này
    .no = Không dùng số này
contact-yes = Đã ghi số, chỉ dùng để nhắc việc. Muốn thôi thì mở "Cách nhắc việc".
contact-no = Vâng, số đó không được lưu.
contact-off = Đã xóa số điện thoại, từ giờ không nhắc qua số đó.
contact-known = Số này đã có rồi.
contact-unread = Chưa đọc được số này. Số di động ở Việt Nam có mười số, ví dụ 0912 345 678.
contact =
    .share = Cho số điện thoại để được nhắc
    .off = Thôi nhắc qua số điện thoại
contact-withdrawn = { $name } vừa rút đồng ý trên { $channel }, trợ lý không nhắn cho người này ở đó nữa. Người vận hành trợ lý sẽ xem lại phần thông tin đã lưu (yêu cầu số { $number }). Nhờ anh/chị không nhắn việc này qua kênh đó.
