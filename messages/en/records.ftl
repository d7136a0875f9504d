# What officers enter for their unit: activities, reports, duties.

records = For which union do you enter something?
    .of = { $programme }, { $unit }
records-what = { $programme }, { $unit }. What is to be entered?
    .activity = Activity: { $what }
    .activity-done = Activity: { $what } (entered: { $count })
    .report = { $what }
    .report-done = { $what } (latest: { $when })
    .duty = Duty of the union: { $what }
    .duty-done = Duty of the union: { $what } (done: { $when })
records-go-on = Go on with what was begun: { $what }
records-sent-activity = Entered: activity "{ $what }" of { $unit }.
records-sent-report = Entered: "{ $what }" of { $unit }.
records-sent-duty = Entered: { $unit } has done "{ $what }".
records-sent =
    .more = Enter something else
records-closed = The programme "{ $programme }" is closed, this could not be entered.
records-kept = Saved. Whenever you have time, open "Enter activities, reports" to go on.
records-replaced = The former one is kept; the new one counts from now on.
records-of-round = { $what }, { $round }
records-entered = { $programme }, { $unit }: what was entered. Choose one to read it:
    .all = What was entered
    .one = { $what } (entered on { $day })
    .replaced = { $what } (entered on { $day }, there is a newer one)
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

    Known for this year, with all levels below:
    { $known }

    Shall it be entered like this?
record-known-activity = • { $what }: { $count }
record-known-initiatives = • Initiatives recorded: { $count }
record-known-ratio = • Spent on science: { $percent } % of the total
record-known-ratio-aim = • Spent on science: { $percent } % of the total (plan: at least { $aim } %)
record-sum = { $amount } đồng
invalid-round = Which period is meant? Please choose one above, or send one that is over, for example 3/2022 or 2021.
invalid-count = How many are meant? Please send one number, for example 120.
