"""The register of a unit and year as a paper: what its rows say, in somebody's words."""

from collections.abc import Callable, Iterable
from typing import Any

from documents.table import Column, Row, Signature, Table
from handlers.events import Phrase
from handlers.service import Service
from programmes.model import ZONE

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
            text(Phrase(f"status.{row.status}")),
            text(note),
        ),
        struck=row.struck_at is not None,
    )


def _author(author: Any) -> str:
    return f"{author['name']} ({author['percent']:g}%)".replace(".", ",")
