# Ảnh, tệp mà kênh trò chuyện không nhận: đường dẫn tới trang gửi tệp.

uploads-how =
    .all = Nhờ anh/chị nhắn chữ, gửi ảnh, ghi âm hoặc tệp ngay tại đây.
    .photo = Nhờ anh/chị chụp ảnh từng trang rồi gửi vào đây, hoặc nhắn lại bằng chữ.
    .words = Ở đây chỉ nhận được chữ, nhờ anh/chị nhắn lại bằng chữ.
uploads-hint =
    .photo = Ở đây gửi được ảnh, chưa gửi được tệp. Cần gửi tệp thì nhắn "gửi tệp".
    .words = Ở đây chưa gửi được ảnh, tệp. Cần gửi thì nhắn "gửi tệp".
uploads-link = Gửi ảnh, tệp{ $label }: mở { $url } (dùng một lần, đến hết ngày { $day }). Gửi xong, việc ở đây tự đi tiếp.
uploads-part = { " " }cho phần “{ $label }”
uploads-first = Anh/chị trả lời xong mấy câu làm quen, muốn gửi tệp thì nhắn "gửi tệp".
uploads-conversation = Cuộc trò chuyện
uploads-dossier = Tệp kèm hồ sơ
uploads-full = Mỗi lần gửi tối đa { $count } tệp. Nhờ anh/chị bấm Xong, rồi nhắn "gửi tệp" trong cuộc trò chuyện để gửi thêm.
uploads-kept = Đã nhận { $count } tệp gửi qua đường dẫn, đã giữ ở phần “{ $label }”.
uploads-again = Tệp vừa gửi qua đường dẫn đã có sẵn ở phần “{ $label }”.
uploads-kept-other = Tệp gửi qua đường dẫn đã giữ cho người xin đường dẫn ấy.
uploads-elsewhere = Tệp gửi qua đường dẫn của người khác nên chưa giữ được. Người ấy vào lại rồi nhắn "gửi tệp" giúp.
uploads-sent = Bản này đã gửi rồi nên tệp vừa rồi chưa gắn vào được. Muốn bổ sung, anh/chị nhắn "sáng kiến của tôi", mở đúng mục rồi gửi lại tệp.
uploads-gone = Phần cần tệp này không còn nữa nên tệp chưa giữ được. Nhờ anh/chị mở phần cần gửi, rồi nhắn "gửi tệp".
