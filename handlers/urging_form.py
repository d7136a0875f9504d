"""Words of an officer's own to units below: to which, and what they say."""

from handlers import dialog, menu
from handlers.desk import within
from handlers.dialog import Dialog
from handlers.events import Phrase, Reply
from handlers.forms import Answers, Context, Form, Option, Question, Result, Said, Value
from handlers.parsers import Invalid
from handlers.turn import Turn
from handlers.unit_lines import level as level_name
from handlers.urging_kinds import TYPED
from handlers.urging_pages import unknown
from handlers.urging_wishes import count
from handlers.urging_work import below
from storage.records import Draft

LONGEST = 600  # characters: more is no message but a letter
MOST = 50  # units picked by name


def begin(turn: Turn, unit_id: int) -> list[Reply]:
    """Asks the first question; where there are units below."""
    if unit_id not in turn.service.branches:
        return unknown(turn)
    for begun in turn.store.open_drafts(turn.person.id, URGE.key):
        dialog.throw(turn, begun)
    levels = [turn.service.places[key].level for key in below(turn.service, unit_id)]
    _, replies = dialog.begin(
        turn, DIALOG, URGE.key, unit=unit_id, levels=list(dict.fromkeys(levels)), units=[]
    )
    return replies


def _whom_options(context: Context) -> tuple[Option, ...]:
    tokens = ("all", "level", "names") if len(context.notes.get("levels", ())) > 1 else ("all", "names")
    return tuple(Option(token, Phrase(f"urge.whom#{token}")) for token in tokens)


def _level_options(context: Context) -> tuple[Option, ...]:
    return tuple(
        Option(f"l{place}", level_name(level), level) for place, level in enumerate(context.notes["levels"])
    )


def _level(said: Said, context: Context) -> Result:
    for option in _level_options(context):
        if option.token == said.token:
            return Value(option.value)
    raise Invalid("choose")


def _whom(said: Said, context: Context) -> Result:
    if any(option.token == said.token for option in _whom_options(context)):
        return Value(said.token)
    raise Invalid("choose")


def _more(said: Said, _context: Context) -> Result:
    if said.token in ("more", "enough"):
        return Value(said.token)
    raise Invalid("choose")


def _words(said: Said, _context: Context) -> Result:
    text = said.text.strip()
    if not text:
        raise Invalid("text-empty")
    if len(text) > LONGEST:
        raise Invalid("words-long", limit=LONGEST, length=len(text))
    return Value(text)


def _by_name(answers: Answers, _context: Context) -> bool:
    return answers.get("whom") == "names"


def _picked(context: Context) -> str:
    places = context.service.places
    return ", ".join(places[key].name for key in context.notes.get("units", ()) if key in places)


URGE = Form(
    "urge",
    (
        Question("whom", _whom, _whom_options, free=False),
        Question("level", _level, _level_options, free=False,
                 when=lambda answers, _context: answers.get("whom") == "level"),
        Question("unit", within, when=_by_name),
        Question("more", _more, ("more", "enough"), when=_by_name, free=False, hidden=True,
                 prompt=lambda context: Phrase("urge.more-of", {"units": _picked(context)})),
        Question("words", _words),
    ),
)  # fmt: skip


def _context(turn: Turn, draft: Draft) -> Context:
    notes = {**draft.notes, "tops": [int(draft.notes["unit"])]}
    return Context(turn.today, turn.at, turn.service, draft.answers, notes)


def _answered(_turn: Turn, draft: Draft, key: str) -> None:
    """One unit more is added to those that were picked, and another is asked for until it is enough."""
    if key == "unit":
        draft.note("units", list(dict.fromkeys([*draft.notes["units"], draft.answers["unit"]])))
        if len(draft.notes["units"]) >= MOST:
            draft.put("more", "enough")
    if key == "more" and draft.answers["more"] == "more":
        draft.answers = {name: value for name, value in draft.answers.items() if name not in ("unit", "more")}


def _finish(turn: Turn, draft: Draft) -> list[Reply]:
    draft.state = "sent"
    answers, notes = draft.answers, draft.notes
    told = {"whom": answers["whom"], "level": answers.get("level"), "text": answers["words"]}
    return count(turn, int(notes["unit"]), TYPED, units=list(notes["units"]), **told)


def _left(turn: Turn, draft: Draft) -> list[Reply]:
    draft.state = "thrown"
    return menu.show(turn, (Phrase("urging.discarded"),))


DIALOG = Dialog(
    lambda _turn, _draft: URGE, _context, _finish, _left, _left, _left, _answered, progress="", dossier=False
)
