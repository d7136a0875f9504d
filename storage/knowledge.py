"""What the people of a unit wrote into the knowledge themselves, and what of all of it is used."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, String, cast, func, select

from storage.audit import below_any
from storage.database import upsert
from storage.roles import Executes
from storage.settings import setting
from storage.store import Store
from storage.tables import KnowledgeEntry, KnowledgeUse, Ticket, Unit

entry = KnowledgeEntry.__table__  # type: ignore[attr-defined]
use = KnowledgeUse.__table__  # type: ignore[attr-defined]
ticket = Ticket.__table__  # type: ignore[attr-defined]
unit = Unit.__table__  # type: ignore[attr-defined]

PROPOSED, LIVE, RETIRED = "proposed", "live", "retired"
MOST = 3_000  # uses that are counted: a page shows what was wanted lately, within a turn
READ = ("read", "helped", "sent")
"""Uses that say that an entry was wanted."""

_COUNTER = "knowledge"
NEWEST = select(cast(setting.c.value, Integer)).where(setting.c.key == _COUNTER)
"""How often what is live has changed: another number than before means that it did, in whichever process."""


def newest(database: Executes) -> int:
    """That number; 0 where nothing was ever published."""
    return int(database.execute(NEWEST).scalar() or 0)


def propose(store: Store, **values: Any) -> KnowledgeEntry:
    """An entry that the lead has yet to read."""
    return store.add(KnowledgeEntry(state=PROPOSED, changed_at=values["made_at"], **values))


def change(store: Store, row: KnowledgeEntry, at: datetime, reviewer_id: int, **values: Any) -> None:
    """Publishes (`state=LIVE`), retires, or changes what it says; the search of every process follows."""
    for name, value in {**values, "changed_at": at, "reviewer_id": reviewer_id}.items():
        setattr(row, name, value)
    changed(store, store.dialect)


def changed(database: Executes, dialect: str) -> None:
    """What is live is not what it was."""
    counted = upsert(dialect, setting).values(key=_COUNTER, value="1")
    more = cast(cast(setting.c.value, Integer) + 1, String)
    database.execute(counted.on_conflict_do_update(index_elements=["key"], set_={"value": more}))


def live(database: Executes) -> Sequence[Any]:
    """What is in use, in the order it was made."""
    query = select(entry).where(entry.c.state == LIVE)
    return list(database.execute(query.order_by(entry.c.id)).all())


def of_units(database: Executes, units: Collection[int], state: str) -> Sequence[Any]:
    """The entries of some units in a state, the newest first."""
    query = select(entry).where(entry.c.unit_id.in_(units), entry.c.state == state)
    return list(database.execute(query.order_by(entry.c.id.desc())).all())


def used(
    store: Store, kind: str, at: datetime, *, entry: str = "", programme: str = "",
    unit_id: int | None = None, ticket_id: int | None = None,
) -> None:  # fmt: skip
    """Writes down that an entry was read, helped, was refused or sent, or that nothing was found."""
    store.log(
        KnowledgeUse, entry=entry, programme=programme, unit_id=unit_id, ticket_id=ticket_id, kind=kind, at=at
    )


def wanted(
    database: Executes, since: datetime, *, programme: str | None = None, under: Collection[int] | None = None
) -> dict[str, int]:
    """How often each entry was wanted since a moment, as far as the newest `MOST` uses tell, the most wanted
    first: by people of a programme, or of some units and all below them."""
    mine = select(use.c.entry).where(use.c.kind.in_(READ), use.c.at >= since)
    if programme is not None:
        mine = mine.where(use.c.programme == programme)
    if under is not None:
        mine = mine.join(unit, unit.c.id == use.c.unit_id).where(below_any(unit, under))
    newest, often = mine.order_by(use.c.at.desc()).limit(MOST).subquery(), func.count()
    ranked = select(newest.c.entry, often).group_by(newest.c.entry).order_by(often.desc(), newest.c.entry)
    return {row[0]: row[1] for row in database.execute(ranked)}


def unanswered(database: Executes, desks: Collection[int], count: int) -> list[int]:
    """The questions to some units for which nothing was known (ids of tickets), the newest first."""
    query = select(use.c.ticket_id).join(ticket, ticket.c.id == use.c.ticket_id)
    mine = query.where(use.c.kind == "none", ticket.c.desk_id.in_(desks)).distinct()
    return [row[0] for row in database.execute(mine.order_by(use.c.ticket_id.desc()).limit(count))]
