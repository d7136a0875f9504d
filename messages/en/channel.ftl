# Words of channels: files a channel cannot carry, links.
channel-file-link = The file “{ $name }” cannot be sent here. Fetch it at { $url } (good until the end of { $day }).
channel-file-elsewhere = The file “{ $name }” cannot be sent here. Please ask the union officer for a copy.
channel-names =
    .local = Web chat
    .telegram = Telegram
    .zalo_bot = Assistant on Zalo
    .zalo_oa = Zalo page of the union
