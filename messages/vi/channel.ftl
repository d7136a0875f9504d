# What channels say of themselves: files that they do not carry, and links.
channel-file-link = Tệp “{ $name }” không gửi được qua đây. Anh/chị tải ở: { $url } (dùng được đến hết ngày { $day }).
channel-file-elsewhere = Tệp “{ $name }” không gửi được qua đây. Nhờ anh/chị xin cán bộ công đoàn bản giấy hoặc bản gửi qua thư.
channel-names =
    .local = Trang chat trên mạng
    .telegram = Telegram
    .zalo_bot = Trợ lý trên Zalo
    .zalo_oa = Trang Zalo của công đoàn
