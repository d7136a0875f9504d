# One person in several chats: codes, where they are written to, letting a chat go; phone numbers.

linking-code = Your code: { $code } (good until { $until }, once).
    Open the other channel ({ $channels }), go to this assistant there and send the six figures. If you are in the middle of something there, send: link { $code }
    The code is for you alone. If anybody asks you for it, please don't give it.
    .again = Another code
linking-unknown = This code can't be used: it may be older than 15 minutes, used already, or mistyped. Please look again, or get a new one in the other channel: "My details", "Use another channel".
linking-stopped = Several codes did not fit. Please wait 15 minutes, then get a new code in the other channel and send it here.
linking-here = This code is for the other channel, not for here. Please open that one and send the six figures there.
linking-already-used = This code has done its work; this channel is yours already.
linking-already = This channel is yours already; the code is still good for another one.
linking-linked = Done, { $name }. This channel and the other one are one now: drafts, initiatives and questions are seen in both.
linking-unchanged = Everything stays as it was.
linking-ask = This code is { $name }'s, and here it is { $here } who has:
    { $had }
    Are these two names one person?
    .yes = Yes, both are me
    .shared = No, this phone is shared
    .no = Leave it as it is
linking-had =
    .initiatives = • Initiatives sent: { $count }
    .tickets = • Questions: { $count }
    .roles = • Roles held: { $count }
    .drafts = • Drafts: { $count }
    .chats = • Channels in use: { $count }
    .nothing = • nothing yet
linking-told = The channel { $channel } has sent the right code and is yours now, too. If that was not you, please choose:
    .undo = Remove that channel
linking-moved = You are going on with this draft in another channel, so what you just wrote was not noted anywhere. Go on here?
    .here = Go on here

chats = Your channels:
    { $lines }
    .first = Remind me on { $channel }{ $here } first
    .unlink = Remove { $channel }
chats-several = My channels
chats-line = • { $channel }{ $here }{ $first }
    .here = {" "}(this one)
    .first = , reminded here first
chats-gone = This channel is not yours any more.
chats-changed = From now on you are reminded on { $channel }{ $here } first. Where that can't be reached, on another one.
chats-unlink = Remove { $channel }? Whoever writes there will see nothing of yours any more. Your drafts and initiatives stay here.
    .yes = Remove this channel
    .no = Keep it
chats-unlinked = { $channel } is removed.
chats-told = This channel was taken apart, as wished for in another channel. If you write here, the assistant begins anew; to connect it again, send a code from the other channel.

contact-share = When this channel does not let the assistant write first any more, it can remind you by phone. Please share your number with the card below; you will be asked again before it is used.
contact-ask = The number is { $phone }. May it be used to remind you, only when this channel allows nothing else? You can take it back at any time under "Reminders".
    .yes = Yes, use this number
    .no = Don't use this number
contact-yes = The number is noted, for reminders only. To stop it, open "Reminders".
contact-no = All right, the number is not kept.
contact-off = The number is removed; you are not reminded by it any more.
contact-known = This number is known already.
contact-unread = This number can't be read. A Vietnamese mobile number has ten figures, e.g. 0912 345 678.
contact =
    .share = Give a phone number for reminders
    .off = Don't remind me by phone any more
contact-withdrawn = { $name } has taken back their consent on { $channel }; the assistant does not write to them there any more. Whoever runs the assistant will look at what is kept (request { $number }). Please don't write to them about it on that channel.
