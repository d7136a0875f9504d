"""The register of a unit and year as a paper: what its rows say, in somebody's words."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from documents.letter import Letter
from documents.table import Column, Row, Signature, Table
from handlers.events import Phrase
from handlers.service import Service
from handlers.turn import today_of
from programmes.model import ZONE
from programmes.receipts import reply_by

Text = Callable[[Phrase | str], str]

COLUMNS = {
    "number": 1,
    "at": 3,
    "code": 3,
    "title": 6,
    "authors": 4,
    "unit": 4,
    "by": 3,
    "status": 3,
    "note": 3,
}
"""What a line has, and how wide the columns are."""


def table(service: Service, text: Text, unit_id: int, year: int, rows: Iterable[Any]) -> Table:
    """The whole register: struck lines stay, with who struck them out and when."""
    lineage = service.lineage(unit_id)
    columns = [
        Column(text(Phrase(f"book.column#{key}")), width, remark=key == "note")
        for key, width in COLUMNS.items()
    ]
    return Table(
        title=text(Phrase("book.title")).upper(),
        columns=columns,
        rows=[_row(service, text, row) for row in rows],
        heading=[place.name.upper() for place in reversed(lineage[:2])],
        subtitles=[text(Phrase("book.title#year", {"year": str(year)}))],
        signatures=(Signature(text(Phrase("book.title#made"))), Signature(text(Phrase("book.title#head")))),
        landscape=True,
    )


def receipt(service: Service, text: Text, entry: Any, applied_until: date | None) -> Letter:
    """The receipt of an application (TT 18/2013/TT-BKHCN Art. 6.1): who gave what in when, under which
    number, and by when it is answered. `entry` is a line of the register."""
    lineage = service.lineage(entry.unit_id)
    day = today_of(entry.at)
    pairs = {
        "number": f"{entry.number}/{entry.year}",
        "at": text(Phrase("book.moment", {"at": entry.at})),
        "code": entry.code,
        "title": str(entry.answers.get("title", "")),
        "authors": "; ".join(_author(author) for author in entry.answers.get("authors") or ()),
        "by": entry.name,
    }
    until = reply_by(day, applied_until)
    return Letter(
        title=text(Phrase("book.receipt#title")).upper(),
        heading=[place.name.upper() for place in reversed(lineage[:2])],
        paragraphs=[text(Phrase("book.receipt#intro", {"unit": lineage[0].name if lineage else ""}))],
        pairs=[(text(Phrase(f"book.column#{key}")), value) for key, value in pairs.items()],
        closing=[text(Phrase("book.until", {"day": until}))],
        signatures=(
            Signature(text(Phrase("book.receipt#giver"))),
            Signature(text(Phrase("book.receipt#taker"))),
        ),
    )


def _row(service: Service, text: Text, row: Any) -> Row:
    place = service.places.get(row.from_id or 0)
    authors = row.answers.get("authors") or ()
    note = (
        Phrase("book.title#struck", {"at": row.struck_at, "who": row.striker or ""}) if row.struck_at else ""
    )
    return Row(
        (
            row.number,
            row.at.astimezone(ZONE),
            row.code,
            str(row.answers.get("title", "")),
            "; ".join(_author(author) for author in authors),
            place.name if place else "",
            row.name,
            "" if row.struck_at else text(Phrase(f"status.{row.status}")),
            text(note),
        ),
        struck=row.struck_at is not None,
    )


def _author(author: Any) -> str:
    return f"{author['name']} ({author['percent']:g}%)".replace(".", ",")
