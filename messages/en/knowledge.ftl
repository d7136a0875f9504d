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
    { $answer } { $source }
know-by = (By { $source })

ask-likely = There may be an answer already. Which of these is what you mean?
    .label = Known answers
    .help = For example, send 1 to read the first. If none fits, choose the last line and your question goes out.
    .none = None of these, send my question
ask-likely-answer = { $question }
    { $answer } { $source }
    .right = That is it, thank you
    .send = Send my question all the same
    .others = Look at another
ask-helped = Glad that it helped. Your question is not sent.
