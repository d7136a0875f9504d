"""The desk of officers in chat: how their units stand, what is to be done, the oldest first; lists and
search.

A button's subject is programme, unit, group and page, by number: `desk:<version>.<unit>.<group>.<page>:list`.
"""

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from handlers import dialog, menu, permissions, reviews, session
from handlers.desk_lists import NAMES, View, counted, of_group, sizes, tops_of, where
from handlers.dialog import Dialog
from handlers.events import Choice, Param, Phrase, Reply
from handlers.forms import Context, Form, Option, Pick, Question, Result, Said, Value
from handlers.lists import PAGE, places
from handlers.matching import NUMBERED, Command
from handlers.parsers import Invalid
from handlers.questions import short_text
from handlers.text import clean, unaccented
from handlers.turn import Turn, today_of
from handlers.unit_question import described
from handlers.unit_search import Match, decisive
from storage import desk
from storage.desk import Wanted
from storage.records import Draft

CODE = 6  # figures at the end of an initiative's code
COUNTED = ("grassroots", "member")
"""The levels whose unions a plan expects initiatives of."""


def show(turn: Turn, *lead: Phrase) -> list[Reply]:
    """How the units stand in one line, what is to be done with counts, and the other rooms."""
    rooms = menu.rooms(turn)
    tops, council = tops_of(turn), permissions.units_of(turn, "confer")
    if not (rooms or tops or council):
        return menu.show(turn, (Phrase("programmes.unknown"),))
    parts_of = counted(turn, of_group("todo"))
    total = parts_of.pop("todo")
    choices = [
        *([Choice(of_group("todo").value("list"), Phrase("desk#todo", {"count": total}))] if total else []),
        *([Choice(of_group("all").value("list"), Phrase("desk#all"))] if tops else []),
        *([Choice("desk:find:words", Phrase("desk#find"))] if tops else []),
        *([Choice("desk:0:conferred", Phrase("desk#conferred"))] if council else []),
        *(Choice(f"menu:{room}", Phrase(f"menu#{room}")) for room in rooms),
        Choice("menu:show", Phrase("mine.one#menu")),
    ]
    parts = tuple(
        Phrase("desk.part", {"what": Phrase(f"desk.group#{name}"), "count": count})
        for name, count in parts_of.items()
        if count
    )
    lines: list[Phrase] = [*(_standing(turn, tops) if tops else ())]
    if tops:
        lines += [Phrase("desk.parts"), *parts] if parts else [Phrase("desk.nothing")]
    reply = Reply("desk" if lines else "desk.rooms", {"lines": tuple(lines)} if lines else {}, tuple(choices))
    return menu.choose(turn, "desk", Reply(reply.key, reply.params, reply.choices, lead=lead))


def _standing(turn: Turn, tops: Sequence[int]) -> tuple[Phrase, ...]:
    """How the unions below stand, in one line, and the three counts of what they sent."""
    found = desk.figures(turn.store, desk.all_of(tops, Wanted()))
    figures: dict[str, Param] = {
        "unit": ", ".join(turn.service.places[key].name for key in tops),
        "sent": found.sent,
        "recognised": found.recognised,
        "posted": found.posted,
    }
    portal = any(programme.portal for _, programme in permissions.seen(turn))
    own = Phrase("desk.figures" if portal else "desk.figures-alone", figures)
    if all(turn.service.places[key].level in COUNTED for key in tops):
        return (own,)
    units = desk.standing(turn.store, tops, COUNTED, today_of(turn.now))
    params: dict[str, Param] = {
        "total": units.total,
        "some": units.with_some,
        "none": units.without,
        "unattended": units.unattended,
    }
    return (Phrase("desk.standing", params), own)


# Lists


def chosen(turn: Turn, subject: str, token: str) -> list[Reply]:
    """A button of the desk; without the right it is as if it did not exist."""
    if token == "conferred":
        return _conferred(turn, *places(subject)[:1])
    tops = tops_of(turn)
    if not tops:
        return show(turn)
    if subject == "find":
        return _ask(turn, token, View())
    view = View(*(*places(subject), 0, 0, 0, 0)[:4])
    match token:
        case "list":
            return _list(turn, tops, view)
        case "filter":
            return _filter(turn, tops, view)
        case "found":
            return _found(turn, tops, view.page)
        case "unit":
            return _ask(turn, "unit", view)
    return show(turn)


def _list(turn: Turn, tops: Sequence[int], view: View) -> list[Reply]:
    """A page of a list, the oldest first; what is over comes newest first."""
    newest = view.name in ("recognised", "closed", "all")
    mine = where(turn, tops, view)
    rows = desk.listed(turn.store, mine, view.page * PAGE, PAGE + 1, newest)
    count = desk.counts(turn.store, mine).total()
    after = (Choice(view._replace(page=0).value("filter"), Phrase("desk.list#filter")), _to_desk())
    more = view._replace(page=view.page + 1).value("list")
    params: dict[str, Param] = {
        "what": Phrase(f"desk.group#{view.name}"),
        "count": count,
        "filter": _filtered(turn, view),
    }
    return _rows(turn, Reply("desk.list" if rows else "desk.empty", params), rows, more, after)


def _filtered(turn: Turn, view: View) -> Phrase | str:
    """By what it is narrowed, in words."""
    programme, place = turn.service.programmes.get(view.version), turn.service.places.get(view.unit_id)
    names = [*([programme.short] if programme else []), *([place.name] if place else [])]
    return Phrase("desk.filtered", {"names": ", ".join(names)}) if names else ""


def _rows(turn: Turn, reply: Reply, rows: Sequence[Any], more: str, after: tuple[Choice, ...]) -> list[Reply]:
    choices = [Choice(f"case:{row.id}:open", _line(turn, row)) for row in rows[:PAGE]]
    if len(rows) > PAGE:
        choices.append(Choice(more, Phrase("programmes#more")))
    return menu.choose(turn, reply.key, Reply(reply.key, reply.params, (*choices, *after)))


def _line(turn: Turn, row: Any) -> Phrase:
    days = (today_of(turn.now) - today_of(row.sent_at)) // timedelta(days=1)
    return Phrase(
        "desk.line",
        {
            "code": row.code,
            "title": dialog.short(str(row.answers.get("title", "")), 60),
            "status": Phrase(f"status.{row.status}"),
            "days": days,
        },
    )


def _to_desk() -> Choice:
    return Choice("menu:desk", Phrase("case.one#desk"))


def _filter(turn: Turn, tops: Sequence[int], view: View) -> list[Reply]:
    """By state, programme, unit; or everything again."""
    size = sizes(turn, view)
    states = [
        Choice(
            view._replace(group=place).value("list"),
            Phrase("desk.filter#state", {"what": Phrase(f"desk.group#{name}"), "count": size[name]}),
        )
        for place, name in enumerate(NAMES)
        if name != view.name and size[name]
    ]
    programmes = [
        Choice(
            view._replace(version=version).value("list"), Phrase("desk.filter#programme", {"name": p.short})
        )
        for version, p in permissions.seen(turn)
        if version != view.version
    ]
    narrowed = view.version or view.unit_id
    choices = (
        *states,
        *(programmes if len(permissions.seen(turn)) > 1 else ()),
        Choice(view.value("unit"), Phrase("desk.filter#unit")),
        *((Choice(of_group(view.name).value("list"), Phrase("desk.filter#none")),) if narrowed else ()),
        _to_desk(),
    )
    return menu.choose(turn, "desk.filter", Reply("desk.filter", {}, choices))


# Search


def sought(turn: Turn, command: Command | None) -> list[Reply] | None:
    """ "Tìm sào kẹp", "tiếp nhận 123", "bổ sung 123: ngày áp dụng", a code, or the figures at its end, typed
    outside any form; None where it is none of these."""
    tops = tops_of(turn)
    if not tops:
        return None
    if command is not None and command.name == "find":
        words = _words(command.argument)
        return _search(turn, tops, words) if words else _ask(turn, "words", View())
    if command is not None and (typed := re.fullmatch(NUMBERED, command.argument)):
        return _typed(turn, tops, command.name, typed["code"], typed["rest"] or "")
    if command is not None and command.name == "undo":
        return reviews.undo_last(turn)
    words = _words(turn.event.text)
    coded = bool(words) and len(words) <= 3 and words[-1].isdigit() and len(words[-1]) >= 3
    return _search(turn, tops, words) if coded else None


def _typed(turn: Turn, tops: Sequence[int], act: str, code: str, rest: str) -> list[Reply]:
    """An act on the one initiative whose code ends in these figures; which, where several do."""
    words = _words(code)
    figures = (*words[:-1], words[-1].zfill(CODE))
    rows = [
        row
        for row in desk.listed(turn.store, where(turn, tops, of_group("all"), figures), 0, PAGE, newest=True)
        if row.code.endswith(figures[-1])
    ]
    if len(rows) == 1:
        return reviews.typed(turn, str(rows[0].id), act, rest)
    key = "desk.which" if rows else "desk.not-found"
    return _rows(turn, Reply(key, {"words": code}), rows, "", (_to_desk(),))


def _words(said: str) -> tuple[str, ...]:
    return tuple("".join(c if c.isalnum() else " " for c in unaccented(clean(said))).split())


def _matching(
    turn: Turn, tops: Sequence[int], words: tuple[str, ...], first: int, count: int
) -> Sequence[Any]:
    """Figures at the end are first read as those of a code: 123 is BK-2022-000123."""
    *before, last = words
    readings = [words]
    if last.isdigit() and len(last) <= CODE:
        readings.insert(0, (*before, last.zfill(CODE)))
    for reading in readings:
        mine = where(turn, tops, of_group("all"), reading)
        if rows := desk.listed(turn.store, mine, first, count, newest=True):
            return rows
    return ()


def _search(turn: Turn, tops: Sequence[int], words: tuple[str, ...]) -> list[Reply]:
    rows = _matching(turn, tops, words, 0, 2)
    if len(rows) == 1:
        return reviews.chosen(turn, str(rows[0].id), "open")
    return _found(turn, tops, 0, words)


def _found(turn: Turn, tops: Sequence[int], page: int, words: tuple[str, ...] = ()) -> list[Reply]:
    """A page of what was searched for last."""
    wanted = words or tuple(turn.conversation.session.get("wanted", ()))
    if not wanted:
        return show(turn)
    rows = _matching(turn, tops, wanted, page * PAGE, PAGE + 1)
    key = "desk.found" if rows else "desk.not-found"
    again = Choice("desk:find:words", Phrase("desk.found#again"))
    more = f"desk:0.0.0.{page + 1}:found"
    replies = _rows(turn, Reply(key, {"words": " ".join(wanted)}), rows, more, (again, _to_desk()))
    session.put(turn.conversation, wanted=list(wanted))
    return replies


def _ask(turn: Turn, what: str, view: View) -> list[Reply]:
    for begun in turn.store.open_drafts(turn.person.id, FIND.key):
        dialog.throw(turn, begun)
    _, replies = dialog.begin(turn, DIALOG, FIND.key, what=what, view=list(view))
    return replies


def within(said: Said, context: Context) -> Result:
    """A unit by part of its name or its code, among those below one's own."""
    service, tops = context.service, set(context.notes.get("tops", ()))
    if (coded := service.units.coded(said.text.strip())) is not None:
        found = [Match(coded, 1.0)]
    else:
        found = service.units.find(said.text)
    mine = [m for m in found if tops & {place.id for place in service.lineage(m.place.id)}]
    if not mine:
        raise Invalid("unit-within")
    if decisive(mine):
        return Value(mine[0].place.id)
    options = tuple(Option(f"u{m.place.id}", described(m.place), m.place.id) for m in mine)
    return Pick(Phrase("find.unit-which"), options)


FIND = Form(
    "find",
    (
        Question("words", short_text(120), when=lambda _a, context: context.notes.get("what") == "words"),
        Question("unit", within, when=lambda _a, context: context.notes.get("what") == "unit"),
    ),
)


def _context(turn: Turn, draft: Draft) -> Context:
    notes = {**draft.notes, "tops": tops_of(turn)}
    return Context(turn.today, turn.at, turn.service, draft.answers, notes)


def _finish(turn: Turn, draft: Draft) -> list[Reply]:
    draft.state = "sent"
    tops, answers = tops_of(turn), draft.answers
    if not tops:
        return show(turn)
    if "unit" in answers:
        view = View(*draft.notes["view"])
        return _list(turn, tops, view._replace(unit_id=answers["unit"], page=0))
    words = _words(str(answers["words"]))
    return _search(turn, tops, words) if words else show(turn)


def _left(turn: Turn, draft: Draft) -> list[Reply]:
    draft.state = "thrown"
    return show(turn)


DIALOG = Dialog(lambda _t, _d: FIND, _context, _finish, _left, _left, _left, progress="")


# What lies with a council


def _conferred(turn: Turn, page: int = 0) -> list[Reply]:
    """What was laid before a council of theirs, for its members to read."""
    tops = permissions.units_of(turn, "confer")
    if not tops:
        return show(turn)
    rows = desk.listed(turn.store, desk.conferred(tops), page * PAGE, PAGE + 1)
    params: dict[str, Param] = {"what": Phrase("desk.group#council"), "count": len(rows), "filter": ""}
    key = "desk.list" if rows else "desk.empty"
    return _rows(turn, Reply(key, params), rows, f"desk:{page + 1}:conferred", (_to_desk(),))
