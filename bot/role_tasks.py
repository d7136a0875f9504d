"""Files about roles that take longer than a turn may: pictures of codes, sheets of codes, the log."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Any

from sqlalchemy import Connection, Row

from bot.papers import Workbench, handed
from bot.role_sheets import Sheet
from bot.tasks import Store, Work
from documents import qr
from documents.table import as_docx, as_xlsx
from handlers import role_book
from handlers.events import Phrase
from storage import audit
from storage.tasks import SECRET


class RoleTasks(Workbench):
    """Papers about roles."""

    def works(self) -> Mapping[str, Work]:
        """By the kind of task."""
        return {"roles.qr": self._qr, "roles.sheet": self._sheet, "roles.log": self._log}

    def _qr(self, task: Row[Any]) -> Store:
        name = self.catalogue.text(Phrase("roles.book#qr-file"), task.wish["language"])
        paper = self.papers.keep(qr.png(task.wish[SECRET]), f"{name}.png", "photo")
        return lambda connection: {"file": handed(connection, paper)}

    def _sheet(self, task: Row[Any]) -> Store:
        wish, service, now = task.wish, self.service(), self.clock.now()
        until = now + timedelta(days=wish["days"])
        with self.reader.begin() as connection:
            sheet = Sheet(connection, wish["unit"], now, until)
        place = service.places[wish["unit"]]
        table = sheet.table(self.catalogue, wish["language"], place.name, service.links)
        name = self.catalogue.text(Phrase("roles.book#sheet-file", {"unit": place.code}), wish["language"])
        paper = self.papers.keep(as_docx(table), f"{name}.docx")

        def store(connection: Connection) -> Mapping[str, Any]:
            gone = sheet.keep(connection, task.person_id)
            told = {"count": len(sheet.units), "gone": gone, "until": until.isoformat()}
            return {"file": handed(connection, paper), **told}

        return store

    def _log(self, task: Row[Any]) -> Store:
        wish, service, now = task.wish, self.service(), self.clock.now()
        text = partial(self.catalogue.text, language=wish["language"])
        with self.reader.begin() as connection:
            rows = audit.entries(connection, wish["tops"])
        names = [service.places[key].name for key in wish["tops"] if key in service.places]
        table = role_book.log(text, names, now, rows)
        paper = self.papers.keep(as_xlsx(table), f"{text(Phrase('roles.book#log-file'))}.xlsx")

        def store(connection: Connection) -> Mapping[str, Any]:
            told = [
                {"unit_id": key, "person_id": task.person_id, "data": {"rows": len(rows)}}
                for key in wish["tops"]
            ]
            audit.log_all(connection, now, "exported", told)
            return {"file": handed(connection, paper)}

        return store
