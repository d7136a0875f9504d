# How somebody is reminded: hours, night shift, what they turned down.

preferences = Cách nhắc việc của anh/chị:
    • Giờ nhắc: { $hours }
    • Làm ca đêm: { $night }
    • Đã tắt: { $muted }
    Việc theo luật và việc kế hoạch cần (báo cáo, danh sách, hồ sơ, thời hạn một năm) thì trợ lý vẫn nhắc, để anh/chị không bị lỡ.
    .night = Tôi làm ca đêm
    .night-off = Tôi không làm ca đêm nữa
    .hours = Chọn giờ nhắc
    .aim = Thôi nhắc việc phấn đấu
    .aim-on = Nhắc lại việc phấn đấu
    .draft = Thôi nhắc bản đang làm dở
    .draft-on = Nhắc lại bản đang làm dở
    .support = Thôi báo đơn vị dưới cần hỗ trợ
    .support-on = Báo lại đơn vị dưới cần hỗ trợ
preferences-hours-usual = { $spans }, ngày làm việc
preferences-hours-own = { $spans }, ngày làm việc (giờ anh/chị chọn)
preferences-muted =
    .none = không có gì
    .aim = việc phấn đấu
    .draft = bản đang làm dở
    .support = đơn vị dưới cần hỗ trợ
preferences-changed = Đã đổi cách nhắc.
prefer-hours = Nhắc anh/chị vào giờ nào? Chọn một khoảng, hoặc nhắn thẳng, ví dụ: từ 18h đến 20h.
    .label = Giờ nhắc
    .noon = Trưa, 11:30 đến 13:00
    .afternoon = Chiều tối, 17:00 đến 19:00
    .evening = Tối, 19:00 đến 21:00
    .usual = Theo giờ thông thường
    .help = Trợ lý chỉ tự nhắn trong khoảng giờ này, ví dụ "từ 18h đến 20h". Anh/chị nhắn lúc nào thì vẫn được trả lời ngay.
