"""Which questions exist and which names of texts are taken, as the check of a programme file wants to know
it: `programmes` may not ask."""

from handlers.forms import Form, Question
from handlers.questions import KINDS, LATER, SHORT, SUBKINDS, truth
from handlers.record_form import asked_keys
from messages.catalogue import own_names
from programmes.checking import Questions

OFFERED = {"kind": KINDS, "subkind": SUBKINDS}
"""Questions whose choices depend on the programme, with all that any may offer."""


def _keys(*forms: Form) -> frozenset[str]:
    return frozenset(question.key for form in forms for question in form.questions)


def _stored(question: Question) -> frozenset[str | bool]:
    """What is stored for a question of choices; nothing where words are an answer."""
    if question.parse is truth:
        return frozenset((True, False, "unknown"))
    if question.key in OFFERED:
        return frozenset((*OFFERED[question.key], "unknown"))
    if question.free or not isinstance(question.choices, tuple):
        return frozenset()
    return frozenset("yes" if token == "got" else token for token in question.choices)


ASKABLE = Questions(
    first=_keys(SHORT),
    later=_keys(LATER),
    officer=asked_keys(),
    answers={q.key: stored for form in (SHORT, LATER) for q in form.questions if (stored := _stored(q))},
    taken=frozenset(name.partition("-")[0] for name in own_names()),
)
