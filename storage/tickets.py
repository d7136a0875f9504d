"""Questions to advisory teams and officers."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import func, or_, select, update

from storage import initiatives, roles
from storage.roles import Executes, invitation, role
from storage.store import Store
from storage.tables import Person, Ticket, TicketEntry

ticket = Ticket.__table__  # type: ignore[attr-defined]
entry = TicketEntry.__table__  # type: ignore[attr-defined]
person = Person.__table__  # type: ignore[attr-defined]

OPEN = ("waiting", "taken", "answered")
"""States in which it is not over."""


def ask(store: Store, **values: Any) -> Ticket:
    """A new question; its number is dense, over all units."""
    number = initiatives.next_number(store, "ticket")
    return store.add(Ticket(number=number, **values))


def say(store: Store, ticket_id: int, at: datetime, kind: str, person_id: int | None, text: str = "",
        files: Sequence[dict[str, Any]] = (), data: dict[str, Any] | None = None) -> int:  # fmt: skip
    """Adds what was said or done, and returns its number."""
    row = TicketEntry(
        ticket_id=ticket_id, at=at, kind=kind, person_id=person_id, text=text, files=list(files),
        data=data or {},
    )  # fmt: skip
    return store.add(row).id or 0


def by_number(store: Store, number: int) -> Ticket | None:
    """A question by the number that people know, held for this turn; the one it goes on in where it was
    merged."""
    key = store.execute(select(ticket.c.id).where(ticket.c.number == number)).scalar()
    found = store.held(Ticket, key or 0)
    return current(store, found) if found is not None else None


def current(store: Store, found: Ticket) -> Ticket:
    """The question that one goes on in: itself, unless it was merged."""
    while found.merged_into_id is not None and (into := store.held(Ticket, found.merged_into_id)) is not None:
        found = into
    return found


def take(database: Executes, ticket_id: int, person_id: int) -> bool:
    """Somebody answers it from now on; False where another was quicker. One statement, so that of ten who
    press at once one wins."""
    free = (ticket.c.id == ticket_id) & ticket.c.adviser_id.is_(None) & ticket.c.state.in_(OPEN)
    taken = update(ticket).where(free).values(adviser_id=person_id, state="taken").returning(ticket.c.id)
    return database.execute(taken).first() is not None


def entries(
    database: Executes,
    ticket_id: int,
    kinds: Collection[str] = (),
    *,
    first: int | None = None,
    last: int | None = None,
) -> Sequence[Any]:
    """What was said and done, with names, the oldest first; only so many of the `first` or the `last` ones.
    What was merged into it is part of it."""
    whose = select(ticket.c.person_id).where(ticket.c.id == ticket_id).scalar_subquery()
    theirs = (ticket.c.person_id == whose) & (ticket.c.merged_into_id == ticket_id)
    query = select(entry, person.c.name).outerjoin(person, person.c.id == entry.c.person_id)
    # One list for both: PostgreSQL reads through the whole table for "this one, or one of those".
    parts = select(ticket.c.id).where(or_(ticket.c.id == ticket_id, theirs))
    query = query.where(entry.c.ticket_id.in_(parts))
    if kinds:
        query = query.where(entry.c.kind.in_(kinds))
    if last is not None:
        return list(database.execute(query.order_by(entry.c.id.desc()).limit(last)).all())[::-1]
    return list(database.execute(query.order_by(entry.c.id).limit(first)).all())


def one_entry(database: Executes, number: int) -> Any:
    """What was said, by its number; None where there is none."""
    return database.execute(select(entry).where(entry.c.id == number)).first()


def last_answer(database: Executes, number: int) -> Any:
    """The last answer to a question, by the number that people know; None where there is none."""
    mine = (ticket.c.number == number) & (entry.c.kind == "answered")
    query = select(entry.c.ticket_id, entry.c.person_id).join(ticket, ticket.c.id == entry.c.ticket_id)
    return database.execute(query.where(mine).order_by(entry.c.id.desc()).limit(1)).first()


def said_since(database: Executes, ticket_ids: Collection[int], since: datetime) -> bool:
    """Whether the asker of one of some questions has written since a moment."""
    theirs = entry.c.ticket_id.in_(ticket_ids) & (entry.c.kind == "asked") & (entry.c.at >= since)
    return database.execute(select(entry.c.id).where(theirs).limit(1)).first() is not None


def asked_since(database: Executes, ticket_id: int, since: datetime) -> int:
    """How many messages the asker of a question has written since a moment."""
    theirs = (entry.c.ticket_id == ticket_id) & (entry.c.kind == "asked") & (entry.c.at >= since)
    return int(database.execute(select(func.count()).where(theirs)).scalar_one())


def of_person(
    database: Executes, person_id: int, count: int = 20, states: Collection[str] = ()
) -> Sequence[Any]:
    """The questions somebody has asked, of all states or of some, the newest first."""
    mine = select(ticket).where(ticket.c.person_id == person_id).order_by(ticket.c.id.desc())
    if states:
        mine = mine.where(ticket.c.state.in_(states))
    return list(database.execute(mine.limit(count)).all())


def taken_by(database: Executes, person_id: int) -> Sequence[Any]:
    """The open questions somebody answers, the oldest first."""
    mine = (ticket.c.adviser_id == person_id) & ticket.c.state.in_(OPEN)
    return list(database.execute(select(ticket).where(mine).order_by(ticket.c.id)).all())


def lying(
    database: Executes, desks: Collection[int], states: Collection[str], first: int, count: int
) -> Sequence[Any]:
    """A page of the questions of some units, the oldest first."""
    mine = ticket.c.desk_id.in_(desks) & ticket.c.state.in_(states)
    return list(
        database.execute(select(ticket).where(mine).order_by(ticket.c.id).offset(first).limit(count)).all()
    )


def counts(database: Executes, desks: Collection[int]) -> dict[str, int]:
    """How many questions of some units stand in each state."""
    query = select(ticket.c.state, func.count()).where(ticket.c.desk_id.in_(desks)).group_by(ticket.c.state)
    return {row[0]: row[1] for row in database.execute(query)}


class Answerer(NamedTuple):
    """Somebody of a unit who answers questions."""

    unit_id: int
    person_id: int
    name: str


def answerers(database: Executes, name: str, lineage: Sequence[int], today: date) -> list[Answerer]:
    """Who holds a role in some units on a day, those of the first unit first; who is away, whether or
    not somebody has come to cover for them, is not among them."""
    cover = role.alias("cover")
    covered = select(cover.c.id).where(
        cover.c.covers_id == role.c.id,
        cover.c.ended_at.is_(None),
        cover.c.since <= today,
        cover.c.until >= today,
    )
    away = select(invitation.c.id).where(
        invitation.c.role_id == role.c.id,
        invitation.c.revoked_at.is_(None),
        invitation.c.since <= today,
        invitation.c.until >= today,
    )
    query = select(role.c.unit_id, role.c.person_id, person.c.name).join(
        person, person.c.id == role.c.person_id
    )
    mine = (
        (role.c.role == name)
        & roles.valid(today)
        & role.c.unit_id.in_(lineage)
        & ~covered.exists()
        & ~away.exists()
    )
    rows = [Answerer(*row) for row in database.execute(query.where(mine).order_by(role.c.id))]
    return sorted(dict.fromkeys(rows), key=lambda one: lineage.index(one.unit_id))
