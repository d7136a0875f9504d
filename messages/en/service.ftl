# What the service says about itself and about files.

service-trouble = Your last message could not be handled; the fault is on the assistant's side (code { $turn }). Everything noted is still here. Please write again in a few minutes.

file-too-large = The file "{ $name }" is too large (up to 20 MB). Please send a photo of each page, or a smaller file.
file-unavailable = The last file could not be fetched. Please send it again.
file-kind = Files like "{ $name }" cannot be taken. Please send a photo, a Word, Excel or PDF file, or a voice message.
file-empty = The file "{ $name }" is empty. Please check it and send it again.

format-day = { $day }/{ $month }/{ $year }
format-moment = { $hour }:{ $minute } on { $day }/{ $month }/{ $year }
format-month = { $month }/{ $year }
format-year = { $year }
format-money-once = { $amount } đồng (once)
format-money-month = { $amount } đồng a month
format-money-year = { $amount } đồng a year

status-sent = sent
status-withdrawn = withdrawn
status-received = received
status-forwarded = passed on to the upper union
status-asked = additions asked for
status-answered = additions given
status-council = before the council
status-ineligible = not eligible
status-recognised = recognised
status-unrecognised = not recognised
status-contested = the author has answered
history-sent = Sent
history-became_initiative = The idea was put into use and became an initiative
history-added = Added to
history-changed = Changed
history-amended = Amended after the officer had received it
history-withdrawn = Withdrawn
history-unit_changed = Moved with its unit to another one
history-author_confirmed = An author confirmed their part
history-author_objected = An author said what is not right
history-help_wanted = Officer asked to complete it
history-received = Received
history-asked = Additions asked for
history-answered = Additions given
history-forwarded = Passed on to the upper union
history-conferred = Laid before the council
history-ineligible = Not eligible
history-recognised = Recorded: recognised
history-unrecognised = Recorded: not recognised
history-posted = Portal entry recorded
history-reopened = Looked at again
history-noted = Note
history-undone = Undone
history-contested = The author answered
history-passed_up = Passed on, the officer there being an author

# The short list a platform shows beside its text field.
platform-menu = Menu
platform-register = Register an initiative
platform-mine = My initiatives
platform-details = My details
platform-help = Help
