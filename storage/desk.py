"""What lies on the desks of officers: whose it is to act, what it is, how much of it.

A unit's work is done by its own officers; where it has none, by those of the nearest unit above that has.
So an initiative is on the desk of somebody whose role stands at or above the unit that holds it, with no
other unit's officer in between. Nobody reviews what they are an author of.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Select, Subquery, and_, bindparam, false, func, or_, select, union_all

from storage import roles
from storage.roles import Executes
from storage.tables import Author, Initiative, Person, Role, Unit

initiative = Initiative.__table__  # type: ignore[attr-defined]
author = Author.__table__  # type: ignore[attr-defined]
unit = Unit.__table__  # type: ignore[attr-defined]
role = Role.__table__  # type: ignore[attr-defined]
person = Person.__table__  # type: ignore[attr-defined]


DONE = ("ineligible", "unrecognised", "withdrawn")
"""States in which nobody has to act; what is recognised may still have to be entered on the portal."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which initiatives: of a programme, of a unit and all below it, in some states; `words` are folded."""

    programme: str = ""
    unit_id: int = 0
    states: tuple[str, ...] = ()
    unposted: tuple[str, ...] = ()
    """Recognised ones only where they still have to be entered on the portal of one of these programmes."""
    words: tuple[str, ...] = field(default_factory=tuple)


Which = Sequence[Sequence[Any]]
"""Which initiatives: those that meet all conditions of one of these lists; none meets those of two.

Each list begins with one column that is looked up in an index: a database finds its way through alternatives
that are asked apart, not through an OR."""


def end_of(path: Any) -> Any:
    """The first path after all that begin with one. "/1/4/" < path < "/1/40": "0" comes after "/"."""
    return func.substr(path, 1, func.length(path) - 1) + "0"


def inside(tops: Collection[int]) -> Select[Any]:
    """The ids of some units and all below them, closed ones too: for each of them one range of an index."""
    ranges = []
    for key in tops:
        top = unit.alias()
        path, end = (
            select(top.c.path).where(top.c.id == key),
            select(end_of(top.c.path)).where(top.c.id == key),
        )
        ranges.append((unit.c.path >= path.scalar_subquery()) & (unit.c.path < end.scalar_subquery()))
    return select(unit.c.id).where(or_(false(), *ranges))


def attended(database: Executes, tops: Collection[int], today: date) -> set[int]:
    """The units, of some and all below them, that have officers of their own."""
    officers = (role.c.role == "officer") & roles.valid(today) & role.c.unit_id.in_(inside(tops))
    return set(database.execute(select(role.c.unit_id).where(officers).distinct()).scalars())


def holders(database: Executes, tops: Collection[int]) -> list[int]:
    """The units, of some and all below them, with which something lies that may have to be acted on."""
    mine = initiative.c.holder_id.in_(inside(tops)) & initiative.c.status.not_in(DONE)
    return list(database.execute(select(initiative.c.holder_id).where(mine).distinct()).scalars())


def _authored(person_id: int, name: str) -> Select[Any]:
    """The initiatives somebody is an author of, found to be or by the same name."""
    theirs = or_(author.c.person_id == person_id, and_(author.c.person_id.is_(None), author.c.name == name))
    return select(author.c.initiative_id).where(theirs, author.c.state != "gone")


def with_authors(database: Executes, unit_id: int, states: Collection[str], today: date) -> list[int]:
    """What lies with a unit, in some states, and has an officer of the unit among its authors."""
    mine = (initiative.c.holder_id == unit_id) & initiative.c.status.in_(states)
    officers = (role.c.role == "officer") & (role.c.unit_id == unit_id) & roles.valid(today)
    query = select(initiative.c.id).join(author, author.c.initiative_id == initiative.c.id)
    found = query.join(role, role.c.person_id == author.c.person_id).where(mine, officers)
    return list(database.execute(found.where(author.c.state != "gone").distinct()).scalars())


def authors_of(database: Executes, initiative_id: int) -> tuple[set[int], set[str]]:
    """The authors of an initiative: persons, and names of those nobody was found for."""
    standing = author.c.state != "gone"
    query = select(author.c.person_id, author.c.name).where(author.c.initiative_id == initiative_id, standing)
    rows = database.execute(query).all()
    return {r.person_id for r in rows if r.person_id}, {r.name for r in rows if r.person_id is None}


def _matching(wanted: Wanted) -> list[Any]:
    found = []
    if wanted.programme:
        found.append(initiative.c.programme == wanted.programme)
    if wanted.unit_id:
        found.append(initiative.c.unit_id.in_(inside([wanted.unit_id])))
    found += [initiative.c.search.contains(word, autoescape=True) for word in wanted.words]
    states = initiative.c.status.in_(wanted.states)
    if wanted.unposted:
        portal = (initiative.c.status == "recognised") & initiative.c.posted_on.is_(None)
        states = or_(states, portal & initiative.c.programme.in_(wanted.unposted))
    if wanted.states or wanted.unposted:
        found.append(states)
    return found


def to_do(lying: Collection[int], person_id: int, name: str, wanted: Wanted) -> Which:
    """What somebody has to act on, of what lies with some units."""
    units: Any = bindparam(None, list(lying), expanding=True, literal_execute=True)  # there may be thousands
    theirs = initiative.c.id.not_in(_authored(person_id, name))
    return [[initiative.c.holder_id.in_(units), theirs, *_matching(wanted)]]


def all_of(tops: Collection[int], wanted: Wanted) -> Which:
    """What may be looked at from `tops`: what comes from a unit within, and what comes from elsewhere, or
    nobody knows where from, and lies on a desk within."""
    mine, matching = inside(tops), _matching(wanted)
    elsewhere = (initiative.c.unit_id != initiative.c.holder_id) & initiative.c.unit_id.not_in(mine)
    other = or_(initiative.c.unit_id.is_(None), elsewhere)
    return [
        [initiative.c.unit_id.in_(mine), *matching],
        [initiative.c.holder_id.in_(mine), other, *matching],
    ]


def conferred(tops: Collection[int]) -> Which:
    """What was laid before the councils of some units and those below."""
    return [[initiative.c.holder_id.in_(inside(tops)), initiative.c.status == "council"]]


def _of(which: Which, *columns: Any) -> Subquery:
    parts = [select(*columns).where(*conditions) for conditions in which]
    return (union_all(*parts) if len(parts) > 1 else parts[0]).subquery()


def counts(database: Executes, which: Which) -> Counter[tuple[str, str, bool]]:
    """How many, by state, programme, and whether they stand on the portal."""
    found = _of(which, initiative.c.status, initiative.c.programme, initiative.c.posted_on)
    by = (found.c.status, found.c.programme, found.c.posted_on.is_not(None))
    rows = database.execute(select(*by, func.count()).group_by(*by))
    return Counter({(row[0], row[1], bool(row[2])): row[3] for row in rows})


@dataclass(frozen=True, slots=True)
class Figures:
    """How many were sent (withdrawn ones do not count), recognised, and entered on the portal: three counts,
    never one for another (people are rewarded by the last)."""

    sent: int
    recognised: int
    posted: int


def figures(database: Executes, which: Which) -> Figures:
    """The three counts of a list."""
    found = counts(database, which)
    sent = {key: count for key, count in found.items() if key[0] != "withdrawn"}
    recognised = sum(count for (status, _, _), count in sent.items() if status == "recognised")
    return Figures(sum(sent.values()), recognised, sum(n for (_, _, posted), n in sent.items() if posted))


def listed(database: Executes, which: Which, first: int, count: int, newest: bool = False) -> Sequence[Any]:
    """A page: id, code, status, title, unit, when sent, by whom; the oldest first. What stands on it is found
    first, in indexes alone."""
    found = _of(which, initiative.c.id)
    order = found.c.id.desc() if newest else found.c.id
    page = select(found.c.id).order_by(order).offset(first).limit(count).subquery()
    columns = (initiative.c[name] for name in ("id", "code", "status", "answers", "unit_id", "sent_at"))
    query = select(*columns, person.c.name).join(person, person.c.id == initiative.c.person_id)
    here = query.join(page, page.c.id == initiative.c.id)
    return list(database.execute(here.order_by(page.c.id.desc() if newest else page.c.id)).all())


@dataclass(frozen=True, slots=True)
class Officer:
    """Somebody who follows a unit."""

    unit_id: int
    person_id: int
    name: str


def officers(database: Executes, lineage: Sequence[int], today: date) -> list[Officer]:
    """The officers of some units, those of the first unit first."""
    query = select(role.c.unit_id, role.c.person_id, person.c.name).join(
        person, person.c.id == role.c.person_id
    )
    mine = (role.c.role == "officer") & roles.valid(today) & role.c.unit_id.in_(lineage)
    rows = [Officer(*row) for row in database.execute(query.where(mine).order_by(role.c.id))]
    return sorted(dict.fromkeys(rows), key=lambda one: lineage.index(one.unit_id))


def nearest(found: Sequence[Officer]) -> list[Officer]:
    """Of officers of a lineage those of the first unit that has any."""
    return [one for one in found if one.unit_id == found[0].unit_id]


@dataclass(frozen=True, slots=True)
class Standing:
    """How the grassroots unions under some units stand: with initiatives, without, and without anybody here
    to follow them."""

    total: int
    with_some: int
    without: int
    unattended: int


def standing(database: Executes, tops: Collection[int], levels: Collection[str], today: date,
             programme: str = "") -> Standing:  # fmt: skip
    """Counts open units of some levels below `tops`. A unit has an initiative where one was sent, and not
    withdrawn, by its people or those of any unit below it."""
    place, below = unit.alias("place"), unit.alias("below")
    within = (below.c.path >= place.c.path) & (below.c.path < end_of(place.c.path))
    here = place.c.id.in_(inside(tops)) & place.c.level.in_(levels) & place.c.closed_on.is_(None)
    kept = [initiative.c.status != "withdrawn"]
    if programme:
        kept.append(initiative.c.programme == programme)
    sent = select(initiative.c.id).join(below, below.c.id == initiative.c.unit_id).where(within, *kept)
    officers = select(role.c.id).where(role.c.unit_id == place.c.id, role.c.role == "officer")
    told = select(
        sent.correlate(place).exists().label("some"),
        officers.where(roles.valid(today)).correlate(place).exists().label("attended"),
    ).where(here)
    rows = database.execute(told).all()
    some = sum(1 for row in rows if row.some)
    idle = [row for row in rows if not row.some]
    unattended = sum(1 for row in idle if not row.attended)
    return Standing(len(rows), some, len(idle) - unattended, unattended)
