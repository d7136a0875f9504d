"""What the turns of one batch may read and change. Commits and rollbacks belong to the engine alone:
a rollback inside one handler would undo everybody's turn."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import fields
from datetime import datetime
from operator import attrgetter
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, bindparam, insert, select, update
from sqlmodel import Session, SQLModel
from sqlmodel.sql.expression import SelectOfScalar

from storage import tables
from storage.records import Conversation, Draft, Person

Row = TypeVar("Row", bound=SQLModel)
Record = TypeVar("Record", Person, Conversation, Draft)
Which = Callable[[Connection, Collection[int]], frozenset[int]]
"""Of some conversations, those that something is true of."""

_TABLES: dict[type, Table] = {
    Person: tables.Person.__table__,  # type: ignore[attr-defined]
    Conversation: tables.Conversation.__table__,  # type: ignore[attr-defined]
    Draft: tables.Draft.__table__,  # type: ignore[attr-defined]
}
_NOT_OURS = {"id", "created_at", "channel", "address", "delivered_seq"}
"""Never written by a turn: another process may be changing it (what was delivered, a chat that moved)."""

_VALUES = {kind: attrgetter(*(f.name for f in fields(kind))) for kind in _TABLES}
_BY_ID = {
    kind: select(*(table.c[f.name] for f in fields(kind))).where(
        table.c.id.in_(bindparam("ids", expanding=True))
    )
    for kind, table in _TABLES.items()
}
_OPEN_DRAFTS = select(*(_TABLES[Draft].c[f.name] for f in fields(Draft))).where(
    _TABLES[Draft].c.person_id.in_(bindparam("ids", expanding=True)), _TABLES[Draft].c.state == "open"
)
"""Built once: a batch asks all of them, and they take longer to build than to answer."""

_UPDATES = {
    kind: update(table)
    .where(table.c.id == bindparam("row_id"))
    .values({f.name: bindparam(f.name) for f in fields(kind) if f.name not in _NOT_OURS})
    for kind, table in _TABLES.items()
}


class Store:
    """Persons, conversations and open drafts of a batch are loaded beforehand; the rest is asked for."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now
        self._session: Session | None = None
        self._known: dict[type, dict[Any, Any]] = {Person: {}, Conversation: {}, Draft: {}}
        self._loaded: dict[tuple[type, Any], tuple[Any, ...]] = {}
        self._new: list[Draft] = []
        self._logged: dict[type[SQLModel], list[dict[str, Any]]] = defaultdict(list)
        self._among: dict[Any, frozenset[int]] = {}
        self.told = False
        """Whether a turn has left word for somebody: it falls due at once."""

    @property
    def dialect(self) -> str:
        """The database engine's name."""
        return self._connection.dialect.name

    # Domain rows

    @property
    def _rows(self) -> Session:
        if self._session is None:
            self._session = Session(bind=self._connection, expire_on_commit=False, autoflush=True)
        return self._session

    def add(self, row: Row) -> Row:
        """A new domain row; it has its id at once."""
        self._rows.add(row)
        self._rows.flush()
        return row

    def log(self, table: type[SQLModel], /, **values: Any) -> None:
        """A row that is only ever looked back at: written with the batch, without becoming an object (an
        object costs twenty times as much). Every column without a default in the database is needed."""
        self._logged[table].append(values)

    def get(self, kind: type[Row], key: Any) -> Row | None:
        """A domain row by its primary key; changes to it are saved with the turn."""
        return self._rows.get(kind, key)

    def held(self, kind: type[Row], key: int) -> Row | None:
        """A domain row as it is now, held until the turn is over: whoever changes it meanwhile waits."""
        self._flush_log()
        if self._session is not None:
            self._session.flush()  # what is read now goes over what this batch knew of it
        return self._rows.get(kind, key, with_for_update=True, populate_existing=True) if key else None

    def refresh(self, row: SQLModel) -> None:
        """A domain row as it is now, after a statement has changed it."""
        self._rows.refresh(row)

    def all(self, query: "SelectOfScalar[Row]") -> Sequence[Row]:
        """Domain rows; changes to them are saved with the turn."""
        self._flush_log()
        return self._rows.exec(query).all()

    def first(self, query: "SelectOfScalar[Row]") -> Row | None:
        """The first domain row, or None."""
        self._flush_log()
        return self._rows.exec(query).first()

    def execute(self, statement: Any, params: Any = None) -> Any:
        """Any other statement, in the same transaction."""
        self._flush_log()
        if self._session is not None:
            self._session.flush()
        return self._connection.execute(statement, params)

    def forget_chat(self, conversation_id: int) -> None:
        """Blanks what somebody wrote, had its turn or was given up: they did not agree that it is kept."""
        rows: Table = tables.Inbox.__table__  # type: ignore[attr-defined]
        over = rows.c.state.in_(("done", "parked"))
        self.execute(
            update(rows).where(rows.c.conversation_id == conversation_id, over).values(raw=b"", files=[])
        )

    # Records

    def load(self, kind: type[Record], ids: Iterable[Any]) -> dict[Any, Record]:
        """Records by id; known ones are not read again."""
        known = self._known[kind]
        missing = [key for key in dict.fromkeys(ids) if key not in known]
        if missing:
            self._read(kind, _BY_ID[kind], missing)
        return known

    def _read(self, kind: type[Record], query: Any, ids: list[Any]) -> None:
        known = self._known[kind]
        for row in self._connection.execute(query, {"ids": ids}).all():
            if row[0] not in known:
                known[row[0]] = kind(*row)
                self._loaded[kind, row[0]] = tuple(row)

    def among(self, which: Which) -> frozenset[int]:
        """Which conversations of the batch something is true of: asked once for all of them."""
        if which not in self._among:
            self._among[which] = which(self._connection, list(self._known[Conversation]))
        return self._among[which]

    def person(self, key: int) -> Person:
        """A person by id. Raises KeyError."""
        return self.load(Person, [key])[key]

    def draft(self, key: str) -> Draft | None:
        """A draft by id, open or not."""
        return self.load(Draft, [key]).get(key)

    def load_open_drafts(self, person_ids: Iterable[int]) -> None:
        """One query for a whole batch."""
        self._read(Draft, _OPEN_DRAFTS, list(person_ids))

    def open_drafts(self, person_id: int, form: str | None = None) -> list[Draft]:
        """A person's open drafts, the last changed one first. They are loaded with the batch."""
        drafts: list[Draft] = [
            d
            for d in self._known[Draft].values()
            if d.person_id == person_id and d.state == "open" and form in (None, d.form)
        ]
        return sorted(drafts, key=lambda d: d.updated_at, reverse=True)

    def new_draft(self, draft: Draft) -> Draft:
        """A draft that did not exist before; its id is the caller's (derived from the turn, so it is new)."""
        self._known[Draft][draft.id] = draft
        self._new.append(draft)
        if self._session is not None or draft.initiative_id:
            self.flush_drafts()
        return draft

    def became(self, gone: int, stays: int) -> None:
        """Somebody turned out to be somebody else, and statements have changed whose everything is: so it is
        with what was read before."""
        for record in (*self._known[Draft].values(), *self._known[Conversation].values()):
            if record.person_id == gone:
                record.person_id = stays
        if self._session is not None:
            self._session.flush()
            self._session.expire_all()
        if (person := self._known[Person].get(gone)) is not None:
            person.unit_id = None
        self.load_open_drafts([stays])

    def flush_drafts(self) -> None:
        """Writes new drafts now, for domain rows that refer to them."""
        if self._new:
            table = _TABLES[Draft]
            self._connection.execute(insert(table), [_as_dict(d) for d in self._new])
            for draft in self._new:
                self._loaded[Draft, draft.id] = _VALUES[Draft](draft)
            self._new = []

    def _flush_log(self) -> None:
        """After the rows it refers to, before anybody reads it."""
        if self._logged:
            if self._session is not None:
                self._session.flush()
            for kind, rows in self._logged.items():
                self._connection.execute(insert(kind.__table__), rows)  # type: ignore[attr-defined]
            self._logged.clear()

    def save(self) -> None:
        """Writes everything that changed. The engine calls it once, before its commit."""
        self.flush_drafts()
        self._flush_log()
        if self._session is not None:
            self._session.flush()
        for kind, records in self._known.items():
            values = _VALUES[kind]
            changed = [r for r in records.values() if values(r) != self._loaded[kind, r.id]]
            if changed:
                self._connection.execute(_UPDATES[kind], [_changes(r) for r in changed])


def _changes(record: Any) -> dict[str, Any]:
    """Only the columns of the statement: SQLAlchemy would set whatever else stands in the dictionary."""
    ours = {name: value for name, value in _as_dict(record).items() if name not in _NOT_OURS}
    return {"row_id": record.id, **ours}


def _as_dict(record: Any) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__slots__}
