"""The register of a unit as a file: read and written beside the turns."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from sqlalchemy import Connection, Row

from bot.papers import Workbench, handed
from bot.tasks import Store, Work
from documents import letter as letters
from documents.table import as_docx, as_xlsx
from handlers import book, case_lines
from handlers.events import Attachment, Phrase
from storage import registers

WRITERS = {"xlsx": as_xlsx, "docx": as_docx}


class RegisterTasks(Workbench):
    """The register, and receipts."""

    def works(self) -> Mapping[str, Work]:
        """By the kind of task."""
        return {"book.export": self._export, "book.receipt": self._receipt}

    def _export(self, task: Row[Any]) -> Store:
        wish, service = task.wish, self.service()
        text = partial(self.catalogue.text, language=wish["language"])
        with self.reader.begin() as connection:
            rows = registers.lines(connection, wish["unit"], wish["year"])
        table = book.table(service, text, wish["unit"], wish["year"], rows)
        code = service.places[wish["unit"]].code
        name = text(Phrase("book.title#file", {"unit": code, "year": str(wish["year"])}))
        paper = self.papers.keep(WRITERS[wish["format"]](table), f"{name}.{wish['format']}")

        return _handing(paper)

    def _receipt(self, task: Row[Any]) -> Store:
        wish, service = task.wish, self.service()
        text = partial(self.catalogue.text, language=wish["language"])
        with self.reader.begin() as connection:
            entry = registers.line_of(connection, wish["unit"], wish["initiative"])
        letter = book.receipt(service, text, entry, case_lines.last_day_of_use(entry.answers, entry.notes))
        name = text(Phrase("book.receipt#file", {"number": f"{entry.number}-{entry.year}"}))
        return _handing(self.papers.keep(letters.as_docx(letter), f"{name}.docx"))


def _handing(paper: Attachment) -> Store:
    def store(connection: Connection) -> Mapping[str, Any]:
        return {"file": handed(connection, paper)}

    return store
