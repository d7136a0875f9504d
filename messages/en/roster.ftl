# Rosters: who works in a unit. A table is handed in; a newcomer whose name stands in one is asked.

welcome-roster = The roster of { $unit } has { $name }. Please write the last 3 digits of the telephone you gave to the union, or choose:
    .label = Last digits
    .no = Skip
    .help = So that nobody of the same name is taken for you. For example, for 0209 3875 281 write 281. If you don't remember, write "skip"; you can register all the same.
welcome-roster-again = This does not fit the roster. Please write the last 3 digits once more, or choose:
welcome-roster-without = It does not fit, never mind: you can register all the same.
invalid-digits = Please write the last 3 digits of the telephone, for example 281. If you don't remember, write "skip".

roster-headings = The first row must name the columns: unit (its code), name, phone; Vietnamese names of the columns are understood too.
roster-unread = The roster in "{ $file }" can't be read. { $why } If this belongs to an initiative, write "register" and send it again.
roster-preview = The file "{ $file }" has { $people } people in { $units } units; { $without } of them without a telephone. Only the last 4 digits of telephones are kept. The former rosters of these units ({ $before } people) are replaced.
    The file is kept for an hour; after that please send it again.

    Write this roster?
    .yes = Write
    .no = No, leave it
roster-problems = The roster in "{ $file }" has { $count } places that need another look, so nothing is written:

    { $lines }

    Please mend the file and send it again.
roster-writing = Writing the roster.
roster-done = { $people } people in { $units } units are written. To change it, send a new file: it takes the place of this one.
roster-gone = The roster in "{ $file }" could not be written: it waited too long, or the units have changed just now. Please send the file again.
roster-cancelled = All right, the roster stays as it is.
roster-problem =
    .unit-missing = • row { $row }: no unit
    .unit-unknown = • row { $row }: the unit { $code } is not known
    .unit-foreign = • row { $row }: { $code } is outside of what you look after
    .name-missing = • row { $row }: no name
    .name = • row { $row }: "{ $cell }" can't be read as a name
    .twice = • row { $row }: { $name } stands in row { $other } already
    .formula = • row { $row }: a cell is a formula, please paste its value
    .cells = • row { $row }: more cells than the first row has, most probably a separator too many
