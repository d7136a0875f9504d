"""The register of a unit as a file: read and written beside the turns."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from sqlalchemy import Connection, Engine, Row

from bot.papers import Papers, handed
from bot.tasks import Store, Work
from documents import letter as letters
from documents.table import as_docx, as_xlsx
from handlers import book, case_lines
from handlers.events import Attachment, Phrase
from handlers.service import Service
from messages.catalogue import Catalogue
from storage import registers

WRITERS = {"xlsx": as_xlsx, "docx": as_docx}


class RegisterTasks:
    """What the tasks need: the database, the words, the service as it is now."""

    def __init__(
        self, papers: Papers, reader: Engine, catalogue: Catalogue, service: Callable[[], Service]
    ) -> None:
        self._papers, self._reader, self._catalogue, self._service = papers, reader, catalogue, service

    def works(self) -> Mapping[str, Work]:
        """By the kind of task."""
        return {"book.export": self._export, "book.receipt": self._receipt}

    def _export(self, task: Row[Any]) -> Store:
        wish, service = task.wish, self._service()
        text = partial(self._catalogue.text, language=wish["language"])
        with self._reader.begin() as connection:
            rows = registers.lines(connection, wish["unit"], wish["year"])
        table = book.table(service, text, wish["unit"], wish["year"], rows)
        code = service.places[wish["unit"]].code
        name = text(Phrase("book.title#file", {"unit": code, "year": str(wish["year"])}))
        paper = self._papers.keep(WRITERS[wish["format"]](table), f"{name}.{wish['format']}")

        return _handing(paper)

    def _receipt(self, task: Row[Any]) -> Store:
        wish, service = task.wish, self._service()
        text = partial(self._catalogue.text, language=wish["language"])
        with self._reader.begin() as connection:
            entry = registers.line_of(connection, wish["unit"], wish["initiative"])
        letter = book.receipt(service, text, entry, case_lines.last_day_of_use(entry.answers, entry.notes))
        name = text(Phrase("book.receipt#file", {"number": f"{entry.number}-{entry.year}"}))
        return _handing(self._papers.keep(letters.as_docx(letter), f"{name}.docx"))


def _handing(paper: Attachment) -> Store:
    def store(connection: Connection) -> Mapping[str, Any]:
        return {"file": handed(connection, paper)}

    return store
