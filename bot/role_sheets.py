"""Codes for all units below one that have no officer, as one file: for the chat and for the command line."""

from datetime import datetime
from functools import partial

from sqlalchemy import Connection

from documents import qr
from documents.table import Table
from handlers import role_book
from handlers.desk import COUNTED
from handlers.role_book import Codes
from handlers.turn import today_of
from messages.catalogue import Catalogue
from storage import role_lists, roles


class Sheet:
    """Codes that are new, for the units as they are. They stand in the table alone; `keep` stores what is
    kept of them."""

    def __init__(
        self,
        connection: Connection,
        unit_id: int,
        now: datetime,
        until: datetime,
        without_officer: bool = True,
    ) -> None:
        today = today_of(now)
        self.now, self.until = now, until
        self.units = role_lists.units_below(connection, unit_id, COUNTED, today, without_officer)
        self._codes = {unit.id: roles.new_code() for unit in self.units}

    def table(self, catalogue: Catalogue, language: str, below: str, links: tuple[str, ...]) -> Table:
        """The file's content. `below`: the name of the unit they belong to."""
        told = Codes(below, self.until, self.units, self._codes, links[0] if links else "")
        return role_book.sheet(partial(catalogue.text, language=language), qr.png, self.now, told)

    def keep(self, connection: Connection, by: int | None) -> int:
        """Makes the codes good; how many unused ones of earlier sheets are good no more."""
        return role_lists.invite_all(connection, self._codes, "officer", self.now, self.until, by)
