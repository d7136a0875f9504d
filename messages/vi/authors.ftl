# Authors say themselves that their part is right: by a word, by a code, or on a signed page.

authors-ask = Anh/chị { $sender } ghi anh/chị là đồng tác giả { $percent }% sáng kiến { $code } "{ $title }". Đúng không ạ?
    .yes = Đúng
    .no = Chưa đúng
authors-ask-worker = Anh/chị { $sender } ghi giúp anh/chị sáng kiến { $code } "{ $title }" (phần của anh/chị: { $percent }%). Đúng không ạ?
authors-ask-name = Tên ghi trong sáng kiến: { $name }.
authors-word = Chào anh/chị. Nếu đang bận, khi nào rảnh anh/chị nhắn "sáng kiến của tôi" để trả lời.
authors-confirmed = Cảm ơn anh/chị, đã ghi nhận phần của anh/chị trong sáng kiến { $code }.
authors-later = Vâng. Khi nào rảnh anh/chị nhắn "sáng kiến của tôi" để trả lời.
authors-agreed = Các tác giả của sáng kiến { $code } đã xác nhận đủ.

author-objection = Nhờ anh/chị cho biết chỗ nào chưa đúng: tên, phần đóng góp, hay anh/chị không tham gia? Người gửi và cán bộ theo dõi sẽ đọc.
    .label = Chỗ chưa đúng
    .help = Ví dụ: "Tôi góp 50 phần, không phải 40." Chưa muốn nói rõ thì nhắn "bỏ qua".
authors-objected = Đã chuyển ý của anh/chị về sáng kiến { $code } tới { $sender } và cán bộ theo dõi.
authors-objection = Về sáng kiến { $code }, { $name } nhắn: "{ $words }". Nhờ anh/chị xem lại phần tác giả; cần sửa thì chọn ở dưới, hoặc nhắn "sáng kiến của tôi".
authors-objection-silent = Về sáng kiến { $code }, { $name } cho biết phần ghi cho mình chưa đúng. Nhờ anh/chị hỏi lại; cần sửa thì chọn ở dưới, hoặc nhắn "sáng kiến của tôi".

authors-asked = Đã nhắn hỏi { $names } để xác nhận phần của mình.
authors-code = Để { $name } xác nhận phần của mình, nhờ anh/chị chuyển mã { $code }. { $name } chỉ cần nhắn cho trợ lý: mã { $code }
authors-code-worker = Để { $name } xác nhận, nhờ anh/chị đưa mã này: { $code }. { $name } chỉ cần nhắn cho trợ lý: mã { $code }
    Người không dùng điện thoại thì ký trên giấy, anh/chị chụp lại rồi gửi trong mục "Sáng kiến của tôi".
authors-codes = Để các tác giả xác nhận phần của mình, nhờ anh/chị chuyển cho từng người đúng dòng của họ, họ nhắn lại dòng đó cho trợ lý:
    { $lines }
    .line = { $name }: mã { $code }
authors-not-yours = Mã này để { $name } xác nhận. Nhờ anh/chị chuyển cho { $name } tự nhắn.

authors-one =
    .codes = Mã cho tác giả chưa xác nhận
    .paper = Gửi ảnh trang có chữ ký
authors-renew = Chưa xác nhận:
    { $lines }

    Mã đã đưa không xem lại được. Chọn người cần mã mới; mã cũ của người đó sẽ hết dùng.
    .one = Mã mới cho { $name }
authors-all = Các tác giả của { $code } đã xác nhận đủ.
authors-line = { $name } { $percent }%: { $state }
authors-line-objected = { $name } { $percent }%: cho biết chưa đúng, "{ $words }"
authors-line-other = { $name } { $percent }%: xác nhận bằng mã, người nhắn tên { $person }
authors-state =
    .named = chưa xác nhận
    .asked = đã hỏi, chưa trả lời
    .objected = cho biết chưa đúng
    .confirmed-sender = người gửi
    .confirmed-chat = đã xác nhận
    .confirmed-code = đã xác nhận bằng mã
    .confirmed-paper = đã ký trên giấy
authors-sent-by = Người gửi: { $name }
authors-named = Sáng kiến có tên anh/chị:
authors-mine =
    .asked = { $code }: { $title } (chờ anh/chị xác nhận)
    .shared = { $code }: { $title } (đồng tác giả, { $status })
    .entered = { $code }: { $title } (người khác ghi giúp, { $status })

paper-who = Ai đã ký trên trang này?
    .label = Người ký
    .all = Tất cả
    .help = Chọn người có chữ ký trên trang, ví dụ 1. Nhiều trang thì gửi lần lượt từng người.
paper-signed_page = Nhờ anh/chị chụp trang có chữ ký của { $names } (sáng kiến { $code }) rồi gửi vào đây. Gửi xong nhắn "xong".
    .label = Trang có chữ ký
    .help = Là trang ghi tên sáng kiến, phần của từng người và chữ ký, ví dụ phiếu đăng ký đã ký. Chưa có thì nhắn "để sau".
authors-on-paper = Đã nhận trang có chữ ký, ghi nhận { $names } xác nhận trên giấy (sáng kiến { $code }).
authors-on-paper-kept = Đã nhận trang có chữ ký, kèm vào sáng kiến { $code }.
authors-paper-later = Vâng. Khi có trang ký, anh/chị mở lại "Sáng kiến của tôi" để gửi.
