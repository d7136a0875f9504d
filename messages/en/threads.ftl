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
    .another = A new question
    .nothing = No question
threads-slower = Everything is kept in question { $number }. Please write it in one go, that is easier to follow.
threads-hand = Who shall have question { $number }?
    .up = Those further up
    .keep = I go on answering
threads-handed-over = Question { $number } is with { $who } now.
threads-handed = { $who } passes question { $number } to you:
    { $lines }
threads-stood-in = You stand in for a colleague, so question { $number } is with you now:
    { $lines }
threads-merge-which = With which question?
threads-merge = Merge question { $number } ("{ $text }") into question { $into } ("{ $other }")? Nothing that was written is lost, and the asker hears of it once.
    .yes = Merge
    .no = Leave them apart
threads-merge-not = Only two open questions of the same person can be merged.
threads-merge-done = Question { $number } goes on in question { $into }.
threads-merged = Questions { $other } and { $number } are the same, so both are answered in question { $number }.
    .open = See it
threads-more = { $who } adds { $count } messages to question { $number }, the last: { $text }
threads-many = { $count } of your questions wait for an answer, so this was added to the last one.
threads-why =
    .rude = Rude words
    .spam = Far too many messages
    .other = Another reason
threads-report = Why do you report question { $number }?
    .no = Do not report it
threads-reported-done = Question { $number } was reported. You need not go on with it, leave it to somebody else.
threads-reported = { $who } reports question { $number } ({ $why }), please look at it:
    { $lines }
    .ask = Take no more questions
threads-block = Why shall no more questions of { $who } (question { $number }) be taken here? They can still register initiatives, and hear whom to call. It is written into the log.
    .no = No, take them
threads-block-done = No more questions of { $who } (question { $number }) are taken.
threads-stands = No questions of { $who } (question { $number }) are taken at present.
    .lift = Take questions again
threads-lifted = Questions of { $who } are taken again.
threads-blocked = { $unit } does not take your questions here at present. Please call { $name }, { $phone }. You can register initiatives as always.
