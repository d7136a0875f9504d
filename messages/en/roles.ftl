# People and their roles: who holds which, invitations, handing over, absence, the log.

roles = People and roles.
    { $lines }
    .list = Who holds which role ({ $count })
    .invite = Invite somebody
    .bulk = Invite for many units at once
    .merge = Merge two that are one
    .codes = Open invitations ({ $count })
    .mine = My roles
    .log = Log of roles
    .back = People and roles
roles-own = You are { $role } of { $unit }, since { $day }{ $days }.
roles-held = { $name }, { $role }, { $unit }{ $days }
roles-days = {" "}(standing in from { $since } to { $until })
    .bare = standing in from { $since } to { $until }
roles-uses = { $count } uses
roles-why = Reason: { $why }
roles-because =
    .merged = the unit was merged
    .closed = the unit was closed
    .undone = a table of units was undone
    .uncovered = the role that was stood in for is over
    .rude = rude words
    .spam = far too many messages
    .other = another reason
roles-operator = The operator
roles-where = { $unit }:{" "}
roles-unchanged = Everything stays as it was.
roles-untold = They could not be reached in the chat: please tell them.

# Lists and cards

roles-list = { $where }Roles held: { $count }. Choose a person to see more.
    .unit = Choose a unit
    .all = All units
roles-list-none = { $where }Nobody holds a role yet.
roles-mine = You hold several roles. Choose one to hand over, have covered, or leave:
roles-one = { $name }: { $role } of { $unit }, since { $day }{ $days }.
    .hand = Hand over to somebody
    .cover = Have it covered while away
    .leave = Leave this role
    .end = End this role
    .list = The list
roles-codes = { $where }Open invitations: { $count }. Choose one to see or revoke it.
roles-codes-none = { $where }No invitation is open.
roles-code-line = { $role }, { $unit }: { $left } uses left, until { $until }{ $what }
roles-over = {" "}(over: whoever made it has left the role)
roles-purpose =
    .hand = {" "}(handing over)
    .cover = {" "}(standing in from { $since } to { $until })
roles-code = Invitation to be { $role } of { $unit }{ $what }. { $who } made it at { $at }. Used { $used } of { $uses } times, good until { $until }. The code itself is not kept and can't be shown again; if it is lost, revoke it and make another.
    .revoke = Revoke this code
    .all = The open invitations

# Codes

roles-invited = Invitation to be { $role } of { $unit }, for { $uses } persons, until { $until }.

    { $ways }

    Whoever uses it is told: { $can }

    The code is shown only this once: please pass it on now.
roles-handing = Code to hand over the role { $role } of { $unit }, good until { $until }.

    { $ways }

    Whoever uses it takes the role over, and yours ends then. The code is shown only this once: please pass it on now.
roles-covering = Code to stand in as { $role } of { $unit } from { $since } to { $last }.

    { $ways }

    A colleague who uses it stands in on those days. You keep your role. The code is shown only this once: please pass it on now.
roles-way = • Write to this chat: code { $code }
    .link = • Or open: { $link }
roles-qr = The QR code of the invitation to be { $role } of { $unit }: a phone's camera opens it.
roles-revoked = Revoked. The invitation to be { $role } of { $unit } grants nothing any more.
roles-attended = All grassroots unions below { $unit } have an officer.
roles-too-many = There are more than { $most } units: too many for a file. Please choose a smaller unit.
roles-sheet = The file holds { $count } invitations for officers, one for each unit, good until { $until }.{ $gone } It holds codes: please send them to their units only.
roles-gone = {" "}{ $count } unused codes of the former file grant nothing any more.

# Endings

roles-ended = The role { $role } of { $name } in { $unit } has ended.
roles-left = You are no longer { $role } of { $unit }. Thank you for your work.
roles-soon =
    .idle = Then { $unit } has no officer.
    .officer = Then { $unit } has no officer, and its open work ({ $count }) goes up to { $upper }.
    .nobody = Then { $unit } has no officer, and nobody takes its open work ({ $count }).
    .administrator = Then nobody administers { $unit }. Only the operator can make a new invitation.
roles-now =
    .idle = { $unit } has no officer now.
    .officer = { $unit } has no officer now; its open work ({ $count }) goes up to { $upper }.
    .nobody = { $unit } has no officer now; nobody takes its open work ({ $count }).
    .administrator = Nobody administers { $unit } now. Only the operator can make a new invitation.

# What others hear

heard-granted = { $name } has used your code and is { $role } of { $unit } now.
heard-handed_over = { $name } has taken over and is { $role } of { $unit } now. Your role has ended; thank you for your work.
heard-covered = { $name } stands in for you as { $role } of { $unit } from { $since } to { $until }.
heard-ended = From now on you are no longer { $role } of { $unit } (entered by { $who }).{ $why } Questions: { $officer }, { $phone }.
heard-why = {" "}Reason: { $why }.
heard-unattended = { $unit } has no officer now; its open work ({ $count }) has come to your desk.
    .desk = Open the desk
    .invite = Invite an officer
heard-unattended-idle = { $unit } has no officer now; its work comes to your desk from now on.

# The log

roles-log = { $where }The log of roles, the newest first:
    { $lines }
    .none = Nothing yet.
    .xlsx = Get the log (Excel)
roles-log-file = The log of roles and invitations. This export is in the log too.
roles-entry = • { $at }: { $what }{ $note }
roles-note = {" "}({ $note })
roles-did =
    .invited = { $who } made an invitation to be { $role } of { $unit }
    .invited-hand = { $who } made a code that hands over the role { $role } of { $unit }
    .invited-cover = { $who } made a code to stand in as { $role } of { $unit }
    .granted = { $whose } became { $role } of { $unit }, invited by { $who }
    .covered = { $whose } stands in for { $who } as { $role } of { $unit }
    .handed_over = { $whose } handed over the role { $role } of { $unit }
    .ended = { $who } ended the role { $role } of { $whose } in { $unit }
    .left = { $whose } left the role { $role } of { $unit }
    .revoked = { $who } revoked an invitation to be { $role } of { $unit }
    .exported = { $who } took a file of the log of { $unit }
    .ask_blocked = { $who } takes no more questions from whoever asked question { $number } at { $unit }
    .ask_unblocked = { $who } takes questions again from whoever asked question { $number } at { $unit }
    .merged_person = { $who } merged { $whose } with the same person in { $unit }
roles-deed =
    .invited = Invited
    .invited-hand = Handing over prepared
    .invited-cover = Standing in prepared
    .granted = Granted
    .covered = Covered
    .handed_over = Handed over
    .ended = Ended
    .left = Left
    .revoked = Revoked
    .exported = Exported
    .ask_blocked = No more questions
    .ask_unblocked = Questions again
    .merged_person = Merged a person
roles-book =
    .log = Log of roles and invitations
    .log-file = log-of-roles
    .sheet = Invitations for officers
    .sheet-file = invitations-{ $unit }
    .qr-file = qr-code
    .notes = Each code can be used once. Open the link, scan the QR code, or write "code" and the code to the chat. Please keep them private and give each to its unit only.
roles-made = Made at { $at }
roles-column =
    .at = At
    .what = What
    .who = Who
    .whose = Whose role
    .role = Role
    .unit = Unit
    .code = Code
    .note = Note
    .number = No.
    .workplace = Workplace
    .until = Good until
    .link = Link
    .qr = QR code

# The form

role-role = Which role shall they have?
    .label = Role
    .adviser = Member of the advisory team
    .officer = Officer
    .council = Member of the council
    .administrator = Administrator
    .help = Officers receive initiatives and are reminded of deadlines; administrators keep units and roles. For example, the chair of a grassroots union is usually an "Officer".
role-unit = In which unit?
    .label = Unit
    .invite = In which unit? Choose yours, or write part of the name or the code of one below.
    .bulk = For the grassroots unions below which unit? Choose one, or write part of its name or its code.
    .find = Of which unit? Choose one, or write part of its name or its code.
    .help = A role counts for this unit and all below. For example "dien luc ba be".
role-uses = How many persons may use the code?
    .label = Persons
    .one = One
    .many = Several
    .help = Choose "One" to invite one person. For a whole team choose "Several", or write for example "20 persons".
role-count = How many persons? (500 at most)
    .label = Persons
    .help = For example: 12.
role-days = How long shall the code be good? Choose, or write a number of days, for example "60 days".
    .label = The code is good for
    .count = { $count } days
    .help = Afterwards the code grants nothing; roles that were granted stay. For example: 14 days.
role-since = From which day on are you away? Both days at once will do, for example "1/9 to 15/9".
    .label = Away from
    .today = Today
    .help = For example 1/9, or "9/2022" for the first of September.
role-until = Up to and including which day?
    .label = Up to
    .help = On the day after it the one who stands in has the role no more. For example: 28/2/2023.
role-confirm = Do you agree?
    .label = Confirmation
    .end = Yes
    .why = Yes, and give a reason
    .make = Make the codes
    .discard = No
    .help = For example write "1" to agree.
role-confirm-end = End the role { $role } of { $name } in { $unit }?
role-confirm-leave = Leave your role { $role } of { $unit }?
role-confirm-after = { $what } { $after }
role-confirm-bulk = { $count } grassroots unions below { $unit } have no officer. Make { $count } invitations, one for each unit, good for { $days } days? Unused codes of the former file for these units will grant nothing any more.
role-why = What is the reason? They will read it.
    .label = Reason
    .help = A few words, for example: "Moved to another job".

invalid-uses = Please write a number from 1 to { $most }.
invalid-days = Please write a number of days, from 1 to { $most }.
invalid-absence = The last day must come after the first, be yet to come, and lie within two years. Please write again, for example "15/9/2022".
