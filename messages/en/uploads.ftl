# Photos and files that a channel does not take: a link to the page that does.

uploads-how =
    .all = Please write, or send a photo, a voice message or a file right here.
    .photo = Please take a photo of each page and send it here, or write it in words.
    .words = Only words can be read here, so please write it in words.
uploads-hint =
    .photo = Photos can be sent here, files cannot yet. To send a file, write "send file".
    .words = Photos and files cannot be sent here yet. To send some, write "send file".
uploads-link = To send photos or files{ $label }, open { $url } (good once, until the end of { $day }). After that this conversation goes on by itself.
uploads-part = { " " }for “{ $label }”
uploads-first = Once these first questions are answered, write "send file" to send a file.
uploads-conversation = This conversation
uploads-dossier = Files of the dossier
uploads-full = At most { $count } files at a time. Please press Done, then write "send file" in the conversation to send more.
uploads-kept = { $count } files came through the link and are kept with “{ $label }”.
uploads-again = The files that came through the link were already with “{ $label }”.
uploads-kept-other = The files that came through the link are kept for whoever asked for it.
uploads-elsewhere = These files came through somebody else's link and could not be kept. Please let them come back here and write "send file".
uploads-sent = This has been sent already, so the files could not be added. To add them, write "my initiatives", open the right one and send them again.
uploads-gone = What these files were for is not there any more, so they could not be kept. Please open what needs them and write "send file".
