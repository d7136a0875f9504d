# Ideas: what whoever had one reads, then what the team reads that follows it.

idea-text = What is your idea? Tell it as you would to a friend: text, photos or voice. Write "done" when you have finished.
idea-send = Send this idea?{ $hint }
idea-begin = Tell an idea
idea-with = idea { $idea }; { $state }
idea-state =
    .new = waiting for the team
    .contacted = the team got in touch
    .trial = on trial
    .registered = registered
    .dropped = given up
idea-applied = { $who } tells us that your idea (question { $number }) is in use. Please register it, what you told is there.
idea-line = Question { $number }: { $text } ({ $state })
idea-list = { $count } ideas:
idea-list-none = There are no ideas yet.
idea-one = The idea of { $who } in question { $number } ({ $state }):
    { $lines }
    .view = See the idea
    .mark = It is an idea
    .contacted = Got in touch
    .trial = On trial
    .used = In use, to be registered
    .drop = Given up
    .apply = Register it
    .ticket = Question { $number }
    .all = The ideas
idea-step =
    .contacted = { $at }, { $who }: got in touch
    .trial = { $at }, { $who }: on trial
    .registered = { $at }, { $who }: registered as { $text }
    .dropped = { $at }, { $who }: given up because { $text }
idea-marked = Question { $number } is noted as an idea.
idea-done =
    .contacted = Noted. In 14 days you will be reminded to help with a trial.
    .trial = Noted. You will be asked again in 30 days.
    .used = { $who } was asked to register it.
    .dropped = Noted. Everything that was said is kept.
idea-why = Why is it given up? A few words will do, for example: the machine is replaced soon.
    .label = Reason
    .help = Only the team reads it.
idea-due-new = { $who } has an idea (question { $number }): { $text } Please get in touch, a call or a word will do.
idea-due-contacted = The idea of { $who } (question { $number }): { $text } Please help to try it out.
idea-due-trial = The idea of { $who } (question { $number }) is on trial: { $text } If it works, please help to register it.
idea-registered = The idea of { $who } in question { $number } is registered. Thank you for following it.

command-idea = i have an idea|tell an idea
command-ideas = ideas|the ideas
