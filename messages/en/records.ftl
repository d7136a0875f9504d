# What officers enter for their unit: activities, reports, duties, marks, targets; and the reports a body receives.

records = For which union do you enter something?
    .of = { $programme }, { $unit }
    .received = Reports received: { $programme }, { $unit }
records-what = { $programme }, { $unit }. What is to be entered?
    .activity = Activity: { $what }
    .activity-done = Activity: { $what } (entered: { $count })
    .report = { $what }
    .report-done = { $what } (latest: { $when })
    .duty = Duty of the union: { $what }
    .duty-done = Duty of the union: { $what } (done: { $when })
    .steps = Mark the union's part of a deadline as done
    .targets = Targets
    .received = Reports received
    .entered = What was entered
records-go-on = Go on with what was begun: { $what }
records-sent-activity = Entered: activity "{ $what }" of { $unit }.
records-sent-report = Sent: "{ $what }" of { $unit }. { $how }
records-sent-nil = Sent: "{ $what }" of { $unit }, nothing to report. { $how }
records-sent-duty = Entered: { $unit } has done "{ $what }".
records-sent =
    .more = Enter something else
records-closed = The programme "{ $programme }" is closed, this could not be entered.
records-kept = Saved. Whenever you have time, open "Enter activities, reports" to go on.
records-replaced = The former one is kept; the new one counts from now on.
records-told = The officers of { $to } are told, and can read it here.
records-also-email = The plan asks you to send it by e-mail too: { $address }.
records-also-paper = The plan asks you to send it on paper too.
records-of-round = { $what }, { $round }
records-step = its part of the deadline "{ $what }" is done
records-nil = no initiative this time: { $what }
records-target = { $what }: { $figure }
records-reason = Reason: { $reason }
records-known = What the service counted when it was sent, with all levels below:
    { $lines }
records-entered = { $programme }, { $unit }: what was entered. Choose one to read it:
    .one = { $what } (entered on { $day })
    .replaced = { $what } (entered on { $day }, there is a newer one)
    .undone = { $what } (mark taken back on { $day })
records-one = { $what }, { $unit }
    { $who } entered it { $at }

    { $lines }
    .anew = Enter it again, in place of this
    .all = Back to what was entered

record-round = Which period is the report about? For another one just type it, for example 3/2022 or the year 2021.
    .label = Period
    .help = The period the figures are about, for example "1" for the latest not entered yet. Late reports are taken too.
record-activity_title = What is the activity called?
    .label = Name
    .help = As in the plan or the invitation, for example: "Workshop on innovation in banking".
record-held_on = When was it held? Month and year will do.
    .label = Held on
    .help = For example: 18/5/2022, or 5/2022.
record-done_on = When was it done?
    .label = Done on
    .today = Today
    .help = For example: 18/5/2022, or 5/2022.
record-again = This was entered for this period before. Enter it again in its place?
    .label = Again
    .yes = Enter it again
    .no = Keep the former one
    .help = Choose "Enter it again" where the figures have changed, for example after another initiative. The former one is kept.
record-again-of = "{ $what }" was entered on { $day }. Enter it again in its place?
record-anything = Is there anything to report?
    .label = Anything to report
    .yes = Yes, fill in the report
    .no = Nothing to report
    .help = "Nothing to report" is a report too: it is sent at once, and shows that the union has looked.
record-anything-in = Is there anything to report for { $round }?
record-place = Where was it held?
    .label = Place
    .help = For example: the hall of the province union.
record-participants = How many people took part?
    .label = Participants
    .help = About right is enough, for example: 120.
record-partner = With which bodies was it held?
    .label = Partners
    .help = For example: Department of Science and Technology.
record-task_level = Of which level is the task?
    .label = Level
    .tld = Confederation
    .ministry = Ministry
    .province = Province
    .help = See the decision that gave the task, for example "Ministry" if a ministry gave it.
record-task_role = Does the union lead the task or work on it with others?
    .label = Role
    .lead = Leads
    .co_lead = Works with others
    .help = For example: if an institute leads and the union takes part, choose "Works with others".
record-publication_link = Please send the address where it was published.
    .label = Published at
    .help = For example: congdoanlaichau.org.vn/tin-tuc/ngay-hoi-sang-tao
record-nominees = Who is proposed to be honoured? One a line: name, workplace.
    .label = Proposed
    .help = For example: Trần Quang Huy, Điện lực Ba Bể.
record-amount = How much money is it?
    .label = Sum
    .help = For example: 15 triệu.
record-note = Is there anything to add?
    .label = Note
    .help = For example: "The pledge is signed by the director, photo attached".
record-summary = Sum up the results of the period: text, photos, voice or a ready file. When done, send "done".
    .label = Results
    .help = For example: "2 workshops, 35 initiatives recognised, 12 people honoured."
record-spending_science = How much was spent on science, technology and innovation in this period?
    .label = Spent on science
    .help = For example: 80 triệu. If nothing, send 0.
record-spending_total = What was the union's total spending in this period?
    .label = Total spending
    .help = From the final accounts, for example: 10 tỷ.
record-difficulties = Are there any difficulties?
    .label = Difficulties
    .help = For example: "No funds for rewards at grassroots level".
record-proposals = Are there any proposals?
    .label = Proposals
    .help = For example: "A course on describing initiatives".
record-registered_count = How many initiatives were registered on the portal in this period?
    .label = Registered initiatives
    .help = Counted on the portal, for example: 42. If none, send 0.
    .yes = Right, { $count }
    .other = Another figure
record-registered_count-posted = How many initiatives stand on the portal ({ $when })? The service counts, with all levels below:
    { $known }
record-registered_count-sent = How many initiatives were registered ({ $when })? The service counts, with all levels below:
    { $known }
record-registered_count-other = How many are there? Please send one number, for example 42.
record-confirm = Please read it again:
    { $lines }

    Shall it be entered like this?
    .label = Confirmation
    .yes = Send
    .edit = Edit
    .later = Later
    .help = To change an answer send "edit" with its number, for example "edit 2".
record-confirm-known = Please read it again:
    { $lines }

    What the service counts, with all levels below:
    { $known }

    Shall it be sent like this?
record-known-activity = • { $what }: { $count }
record-known-counts = • Initiatives { $when }: { $sent } sent, { $recognised } recognised, { $posted } on the portal{ $target }
record-known-counts-alone = • Initiatives { $when }: { $sent } sent, { $recognised } recognised{ $target }
record-known-since = since the programme began
record-known-target = {" "}(target { $target })
record-known-ratio = • Spent on science: { $percent } % of the total
record-known-ratio-aim = • Spent on science: { $percent } % of the total (plan: at least { $aim } %)
record-sum = { $amount } đồng
invalid-round = Which period is meant? Please choose one above, or send one that is over, for example 3/2022 or 2021.
invalid-count = How many are meant? Please send one number, for example 120.

# An officer's word that a unit's part of a deadline is done.

steps = { $programme }, { $unit }: which part is done?
    .open = { $what } (due { $day })
    .done = Done: { $what } (due { $day })
    .untick = A mistake, take the mark back
    .tick = Mark as done
steps-ticked = Noted: { $unit } has done its part of the deadline "{ $what }" ({ $who }, { $day }). There will be no more reminders of it.
steps-unticked = The mark is taken back: the part of { $unit } in the deadline "{ $what }" is still to be done ({ $who }, { $day }). It is reminded of again.
steps-one = { $unit } has done its part of the deadline "{ $what }" ({ $who } noted it on { $day }).

# Targets.

targets = { $programme }, { $unit }: which target is to be set?
    .unset = { $what }: not set yet
    .set = { $what }: { $figure }
    .given = Give it to a union: { $what } (given: { $count })
    .more = Set another target
    .next = Give it to another union
targets-entered = Entered: { $what }, { $unit }: { $figure }. { $check }
targets-table = Entered: { $what } for { $count } unions. { $check }
targets-check = { $count } of { $of } unions directly below { $unit } have a target, { $sum } in all; { $unit } has none yet.
targets-check-own = { $count } of { $of } unions directly below { $unit } have a target, { $sum } in all, beside { $figure } of { $unit }.
targets-check-plan = { $count } of { $of } unions directly below { $unit } have a target, { $sum } in all, beside { $figure } of the plan.
target-unit = To which union is it given? Part of its name will do; or paste a table, one line each: name; figure.
    .label = Union
    .help = For example: "Ba Bể"; or several lines like "LĐLĐ Ba Bể; 60".
target-figure = How many initiatives is the target?
    .label = Target
    .help = Send one number, for example: 60. It can be set again at any time, the newest counts.
target-figure-of = { $what }, { $unit }: how many initiatives? { $was }
target-was = At present: { $figure }.
target-confirm = Shall this table be entered?
    .label = Confirmation
    .yes = Enter it
    .no = No, enter nothing
    .help = "Enter it" if the figures are right; otherwise "No", and paste it again.
target-confirm-table = { $count } unions were read, { $sum } in all:
    { $lines }
    Shall it be entered like this?
target-row = • { $unit }: { $figure }
target-more = • … and { $count } more unions
invalid-target-unit = No such union was found among those below. Please send another name, for example "Ba Bể".
invalid-target-line = The line "{ $line }" could not be read, so nothing was entered. Please write in each line: name; figure, one line a union.
invalid-target-lines = The table has more than { $most } lines. Please paste it in parts.

# The reports a body receives.

received = { $programme }, { $unit }: reports received
    .round = { $what }: { $sent } of { $of } sent
    .sent = Read the reports that were sent
    .all = Back to the periods
    .back = Back to who has not sent it
    .one = { $unit } (sent on { $day })
    .nil = { $unit } (sent on { $day }, nothing to report)
received-round = { $what }: { $sent } of { $of } unions have sent it, { $nil } of them with nothing to report. Still missing:
    { $missing }
received-round-all = { $what }: { $sent } of { $of } unions have sent it, { $nil } of them with nothing to report. { $missing }
received-name = • { $unit }
received-sent = { $what }: choose one to read it.

# Officers of a body hear of a report.

report =
    .open = Read the report
    .received = See the reports received
report-came = A new report of { $unit } ({ $programme }): { $what }
    { $lines }
    Sent by { $who } { $at }.
report-again = { $unit } sent it again, in place of the one before ({ $programme }): { $what }
    { $lines }
    Sent by { $who } { $at }.
report-line = • { $label }: { $value }
report-nil = • Nothing to report.
report-several = { $count } new reports:
    { $lines }
report-one = • { $unit }: { $what }
report-one-nil = • { $unit }: { $what } (nothing to report)
report-more = • … and { $count } more reports
