"""What goes along when units are merged or closed, and comes back when that is undone: people and rosters,
initiatives and the desks they lie on; roles and invitations end.

Every function runs on a connection whose transaction belongs to the caller.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple, cast

from sqlalchemy import Connection, bindparam, insert, select, update

from storage.audit import audit
from storage.initiatives import CLOSED
from storage.roles import invitation, role, usable
from storage.tables import Initiative, InitiativeEvent, Member, Person, Unit

unit = Unit.__table__  # type: ignore[attr-defined]
person = Person.__table__  # type: ignore[attr-defined]
member = Member.__table__  # type: ignore[attr-defined]
initiative = Initiative.__table__  # type: ignore[attr-defined]
history = InitiativeEvent.__table__  # type: ignore[attr-defined]

AT_ONCE = 1000  # rows of a statement
CHANGED = "unit_changed"  # what an initiative's history calls it

Moves = Sequence[Sequence[int]]
"""[row, from, to] of each."""

_COLUMNS: Mapping[str, Any] = {
    "people": person.c.unit_id,
    "members": member.c.unit_id,
    "initiatives": initiative.c.unit_id,
    "desks": initiative.c.holder_id,
}
"""What goes from one unit to another, by its name in what an undo needs."""


class Ways(NamedTuple):
    """Where what belonged to closed units goes. `into`: their successors, where they have one; `above`: the
    units they stood under."""

    into: Mapping[int, int]
    above: Mapping[int, int | None]

    def successor(self, key: int) -> int:
        """The unit that people of one belong to: they stay where there is no successor."""
        return self._last(key, self.into.get)

    def desk(self, key: int) -> int:
        """The unit that acts for a closed one: its successor, else the nearest open one above; itself where
        there is neither."""
        found = self._last(key, lambda one: self.into.get(one) or self.above.get(one))
        return key if found in self.above else found

    def _last(self, key: int, following: Callable[[int], int | None]) -> int:
        """The end of a chain; itself where there is none that ends."""
        seen, found = set[int](), key
        while (new := following(found)) is not None:
            if new in seen:
                return key
            seen.add(new)
            found = new
        return found


def thousands(rows: Sequence[Any]) -> Iterable[Sequence[Any]]:
    """As many as one statement takes, again and again."""
    return (rows[start : start + AT_ONCE] for start in range(0, len(rows), AT_ONCE))


def ways(connection: Connection) -> Ways:
    """As the tree is now."""
    columns = (unit.c.id, unit.c.parent_id, unit.c.merged_into_id)
    rows = connection.execute(select(*columns).where(unit.c.closed_on.is_not(None))).all()
    into = {row.id: row.merged_into_id for row in rows if row.merged_into_id is not None}
    return Ways(into, {row.id: row.parent_id for row in rows})


def along(
    connection: Connection, gone: Collection[int], person_id: int | None, now: datetime
) -> dict[str, Any]:
    """Empties units that are merged or closed by now; returns what it takes to undo it.

    People, rosters and initiatives of merged units go to the successors. What lies on the desk of a unit goes
    to its successor, or to the nearest open unit above. Both stand in the initiatives' history.

    Roles end, they do not go along: nobody has granted them in the successor, where they would open the desks
    of people who never heard of whoever holds them, and after two mergers a unit would have the officers of
    three. Who is to go on is invited there anew. Open invitations grant nothing any more.
    """
    found = ways(connection)
    successors = {key: found.successor(key) for key in gone}
    desks = {key: found.desk(key) for key in gone}
    kept = initiative.c.status.not_in(CLOSED)
    moves = {
        "people": _moves(connection, _COLUMNS["people"], successors),
        "members": _moves(connection, _COLUMNS["members"], successors),
        "initiatives": _moves(connection, _COLUMNS["initiatives"], successors, kept),
        "desks": _moves(connection, _COLUMNS["desks"], desks, kept),
    }
    for name, rows in moves.items():
        _go(connection, _COLUMNS[name], rows)
    _note(connection, moves["initiatives"], moves["desks"], person_id, now)
    why = {key: "merged" if key in found.into else "closed" for key in gone}
    _revoke(connection, why, person_id, now)
    return {**moves, "roles": _end(connection, why, person_id, now)}


def back(
    connection: Connection, before: Mapping[str, Any], person_id: int | None, now: datetime
) -> Sequence[Any]:
    """Brings back what went along, unless it has gone elsewhere meanwhile, and the roles that ended: returns
    these. Invitations stay revoked."""
    moves = {name: [[k, new, old] for k, old, new in before.get(name, ())] for name in _COLUMNS}
    there = {name: _still(connection, column, moves[name]) for name, column in _COLUMNS.items()}
    for name, column in _COLUMNS.items():
        _go(connection, column, there[name])
    _note(connection, there["initiatives"], there["desks"], person_id, now)
    return _begin_again(connection, before.get("roles", ()), person_id, now)


def _moves(connection: Connection, column: Any, ways: Mapping[int, int], *which: Any) -> Moves:
    key, found = column.table.c.id, list[list[int]]()
    for some in thousands([old for old, new in ways.items() if new != old]):
        rows = connection.execute(select(key, column).where(column.in_(some), *which).order_by(key))
        found += [[row[0], row[1], ways[row[1]]] for row in rows]
    return found


def _go(connection: Connection, column: Any, moves: Moves) -> None:
    """Each from one unit to another."""
    table = column.table
    here = (table.c.id == bindparam("row_id")) & (column == bindparam("old"))
    statement = update(table).where(here).values({column: bindparam("new")})
    if moves:
        connection.execute(statement, [{"row_id": k, "old": old, "new": new} for k, old, new in moves])


def _still(connection: Connection, column: Any, moves: Moves) -> Moves:
    """Those of which the first unit is still true."""
    key, here = column.table.c.id, dict[int, int]()
    for some in thousands([k for k, _, _ in moves]):
        here |= {row[0]: row[1] for row in connection.execute(select(key, column).where(key.in_(some)))}
    return [move for move in moves if here.get(move[0]) == move[1]]


def _note(connection: Connection, sent: Moves, held: Moves, person_id: int | None, now: datetime) -> None:
    """One line in the history of each initiative: the units it comes from, the desks it lies on."""
    data: dict[int, dict[str, int]] = {key: {"from": old, "to": new} for key, old, new in sent}
    for key, old, new in held:
        data[key] = {**data.get(key, {}), "desk_from": old, "desk_to": new}
    about = {"at": now, "kind": CHANGED, "person_id": person_id}
    if data:
        rows = [{"initiative_id": key, **about, "data": told} for key, told in data.items()]
        connection.execute(insert(history), rows)


# Roles and invitations


def _end(connection: Connection, why: Mapping[int, str], person_id: int | None, now: datetime) -> list[int]:
    columns = (role.c.id, role.c.role, role.c.unit_id, role.c.person_id)
    ended = list[Any]()
    for some in thousands(list(why)):
        mine = role.c.unit_id.in_(some) & role.c.ended_at.is_(None)
        ended += connection.execute(update(role).where(mine).values(ended_at=now).returning(*columns)).all()
    ended.sort(key=lambda row: cast(int, row.id))
    _log(connection, "ended", ended, why, person_id, now)
    return [row.id for row in ended]


def _begin_again(
    connection: Connection, ids: Sequence[int], person_id: int | None, now: datetime
) -> Sequence[Any]:
    columns = (role.c.id, role.c.role, role.c.unit_id, role.c.person_id)
    begun = list[Any]()
    for some in thousands(ids):
        mine = update(role).where(role.c.id.in_(some)).values(ended_at=None)
        begun += connection.execute(mine.returning(*columns)).all()
    _log(connection, "granted", begun, {row.unit_id: "undone" for row in begun}, person_id, now)
    return begun


def _revoke(connection: Connection, why: Mapping[int, str], person_id: int | None, now: datetime) -> None:
    columns = (invitation.c.id, invitation.c.role, invitation.c.unit_id)
    gone = list[Any]()
    for some in thousands(list(why)):
        mine = update(invitation).where(invitation.c.unit_id.in_(some), usable(now)).values(revoked_at=now)
        gone += connection.execute(mine.returning(*columns)).all()
    _log(connection, "revoked", gone, why, person_id, now)


def _log(
    connection: Connection,
    kind: str,
    rows: Sequence[Any],
    why: Mapping[int, str],
    person_id: int | None,
    now: datetime,
) -> None:
    told = [
        {
            "at": now,
            "kind": kind,
            "role": row.role,
            "unit_id": row.unit_id,
            "person_id": person_id,
            "about_id": None if kind == "revoked" else row.person_id,
            "invitation_id": row.id if kind == "revoked" else None,
            "data": {"why": why[row.unit_id]},
        }
        for row in rows
    ]
    if told:
        connection.execute(insert(audit), told)
