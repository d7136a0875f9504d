# Words people type in English; see the Vietnamese file for the form.

command-back = back|go back
command-skip = skip|skip it
command-view = view|show|review
command-edit = edit|change|edit question
command-later = later|save|stop|not now
command-cancel = cancel|discard
command-help = help|help me|example
command-done = done|finished|that is all
command-menu = menu|main menu
command-start = start|begin
command-register = register|new initiative|register initiative
command-mine = my initiatives
command-drafts = drafts|continue|resume
command-deadlines = deadlines|deadline|my deadlines|dates|calendar|when is it due
command-details = my details
command-switch = switch person
command-english = english
command-vietnamese = tiếng việt|vietnamese
command-programmes = programmes|programme
command-records = record an activity|activities and reports|report
command-desk = desk|to do
command-ledger = ledger
command-receive = receive
command-ask = ask
command-roles = roles|people and roles|invite
command-away = i am away|away
command-known = understood|got it|noted
command-snooze = remind me later|later please|snooze
command-undo = undo
command-find = find|search
command-code = code

way-yes = yes|y|yep|sure|right|correct|i agree|agree
way-no = no|n|nope|not correct
way-greeting = hi|hello|hey|good morning|good afternoon
way-got = yes|already|yes already
