# More about questions: replies to a message, several open at once, colleagues, doubles, trouble.

threads-file-again = This photo or file is in question { $number } already.
threads-to = { $who } (question { $number })
threads-which = Whom is this for? "{ $text }"
    .nobody = For none of them
threads-not-sent = What you wrote went to nobody.
threads-claim = Nobody answers question { $number } yet. Will you?
    .claim = I will, send it
    .leave = No
threads-unsent =
    .closed = Not sent: question { $number } is done.
    .withdrawn = Not sent: question { $number } was withdrawn just now.
    .merged = Not sent: question { $number } goes on in another one.
threads-over = Question { $number } is done. Do you go on with it, or is this a new one?
    .on = Go on with question { $number }
    .again = A new question
    .nothing = No question
threads-slower = Everything is kept in question { $number }. Please write it in one go, that is easier to follow.
