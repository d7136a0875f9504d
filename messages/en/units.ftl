# The union tree: a table of units is handed in, looked at, written, undone.

units = To bring the union tree up to date, please send an Excel or CSV file here, one unit in each row. It is read and shown to you first; nothing is written before you agree.
units-reading = "{ $file }" has arrived and is being read. A message follows at once.
units-writing = Writing it into the union tree.
units-undoing = Undoing it.
units-preview = The file "{ $file }" has { $rows } rows: { $added } added, { $changed } changed, { $moved } moved, { $merged } merged, { $closed } closed.

    { $lines }

    Write this into the union tree?
    .yes = Write
    .no = No, leave it
units-problems = In the file "{ $file }" { $count } places need another look, so nothing was written:

    { $lines }

    Please mend the file and send it again.
units-unread = The file "{ $file }" can't be read yet. { $why }
units-same = The union tree is already as the file "{ $file }" says; there is nothing to change.
units-done = Written: { $added } added, { $changed } changed, { $moved } moved, { $merged } merged, { $closed } closed ({ $rows } rows). It can be undone for 10 minutes.
    .undo = Undo
units-undone = Undone: the union tree is as it was before.
units-kept = It can't be undone: people or work belong to units that it added ({ $codes }).
units-stale = The union tree has changed meanwhile, so nothing was written. Please send "{ $file }" again for another preview.
units-failed = The file "{ $file }" could not be handled because of an error on our side; nothing has changed. Please send it again in a few minutes.
units-cancelled = Fine, the union tree stays as it is.
units-over = This button is no longer in use.
units-gone =
    .merged = { $unit } has become part of { $into }
    .closed = { $unit } has ended
    .several = { $unit } and { $more } other units have been merged or closed
units-came = { $what }. { $count } open initiatives are now yours to follow.
units-role-over = { $what }, so your role there has ended. To go on in another unit, ask the upper union for an invitation.
units-role-back = What was done to { $unit } was undone; your role there is as before.
units-attributes = Columns kept as attributes: { $columns }
units-line =
    .added = • added { $code }, { $name } ({ $level }), under { $parent }
    .changed = • changed { $code }, { $name }: { $what }
    .moved = • moved { $code }, { $name }: from { $from } to { $to }
    .merged = • merged { $code }, { $name } into { $into }
    .closed = • closed { $code }, { $name } on { $day }
units-more =
    .added = … { $count } more added
    .changed = … { $count } more changed
    .moved = … { $count } more moved
    .merged = … { $count } more merged
    .closed = … { $count } more closed
    .problems = … and { $count } more
units-problem =
    .code-missing = • row { $row }: no code
    .name-missing = • row { $row }: no name
    .code-twice = • row { $row }: the code { $code } stands in row { $other } already
    .code-form = • row { $row }: the code { $code } holds a slash
    .parent-unknown = • row { $row }: the parent { $parent } is not known
    .cycle = • row { $row }: these units stand above one another in a circle: { $codes }
    .foreign = • row { $row }: { $code } is outside the union tree you administer
    .below-closed = • row { $row }: { $code } is open under { $parent }, which is closed
    .merged-unknown = • row { $row }: the unit to merge into, { $code }, is not known
    .merged-closed = • row { $row }: the unit to merge into, { $code }, must be another one that is open
    .successor-closed = • row { $row }: { $other } was merged into { $code }, so { $code } needs a successor too
    .number = • row { $row }, column { $column }: "{ $cell }" is no number
    .date = • row { $row }, column { $column }: "{ $cell }" is no date, e.g. 2021-12-31
    .flag = • row { $row }, column { $column }: "{ $cell }" should be yes or no
    .formula = • row { $row }, column { $column }: a formula; please paste its value
    .long = • row { $row }, column { $column }: too long
    .cells = • row { $row }: more cells than headings, perhaps a separator too many
units-file =
    .kind = Please send an Excel (.xlsx) or CSV file.
    .broken = The file seems damaged. Please open it, save it again and send that.
    .encoding = Please save it as "CSV UTF-8" or Excel (.xlsx) and send that.
    .empty = There is no row in it.
    .headings = The first row must name the columns, code and name among them, each once.
    .many = The file is too large; please send it in parts.
units-level =
    .confederation = confederation
    .province = province or industry
    .upper = direct upper union
    .grassroots = grassroots union
    .member = member union
    .section = section
    .group = union group
    .trade = trade union
