# What can be answered to a reminder, and what is said then.

remind =
    .known = Understood
    .later = Remind me later
    .list = See the list
    .urge = Remind these unions
    .passed = Not in my charge
    .report = Write the report
    .done = It is done
    .desk = See the desk
    .target = Enter the target
    .conflicts = See the contradictions
    .duties = Enter what was done
    .named = Somebody has one: ask them
    .poster = A notice for the board, with a QR code
    .guide = There is one, not entered yet: how?
    .nil = None this time (say why)
remind-known = Noted that you know.
remind-gone = This reminder is no longer in force.
remind-nothing = No reminder waits for an answer.
remind-done = Noted that your union has done its part. Marked by mistake? Open "Enter activities, reports" to take it back.
remind-again = You will be reminded at { $at }.
remind-passed = Thank you. Your reason goes to { $names }; you will not be reminded of this again.
remind-passed-alone = Thank you, it is noted; you will not be reminded of this again. Nobody above is here to be told: please tell them yourself.
remind-passed-up = { $name } ({ $unit }) says they are not in charge of: { $what }.
    Why: { $reason }
    Please say who is, or invite them.
remind-list = { $programme } – { $title }, due { $day }: { $count } unions still miss something.
    { $lines }
remind-list-none = { $programme } – { $title }, due { $day }: no union misses anything.
snooze-when = Remind you when? Choose, or write another time, for example "25/5".
    .label = Remind me
    .help = For example: tomorrow, 25/5.
    .hour = In an hour
    .tomorrow = Tomorrow
    .before = Three days before it falls due
passed-reason = Who is in charge, or why not you? Your words go to the officers above.
    .label = Who is in charge
    .help = For example: Ms Lan of the women's section is in charge.

# A union without an initiative.

first-making = The notice is being made and will be sent here.
first-poster = Here is the notice. Print it on A4 and put it up where people pass.
first-guide = Choose the first entry below and tell it as they told you; about 8 short questions, a written text or a photo will do. For help call { $officer }, { $phone }.
first-guide-alone = Choose the first entry below and tell it as they told you; about 8 short questions, a written text or a photo will do.
first-colleague = What is their full name? They will be asked for you.
    .label = Who has one
    .help = Family name and given name, for example: Nguyễn Văn Hùng.
first-which = Several people are called so, please choose:
    .one = Is it this person?
    .other = Somebody else
first-why_none = Why is there none this time? A few words, so that those above understand and can help.
    .label = Why none
    .help = For example: the workshop is being rebuilt, there will be one at the end of the year.
first-named = { $name } will be asked at an hour that suits. When they have entered it, you will see it on your desk.
first-own = An initiative of your own you can enter right here.
first-unknown = { $name } could not be asked, as they are not here yet. Please tell them, or enter it for them.
first-unknown-link = { $name } could not be asked, as they are not here yet. Send them this link, or enter it for them:
    { $link }
first-none = Noted: none this time. You will not be reminded of it again; enter one whenever there is.
first-asked = { $officer } ({ $unit }) says you have a good initiative. Would you enter it? About 8 short questions, you can stop and go on later.
first-paper = Do you have an initiative?
    .file = Notice-{ $unit }
    .how = Something new, something that makes work lighter, faster, safer: tell it in 5 minutes.
    .scan = Scan this code with your telephone's camera and tell it as you would to a friend.
    .scanless = Ask your union officer to enter it for you.
    .safe = The assistant never asks for passwords, OTP codes, account numbers or money.
    .ask = For help: { $name }, { $phone }
