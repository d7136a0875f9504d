"""The kinds of word that questions leave for people (keys of `router.DUE`)."""

ASKED = "asked-team"  # somebody who may answer hears of a question, or of more about one nobody has taken
TAKEN = "taken"  # the others hear who answers it
ANSWERED = "answer"  # whoever asked hears the answer
MORE = "asked-more"  # whoever answers hears more from the asker
NOTED = "noted"  # a colleague's note
CLOSED = "asked-closed"  # whoever answered hears that it is over
CLOCK = "answer-due"  # the time for a first answer is nearly over, or over
SILENT = "asked-silent"  # whoever asked has not said anything to an answer for days
HANDED = "handed"  # a colleague answers it from now on
MERGED = "merged"  # whoever asked hears that two questions are one
AWAY = "answers-away"  # an absence begins: what whoever is away has taken goes on
WAITS = "asked-waits"  # whoever answered hears that it waits until the asker writes
UNREACHED = "asked-unreached"  # whoever answered hears that it could not be delivered
REPORTED = "asked-rude"  # whoever leads hears of rude words
PROPOSED = "proposed"  # whoever asked is asked about an answer of the draft they shared
DECIDED = "proposal-decided"  # whoever proposed it hears what became of it
