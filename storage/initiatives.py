"""Initiatives and what happened to them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import select

from storage.records import Draft
from storage.store import Store
from storage.tables import Counter, FileUse, Initiative, InitiativeEvent

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
counter = Counter.__table__  # type: ignore[attr-defined]


def next_number(store: Store, name: str) -> int:
    """The next number under a name, dense: it is taken in the commit of what it numbers."""
    statement: Any = (sqlite if store.dialect == "sqlite" else postgresql).insert(counter)
    statement = statement.values(name=name, value=1).on_conflict_do_update(
        index_elements=["name"], set_={"value": counter.c.value + 1}
    )
    return int(store.execute(statement.returning(counter.c.value)).scalar_one())


def new_code(store: Store, prefix: str, moment: datetime) -> str:
    """E.g. BK-2026-000123: per programme and year on Vietnam's calendar."""
    year = moment.astimezone(ZONE).year
    return f"{prefix}-{year}-{next_number(store, f'{prefix}-{year}'):06d}"


def keep_files(store: Store, draft: Draft, initiative_id: int) -> None:
    """The files of a draft belong to the initiative from now on."""
    uses = FileUse.__table__  # type: ignore[attr-defined]
    store.execute(update(uses).where(uses.c.draft_id == draft.id).values(initiative_id=initiative_id))


def happened(
    store: Store, initiative_id: int, at: datetime, kind: str, person_id: int | None, **data: Any
) -> None:
    """Adds to the history of an initiative."""
    store.add(InitiativeEvent(initiative_id=initiative_id, at=at, kind=kind, person_id=person_id, data=data))


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
