# Urging: an officer has something said to the officers of units below.

urging = Urging the units below { $unit }. Choose a deadline, or something else:
    .typed = A message of my own to units
    .drafts = Remind people with an unfinished registration
    .past = Earlier rounds
    .back = Back to urging
urging-idle = Urging, { $unit }: there is no deadline to remind units below of at present. What you can do:
urging-about = { $kind }: remind the units below { $unit } of which deadline?
urging-no-deadline = { $kind }: there is no deadline about this for the units below { $unit } at present. Where one has no date yet, set it under "Programmes" first.
urging-which = Urge the units below which union?
urging-counting = Looking which units lack something; the result comes at once.
urging-failed = This could not be done, the fault is on the assistant's side. Please try again in a few minutes.
urging-of = the units below { $unit }
urging-kind =
    .none = No initiative yet
    .papers = Papers missing, additions awaited
    .unposted = Initiatives not on the portal
    .review = Initiatives not looked at
    .report = Report not sent
    .consolidate = Consolidated list not sent
    .team = Advisory team too small
    .target = Own target not reached
    .any = Every unit with something left to do
    .focal = Nobody here to be told
    .typed = A message of an officer's own
    .drafts = Unfinished registrations
urging-kinds = { $what }
    Choose what to remind of:
    .one = { $kind } ({ $count })
urging-nothing = { $what }
    No unit lacks anything.
urging-none = { $what }
    { $kind }: no unit.
urging-list = { $what }
    { $kind }: { $count } units.
    { $lines }
    .preview = See the message
    .group = Text for a group chat
    .kinds = Something else
    .invite = Invite an officer
urging-unit = • { $unit }
urging-unit-why = • { $unit } (can't be told: { $why })
urging-unit-unmet = • { $unit }: { $why }
urging-unit-call = • { $unit }: { $why }; call { $name }, { $phone }
urging-why =
    .self = you look after this unit yourself
    .blocked = blocked the assistant
    .never = never came here
    .invited = has a code, has not come yet
    .none = no focal officer
    .nobody = nobody here yet
    .failed = the message did not arrive
urging-preview = This will be sent:

    { $text }

    { $lines }
    .send = Send to { $people } people
    .list = See the units
    .discard = Don't send
urging-somebody = (the recipient's name)
urging-to = To { $people } people of { $units } units, each with their own name and unit.
    .drafts = To { $people } people, in private. The assistant only counts and tells nobody who they are.
urging-later = These are quiet hours, so it goes out from { $at }.
urging-covered = { $count } units whose officer is away: whoever stands in is told.
urging-last = Last time: round { $number }, { $at }, by { $who }.
urging-unreached = { $count } units can't be told:
    .line = • { $why }: { $count }
    .drafts = { $count } people can't be told.
urging-alone = No unit can be told at present.
    { $lines }
urging-no-drafts = There is nobody with an unfinished registration who can be told.
urging-discarded = Nothing was sent.
urging-over = This round was sent already and is not sent again.
urging-sending = Putting the messages in order; you will hear at once.
urging-none-left = { $what }
    Looked again: nobody needs to be told any more, so nothing was sent.
urging-sent = Round { $number }: { $people } people will be told{ $when }.{ $unreached } You will hear when all is sent.
    .at = , from { $at }
    .between = , from { $at } to { $last } as each one's quiet hours end
    .unreached = {" "}{ $count } units can't be told.
    .result = See the result
urging-result = Round { $number } of urging ({ $at })
    { $kind } – { $what }
    { $lines }
    .again = Refresh
    .unmet = All units that can't be told
urging-states = { $sent } sent · { $waiting } waiting · { $failed } not delivered · { $unknown } unknown.
urging-missed = { $count } no longer needed it (done, or the person has changed).
urging-unmet = { $count } units were not told:
urging-more = and { $count } more.
urging-not-reached = { $count } units were not told:
    { $lines }
urging-past = Earlier rounds, the newest first:
    .line = Round { $number }, { $at }: { $kind } – { $what }
urging-past-none = No round yet.

# A text for a group chat: figures, nobody's name.

urging-group = { $programme } – { $title }: { $until }.
    { $count }
    Please see to it. Whoever needs help, please write to { $who }.
urging-group-clusters = { $programme } – { $title }: { $until }.
    { $count } Of these:
    { $lines }
    Please see to it. Whoever needs help, please write to { $who }.
urging-cluster = - { $unit }: { $done }/{ $of }
urging-copy = Copy the message above into the group; it has figures only and names nobody who is late.
urging-done =
    .none = With initiatives: { $done }/{ $of } grassroots unions.
    .papers = With complete papers: { $done }/{ $of } grassroots unions.
    .unposted = Recognised initiatives on the portal: { $done }/{ $of } grassroots unions.
    .review = All initiatives looked at: { $done }/{ $of } units.
    .report = Report sent: { $done }/{ $of } units.
    .consolidate = Consolidated list sent: { $done }/{ $of } units.
    .team = Advisory team complete: { $done }/{ $of } units.
    .target = Target reached: { $done }/{ $of } units.
    .any = Done: { $done }/{ $of } units.
    .focal = With a focal officer here: { $done }/{ $of } units.

# What is said to those below.

urged = Dear { $name }.
    { $programme } – { $title }: { $until }, { $left }.
    { $items }
    { $sender }
urged-item = { $unit }:
    { $lines }
urged-sender = { $who } ({ $from }) asks you to see to it (round { $number }).
urged-typed = Dear { $name } ({ $unit }).
    { $who } ({ $from }) writes:
    { $text }
urged-draft = Dear { $name }. The registration you have begun is still there; please go on whenever you have time. { $who } ({ $from }) had everybody with an unfinished one reminded, and sees nobody's.
    .open = Go on

# The form: words of one's own.

urge-whom = Which units shall be told?
    .label = To
    .all = All units below
    .level = By level
    .names = Units by name
    .help = For example choose "By level", then grassroots unions.
urge-level = Which level?
    .label = Level
    .help = For example: grassroots unions.
urge-unit = Please type part of a unit's name, or its code.
    .label = Unit
    .help = For example "dien luc ba be", or BK-DLBB.
urge-more = Another unit?
    .label = Another unit
    .more = One more
    .enough = Enough
    .help = For example type "1" to add a unit.
urge-more-of = Chosen: { $units }. Another unit?
urge-words = Please write the message (600 characters at most). A greeting and your name are added.
    .label = Message
    .help = For example: We meet online this Friday at 14:00, please join.
invalid-words-long = This has { $length } characters, { $limit } can be sent. Please make it shorter.
