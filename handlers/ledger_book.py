"""The ledger on paper: the whole of it as a table for the computer, and the follow-up of urging to be printed
and signed; and handing these over when they are made."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from documents.table import Cell, Column, Row, Signature, Table
from handlers import ledger_lines, permissions, wishes
from handlers.events import Attachment, Phrase, Reply
from handlers.ledger_lines import Text
from handlers.phrases import of_json
from handlers.service import Service
from handlers.turn import Turn, today_of
from storage import ledger
from storage.tables import Task

MOST = {"xlsx": 20_000, "docx": 3_000}
"""Lines of one file: more makes no paper that anybody reads."""

ALL = {
    "order": 1, "code": 2, "unit": 5, "kind": 2, "round": 1, "name": 4, "role": 3, "debts": 5, "due": 3,
    "at": 3, "channel": 2, "outcome": 3, "arrived": 3, "why": 3, "answered": 3, "answered_by": 4,
    "answered_at": 3, "said": 4, "text": 9,
}  # fmt: skip
PRINTED = {
    "order": 1, "unit": 5, "turn": 2, "whom": 5, "debts": 5, "due": 3, "at": 3, "result": 3, "answer": 5,
}  # fmt: skip
"""What a line has on each of them, and how wide the columns are."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a paper is about: of which units, of which round (`what`), when it is made, and its lines."""

    tops: Sequence[int]
    what: Phrase
    made: datetime
    rows: Sequence[Any]


def book(service: Service, text: Text, sheet: Sheet) -> Table:
    """Everything that is known of every line."""
    return Table(
        title=text(Phrase("ledger.sheet#book")).upper(),
        columns=_columns(text, ALL),
        rows=[Row(cells) for cells in _cells(text, ALL, sheet.rows)],
        subtitles=_subtitles(service, text, sheet),
        landscape=True,
    )


def follow_up(service: Service, text: Text, sheet: Sheet) -> Table:
    """The rounds of urging, unit by unit, as an annex that is printed and signed (after NĐ 30/2020/NĐ-CP,
    annex I: who issues it and the one above on the left, the state and its motto on the right)."""
    lineage = service.lineage(sheet.tops[0]) if sheet.tops else []
    state = text(Phrase("ledger.sheet#state")).upper()
    sign = text(Phrase("ledger.sheet#sign"))
    return Table(
        title=text(Phrase("ledger.sheet")).upper(),
        columns=_columns(text, PRINTED),
        rows=[Row(cells) for cells in _cells(text, PRINTED, sheet.rows)],
        heading=[place.name.upper() for place in reversed(lineage[:2])],
        right_heading=(state, text(Phrase("ledger.sheet#motto"))),
        subtitles=_subtitles(service, text, sheet),
        place_date=_place_date(text, lineage[0].locality if lineage else "", sheet.made),
        signatures=[Signature(text(Phrase(f"ledger.sheet#{who}")), sign) for who in ("maker", "head")],
        landscape=True,
    )


WRITERS: Mapping[str, Callable[[Service, Text, Sheet], Table]] = {"xlsx": book, "docx": follow_up}


def _columns(text: Text, widths: Mapping[str, float]) -> list[Column]:
    return [Column(text(Phrase(f"ledger.column#{name}")), width) for name, width in widths.items()]


def _subtitles(service: Service, text: Text, sheet: Sheet) -> list[str]:
    names = ", ".join(service.places[key].name for key in sheet.tops if key in service.places)
    made = Phrase("ledger.sheet#made", {"at": sheet.made})
    return [text(sheet.what), names, text(made)]


def _place_date(text: Text, place: str, made: datetime) -> str:
    """Where and when it is written; a zero stands before days below ten and before January and February."""
    day = today_of(made)
    month = f"{day.month:02}" if day.month <= 2 else str(day.month)
    told = {"place": place or text(Phrase("ledger.dots")), "day": f"{day:%d}", "month": month}
    return text(Phrase("ledger.sheet#place-date", {**told, "year": str(day.year)}))


def _cells(text: Text, names: Iterable[str], rows: Iterable[Any]) -> Iterable[tuple[Cell, ...]]:
    for order, row in enumerate(rows, start=1):
        yield tuple(order if name == "order" else CELLS[name](text, row) for name in names)


TOLD_WHY = ("failed", "missed", "unknown", "elsewhere")


def _why(text: Text, row: Any) -> str:
    return text(ledger_lines.because(row)) if row.outcome in TOLD_WHY else ""


CELLS: Mapping[str, Callable[[Text, Any], Cell]] = {
    "code": lambda _text, row: row.unit_code,
    "unit": lambda _text, row: row.unit_name,
    "kind": lambda text, row: text(Phrase(f"ledger.kind#{row.kind}")),
    "round": lambda _text, row: row.number,
    "turn": lambda text, row: text(ledger_lines.numbered(row)),
    "whom": lambda text, row: text(ledger_lines.said_to(row)),
    "name": lambda _text, row: row.whose,
    "role": lambda text, row: text(ledger_lines.role_of(row)),
    "debts": lambda text, row: "; ".join(map(text, ledger_lines.missing(row.debts))),
    "due": lambda _text, row: row.due_at,
    "at": lambda _text, row: row.at if row.outcome != "missed" else "",
    "channel": lambda _text, row: row.channel,
    "outcome": lambda text, row: text(ledger_lines.shortly(row)),
    "result": lambda text, row: text(
        ledger_lines.outcome(row) if row.outcome == "missed" else ledger_lines.shortly(row)
    ),
    "arrived": lambda _text, row: ledger.arrived(row) or "",
    "why": _why,
    "answer": lambda text, row: text(ledger_lines.answered(row)),
    "answered": lambda text, row: text(Phrase(f"ledger.answered#{row.answer}")) if row.answer else "",
    "answered_by": lambda _text, row: row.who or "",
    "answered_at": lambda _text, row: row.answered_at or "",
    "said": lambda _text, row: str(row.data.get("reason") or row.data.get("none") or ""),
    "text": lambda _text, row: row.text,
}
"""What stands in a column of a line."""


# Handing over


def finished(turn: Turn) -> list[Reply]:
    """A file is there; it is handed over only to whoever wished for it, while they still may read it."""
    task = wishes.finished(turn)
    if task is None or not all(permissions.may(turn, "review", top) for top in task.wish["tops"]):
        return []
    if task.state == "failed":
        return [Reply("book.failed")]
    return [_handed(task)]


def _handed(task: Task) -> Reply:
    if "most" in task.result:
        return Reply("ledger.too-many", {"most": int(task.result["most"])})
    params = {"what": of_json(task.wish["what"]), "count": int(task.result["count"])}
    return Reply("ledger.file", params, files=(Attachment(**task.result["file"]),))
