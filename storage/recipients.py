"""Who may be reminded: people with a conversation, by their roles and by what they have begun."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from sqlalchemy import func, select

from storage import people
from storage.audit import audit
from storage.queue import person
from storage.roles import Executes, role
from storage.tables import Draft, Initiative

draft = Draft.__table__  # type: ignore[attr-defined]
initiative = Initiative.__table__  # type: ignore[attr-defined]


def conversations(database: Executes) -> dict[int, int]:
    """Where everybody who has a name is written to, reachable or not: that is evidence too."""
    return {row.person_id: row.id for row in people.chats(database, None)}


def roles(database: Executes, names: Collection[str], first: date, last: date) -> list[Any]:
    """The roles of some names that are held on some day from the first to the last: (id, person_id, role,
    unit_id, since, until, covers_id); since and until are a cover's days."""
    columns = [role.c[n] for n in ("id", "person_id", "role", "unit_id", "since", "until", "covers_id")]
    begun = role.c.since.is_(None) | (role.c.since <= last)
    lasting = role.c.until.is_(None) | (role.c.until >= first)
    held = role.c.role.in_(names) & role.c.ended_at.is_(None) & begun & lasting
    return list(database.execute(select(*columns).where(held).order_by(role.c.id)).all())


def authors(database: Executes, forms: Collection[str]) -> Iterator[tuple[int, int]]:
    """(person, their unit) of all who have begun one of some forms, whose initiative waits for additions or
    its last parts, or is recognised and not on the portal."""
    begun = select(draft.c.person_id).where(draft.c.state == "open", draft.c.form.in_(forms))
    unposted = (initiative.c.status == "recognised") & initiative.c.posted_on.is_(None)
    open_ = initiative.c.status.in_(("sent", "forwarded", "asked", "answered", "received", "council"))
    waiting = select(initiative.c.person_id).where(open_ | unposted)
    theirs = begun.union(waiting).subquery()
    query = select(person.c.id, person.c.unit_id).where(
        person.c.id.in_(select(theirs.c.person_id)), person.c.unit_id.is_not(None)
    )
    yield from ((row[0], row[1]) for row in database.execute(query))


def newest_change(database: Executes) -> int:
    """A number that grows with every change of roles."""
    return int(database.execute(select(func.max(audit.c.id))).scalar() or 0)
