"""A unit's register (sổ tiếp nhận) in chat: its lines page by page, and the whole of a year as a file.

A button's subject is unit, year and page: `book:<unit>.<year>.<page>:show`.
"""

from typing import Any

from handlers import menu, permissions
from handlers.events import Attachment, Choice, Param, Phrase, Reply
from handlers.lists import listed, places
from handlers.turn import Turn, today_of
from storage import registers
from storage.tables import Initiative, Task

LINES = 8  # of the register in one message
FORMATS = ("xlsx", "docx")


def show(turn: Turn, page: int = 0) -> list[Reply]:
    """The register of one's unit, of this year or the last one that has lines; of several units: which?"""
    own = permissions.units_of(turn, "review")
    if not own:
        return menu.show(turn, (Phrase("programmes.unknown"),))
    if len(own) == 1:
        return _lines(turn, own[0], 0, 0)
    entries = [Choice(f"book:{key}.0.0:show", turn.service.places[key].name) for key in own]
    return listed(turn, Reply("book.which"), entries, page, lambda other: f"book:0.0.{other}:which")


def chosen(turn: Turn, subject: str, token: str) -> list[Reply]:
    """A button of a register; of a unit that is not one's own it is as if it did not exist."""
    unit_id, year, page, *_ = (*places(subject), 0, 0, 0)
    if token == "which":
        return show(turn, page)
    if unit_id not in turn.service.places or not permissions.may(turn, "review", unit_id):
        return menu.show(turn, (Phrase("programmes.unknown"),))
    if token in FORMATS:
        return _wished(turn, unit_id, year, token)
    return _lines(turn, unit_id, year, page)


def _lines(turn: Turn, unit_id: int, year: int, page: int) -> list[Reply]:
    years = registers.years(turn.store, unit_id)
    year = year or (years[0] if years else today_of(turn.now).year)
    rows = registers.lines(turn.store, unit_id, year, page * LINES, LINES + 1)
    scope = f"book:{unit_id}.{year}."
    choices = (
        *((Choice(f"{scope}{page + 1}:show", Phrase("programmes#more")),) if len(rows) > LINES else ()),
        *(Choice(f"{scope}0:{name}", Phrase(f"book#{name}")) for name in FORMATS if rows),
        *(
            Choice(f"book:{unit_id}.{y}.0:show", Phrase("book#year", {"year": str(y)}))
            for y in years
            if y != year
        ),
        Choice("menu:desk", Phrase("case.one#desk")),
    )
    params: dict[str, Param] = {
        "unit": turn.service.places[unit_id].name,
        "year": str(year),
        "lines": tuple(_line(row) for row in rows[:LINES]) or (Phrase("book.empty"),),
    }
    return menu.choose(turn, "book", Reply("book", params, choices))


def _line(row: Any) -> Phrase:
    params: dict[str, Param] = {
        "number": str(row.number),
        "at": row.at,
        "code": row.code,
        "title": str(row.answers.get("title", "")),
        "status": Phrase(f"status.{row.status}"),
    }
    return Phrase("book.struck" if row.struck_at else "book.line", params)


def _wished(turn: Turn, unit_id: int, year: int, form: str) -> list[Reply]:
    return _wish(turn, "book.export", unit=unit_id, year=year, format=form)


def receipt_wished(turn: Turn, initiative: Initiative) -> list[Reply]:
    """The receipt of an application, to be signed and handed over."""
    year = today_of(turn.now).year
    return _wish(turn, "book.receipt", unit=initiative.holder_id, year=year, initiative=initiative.id)


def _wish(turn: Turn, kind: str, **wish: Any) -> list[Reply]:
    wish["language"] = turn.person.language
    turn.store.add(
        Task(kind=kind, conversation_id=turn.conversation.id, person_id=turn.person.id, wish=wish,
             created_at=turn.now)
    )  # fmt: skip
    return menu.choose(turn, "book.making", Reply("book.making"))


def finished(turn: Turn) -> list[Reply]:
    """The file is there; it is handed over only while its reader still may see the register."""
    task = turn.store.get(Task, turn.event.seq)
    if task is None or task.person_id != turn.person.id:
        return []  # somebody else speaks here by now
    if not permissions.may(turn, "review", int(task.wish["unit"])):
        return []
    if task.state == "failed":
        return [Reply("book.failed")]
    place = turn.service.places[int(task.wish["unit"])]
    params: dict[str, Param] = {"unit": place.name, "year": str(task.wish["year"])}
    key = "book.ready" if task.kind == "book.export" else "book.receipt"
    return [Reply(key, params, files=(Attachment(**task.result["file"]),))]
