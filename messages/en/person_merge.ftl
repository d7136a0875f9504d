# Two persons who are one: an officer brings them together.

merge-whom = Who is it?
    .label = Whom to find
    .first = The first person: send the name (a part will do), or the code of an initiative they sent.
    .second = The second person, who is the same human as the one just chosen: send the name or the code of an initiative.
    .help = For somebody who has registered twice by mistake. For example: Lò Thị Mai.
merge-found = Choose among those called "{ $words }":
    .again = Search again
merge-found-many = Many are called "{ $words }"; these are the first. A fuller name makes it easier:
merge-found-none = Nobody in your unit is called "{ $words }".
merge-line = { $name }, { $unit } ({ $channels }; since { $day })
    .nowhere = no channel yet
merge-card = { $name }, { $unit } ({ $channels }; since { $day })
    { $had }
merge-preview = Are these two one person? Choose whose name stays; everything of the other goes there.

    First: { $first }

    Second: { $second }
    .first = Keep the first ({ $name })
    .second = Keep the second ({ $name })
    .no = No, don't merge
merge-confirm = Merge into { $stays }, who stays:
    { $to }

    All this goes there, and the name { $gone } is not used any more:
    { $from }

    It can't be undone. Both places hear of it.
    .yes = Merge { $gone } into { $stays }
merge-done = { $gone } is merged into { $stays }. It stands in the log of roles.
merge-before = These two have been merged already.
merge-same = This is one person already, there is nothing to merge.
merge-own = For what is your own, please ask another officer or one above to do it.
merge-beyond = One of the two holds a role outside what you see to. Please ask an officer or administrator above.
merge-asked = { $one } and { $two } are one person: a code has just connected two channels. Each name has things of its own (initiatives, questions or roles); please look and merge them.
    .look = Look at these two
merge-told = A union officer has merged your two registrations ({ $gone }, { $name }); the name that stays is { $name }. Initiatives, drafts and questions of both are in one place now. If that is not right, please call { $officer }, { $phone }.
