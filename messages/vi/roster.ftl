# Rosters: who works in a unit. A table is handed in; a newcomer whose name stands in one is asked.

welcome-roster = Danh sách của { $unit } có { $name }. Nhờ anh/chị nhắn 3 số cuối điện thoại đã báo với công đoàn, hoặc chọn:
    .label = Số cuối điện thoại
    .no = Bỏ qua
    .help = Để biết chắc là anh/chị, không nhầm người cùng tên. Ví dụ số 0209 3875 281 thì nhắn 281. Không nhớ thì nhắn "bỏ qua", vẫn ghi sáng kiến được.
welcome-roster-again = Số này chưa khớp với danh sách. Nhờ anh/chị nhắn lại 3 số cuối, hoặc chọn:
welcome-roster-without = Số này chưa khớp, không sao, anh/chị vẫn ghi sáng kiến được.
invalid-digits = Nhờ anh/chị nhắn 3 số cuối điện thoại, ví dụ 281. Không nhớ thì nhắn "bỏ qua".

roster-headings = Hàng đầu cần là tên các cột: mã đơn vị, họ và tên, điện thoại (hoặc unit, name, phone).
roster-unread = Chưa đọc được danh sách trong tệp "{ $file }". { $why } Nếu đây là tài liệu của một sáng kiến, anh/chị nhắn "ghi sáng kiến" rồi gửi lại tệp.
roster-preview = Tệp "{ $file }" có { $people } người ở { $units } đơn vị; { $without } người chưa có số điện thoại. Chỉ giữ 4 số cuối của điện thoại. Danh sách cũ của các đơn vị này ({ $before } người) được thay bằng danh sách mới.
    Tệp được giữ một giờ; để lâu hơn thì nhờ anh/chị gửi lại.

    Ghi danh sách này phải không ạ?
    .yes = Ghi
    .no = Thôi, giữ nguyên
roster-problems = Danh sách trong tệp "{ $file }" có { $count } chỗ cần xem lại, nên chưa ghi gì:

    { $lines }

    Nhờ anh/chị sửa trong tệp rồi gửi lại.
roster-writing = Đang ghi danh sách.
roster-done = Đã ghi { $people } người ở { $units } đơn vị. Cần đổi thì gửi tệp mới: danh sách được thay bằng tệp đó.
roster-gone = Danh sách trong tệp "{ $file }" chưa ghi được, vì để hơi lâu hoặc các đơn vị vừa thay đổi. Nhờ anh/chị gửi lại tệp.
roster-cancelled = Vâng, danh sách giữ nguyên.
roster-problem =
    .unit-missing = • dòng { $row }: chưa có mã đơn vị (unit)
    .unit-unknown = • dòng { $row }: chưa thấy đơn vị { $code }
    .unit-foreign = • dòng { $row }: { $code } ở ngoài phạm vi anh/chị phụ trách
    .name-missing = • dòng { $row }: chưa có họ tên (name)
    .name = • dòng { $row }: "{ $cell }" chưa đọc được là họ tên
    .twice = • dòng { $row }: { $name } đã có ở dòng { $other }
    .formula = • dòng { $row }: có ô là công thức, nhờ dán lại thành giá trị
    .cells = • dòng { $row }: nhiều ô hơn hàng tiêu đề, có lẽ thừa một dấu phân cách
