# The union tree: a table of units is handed in, looked at, written, undone.

units = Để cập nhật cây công đoàn, mời anh/chị gửi vào đây tệp Excel hoặc CSV, mỗi dòng một đơn vị. Trợ lý đọc rồi cho xem trước, anh/chị đồng ý mới ghi.
units-reading = Đã nhận "{ $file }", đang đọc. Xong sẽ nhắn ngay.
units-writing = Đang ghi vào cây công đoàn.
units-undoing = Đang hoàn lại.
units-preview = Tệp "{ $file }" có { $rows } dòng: thêm { $added }, đổi { $changed }, chuyển { $moved }, sáp nhập { $merged }, ngừng hoạt động { $closed }.

    { $lines }

    Ghi vào cây công đoàn phải không ạ?
    .yes = Ghi
    .no = Thôi, giữ nguyên
units-problems = Tệp "{ $file }" có { $count } chỗ cần xem lại, nên chưa ghi gì:

    { $lines }

    Nhờ anh/chị sửa trong tệp rồi gửi lại.
units-unread = Chưa đọc được tệp "{ $file }". { $why }
units-same = Cây công đoàn đã đúng như tệp "{ $file }", không có gì cần đổi.
units-done = Đã ghi: thêm { $added }, đổi { $changed }, chuyển { $moved }, sáp nhập { $merged }, ngừng hoạt động { $closed } (tệp { $rows } dòng). Nếu cần, hoàn lại được trong 10 phút.
    .undo = Hoàn lại
units-undone = Đã hoàn lại, cây công đoàn như trước khi ghi tệp.
units-kept = Chưa hoàn lại được: đã có người hoặc việc gắn với đơn vị mới thêm ({ $codes }).
units-stale = Trong lúc đó cây công đoàn đã được cập nhật, nên chưa ghi gì. Nhờ anh/chị gửi lại tệp "{ $file }" để xem trước lần nữa.
units-failed = Tệp "{ $file }" chưa xử lý được, lỗi từ phía trợ lý, chưa có gì thay đổi. Nhờ anh/chị gửi lại sau ít phút.
units-cancelled = Vâng, cây công đoàn giữ nguyên.
units-over = Nút này đã hết tác dụng.
units-gone =
    .merged = { $unit } đã sáp nhập vào { $into }
    .closed = { $unit } đã ngừng hoạt động
    .several = { $unit } và { $more } đơn vị nữa đã sáp nhập hoặc ngừng hoạt động
units-came = { $what }. { $count } sáng kiến đang mở nay do anh/chị theo dõi.
units-role-over = { $what }, nên vai trò của anh/chị ở đó đã kết thúc. Để làm tiếp ở đơn vị khác, nhờ anh/chị xin mã mời của công đoàn cấp trên.
units-role-back = Việc sắp xếp { $unit } đã được hoàn lại, vai trò của anh/chị ở đó như trước.
units-attributes = Cột giữ thêm như ghi chú: { $columns }
units-line =
    .added = • thêm { $code }, { $name } ({ $level }), thuộc { $parent }
    .changed = • đổi { $code }, { $name }: { $what }
    .moved = • chuyển { $code }, { $name }: từ { $from } sang { $to }
    .merged = • sáp nhập { $code }, { $name } vào { $into }
    .closed = • ngừng hoạt động { $code }, { $name } từ { $day }
units-more =
    .added = … thêm { $count } đơn vị nữa
    .changed = … đổi { $count } đơn vị nữa
    .moved = … chuyển { $count } đơn vị nữa
    .merged = … sáp nhập { $count } đơn vị nữa
    .closed = … ngừng hoạt động { $count } đơn vị nữa
    .problems = … và { $count } chỗ nữa
units-problem =
    .code-missing = • dòng { $row }: chưa có mã (code)
    .name-missing = • dòng { $row }: chưa có tên (name)
    .code-twice = • dòng { $row }: mã { $code } đã có ở dòng { $other }
    .code-form = • dòng { $row }: mã { $code } có dấu gạch chéo
    .parent-unknown = • dòng { $row }: chưa thấy đơn vị cấp trên { $parent }
    .cycle = • dòng { $row }: các đơn vị là cấp trên của nhau theo vòng: { $codes }
    .foreign = • dòng { $row }: { $code } ở ngoài cây công đoàn anh/chị quản trị
    .below-closed = • dòng { $row }: { $code } còn hoạt động dưới { $parent } đã ngừng
    .merged-unknown = • dòng { $row }: chưa thấy đơn vị nhận sáp nhập { $code }
    .merged-closed = • dòng { $row }: đơn vị nhận sáp nhập { $code } cần là đơn vị khác, còn hoạt động
    .successor-closed = • dòng { $row }: { $other } đã sáp nhập vào { $code }, nên { $code } cần có nơi nhận tiếp
    .number = • dòng { $row }, cột { $column }: "{ $cell }" chưa phải một số
    .date = • dòng { $row }, cột { $column }: "{ $cell }" chưa phải một ngày, ví dụ 31/12/2021
    .flag = • dòng { $row }, cột { $column }: "{ $cell }" nên là có hoặc không
    .formula = • dòng { $row }, cột { $column }: là công thức, nhờ dán lại thành giá trị
    .long = • dòng { $row }, cột { $column }: dài quá
    .cells = • dòng { $row }: nhiều ô hơn hàng tiêu đề, có lẽ thừa một dấu phân cách
units-file =
    .kind = Nhờ anh/chị gửi tệp Excel (.xlsx) hoặc CSV.
    .broken = Tệp có vẻ bị hỏng. Nhờ anh/chị mở ra, lưu lại rồi gửi.
    .encoding = Nhờ anh/chị lưu lại dạng "CSV UTF-8" hoặc Excel (.xlsx) rồi gửi.
    .empty = Trong tệp chưa có dòng nào.
    .headings = Hàng đầu cần là tên các cột, có code và name, mỗi cột một tên.
    .many = Tệp lớn quá, nhờ anh/chị chia nhỏ rồi gửi từng phần.
units-level =
    .confederation = Tổng Liên đoàn
    .province = cấp tỉnh, ngành
    .upper = cấp trên trực tiếp cơ sở
    .grassroots = công đoàn cơ sở
    .member = cơ sở thành viên
    .section = công đoàn bộ phận
    .group = tổ công đoàn
    .trade = nghiệp đoàn
