# Roles and their codes; what officers see of programmes and decide about them.

invited = You are now { $role } of { $unit }. { $can }
    .adviser = a member of the advisory team
    .officer = an officer
    .council = a member of the initiative council
    .administrator = an administrator
invited-can =
    .adviser = There is nothing here yet for advisers alone; it will show in the menu. This role is under "Officers' desk", "People and roles".
    .officer = The menu has a desk: initiatives of { $unit } and all unions below it, to receive, to ask about, to enter what was decided, and to invite others. Under "Programmes": dates, targets, journal; for programmes issued by { $unit } or a union below it you settle readings, set dates, open and close.
    .council = The menu has a desk: the initiatives that were laid before the council of { $unit }, to read and note on.
    .administrator = The menu has a desk with "Programmes", "Enter activities, reports" and "People and roles" (invite, end, the log), for { $unit } and all unions below it.
invited-cover = You stand in as { $role } of { $unit } from { $since } to { $until }. { $can }
invited-already = You are { $role } of { $unit } already; this code was not used up.
invited-held = Your code has arrived and is kept.
invited-unknown = This code can't be used now. Please check every letter, or ask whoever sent it for a new one.

# The programmes an officer looks after

programmes = The programmes of your union. Choose one:
    .mine = { $programme } ({ $body })
    .seen = { $programme } ({ $body }, to look at)
    .more = More
programmes-unknown = This was not found. Please choose again.
programmes-one = { $title }
    ({ $source })

    { $lines }
    .conflicts = Settle readings
    .dates = Set dates
    .open = Open the programme again
    .close = Close the programme
    .journal = Journal
    .gaps = What the plan lacks
    .all = All programmes
    .back = Back to "{ $programme }"
programmes-open = Open.
programmes-closed = Closed: no new registrations.
programmes-recorded = The plan has no registration; initiatives are recorded for the yearly figures.
programmes-phase = Taking entries: { $phase }.
programmes-takes = Taking entries.
programmes-opens = Takes entries from { $when }.
programmes-over = The time for entries is over.
programmes-dates = Next dates:
programmes-date = • { $day }: { $what }
programmes-date-within = • from { $first } to { $last }: { $what }
programmes-targets = Targets ({ $document }):
programmes-target = • { $what }: { $value }
programmes-value =
    .unset = no figure yet
    .below = each level sets its own
    .count = { $figure }
    .percent = { $figure } %
    .least-count = at least { $figure }
    .least-percent = at least { $figure } %
programmes-undecided = Readings not settled: { $count }
programmes-unset = Deadlines without a date: { $count }
programmes-gaps = Missing in the plan: { $count }

programmes-conflicts = Where the plan does not agree with itself. Not settled: { $count }.
    .open = Section { $where }, not settled: { $reading }
    .decided = Section { $where }, settled: { $reading }
programmes-conflict = { $lines }

    Which reading shall hold?
    .all = The other places
programmes-conflict-seen = { $lines }
programmes-paragraph = Section { $source }: "{ $says }"
programmes-holds = Read for now as: { $reading }. Reason: { $reason }
programmes-holds-decided = Settled: { $reading }.

programmes-open-dates = Deadlines whose date the plan leaves open. Without a date: { $count }.
    .open = { $what } (no date yet)
    .decided = { $what } (change the date)
programmes-when =
    .month = day { $day } of every month
    .year = by the end of { $day }/{ $month } every year
    .once = by the end of { $day }/{ $month }/{ $year }

programmes-journal = Journal, newest first:
    { $lines }
programmes-entry = • { $at }, { $who }: { $what }. Reason: { $reason }
    .service = the system
    .loaded = the programme's file was loaded
programmes-missing = What the plan does not say; ask the body that issued it:
    { $lines }
programmes-gap = • { $text } ({ $source })
programmes-what =
    .open = programme opened
    .closed = programme closed
    .reading = reading settled: "{ $reading }"
    .date = date set for "{ $what }": { $when }
    .former = something of the former plan
programmes-decided = Noted: { $what }, programme "{ $programme }". It holds from now on and stands in the journal with your name.
    { $lines }
programmes-now =
    .open = From now on the programme is open: it takes registrations in the time of its plan, takes activities and reports, and reminds of its dates again.
    .closed = From now on the programme is closed: it takes no new registrations, no activities or reports, and reminds of no dates. What was sent is kept.
programmes-now-reading = From now on it counts as: { $reading }.
programmes-now-entries = Registration
programmes-now-entry =
    .first-last = Registrations are taken now: { $phase }, from { $first } to the end of { $last }.
    .first = Registrations are taken now: { $phase }, from { $first }.
    .last = Registrations are taken now: { $phase }, to the end of { $last }.
programmes-overtaken = Somebody else has just decided this, so yours was not noted:
    { $lines }
    To change it, please open the programme again and choose.
programmes-clash-with = This does not fit what was decided just now, so it was not noted:
    { $lines }
    Please talk it over and choose again.
programmes-clash = This does not fit what was settled before, so nothing was changed. Please look at the settled places again.
programmes-unchanged = Nothing was changed.

decision-when = Which day is it?
    .label = Day
    .month = "{ $what }": which day of every month? For example: 25
    .year = "{ $what }": by the end of which day every year? For example: 20/11
    .once = "{ $what }": by the end of which day? For example: 20/11/2022
    .term = "{ $what }": by the end of which day? For example: 20/11/2022
    .help = The day itself still counts, for example "20/11" is until the end of 20/11.
decision-reason = Why, or by which document?
    .label = Reason
    .help = A short word for those who come later, for example: "Official letter 12/LĐLĐ of 10/5/2022".
decision-reason-of = Programme "{ $programme }": { $what }. Please write why, or by which document:
invalid-day-of-month = Which day is meant? Please send a number from 1 to 31, for example 25.
invalid-whole-day = Please send day and month, for example 20/11/2022.
