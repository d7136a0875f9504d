# Words people type. Alternatives stand between |; a leading ! wants its accents typed, because the same letters
# without accents are half of a pair of everyday words (dừng/đúng, để tối/để tôi).

command-back = quay lại|trở lại|lùi lại|câu trước|quay lại câu trước
command-skip = bỏ qua|bỏ qua câu này|câu khác|câu tiếp|không có sẵn
command-view = xem|xem lại|xem tất cả|xem đã ghi|xem lại từ đầu
command-edit = sửa|sửa câu|sửa lại|sửa lại câu|sửa mục|đổi câu
command-later = để sau|lúc khác|mai làm tiếp|làm sau|lưu lại|lưu|!dừng|tạm dừng|bận rồi|!để tối|tối làm tiếp|chuông reo rồi|chuông reo rồi để tối|chuông reo r để tối|bận rồi để sau|bận rồi để tối
command-cancel = hủy|hủy bỏ|hủy bản này|bỏ bản này|thôi không ghi nữa
command-help = trợ giúp|giúp|giúp với|giúp tôi|hướng dẫn|câu này là sao|không hiểu|câu này điền thế nào|ví dụ|?
command-done = xong|xog|xg|xong r|xong rồi|hết rồi|hết|hết r|thế thôi|vậy thôi|chỉ vậy thôi|xong rồi ạ|xong ạ|xong nhé|kể xong|rồi xong|hết ạ
command-menu = menu|thực đơn|danh mục|màn hình chính|trang chính|về đầu|bảng chọn
command-start = start|bắt đầu|bắt đầu lại
command-register = ghi sáng kiến|đăng ký sáng kiến|đăng ký|ghi sáng kiến mới|gửi sáng kiến
command-mine = sáng kiến của tôi|rút sáng kiến|tôi muốn rút sáng kiến|sửa sáng kiến đã gửi|xem sáng kiến của tôi|sáng kiến đã gửi
command-drafts = bản đang làm dở|bản làm dở|làm tiếp|tiếp tục|tiếp
command-deadlines = hạn nộp|!hạn|hạn cuối|hạn chót|hạn nộp của tôi|xem hạn|xem hạn nộp|lịch|xem lịch|lịch nộp|khi nào hết hạn|bao giờ hết hạn|hết hạn khi nào|còn mấy ngày
command-details = thông tin của tôi|thông tin|hồ sơ của tôi
command-switch = đổi người|người khác dùng|đổi người dùng
command-english = english|tiếng anh
command-vietnamese = tiếng việt|vietnamese
command-programmes = chương trình|các chương trình|xem chương trình
command-records = ghi hoạt động|ghi báo cáo|ghi hoạt động, báo cáo|báo cáo
command-desk = bàn việc|bàn việc cán bộ|việc cần làm|việc của cán bộ|bàn làm việc|xem việc
command-ledger = sổ nhắc việc|sổ nhắc|xem sổ nhắc việc|sổ đôn đốc
command-urging = đôn đốc|nhắc các đơn vị|nhắc các đơn vị này|nhắc đơn vị|nhắc cấp dưới|đôn đốc các đơn vị|đôn đốc cấp dưới|nhắc các công đoàn
command-urge-none = nhắc các đơn vị chưa có sáng kiến nào|nhắc đơn vị chưa có sáng kiến nào|đôn đốc đơn vị chưa có sáng kiến nào|đôn đốc các đơn vị chưa có sáng kiến nào|nhắc các đơn vị chưa có sáng kiến|nhắc đơn vị chưa có sáng kiến|đôn đốc đơn vị chưa có sáng kiến|đôn đốc các đơn vị chưa có sáng kiến
command-urge-papers = nhắc các đơn vị thiếu hồ sơ|nhắc đơn vị thiếu hồ sơ|đôn đốc đơn vị thiếu hồ sơ|đôn đốc các đơn vị thiếu hồ sơ|nhắc các đơn vị còn thiếu hồ sơ|nhắc đơn vị còn thiếu hồ sơ|đôn đốc đơn vị còn thiếu hồ sơ|đôn đốc các đơn vị còn thiếu hồ sơ|nhắc các đơn vị chưa đủ hồ sơ|nhắc đơn vị chưa đủ hồ sơ|đôn đốc đơn vị chưa đủ hồ sơ|đôn đốc các đơn vị chưa đủ hồ sơ
command-urge-review = nhắc các đơn vị chưa duyệt|nhắc đơn vị chưa duyệt|đôn đốc đơn vị chưa duyệt|đôn đốc các đơn vị chưa duyệt|nhắc các đơn vị chưa xem sáng kiến|nhắc đơn vị chưa xem sáng kiến|đôn đốc đơn vị chưa xem sáng kiến|đôn đốc các đơn vị chưa xem sáng kiến
command-urge-report = nhắc các đơn vị chưa báo cáo|nhắc đơn vị chưa báo cáo|đôn đốc đơn vị chưa báo cáo|đôn đốc các đơn vị chưa báo cáo|nhắc các đơn vị chưa gửi báo cáo|nhắc đơn vị chưa gửi báo cáo|đôn đốc đơn vị chưa gửi báo cáo|đôn đốc các đơn vị chưa gửi báo cáo
command-urge-team = nhắc các đơn vị chưa đủ tổ tư vấn|nhắc đơn vị chưa đủ tổ tư vấn|đôn đốc đơn vị chưa đủ tổ tư vấn|đôn đốc các đơn vị chưa đủ tổ tư vấn|nhắc các đơn vị thiếu tổ tư vấn|nhắc đơn vị thiếu tổ tư vấn|đôn đốc đơn vị thiếu tổ tư vấn|đôn đốc các đơn vị thiếu tổ tư vấn
command-urge-drafts = nhắc bản đang làm dở|nhắc người có bản đang làm dở|nhắc người đang làm dở|nhắc bản làm dở
command-urge-typed = nhắn các đơn vị|nhắn tin cho các đơn vị|nhắn tin các đơn vị|soạn tin cho các đơn vị
command-receive = tiếp nhận
command-ask = bổ sung|đề nghị bổ sung
command-roles = người và vai trò|vai trò|vai trò của tôi|mời người|mời cán bộ|mã mời|bàn giao|bàn giao vai trò
command-away = tôi nghỉ sinh|tôi nghỉ thai sản|nghỉ thai sản|nghỉ sinh|tôi nghỉ ốm|tôi nghỉ phép|tôi xin nghỉ|tôi đi học|tôi vắng|tôi vắng mặt
command-known = đã rõ|rõ rồi|đã rõ rồi|đã biết|đã biết rồi|đã nhận tin|rõ ạ|đã rõ ạ
command-snooze = nhắc lại|nhắc lại sau|nhắc sau|lát nhắc lại|mai nhắc lại|khi khác nhắc lại|lúc khác nhắc lại
command-passed = không phải việc tôi phụ trách|không phải việc của tôi|việc này không phải của tôi|việc này tôi không phụ trách|tôi không phụ trách|tôi không phụ trách việc này|không phải tôi phụ trách
command-undo = hoàn lại|hoàn lại bước vừa làm|hoàn tác
command-find = tìm|tìm sáng kiến|tìm kiếm
command-code = mã|code

way-yes = có|ok|oke|okay|okie|okla|u|uh|ừ|ừm|um|uhm|dc|đc|được|vâng|dạ|đúng|phải|chuẩn|nhất trí|đồng ý|đồng ý nha|đồng ý nhé|đồng ý ạ|đúng rồi|đúng vậy|đúng thế|đúng ạ|vâng ạ|dạ vâng|dạ đúng|dạ được|dạ có|có ạ|được ạ|được nhé|phải rồi|ok em|ok a|ok ạ|chính xác|👍|👌|yes|y|yep
way-no = không|ko|k|kh|hông|hem|0|không đúng|không phải|sai|thôi|không ạ|dạ không|no|n|nope
way-greeting = alo|a lô|chào|xin chào|chào em|chào bạn|chào anh|chào chị|chào ad|hi|hello|hey|có ai không|có ai ở đó không|em ơi|ơi|bạn ơi|chào buổi sáng|good morning
way-got = có|có rồi|đã|đã có|được rồi|rồi ạ|đã được|đã rồi|công nhận rồi|đã công nhận
