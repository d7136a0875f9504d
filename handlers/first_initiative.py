"""For the officer of a union without an initiative: five ways on, none a demand (002 II.3 "phấn đấu").

Somebody who has one is asked, a notice for the board is made, the way to enter one is told, "kỳ này chưa có"
is an answer too; the fifth, to be reminded later, is a reminder's own.
"""

from handlers import dialog, hours, menu, news, permissions, reminded, session, wishes
from handlers.dialog import Dialog
from handlers.events import Attachment, Choice, Param, Phrase, Reply
from handlers.forms import Context, Form, Option, Pick, Question, Result, Said, Value
from handlers.parsers import name as read_name
from handlers.questions import words
from handlers.text import fold
from handlers.turn import Turn
from storage import authors as stored
from storage import ledger
from storage.records import Draft
from storage.tables import Notice, Record, Task

WAYS = ("named", "poster", "guide", "nil")
NAMED = "named"  # somebody hears that an officer thinks of them
POSTER = "poster"


def chosen(turn: Turn, line: Notice, token: str) -> list[Reply]:
    """One of the ways, for the unit of a line of the ledger, while whoever speaks is its officer."""
    if not permissions.may(turn, "review", line.unit_id):
        return menu.show(turn, (Phrase("remind.gone"),))
    if token == "poster":
        wishes.wish(turn, POSTER, unit=line.unit_id, language=turn.person.language)
        return menu.choose(turn, "first.making", Reply("first.making"))
    if token == "guide":
        return _guide(turn, line)
    for begun in turn.store.open_drafts(turn.person.id, FORM.key):
        dialog.throw(turn, begun)
    _, replies = dialog.begin(turn, DIALOG, FORM.key, what=token, line=line.id)
    return replies


def _guide(turn: Turn, line: Notice) -> list[Reply]:
    contact = turn.service.contact(turn.service.parents.get(line.unit_id or 0))
    params: dict[str, Param] = {"officer": contact.name, "phone": contact.phone}
    choices = (
        Choice("menu:behalf", Phrase("menu#behalf")),
        Choice("menu:desk", Phrase("case.one#desk")),
    )
    key = "first.guide" if contact.name and contact.phone else "first.guide-alone"
    return menu.choose(turn, "first.guide", Reply(key, params, choices))


# Who has one, or why there is none


def _colleague(said: Said, context: Context) -> Result:
    """Somebody of the unit by name; the name itself where nobody here is called so."""
    name = read_name(said.text)
    found = [(key, known) for key, known in context.notes["people"] if fold(known) == fold(name)]
    if len(found) > 1:
        options = tuple(Option(f"p{key}", known, [key, known]) for key, known in found)
        return Pick(Phrase("first.which"), options)
    return Value(list(found[0]) if found else [0, name])


FORM = Form(
    "first",
    (
        Question("colleague", _colleague, when=lambda _a, context: context.notes.get("what") == "named"),
        Question("why_none", words, when=lambda _a, context: context.notes.get("what") == "nil"),
    ),
)


def _context(turn: Turn, draft: Draft) -> Context:
    line = _line(turn, draft)
    notes = {**draft.notes, "people": []}
    if line is not None and draft.notes.get("what") == "named":
        near = stored.namesakes(turn.store, fold(turn.event.text), line.unit_id, ())
        notes["people"] = [(one.id, one.name) for one in near if one.id != turn.person.id]
    return Context(turn.today, turn.at, turn.service, draft.answers, notes)


def _line(turn: Turn, draft: Draft) -> Notice | None:
    return reminded.mine(turn, session.number(str(draft.notes.get("line"))))


def _finish(turn: Turn, draft: Draft) -> list[Reply]:
    draft.state = "sent"
    line = _line(turn, draft)
    if line is None or not permissions.may(turn, "review", line.unit_id):
        return menu.show(turn, (Phrase("remind.gone"),))
    if "why_none" in draft.answers:
        return _none(turn, draft, line)
    key, name = draft.answers["colleague"]
    told = bool(key) and news.leave(turn, key, NAMED, f"{line.id}", hours.soonest(turn, key, "worker"))
    ledger.answer(turn.store, line.id or 0, "known", turn.person.id, turn.now, {"named": name})
    choices = (Choice("menu:behalf", Phrase("menu#behalf")), Choice("menu:desk", Phrase("case.one#desk")))
    said = "first.named" if told else "first.unknown"
    links = [f"{link}u_{_code(turn, line)}" for link in turn.service.links[:1]]
    lead = (Phrase("first.link", {"link": links[0]}),) if links and not told else ()
    return menu.choose(turn, said, Reply(said, {"name": name}, choices, lead=lead))


def _code(turn: Turn, line: Notice) -> str:
    return turn.service.places[line.unit_id or 0].code


def _none(turn: Turn, draft: Draft, line: Notice) -> list[Reply]:
    """It counts as an answer: nobody is reminded of it any more this round."""
    turn.store.flush_drafts()
    version = next((v for v in turn.service.current if turn.service.programmes[v].key == line.programme), 0)
    turn.store.add(
        Record(
            kind="nil", programme=line.programme, programme_version_id=version, unit_id=line.unit_id or 0,
            person_id=turn.person.id, key=line.deadline, round=line.round,
            answers={"reason": draft.answers["why_none"]}, draft_id=draft.id, sent_at=turn.at,
        )
    )  # fmt: skip
    told = {"none": draft.answers["why_none"]}
    ledger.answer(turn.store, line.id or 0, "known", turn.person.id, turn.now, told)
    return menu.show(turn, (Phrase("first.none"),))


def _left(turn: Turn, draft: Draft) -> list[Reply]:
    draft.state = "thrown"
    return menu.show(turn)


DIALOG = Dialog(lambda _turn, _draft: FORM, _context, _finish, _left, _left, _left, progress="")


# What others hear


def named(turn: Turn, subject: str) -> list[Reply]:
    """The word to a colleague of whom an officer thinks; nothing once they have entered something."""
    about = news.about(turn, subject)
    line = turn.store.get(Notice, int(about)) if about else None
    if line is None or turn.person.unit_id is None:
        return []
    officer = turn.store.person(line.person_id)
    choices = (
        Choice("menu:register", Phrase("deadlines#register")),
        Choice("menu:show", Phrase("deadlines#menu")),
    )
    params: dict[str, Param] = {"officer": officer.name, "unit": turn.service.places[line.unit_id or 0].name}
    return news.say(turn, Reply("first.asked", params, choices))


def finished(turn: Turn) -> list[Reply]:
    """The notice for the board is there."""
    task: Task | None = wishes.finished(turn)
    if task is None:
        return []
    if task.state == "failed" or not task.result.get("file"):
        return [Reply("book.failed")]
    return [Reply("first.poster", files=(Attachment(**task.result["file"]),))]
