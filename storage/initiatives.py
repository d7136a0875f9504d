"""Initiatives and what happened to them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, bindparam, update
from sqlmodel import select

from storage.database import upsert
from storage.records import Draft
from storage.store import Store
from storage.tables import Counter, FileUse, Initiative, InitiativeEvent

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
CLOSED = ("withdrawn",)  # states after which nothing more happens to an initiative
OVER = ("ineligible", "unrecognised", "recognised", "withdrawn")  # as a rule nothing more is to be done
counter = Counter.__table__  # type: ignore[attr-defined]
uses = FileUse.__table__  # type: ignore[attr-defined]
sent = Initiative.__table__  # type: ignore[attr-defined]


_NEXT: dict[str, Any] = {
    dialect: upsert(dialect, counter)
    .values(name=bindparam("name"), value=1)
    .on_conflict_do_update(index_elements=["name"], set_={"value": counter.c.value + 1})
    .returning(counter.c.value)
    for dialect in ("sqlite", "postgresql")
}


def next_number(store: Store, name: str) -> int:
    """The next number under a name, dense: it is taken in the commit of what it numbers."""
    return int(store.execute(_NEXT[store.dialect], {"name": name}).scalar_one())


def new_code(store: Store, prefix: str, moment: datetime) -> str:
    """E.g. BK-2026-000123: per programme and year on Vietnam's calendar. `moment`: when it was sent, which
    may be long before its turn (a night without the service, at New Year)."""
    year = moment.astimezone(ZONE).year
    return f"{prefix}-{year}-{next_number(store, f'{prefix}-{year}'):06d}"


_KEEP = (
    update(uses).where(uses.c.draft_id == bindparam("draft")).values(initiative_id=bindparam("initiative"))
)


def keep_files(store: Store, draft: Draft, initiative_id: int) -> None:
    """The files of a draft belong to the initiative from now on."""
    store.execute(_KEEP, {"draft": draft.id, "initiative": initiative_id})


def let_go_files(store: Store, draft_id: str) -> None:
    """The files of a draft do not belong to the initiative any more: what they came with was undone."""
    store.execute(update(uses).where(uses.c.draft_id == draft_id).values(initiative_id=None))


def happened(
    store: Store, initiative_id: int, at: datetime, kind: str, person_id: int | None, **data: Any
) -> None:
    """Adds to the history of an initiative."""
    store.log(InitiativeEvent, initiative_id=initiative_id, at=at, kind=kind, person_id=person_id, data=data)


def lay_with(connection: Connection, programme: str, unit_id: int) -> None:
    """What lies nowhere, sent by somebody without a unit, lies with the body that issued the programme."""
    lost = (sent.c.programme == programme) & sent.c.holder_id.is_(None)
    connection.execute(update(sent).where(lost).values(holder_id=unit_id))


def acted(
    store: Store, initiative_id: int, at: datetime, kind: str, person_id: int, **data: Any
) -> InitiativeEvent:
    """Adds to the history something that others are told of, by its number."""
    return store.add(
        InitiativeEvent(initiative_id=initiative_id, at=at, kind=kind, person_id=person_id, data=data)
    )


def acts_of(store: Store, person_id: int, since: datetime) -> Sequence[InitiativeEvent]:
    """What somebody has done to any initiative since a moment, the newest first."""
    mine = (InitiativeEvent.person_id == person_id) & (InitiativeEvent.at >= since)
    return store.all(select(InitiativeEvent).where(mine).order_by(InitiativeEvent.id.desc()))  # type: ignore[union-attr]


def locked(store: Store, key: int) -> Initiative | None:
    """One initiative as it is now; nobody else changes it before this turn is committed."""
    query = select(Initiative).where(Initiative.id == key).with_for_update()
    return store.first(query.execution_options(populate_existing=True))


def of_person(store: Store, person_id: int) -> Sequence[Initiative]:
    """What somebody sent, the newest first."""
    query = select(Initiative).where(Initiative.person_id == person_id)
    return store.all(query.order_by(Initiative.id.desc()))  # type: ignore[union-attr]


def history(store: Store, initiative_id: int) -> Sequence[InitiativeEvent]:
    """What happened to an initiative, the oldest first."""
    query = select(InitiativeEvent).where(InitiativeEvent.initiative_id == initiative_id)
    return store.all(query.order_by(InitiativeEvent.id))  # type: ignore[arg-type]


def files(store: Store, initiative_id: int) -> Sequence[FileUse]:
    """The files of an initiative, in the order they came."""
    query = select(FileUse).where(FileUse.initiative_id == initiative_id)
    return store.all(query.order_by(FileUse.id))  # type: ignore[arg-type]
