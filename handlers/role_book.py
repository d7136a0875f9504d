"""Papers about roles: the log as a table, and the codes for many units at once; and handing them over when
they are made."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from documents.table import Cell, Column, Row, Table
from handlers import permissions, role_lines, wishes
from handlers.events import Attachment, Param, Phrase, Reply
from handlers.turn import ZONE, Turn, today_of
from storage import role_lists
from storage.tables import Task

Text = Callable[[Phrase | str], str]
Picture = Callable[[str], bytes]

LOG = {"at": 3, "what": 6, "who": 3, "whose": 3, "role": 3, "unit": 5, "code": 2, "note": 4}
SHEET = {"number": 1, "unit": 6, "workplace": 5, "code": 3, "until": 2}
LINKED = {"link": 6, "qr": 3}
"""What the lines have, and how wide the columns are; the last two where links lead to a chat."""


def log(text: Text, titles: Iterable[str], made: datetime, rows: Iterable[Any]) -> Table:
    """The log of some units, the newest first."""
    return Table(
        title=text(Phrase("roles.book#log")).upper(),
        columns=_columns(text, LOG),
        rows=[Row(_logged(text, row)) for row in rows],
        subtitles=[*titles, text(Phrase("roles.made", {"at": made}))],
        landscape=True,
    )


def _logged(text: Text, row: Any) -> tuple[Cell, ...]:
    return (
        row.at,
        text(Phrase(f"roles.deed#{role_lines.deed(row)}")),
        text(row.who or Phrase("roles.operator")),
        row.whose or "",
        text(role_lines.named(row.role)) if row.role else "",
        row.unit_name or "",
        row.unit_code or "",
        "; ".join(map(text, role_lines.noted(row.data))),
    )


def _columns(text: Text, widths: Mapping[str, float]) -> list[Column]:
    return [Column(text(Phrase(f"roles.column#{key}")), width) for key, width in widths.items()]


@dataclass(frozen=True, slots=True)
class Codes:
    """What a sheet of codes is about: below which unit, good until when, the code of each unit; `prefix` of
    the links, empty where none lead to a chat."""

    below: str
    until: datetime
    units: Iterable[Any]
    codes: Mapping[int, str]
    prefix: str = ""


def sheet(text: Text, picture: Picture, made: datetime, told: Codes) -> Table:
    """One line for each unit: to be cut out, or sent on."""
    widths = {**SHEET, **LINKED} if told.prefix else SHEET
    return Table(
        title=text(Phrase("roles.book#sheet")).upper(),
        columns=_columns(text, widths),
        rows=[Row(_coded(picture, told, number, unit)) for number, unit in enumerate(told.units, start=1)],
        subtitles=[told.below, text(Phrase("roles.made", {"at": made}))],
        notes=[text(Phrase("roles.book#notes"))],
        landscape=True,
    )


def _coded(picture: Picture, told: Codes, number: int, unit: Any) -> tuple[Cell, ...]:
    code = told.codes[unit.id]
    link = f"{told.prefix}i_{code}"
    workplace = ", ".join(part for part in (unit.workplace, unit.locality) if part)
    cells: tuple[Cell, ...] = (
        number,
        f"{unit.name} ({unit.code})",
        workplace,
        role_lines.spelled(code),
        today_of(told.until),
    )
    return (*cells, link, picture(link)) if told.prefix else cells


# Handing over


def finished(turn: Turn) -> list[Reply]:
    """A file is there; it is handed over only to whoever wished for it, while they still may have it."""
    task = wishes.finished(turn)
    reply = HANDS[task.kind](turn, task) if task is not None else None
    if task is None or reply is None:
        return []
    return [Reply("book.failed")] if task.state == "failed" else [reply]


def _files(task: Task) -> tuple[Attachment, ...]:
    return (Attachment(**task.result["file"]),) if task.result.get("file") else ()


def _qr(turn: Turn, task: Task) -> Reply | None:
    """Nothing of a code that was used or revoked meanwhile."""
    row = role_lists.invitation_of(turn.store, int(task.wish["invitation"]), turn.now)
    return Reply("roles.qr", role_lines.place(row), files=_files(task)) if row is not None else None


def _sheet(turn: Turn, task: Task) -> Reply | None:
    if not permissions.may(turn, "grant", int(task.wish["unit"])):
        return None
    gone = int(task.result.get("gone", 0))
    until = task.result.get("until")
    params: dict[str, Param] = {
        "count": int(task.result.get("count", 0)),
        "until": datetime.fromisoformat(until).astimezone(ZONE) if until else "",
        "gone": Phrase("roles.gone", {"count": gone}) if gone else "",
    }
    return Reply("roles.sheet", params, files=_files(task))


def _log(turn: Turn, task: Task) -> Reply | None:
    good = all(permissions.may(turn, "audit", top) for top in task.wish["tops"])
    return Reply("roles.log-file", files=_files(task)) if good else None


HANDS: Mapping[str, Callable[[Turn, Task], Reply | None]] = {
    "roles.qr": _qr,
    "roles.sheet": _sheet,
    "roles.log": _log,
}
"""What is said with each file; nothing where it may not be had any more."""
