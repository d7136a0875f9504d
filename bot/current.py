"""What the service knows before anybody speaks, kept up to date while it runs: programmes as officers have
decided, the union tree as it was imported and the knowledge as units have published it, by whichever process,
and the links that lead here."""

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Engine, select

from bot import knowledge
from bot.library import Library
from handlers.service import Contact, Head, Service
from handlers.unit_search import Place, UnitIndex
from storage import decisions, unit_imports, units
from storage import knowledge as published

log = logging.getLogger(__name__)

AT_ONCE = 1000  # units whose index is built while turns wait (about 30 ms); a larger one is built beside them

_NEWEST = select(
    decisions.NEWEST.scalar_subquery(),
    unit_imports.NEWEST.scalar_subquery(),
    published.NEWEST.scalar_subquery(),
)


@dataclass(frozen=True, slots=True)
class _Tree:
    """The union tree as the service knows it, and the number of the import it is not older than."""

    newest: int
    known: dict[str, Any]


class Current:
    """Looks for news before each batch of turns, with one query. Used by the writer thread alone; only a
    large tree is read by a thread of its own, and `news` hands it over when it is ready."""

    def __init__(
        self, library: Library, reader: Engine, links: Callable[[], tuple[str, ...]] = tuple
    ) -> None:
        """`links`: what start links begin with, as far as the channels know by then."""
        self._library, self._reader, self._links = library, reader, links
        self._decided = self._imported = self._published = 0  # the newest that the service knows
        self._built: _Tree | None = None
        self._builder: threading.Thread | None = None

    def load(self, connection: Connection) -> Service:
        """All of it, at the start."""
        known, tree = self._library, _tree(connection)
        self._decided, self._imported = known.newest, tree.newest
        self._published = published.newest(connection)
        return Service(
            **tree.known, programmes=known.programmes, current=known.current, files=known.files,
            decisions=known.decisions, knowledge=knowledge.index(connection),
        )  # fmt: skip

    def news(self, connection: Connection, service: Service) -> Service:
        """The service as it is now; the same one where nothing has changed."""
        decided, imported, number = _numbers(connection)
        if decided != self._decided:
            library = self._library.decided(connection)
            service = replace(service, programmes=library.programmes, decisions=library.decisions)
            self._decided = library.newest
        if imported != self._imported:
            service = self._other_tree(connection, service, imported)
        if number != self._published:
            service = replace(service, knowledge=knowledge.index(connection))
            self._published = number
        if (links := self._links()) != service.links:
            service = replace(service, links=links)
        return service

    def _other_tree(self, connection: Connection, service: Service, imported: int) -> Service:
        built = self._built if self._builder is None or not self._builder.is_alive() else None
        if built is None and units.count(connection) <= AT_ONCE:
            built = _tree(connection)
        if built is not None and built.newest >= imported:
            self._imported, self._built, self._builder = built.newest, None, None
            return replace(service, **built.known)
        if self._builder is None or not self._builder.is_alive():
            self._builder = threading.Thread(target=self._build, name="units", daemon=True)
            self._builder.start()
        return service

    def _build(self) -> None:
        """Beside the turns; where it fails, the next batch has it tried again."""
        self._built = None
        try:
            with self._reader.begin() as connection:
                self._built = _tree(connection)
        except Exception:
            log.exception("the units could not be read again; they stay as they were for now")


def _numbers(connection: Connection) -> tuple[int, int, int]:
    decided, imported, number = connection.execute(_NEWEST).one()
    return decided or 0, imported or 0, number or 0


def _tree(connection: Connection) -> _Tree:
    newest = unit_imports.newest(connection)  # before the rows: they may be newer than it, never older
    return _Tree(newest, tree(units.all_units(connection)))


def tree(rows: Sequence[Any]) -> dict[str, Any]:
    """What a `Service` knows of units. Of closed ones that have a successor the names are found still."""
    places = {
        row.id: Place(row.id, row.code, row.name, row.workplace, row.short, tuple(row.former), row.locality,
                      row.parent_name or "", row.level)
        for row in rows
    }  # fmt: skip
    now = [row for row in rows if row.closed_on is None]
    found = [places[row.id] for row in rows if row.closed_on is None or row.merged_into_id is not None]
    return {
        "units": UnitIndex(found),
        "places": places,
        "parents": {row.id: row.parent_id for row in rows},
        "ids": {row.code: row.id for row in rows},
        "branches": frozenset(row.parent_id for row in now if row.parent_id is not None),
        "successors": {row.id: row.merged_into_id for row in rows if row.closed_on is not None},
        "heads": {row.id: Head(row.head_title, row.has_council) for row in now if row.head_title},
        "schools": frozenset(row.id for row in rows if row.sector == "education"),
        "contacts": {row.id: Contact(row.officer_name, row.officer_phone) for row in now if row.officer_name},
    }
