# What is asked again and again: pages for everybody, answers offered before a question goes out.

know-open = Questions often asked
know-none = There are no questions here yet.
know-gone = This answer is not in use any more.
know-list = Questions often asked (the answers are in Vietnamese). What about?
    .ask = Ask something else
    .same = Others about this
    .topics = Other topics
know-topic = { $topic } ({ $count })
know-topics =
    .join = Taking part
    .conditions = What counts
    .dates = Dates
    .filling = Telling and changing an initiative
    .benefit = Working out the benefit
    .papers = Papers and proof
    .recognition = Recognition
    .rewards = Rewards
    .team = Advisory teams
    .idea = Ideas not tried yet
    .rights = Rights and private data
    .difficulty = Difficulties of unions
    .other = Anything else
know-questions = { $topic }:
know-answer = { $question }
    { $answer } { $source } { $decided }
know-by = (By { $source })
know-decided = (Decided: { $reading }.)

ask-likely = There may be an answer already. Which of these is what you mean?
    .label = Known answers
    .help = For example, send 1 to read the first. If none fits, choose the last line and your question goes out.
    .none = None of these, send my question
ask-likely-answer = { $question }
    { $answer } { $source } { $decided }
    .right = That is it, thank you
    .send = Send my question all the same
    .others = Look at another
ask-helped = Glad that it helped. Your question is not sent.

# Prepared answers: for those who answer questions.

canned-open = Prepared answers
canned-keep-word = save
canned-hold = Send this to { $who } (question { $number })? To say something else, just write it.
    { $text }
canned-found = Answers close to what you mean:
canned-shortcuts = Prepared answers with a shortcut:
canned-no-shortcuts = No prepared answer has a shortcut yet. To search, write / and a few words. You are still answering { $who }.
canned-none = There is no such prepared answer. You are still answering { $who }.
canned-nothing = Nothing has been answered in words yet. Please answer { $who } first.
canned-question = How will others ask this? One short question, please.
    .label = Question
    .help = For example: How is the money saved worked out? No names or telephone numbers.
    .keep = Keep this question
canned-question-known = How will others ask this? Asked just now: "{ $text }"
canned-answer = Please write the answer for everybody.
    .label = Answer
    .help = For example: Costs before less costs after, within a year.
    .keep = Keep this answer
canned-answer-known = Answer everybody like this? "{ $text }"
canned-shortcut = Give it a short word to call it by after / (or write "skip").
    .label = Shortcut
    .help = For example: money; next time /money brings this answer.
canned-until = What is the last day it is true?
    .label = Last day
    .help = For example: 31/5/2022. After that day it is not shown any more.
    .never = No last day
canned-until-shown = Used up to { $day }.
canned-personal = There is "{ $what }" in it. Many will read this: please take out names and telephone numbers and write it again.
    .again = Write it again
    .keep = Leave it so
canned-published = It is in use; everybody here and below finds it at once.
canned-changed = Changed.
canned-retired = Taken out.
canned-proposed = Saved. The lead or an officer reads it, then it is in use.
canned-proposed-alone = Saved. Nobody could be told; it waits among the prepared answers.
canned-left = Nothing was saved.
canned-in-use = Your prepared answer is in use now: { $question }
canned-new = { $who } has prepared an answer; please read it.
    { $question } { $shortcut }
    { $answer } { $until }
canned-one = { $question } { $shortcut }
    { $answer } { $until }
    Written by { $who }
    .use = Use
    .edit = Edit
    .drop = Drop
    .until = Set a last day
    .retire = Take out of use
canned-desk = Prepared answers: { $waiting } to read, { $live } in use.
    .live = Those in use
    .often = Asked often
    .open = Without an answer
canned-live-list = In use:
canned-live-none = None is in use yet.
canned-often-list = Asked often in the past year:
canned-often-line = { $question } ({ $count } times)
canned-often-none = Nothing has been asked yet.
canned-open-list = Questions nothing was known about:
canned-open-none = Something was known about every question.
invalid-canned-length = This has { $length } letters; between { $least } and { $most } fit here. Please write it again.
invalid-canned-shortcut = A shortcut is one plain word of at most 12 letters or figures, for example: money.
invalid-canned-taken = The shortcut { $shortcut } belongs to another answer. Please choose another.
invalid-canned-past = This day is over. Please give a day to come, for example 31/12.
