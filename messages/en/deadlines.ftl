# Deadlines: the dates of whoever asks.

deadlines =
    { $lines }
    .register = Enter an initiative
    .menu = Back to the menu
deadlines-programme = { $programme }:
deadlines-line = - { $title }: { $until } ({ $left })
deadlines-again = - { $title }: this round ended on { $past }; the next one: { $until } ({ $left })
deadlines-inner = { $line }; { $inner }
deadlines-inner-over = { $line }; our own union's day, { $day }, is over, please ask the officer
deadlines-over = - { $title }: over ({ $until })
deadlines-undated = - { $title }: no date yet, the officer will tell you
deadlines-set = - { $title }: no date yet; set it under "Programmes" in the menu
deadlines-doubt = The plan contradicts itself here; read for now as: { $reading }. The officer will decide.
deadlines-doubts = The plan contradicts itself here, the officer will decide. Read for now as:
deadlines-doubts-one = + { $reading }
deadlines-more = Further deadlines ahead: { $count }.
deadlines-none = There is no deadline for you at present. { $ask }
deadlines-ask-anybody = Please ask the union's officer at your workplace.
