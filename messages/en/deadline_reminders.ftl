# What falls due in a programme: said to each role before its day, on it and after it.

deadline-worker-before = Hello { $name } ({ $unit }).
    { $programme } – { $title }: { $until }, { $left }.
    { $lines }
deadline-worker-on = Hello { $name } ({ $unit }).
    { $programme } – { $title }: { $left } ({ $until }).
    { $lines }
deadline-worker-after = Hello { $name } ({ $unit }).
    { $programme } – { $title }: { $until }, { $left }.
    { $lines }
deadline-adviser-before = Hello { $name } ({ $as }, { $unit }).
    { $programme } – { $title }: { $until }, { $left }.
    { $lines }
deadline-adviser-on = Hello { $name } ({ $as }, { $unit }).
    { $programme } – { $title }: { $left } ({ $until }).
    { $lines }
deadline-adviser-after = Hello { $name } ({ $as }, { $unit }).
    { $programme } – { $title }: { $until }, { $left }.
    { $lines }
deadline-officer-before = Hello { $name } ({ $as }, { $unit }).
    { $programme } – { $title }: { $until }, { $left }.
    { $lines }
deadline-officer-on = Hello { $name } ({ $as }, { $unit }).
    { $programme } – { $title }: { $left } ({ $until }).
    { $lines }
deadline-officer-after = Hello { $name } ({ $as }, { $unit }).
    { $programme } – { $title }: { $until }, { $left }.
    { $lines }

deadline-support = Hello { $name } ({ $as }, { $unit }).
    { $programme } – { $title }: { $until }, { $left }.
    Unions that need support (reminded, still missing something):
    { $lines }
deadline-digest = Hello { $name }. There are { $count } things for you to look at.
    { $items }
deadline-item =
    { $programme } – { $title } ({ $unit }): { $until }, { $left }.
    { $lines }
deadline-item-support =
    { $programme } – { $title }: { $until }, { $left }. Unions that need support (reminded, still missing something):
    { $lines }
deadline-helped = After { $day }, { $name } ({ $unit }) will get in touch to help if your union needs it.
deadline-wish = A happy new year, and good health to you and your family.

deadline-as =
    .officer = officer
    .team = advisory team
    .adviser = helper of authors

deadline-day = { $day }/{ $month }/{ $year }
deadline-until-before = before { $day }/{ $month }, that is by the end of { $last }
deadline-until-until = by the end of { $last }
deadline-until-around = around { $last }
deadline-until-within = within { $month }/{ $year }, that is by the end of { $last }
deadline-until-minute = before { $at }
deadline-until-midnight = before midnight at the end of { $last }
deadline-until-inner = our own union's part by the end of { $last }
deadline-plan-date = The plan's own date: { $until }.
deadline-plan-date-kept = If it is done, never mind this message; otherwise it is still in time for the plan's date: { $until }.
deadline-plan-date-over = The plan's date is over too ({ $until }). What comes late is still kept; whoever receives it looks at it and answers.

deadline-left = { $days } days left
deadline-left-last = today is the last day
deadline-left-today = today
deadline-left-over = days past: { $days }
deadline-left-closed = closed

deadline-do-adviser =
    .register = Please ask around: help whoever has an initiative or an idea to enter it, or enter it for them here.
    .dossier = Please help authors with their application, description and proof.
    .portal = Please help authors of recognised initiatives to enter them on the portal.
    .commend = Please tell your union's officer of initiatives around you that deserve to be commended.
    .other = Please help authors of your unit where they need it.
deadline-do-officer =
    .register = Please invite those who have initiatives or ideas to enter them here, or enter them for those who can't write.
    .register-below = Please remind and help the unions below you to invite those who have initiatives or ideas.
    .consolidate = Please consolidate the list of registrations, have it signed and attach the registration forms.
    .consolidate-top = Please consolidate the lists of the unions below you and send them on.
    .dossier = Please collect the authors' dossiers, see that the papers are complete and send them.
    .dossier-below = Please remind the unions below you to send their dossiers, and see that the papers are complete.
    .recognise = Please follow the recognition and record the number and date of the decision.
    .portal = Please enter the recognised initiatives on the portal and record the date.
    .portal-below = Please remind and help the unions below you to enter recognised initiatives on the portal.
    .commend = Please choose outstanding people and initiatives and propose them to the direct upper union.
    .commend-top = Please choose outstanding people and initiatives to commend.
    .award = Please prepare the list of proposals for honours and awards.
    .follow_up = Please prepare the evaluation and summing-up.
    .report = Please write the report; where there is nothing new this time, report just that.
    .other = Please arrange for it in time.

deadline-send-to = To be sent to: { $to }.
deadline-late-kept = If it is done, never mind this message. What comes late is still kept; whoever receives it looks at it and answers.
deadline-late-closed = If it is done, never mind this message. The portal has closed; please ask an officer how to go on.
deadline-aim = This is an aim: do what you can; ask for help whenever you need it.
deadline-doubt = The plan does not agree with itself here ({ $sources }), undecided yet; for now: { $reading }.
deadline-doubt-more = The plan does not agree with itself here ({ $sources }), undecided yet; for now: { $reading }. There are { $more } more such places.
deadline-doubt-short = The plan does not agree with itself here, undecided yet.
deadline-ask = Whom to ask: { $name }, { $phone }.
deadline-ask-unnumbered = Whom to ask: { $name }.

# The rest of a programme's calendar, as a rehearsal shows it.

calendar-opens = Opens: { $what } ({ $source }).
calendar-closes = Closes at { $at }: { $what } ({ $source }).
calendar-closes-midnight = Closes at midnight at the end of { $last }: { $what } ({ $source }).
calendar-closes-day = Ends with { $last }: { $what } ({ $source }).
calendar-deadline = Due: { $title }, { $until } ({ $source }).
calendar-milestone = Milestone: { $title } ({ $source }).
calendar-milestone-undated = Milestone without a date: { $title } ({ $source }).
calendar-undated = No date yet: { $title } ({ $source }). The plan names none; reminders begin when an officer sets it.
calendar-phase-window = { $phase }, { $window }
calendar-window =
    .applied = initiatives put into use
    .recognised = initiatives recognised
    .accepted = research topics accepted
    .entry = entry of initiatives
    .portal = entry on the portal
    .decision = decisions
    .awards = awards
