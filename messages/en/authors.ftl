# Authors say themselves that their part is right: by a word, by a code, or on a signed page.

authors-ask = { $sender } names you as an author of { $percent }% of the initiative { $code } "{ $title }". Is that so?
    .yes = Yes
    .no = Not quite
authors-ask-worker = { $sender } has registered the initiative { $code } "{ $title }" for you (your part: { $percent }%). Is that so?
authors-ask-name = The name given in the initiative: { $name }.
authors-word = Hello. If this is a bad moment, write "my initiatives" whenever you have time to answer.
authors-confirmed = Thank you, your part in the initiative { $code } is confirmed.
authors-later = All right. Whenever you have time, write "my initiatives" to answer.
authors-agreed = All authors of the initiative { $code } have confirmed.

author-objection = What is not right: the name, the share, or did you not take part? The sender and the officer will read it.
    .label = What is not right
    .help = For example: "My part is 50, not 40." If you'd rather not say, write "skip".
authors-objected = What you wrote about the initiative { $code } has been passed on to { $sender } and the officer.
authors-objection = About the initiative { $code } { $name } writes: "{ $words }". Please look at the authors once more; to change what you sent, choose below or write "my initiatives".
authors-objection-silent = About the initiative { $code } { $name } says that their part is not right. Please ask; to change what you sent, choose below or write "my initiatives".

authors-asked = Asked to confirm their part: { $names }.
authors-code = So that { $name } can confirm their part, please pass on the code { $code }. { $name } only has to write here: code { $code }
authors-code-worker = So that { $name } can confirm, please pass on this code: { $code }. { $name } only has to write here: code { $code }
    Somebody without a telephone signs on paper: send a photo of the page under "My initiatives".
authors-codes = So that the authors can confirm their parts, please pass on to each of them their line; they write it here:
    { $lines }
    .line = { $name }: code { $code }
authors-not-yours = This code is for { $name } to confirm. Please pass it on, { $name } has to write it.

authors-one =
    .codes = Codes for authors who have not confirmed
    .paper = Send a photo of the signed page
authors-renew = Not confirmed yet:
    { $lines }

    A code that was passed on can't be shown again. Choose who needs a new one; the old one is worth nothing then.
    .one = A new code for { $name }
authors-all = All authors of { $code } have confirmed.
authors-line = { $name } { $percent }%: { $state }
authors-line-objected = { $name } { $percent }%: says it is not right, "{ $words }"
authors-line-other = { $name } { $percent }%: confirmed with the code by somebody named { $person }
authors-state =
    .named = not confirmed
    .asked = asked, no answer yet
    .objected = says it is not right
    .confirmed-sender = the sender
    .confirmed-chat = confirmed
    .confirmed-code = confirmed with the code
    .confirmed-paper = signed on paper
authors-sent-by = Sent by: { $name }
authors-named = Initiatives that name you:
authors-mine =
    .asked = { $code }: { $title } (waits for you to confirm)
    .shared = { $code }: { $title } (co-author, { $status })
    .entered = { $code }: { $title } (entered by somebody else, { $status })

paper-who = Who has signed this page?
    .label = Signed by
    .all = All of them
    .help = Choose whose signature is on the page, for example 1. Send several pages one person at a time.
paper-signed_page = Please send a photo of the page signed by { $names } (initiative { $code }). Then write "done".
    .label = The signed page
    .help = The page with the initiative's title, everybody's part and the signature, for example the signed form. If you don't have it yet, write "later".
authors-on-paper = The signed page has arrived: { $names } confirmed on paper (initiative { $code }).
authors-on-paper-kept = The signed page has arrived and is kept with the initiative { $code }.
authors-paper-later = All right. Once the page is signed, open "My initiatives" again to send it.
