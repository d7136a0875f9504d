"""Word of an import of units, left for those it concerns: officers to whom work has come, and people whose
roles ended in a unit that is no more.

The word is a `Reminder` that is due at once, in the commit of the import: a running service says it, whoever
has imported.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select

from storage import people
from storage.database import upsert
from storage.initiatives import OVER, ZONE
from storage.roles import in_days, role
from storage.tables import Reminder
from storage.unit_moves import Moves, initiative, thousands, unit

reminder = Reminder.__table__  # type: ignore[attr-defined]

CAME = "unit_work"
"""To an officer: work has come. About `<unit>.<units>.<initiatives>`: the first unit that it came from, how
many units, how many initiatives."""
ROLE = "unit_role"
"""To somebody whose role has ended with a unit, or begun again. About `over.<unit>` or `back.<unit>`."""


def leave(connection: Connection, moves: Mapping[str, Any], now: datetime) -> None:
    """Word of what `unit_moves.along` has moved and ended."""
    ended: Sequence[int] = moves["roles"]
    rows = [row for some in thousands(ended) for row in connection.execute(_roles(some))]
    _say(connection, ROLE, [(row.person_id, f"over.{row.unit_id}") for row in rows], now)
    came = _open(connection, moves["desks"])
    near = _followers(
        connection, {key for pair in came for key in pair}, now.astimezone(ZONE).date(), set(ended)
    )
    theirs: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for (old, new), count in came.items():
        for person_id in near[new] - near[old]:  # who followed it before has lost nothing
            theirs[person_id].append((old, count))
    told = [
        (key, f"{min(old for old, _ in found)}.{len(found)}.{sum(count for _, count in found)}")
        for key, found in theirs.items()
    ]
    _say(connection, CAME, told, now)


def undone(connection: Connection, begun: Sequence[Any], now: datetime) -> None:
    """Word of roles that have begun again."""
    _say(connection, ROLE, [(row.person_id, f"back.{row.unit_id}") for row in begun], now)


def _roles(ids: Sequence[int]) -> Any:
    return select(role.c.id, role.c.unit_id, role.c.person_id).where(role.c.id.in_(ids)).order_by(role.c.id)


def _open(connection: Connection, moves: Moves) -> Counter[tuple[int, int]]:
    """How many of the initiatives that moved still need somebody to act on them: by (from, to)."""
    key, kept = initiative.c.id, set[int]()
    for some in thousands([key for key, _, _ in moves]):
        mine = select(key).where(key.in_(some), initiative.c.status.not_in(OVER))
        kept |= set(connection.execute(mine).scalars())
    return Counter((old, new) for key, old, new in moves if key in kept)


def _followers(
    connection: Connection, units: Collection[int], today: date, ended: Collection[int]
) -> dict[int, frozenset[int]]:
    """The officers of the nearest unit that has any, for each of some units; roles that have just ended
    count, they are in units that have just closed."""
    paths = [row for some in thousands(list(units)) for row in connection.execute(
        select(unit.c.id, unit.c.path).where(unit.c.id.in_(some)))]  # fmt: skip
    lineages = {row.id: [int(key) for key in reversed(row.path.strip("/").split("/"))] for row in paths}
    officers: dict[int, set[int]] = defaultdict(set)
    columns = (role.c.id, role.c.unit_id, role.c.person_id, role.c.ended_at, unit.c.closed_on)
    query = select(*columns).join(unit, unit.c.id == role.c.unit_id)
    for some in thousands(sorted({key for lineage in lineages.values() for key in lineage})):
        mine = (role.c.role == "officer") & in_days(today) & role.c.unit_id.in_(some)
        for row in connection.execute(query.where(mine)):
            if row.id in ended or (row.ended_at is None and row.closed_on is None):
                officers[row.unit_id].add(row.person_id)
    return {
        key: frozenset(next((officers[near] for near in lineage if near in officers), ()))
        for key, lineage in lineages.items()
    }


def _say(connection: Connection, kind: str, told: Sequence[tuple[int, str]], now: datetime) -> None:
    """To whom can be reached; the same word twice is one."""
    rows = [
        {"kind": kind, "subject": f"{about}/{person_id}", "conversation_id": chat, "due_at": now,
         "state": "waiting", "why": ""}
        for person_id, about in dict.fromkeys(told)
        if (chat := people.reachable(connection, person_id)) is not None
    ]  # fmt: skip
    once = upsert(connection.dialect.name, reminder).on_conflict_do_nothing()
    if rows:
        connection.execute(once, rows)
