# How somebody is reminded: hours, night shift, what they turned down.

preferences = How you are reminded:
    • Hours: { $hours }
    • Night shift: { $night }
    • Turned down: { $muted }
    What the law or a plan needs (reports, lists, dossiers, the one year) is still reminded of, so that you do not miss it.
    .night = I work night shifts
    .night-off = I don't work night shifts any more
    .hours = Choose the hours
    .aim = No reminders of what is only aimed at
    .aim-on = Reminders of what is aimed at again
    .draft = No reminders of what I have begun
    .draft-on = Reminders of what I have begun again
    .support = No word of unions that need help
    .support-on = Word of unions that need help again
preferences-hours-usual = { $spans }, on working days
preferences-hours-own = { $spans }, on working days (your own choice)
preferences-muted =
    .none = nothing
    .aim = what is only aimed at
    .draft = what you have begun
    .support = unions that need help
preferences-changed = Your reminders are changed.
prefer-hours = When may we remind you? Choose hours, or just type them, for example: from 18h to 20h.
    .label = Hours
    .noon = At noon, 11:30 to 13:00
    .afternoon = In the late afternoon, 17:00 to 19:00
    .evening = In the evening, 19:00 to 21:00
    .usual = The usual hours
    .help = The service writes first only in these hours, for example "18h - 20h". Whenever you write, you are answered at once.
