# The registration form. Each question: the prompt, its label in the read-back, its choices, help with an example.

registration-none = No programme takes registrations at the moment. An officer will write when one does.
registration-not-yet-open = The programme { $programme } opens at { $when }. You can note your initiative already; { $officer } ({ $phone }) will look at it.
registration-closed = The programme { $programme } stopped taking registrations at { $when }. You can still note your initiative; { $officer } ({ $phone }) will look at it and tell you about the next round.
    .go-on = Note it, let the officer look
    .menu = Go to the menu

registration-worker = What is the full name of the person whose initiative it is?
    .label = Whose initiative
    .help = The name of the person who thought of it, for example: Lò Thị Mai. You are still noted as the one who entered it for them.
registration-worker_unit = At which company, school or office do they work? A part of its name will do.
    .label = Workplace
    .own = The same as mine: { $place }
    .again = Search again
    .none = It is not there
    .help = Write the name of the place they work at, for example: Điện lực Ba Bể, Trường THCS Đồng Lạc. Only places you look after are found.
registration-worker_unit-unknown = "{ $said }" is not among the places you look after. Write another name, or choose to have it kept under your own place; the officer will see to it:
registration-worker_unit-this = Is it { $place }?
registration-worker_unit-became = { $former } now belongs to { $place }. Do they work there?
registration-worker_unit-which = There are several like it. Where do they work?
registration-worker_unit-gone = The place you chose is outside of what you look after by now. Please choose again.

registration-solution = What have you made or changed, and how was it before? Tell it in your own words: write, or send photos, voice messages or a ready document. When you have finished, write "done".
    .label = Content
    .help = Tell how the work was done before and how it is done now. Example: "Before, two people had to climb the pole to change a lamp. Now one person standing on the ground does it with a gripper pole."

registration-title = May it be called "{ $proposal }"?
    .label = Title
    .yes = Yes
    .no = Another title
    .help = A good title says what was done, for example: "Gripper pole for changing street lamps from the ground".
registration-title-open = What shall the initiative be called? One short line that says what was done, for example: "Gripper pole for street lamps".
registration-title-other = What would you like to call it?
registration-title-typed = Please write the title as text; a few words will do.

registration-applied = How far has it come?
    .label = How far
    .applied = In real use
    .trial = On trial
    .not_yet = Still an idea
    .help = "In real use" means that the daily work is done the new way. "On trial" means that it has been tried a few times to see whether it works.

registration-applied_on = About when did its use begin? Month and year will do, for example: 3/2022.
    .label = In use since
    .help = The day it was first used, trials included. You can write "15/3/2022", "3/2022" or, in Vietnamese, "trước Tết năm ngoái".
registration-applied_on-confirm = About { $day }, is that right?
registration-applied_on-nearer = On { $day } or later, is that right?
    .yes = Yes
    .before = Before that
    .unknown = I do not remember
registration-applied_on-two = Both are noted: { $first } and { $second }. The officer will see which one counts.
registration-some-day-confirm = That is { $day }, right?

registration-fit = What you told may not fit this programme yet. What would you like to do?
    .label = May not fit the programme
    .send = Send it, let the officer look
    .other = See other programmes
    .stop = Stop here, keep it
    .help = The officer will look at it and say whether another programme fits better. What you told is kept.
registration-fit-other = No other programme fits at present. If you send it, the officer will look, and will write when a better one opens.
registration-fit-others = These programmes take such initiatives; if you move it, everything you told is kept:
registration-fit-elsewhere = The programme { $programme } takes such initiatives.
registration-fit-why = { $lines }
registration-programme = Several programmes are open. Which one is it for?
registration-programme-of = { $programme } ({ $body })
registration-shut = The programme { $programme } takes nothing for now. You can go on; this draft is kept, send it when the programme opens again.
registration-shut-kept = The programme { $programme } takes nothing for now, so this draft is kept and not sent. When it opens again, write "continue" and send it.

changed = The programme { $programme } has just changed; what you wrote is kept. Changed:
    { $parts }
    .questions = - the questions
    .dates = - times and deadlines
    .rules = - the conditions for taking part
    .papers = - the papers needed
changed-replaced = The programme { $programme } has a new plan in place of the old one. Your draft was moved to it; what you wrote is kept.
changed-file = The programme { $programme } has a new plan. Your draft goes on under the old one; what you wrote is kept. Changed:
    { $parts }

eligibility-not-open = The programme { $programme } opens at { $at }.
eligibility-closed = The programme { $programme } took entries until { $at }.
eligibility-late = This round's list of { $programme } was closed at the end of { $day }. You can still register: it counts for the next round (by the end of { $next }), and the officer will look at it.
eligibility-late-last = The list of { $programme } was closed at the end of { $day }. You can still register; the officer will look at it.
eligibility-object = This programme does not speak of this kind. You can send it; the officer will look at it.
eligibility-other-phase = This initiative was put into use in the earlier phase, whose time for entries is over. The plan does not say what happens then; the officer will look at it.
eligibility-year-over = Recognition is normally asked for within a year of the first use, here by { $day } (Decree 13/2012, Article 5.2). That day has passed; please ask the officer.
eligibility-year-runs = Remember to ask for recognition at your workplace within a year of the first use, here by { $day } (Decree 13/2012, Article 5.2).
eligibility-undecided = The plan contradicts itself here; for now it is read as: { $reading }. An officer will decide.

law-clock = Hello. Initiative { $code } is not recorded as recognised yet. Under Decree 13/2012 (Article 5.2) the request is handed in at the workplace by { $last }, { $days } days from now. For help ask { $officer } ({ $phone }).
    .open = Show the initiative

registration-benefit_how = What has become better since? For example: faster, less tiring, safer, about how much saved a month. It need not be money.
    .label = Benefit
    .help = Example: "Before, changing a lamp took two people 40 minutes; now it takes one person 10 minutes, with no climbing."

registration-authors = Did you do it alone or together with others? If together, write each name and share.
    .label = Authors
    .alone = Alone
    .together = Together
    .help = Shares are percentages and make 100 together. Example: Nguyễn Văn Hùng 60, Lò Thị Mai 40.
registration-authors-shares = Please write each name and share, for example: Nguyễn Văn Hùng 60, Lò Thị Mai 40. They should make 100 together.
registration-authors-tie = Several people have the largest share ({ $percent }%). The programme recognises the one who contributed most (plan, section { $source }). Who shall stand for all?

registration-recognised = Has this initiative been recognised yet (signed by the initiative council or by { $head })?
    .label = Recognised
    .got = Yes
    .waiting = Waiting
    .no = Not yet
    .unknown = I do not know
    .head = the head of your workplace
    .help = Recognised means that the workplace has issued a decision or a certificate. You can send without one; the officer will guide you.
registration-recognised-head = Has this initiative been recognised yet (signed by { $head })?
registration-recognised-photo = Please send a photo of the decision. If you do not have it at hand, write "skip".
    .skip = Skip

registration-confirm = Please read it once more:
    { $lines }

    Do you declare that this is true, not against the law, public order or morals, and not a solution under a patent or design now in force?
    .label = Declaration
    .yes = Send
    .edit = Change something
    .later = Later
    .help = Meant are patents for inventions and utility solutions, and industrial designs. For software and lessons, ask the officer. To change an answer, write "edit" and its number.

registration-sent = Sent at { $at }. Code: { $code }. { $reader }
    { $rest }
    .rest = A few things would complete the file; there is no hurry:
    .recorded = It is kept for the union's yearly figures; should there be a registration later, an officer will write. A few things may be added, there is no hurry:
    .add = Add them now
    .tonight = Remind me tonight
    .officer = Let the officer do it
registration-reader =
    .officer = { $officer } ({ $unit }) will read it and write to you.
    .contact = A union officer will read it and write to you; to ask at once: { $officer }, { $phone }.
    .alone = Nobody else follows this unit here yet. Please invite one more officer: "Officer's desk", "People and roles".
registration-sent-unnamed = Sent at { $at }. Code: { $code }. A union officer will read it and write to you.
    { $rest }
registration-officer-helps = All right, an officer will read and complete it, and will ask if anything is needed.
registration-later-intro = None of the next questions is required; if unsure, write "skip". Each answer is saved at once.
registration-later-done = Thank you, everything is noted. The officer takes care of the rest.

registration-kind = Which kind is it most like?
    .label = Kind of solution
    .technical = Making or mending machines, tools, processes
    .management = Arranging people and work better
    .operational = A way of doing professional work: files, checks, teaching, information
    .applied_technology = Bringing new technology into use
    .union_activity = Union activity
    .epidemic = Preventing epidemics
    .research = Research topic
    .unknown = I do not know, let the officer choose
    .help = Choose the nearest one; if it turns out to be another, the officer will change it. Professional work means the daily work of your trade.
registration-subkind = What is it, more exactly?
    .label = More exactly
    .product = A product: tool, machine, material, breed
    .process = A process
    .organisation = A way to organise work
    .control = A way to run, check or supervise
    .procedures = A way to handle procedures or files
    .assessment = A way to appraise, advise or assess
    .training = A way to inform, teach or train
    .unknown = I do not know
    .help = Choose the nearest one, or write "skip".
registration-problem = What was difficult before?
    .label = What was difficult
    .help = Example: "Climbing an 8-metre pole, very slippery on rainy days, with two people holding the ladder."
registration-novelty = What is new compared with the usual way at your workplace?
    .label = What is new
    .help = It need only be new where you work. Example: "Nobody in the team used a gripper pole before; we all used ladders."
registration-applied_where = Where is it in use, in which department?
    .label = Where in use
    .help = Example: "Street lamp team, Điện lực Ba Bể."
registration-benefit_kind = What is the main benefit?
    .label = Kind of benefit
    .money = It can be counted in money
    .social = It cannot be counted in money
    .both = Both
    .help = Not counted in money: safer, less tiring, cleaner, pupils understand better, people are served better.
registration-benefit_money = About how much money does it save or earn? Example: 5 triệu một tháng (5 million đồng a month).
    .label = Money benefit
    .help = A rough figure will do: labour, materials, electricity and fuel saved. You can write "15 triệu" (million), "2tr3" or "500k một tháng" (a month).
registration-benefit_money-period = { $amount } đồng is for how long?
    .once = Once
    .month = A month
    .year = A year
registration-benefit_money-confirm = { $sum }, is that right?
registration-benefit_social = What is the benefit that cannot be counted in money?
    .label = Other benefit
    .help = Example: "No more climbing; nobody has fallen since."
registration-transferable = Could it be used elsewhere? Where?
    .label = Useful elsewhere
    .help = Example: "Every other district power branch could use it."
registration-confidential = Is there anything to keep confidential?
    .label = Confidential
    .yes = Yes
    .no = No
    .help = For example a company secret. If there is, the officer will ask you privately how to send it.
registration-author_group = Which group are you in?
    .label = Group
    .worker = Worker or employee
    .civil_servant = Civil servant or public employee
    .union_officer = Union officer
    .help = So that the officer puts it into the right group for rewards.
registration-topic_level = At which level was the topic set?
    .label = Topic level
    .province = Province
    .ministry = Ministry
    .sector = Sector
    .help = The level written in the decision that set the topic.
registration-accepted_on = When was the topic accepted? Month and year will do.
    .label = Accepted
    .help = Example: 9/2021. The date of the acceptance record; month and year are enough.
registration-lead = Who leads the topic?
    .label = Topic leader
    .help = Full name, for example: Nguyễn Văn Hùng.
registration-usage_confirmed = Has the head of the place that uses it confirmed its effect?
    .label = Effect confirmed
    .yes = Yes
    .no = Not yet
    .unknown = I do not know
    .help = A paper signed by the head of the place that uses the topic. If you do not know, the officer will ask.
registration-recognised_by = Who recognised it?
    .label = Recognised by
    .council = Initiative council
    .head = Head of the workplace
    .help = See who signed the decision.
registration-decision_number = What is the number of the recognition decision?
    .label = Decision number
    .help = Example: 15/QĐ-ĐLBB.
registration-decision_on = On which day was the decision signed?
    .label = Decision date
    .help = Example: 15/3/2022.
registration-ip_protected = Is this solution under a patent or design now in force?
    .label = Patent or design
    .yes = Yes
    .no = No
    .unknown = I do not know
    .help = Meant are patents for inventions and utility solutions, and industrial designs. For software and lessons, choose "I do not know".
registration-story = Please tell how you came to think of it. When you have finished, write "done".
    .label = Story
    .help = The union may tell the story on its news page; you will be asked first. Example: "We were climbing the pole in the rain that day and nearly fell…"
registration-attachments = If you have more photos, drawings or papers, please send them, then write "done". If there are none, write "skip".
    .label = Papers attached
    .help = Photos, PDF, Word, Excel and voice are fine, up to 20 MB each.

mine = Initiatives you have sent ({ $count }):
    .line = { $code }: { $title } ({ $status })
mine-none = You have not sent an initiative yet.
mine-unknown = This initiative was not found.
mine-still = Is it { $name } who is writing?
    .yes = Yes
    .other = Somebody else
mine-one = { $code }, { $status }.
    { $lines }

    So far:
    { $history }
    .answer = Answer the officer
    .reply = Write to the officer
    .applied = It is in use now
    .add = Add more
    .amend = Change what was sent
    .withdraw = Withdraw
    .menu = Go to the menu
mine-line = { $label }: { $value }
mine-files = Files attached: { $count }
mine-recognised = When it is recognised, the programme names { $name }.
mine-event = { $at }: { $what }
mine-withdraw = Shall initiative { $code } be withdrawn? Its code will not be used again.
    .yes = Withdraw it
    .no = Keep it
mine-withdrawn = { $code } has been withdrawn.
mine-amended = The change to { $code } has been noted.
mine-unchanged = Nothing has changed in { $code }.
mine-unchanged-details = Kept as it was.
registration-applied_on-both = { $first } and { $second } (the officer decides which)
registration-authors-shown = { $people } (stands for all: { $name })
registration-solution-behalf = What has { $name } made or changed, and how was it before? Just tell it: text, photos, a voice message or a ready document are all fine. Write "done" at the end.
registration-authors-behalf = Did { $name } do it alone or with others? If with others, send the names and shares.
