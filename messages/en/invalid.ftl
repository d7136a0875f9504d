# What is asked again when an answer could not be read. Params are texts.

invalid-date-unreadable = This date could not be read yet. Please send it again, for example 15/3/2022. Month and year will do: 3/2022.
invalid-date-no-such-day = The calendar has no such day or month. Please have another look, for example 30/4/2022.
invalid-date-future = This day is still to come. Please send the day it began, for example 15/3/2022 or 3/2022.

invalid-money-unit = It is not clear how much "{ $value }" is. Please add the unit, for example 15 triệu (million), 500 nghìn (thousand) or 1,5 tỷ (billion).
invalid-money-unreadable = This sum could not be read yet. Please send it again, for example 15 triệu, or 5 triệu/tháng (a month). If there is none, send 0.
invalid-money-several = There seems to be more than one sum. Please choose the closest one, for example 6 triệu/tháng.
invalid-money-period = Please work "{ $value }" out for a month, a year or once, for example 5 triệu/tháng. Roughly is fine.

invalid-name-empty = Please send the full name, for example: Trần Quang Huy.
invalid-name-letters = Only the full name is needed here, no numbers or links. Please send it again, for example: Trần Quang Huy.
invalid-name-sentence = No name was found in this message. Please send only the full name, for example: Lò Thị Ơi.
invalid-name-long = This name is rather long. Please send only the full name, for example: Nguyễn Văn Hùng.

invalid-shares-sum = The parts add up to { $total }; they should make exactly 100. Please send them again, for example: Nguyễn Văn Hùng 60, Lò Thị Mai 40.
invalid-shares-missing = The part of { $names } is still missing. Please send everybody's name and part, for example: Nguyễn Văn Hùng 60, Lò Thị Mai 40.
invalid-shares-twice = The name { $name } occurs twice. Please name everybody once. If they are two people, add the family name, for example: Trần Văn Hùng 60, Lê Văn Hùng 40.
invalid-shares-range = The part of { $name } is { $percent }. Please send the parts again, each above 0 and up to 100, 100 together, for example: Nguyễn Văn Hùng 60, Lò Thị Mai 40.
invalid-shares-many = The list is rather long; there is room for { $most } people. Please name the main authors, for example: Nguyễn Văn Hùng 60, Lò Thị Mai 40.
invalid-shares-self = Please write the full name instead of "{ $said }", for example: Nguyễn Văn Hùng 60, Lò Thị Mai 40.
invalid-shares-unreadable = Names and parts could not be read yet. Please send them again, for example: Nguyễn Văn Hùng 60, Lò Thị Mai 40. For equal parts: Hùng và Mai chia đều.

invalid-yes-no = Please send "yes" or "no".

# Answers that are not a date, a sum, a name or a share.
invalid-choose = It is not clear which one you mean. Please send its number, for example 1.
invalid-choose-here = It is not clear which one you mean. Please send its number, or write "menu".
invalid-number-alone = This one needs a few words, a number alone does not say enough. Please write a few sentences, or send a photo or a voice message.
invalid-text-empty = There is no text yet. Please write a few words.
invalid-text-long = This is { $length } characters long, { $limit } fit here. Please make it shorter, for example: Pole gripper for street lamps.
invalid-solution-empty = There is nothing yet. Please write a few sentences, send a photo or a voice message, then write "done".
invalid-attachments-empty = There is no file yet. Please send a photo or a file and write "done", or write "skip".
invalid-consent = It is not clear whether you agree. Please send 1 to agree, 2 if not, 3 to read it in full.
invalid-text-short = Please write a few more words.
invalid-photo = Please send a photo of the decision, or write "skip" if you do not have it.
invalid-files-many = This question takes { $limit } files at most and has them all. Please write "done", or put the pages into one PDF or Word file.
invalid-signed = There is no photo of the signed page yet. Please send one, then write "done". If you don't have it yet, write "later".
invalid-hours = Which hours are meant? Please send the first and the last one, for example: 18h - 20h.
invalid-when = When is meant? Please choose, or write for example "tomorrow" or "25/5".
invalid-weekdays = It is not clear which days. Please write again, for example: Monday to Friday.
invalid-days-off = It is not clear until when. Please write the first and the last day, for example: 20/5 to 22/5.
invalid-minutes = It is not clear how long. Please write again, for example: 45 minutes.
