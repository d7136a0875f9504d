"""The ledger as files: read and written beside the turns."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from sqlalchemy import Connection, Row

from bot.papers import Workbench, handed
from bot.tasks import Store, Work
from documents.table import as_docx, as_xlsx
from handlers import ledger_book
from handlers.events import Phrase
from handlers.ledger_book import MOST, Sheet
from handlers.phrases import of_json
from storage import ledger
from storage.ledger import About

WRITERS = {"xlsx": as_xlsx, "docx": as_docx}


class LedgerTasks(Workbench):
    """The ledger, as `ledger_book` wishes for it."""

    def works(self) -> Mapping[str, Work]:
        """By the kind of task."""
        return {f"ledger.{form}": partial(self._export, form) for form in WRITERS}

    def _export(self, form: str, task: Row[Any]) -> Store:
        wish, service = task.wish, self.service()
        text = partial(self.catalogue.text, language=wish["language"])
        with self.reader.begin() as connection:
            rows = ledger.everything(connection, wish["tops"], About(*wish["about"]), MOST[form] + 1)
        if len(rows) > MOST[form]:
            return lambda _connection: {"most": MOST[form]}
        what = of_json(wish["what"])
        assert isinstance(what, Phrase)  # the handler wrote one  # noqa: S101
        sheet = Sheet(wish["tops"], what, self.clock.now(), rows)
        code = service.places[wish["tops"][0]].code
        name = text(Phrase(f"ledger.sheet#{form}-file", {"unit": code}))
        data = WRITERS[form](ledger_book.WRITERS[form](service, text, sheet))
        paper = self.papers.keep(data, f"{name}.{form}")

        def store(connection: Connection) -> Mapping[str, Any]:
            return {"file": handed(connection, paper), "count": len(rows)}

        return store
