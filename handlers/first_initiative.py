"""For the officer of a union without an initiative: five ways on, none a demand (002 II.3 "phấn đấu").

Somebody who has one is asked, a notice for the board is made, the way to enter one is told, "kỳ này chưa có"
is an answer too; the fifth, to be reminded later, is a reminder's own.
"""

from handlers import dialog, hours, menu, news, permissions, reminded, session, wishes
from handlers.dialog import Dialog
from handlers.events import Attachment, Choice, Param, Phrase, Reply
from handlers.forms import Context, Form, Option, Pick, Question, Result, Said, Value
from handlers.parsers import Invalid
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
OWN = -1  # in place of a person's key: whoever was asked means themselves
MYSELF = frozenset(("toi", "chinh toi", "la toi", "minh", "ban than", "ban than toi", "toi co", "cua toi"))
TITLES = frozenset(("co", "thay", "anh", "chi", "chu", "bac", "em", "ong", "ba", "di"))
SHOWN = 6


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
    """Somebody of the unit by name, or by how they are called ("cô Mai"); the name itself where nobody here
    is called so; whoever speaks may mean themselves."""
    if fold(said.text) in MYSELF:
        return Value([OWN, ""])
    name = read_name(said.text)
    called, people = _called(name), context.notes["people"]
    found = [one for one in people if fold(one[1]) in called]
    alike = found or [one for one in people if fold(one[1]).endswith(tuple(f" {part}" for part in called))]
    if len(found) == 1:
        return Value(list(found[0]))
    if not alike:
        return Value([OWN, name] if context.notes["own"] in called else [0, name])
    options = (
        *(Option(f"p{key}", known, [key, known]) for key, known in alike[:SHOWN]),
        Option("other", Phrase("first.which#other"), [0, name]),
    )
    return Pick(Phrase("first.which" if len(alike) > 1 else "first.which#one"), options)


def _called(name: str) -> list[str]:
    """A name as it may be stored: "co mai" is Mai too, unless Co is part of the name."""
    folded = fold(name)
    title, _, rest = folded.partition(" ")
    return [folded, rest] if rest and title in TITLES else [folded]


FORM = Form(
    "first",
    (
        Question("colleague", _colleague, when=lambda _a, context: context.notes.get("what") == "named"),
        Question("why_none", words, when=lambda _a, context: context.notes.get("what") == "nil"),
    ),
)


def _context(turn: Turn, draft: Draft) -> Context:
    line = _line(turn, draft)
    notes = {**draft.notes, "people": [], "own": fold(turn.person.name)}
    if line is not None and draft.notes.get("what") == "named":
        notes["people"] = _people(turn, line.unit_id or 0)
    return Context(turn.today, turn.at, turn.service, draft.answers, notes)


def _people(turn: Turn, unit_id: int) -> list[tuple[int, str]]:
    """Those of the unit who may be meant by what was typed."""
    try:
        called = _called(read_name(turn.event.text))
    except Invalid:
        return []
    near = [one for part in called for one in stored.namesakes(turn.store, part, unit_id, (), given=True)]
    return list(dict.fromkeys((one.id, one.name) for one in near if one.id != turn.person.id))


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
    desk = Choice("menu:desk", Phrase("case.one#desk"))
    if key == OWN:
        own = (Choice("menu:register", Phrase("deadlines#register")), desk)
        return menu.choose(turn, "first.own", Reply("first.own", {}, own))
    told = bool(key) and news.leave(turn, key, NAMED, f"{line.id}", hours.soonest(turn, key, "worker"))
    ledger.answer(turn.store, line.id or 0, "known", turn.person.id, turn.now, {"named": name})
    said, params = "first.named" if told else "first.unknown", dict[str, Param](name=name)
    if not told and turn.service.links:
        said, params["link"] = "first.unknown-link", f"{turn.service.links[0]}u_{_code(turn, line)}"
    return menu.choose(turn, said, Reply(said, params, (Choice("menu:behalf", Phrase("menu#behalf")), desk)))


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
