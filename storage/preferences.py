"""How people wish to be reminded."""

from collections.abc import Collection
from dataclasses import asdict, dataclass

from sqlalchemy import select

from storage.database import upsert
from storage.roles import Executes
from storage.store import Store
from storage.tables import Preference

preference = Preference.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Wishes:
    """What somebody wishes; as it is, what is usual. Hours are "21:00", both empty for the usual ones."""

    night_shift: bool = False
    muted: tuple[str, ...] = ()
    quiet_from: str = ""
    quiet_until: str = ""


USUAL = Wishes()


def get(database: Executes, person_id: int) -> Wishes:
    """The wishes of one person."""
    return many(database, [person_id]).get(person_id, USUAL)


def many(database: Executes, people: Collection[int]) -> dict[int, Wishes]:
    """The wishes of those who have any."""
    columns = (preference.c[name] for name in ("night_shift", "muted", "quiet_from", "quiet_until"))
    query = select(preference.c.person_id, *columns).where(preference.c.person_id.in_(people))
    rows = database.execute(query)
    return {row[0]: Wishes(row[1], tuple(row[2]), row[3], row[4]) for row in rows}


def put(store: Store, person_id: int, wishes: Wishes) -> None:
    """From now on somebody wishes this."""
    values = {**asdict(wishes), "muted": list(wishes.muted)}
    store.execute(
        upsert(store.dialect, preference)
        .values(person_id=person_id, **values)
        .on_conflict_do_update(index_elements=["person_id"], set_=values)
    )


def chat(database: Executes, person_id: int) -> int | None:
    """The conversation somebody chose to be written to; None where they did not."""
    query = select(preference.c.conversation_id).where(preference.c.person_id == person_id)
    key: int | None = database.execute(query).scalar()
    return key


def put_chat(store: Store, person_id: int, conversation_id: int | None) -> None:
    """From now on somebody is written to in this conversation first; None: in any."""
    usual = {**asdict(USUAL), "muted": []}
    store.execute(
        upsert(store.dialect, preference)
        .values(person_id=person_id, **usual, conversation_id=conversation_id)
        .on_conflict_do_update(index_elements=["person_id"], set_={"conversation_id": conversation_id})
    )
