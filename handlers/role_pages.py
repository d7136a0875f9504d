"""What is shown of people and roles: who holds which role, open invitations, one's own roles, the log. Names
are shown only to those who may invite there."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from handlers import menu, permissions, role_acts, role_lines
from handlers.events import Choice, Param, Phrase, Reply
from handlers.lists import PAGE
from handlers.permissions import Action
from handlers.role_acts import to_roles, unknown
from handlers.turn import Turn, today_of
from storage import audit, role_lists

ENTRIES = 8  # lines of the log at a time

Sees = Callable[[Turn, Sequence[int], int, int], list[Reply]]


def show(turn: Turn, *lead: Phrase) -> list[Reply]:
    """One's own roles, and what may be done here."""
    mine = role_lists.own(turn.store, turn.person.id, today_of(turn.now))
    tops = permissions.units_of(turn, "grant")
    if not mine and not tops:
        return menu.show(turn, lead or (Phrase("programmes.unknown"),))
    choices = (
        *(_of_many(turn, tops) if tops else ()),
        *([Choice("role:0:mine", Phrase("roles#mine"))] if mine else []),
        *([Choice("role:0.0:log", Phrase("roles#log"))] if permissions.units_of(turn, "audit") else []),
        Choice("menu:desk", Phrase("case.one#desk")),
        Choice("menu:show", Phrase("mine.one#menu")),
    )
    lines = tuple(role_lines.own(row) for row in mine)
    return menu.choose(turn, "roles", Reply("roles", {"lines": lines}, choices, lead=lead))


def _of_many(turn: Turn, tops: Sequence[int]) -> list[Choice]:
    _, holders = role_lists.standing(turn.store, tops, today_of(turn.now), 0, 0)
    _, codes = role_lists.invitations(turn.store, tops, turn.now, 0, 0)
    return [
        Choice("role:0.0:list", Phrase("roles#list", {"count": holders})),
        Choice("role:0:invite", Phrase("roles#invite")),
        Choice("merge:0.0:find", Phrase("roles#merge")),
        Choice("role:0:bulk", Phrase("roles#bulk")),
        *([Choice("role:0.0:codes", Phrase("roles#codes", {"count": codes}))] if codes else []),
    ]


def page(turn: Turn, token: str, unit_id: int, number: int = 0) -> list[Reply]:
    """A page of one of the lists, of one unit or (0) of all where it may be seen."""
    action, seen = PAGES[token]
    tops = [unit_id] if unit_id else permissions.units_of(turn, action)
    good = tops and all(permissions.may(turn, action, top) for top in tops)
    return seen(turn, tops, unit_id, number) if good else unknown(turn)


# Lists


def _list(turn: Turn, tops: Sequence[int], unit_id: int, page: int) -> list[Reply]:
    """Who holds which role, from the top of the tree downwards."""
    rows, count = role_lists.standing(turn.store, tops, today_of(turn.now), page * PAGE, PAGE)
    entries = [Choice(f"role:{row.id}:one", role_lines.held(row)) for row in rows]
    return _paged(turn, "roles.list", "list", entries, count, unit_id, page)


def _codes(turn: Turn, tops: Sequence[int], unit_id: int, page: int) -> list[Reply]:
    """The invitations that are open."""
    rows, count = role_lists.invitations(turn.store, tops, turn.now, page * PAGE, PAGE)
    entries = [_offered(turn, row) for row in rows]
    return _paged(turn, "roles.codes", "codes", entries, count, unit_id, page)


def _offered(turn: Turn, row: Any) -> Choice:
    return Choice(f"role:{row.id}:code", role_lines.invitation(row, permissions.good(turn, row)))


def _paged(
    turn: Turn, key: str, token: str, entries: list[Choice], count: int, unit_id: int, page: int
) -> list[Reply]:
    params: dict[str, Param] = {"count": count, "where": _where(turn, unit_id)}
    more = (page + 1) * PAGE < count
    choices = (
        *entries,
        *([Choice(f"role:{unit_id}.{page + 1}:{token}", Phrase("programmes#more"))] if more else []),
        *_narrowing(token, unit_id),
        to_roles(),
    )
    return menu.choose(turn, key, Reply(key if count else f"{key}-none", params, choices))


def _where(turn: Turn, unit_id: int) -> Phrase | str:
    place = turn.service.places.get(unit_id)
    return Phrase("roles.where", {"unit": place.name}) if place else ""


def _narrowing(token: str, unit_id: int) -> list[Choice]:
    """By a unit, and back to all."""
    everything = [Choice(f"role:0.0:{token}", Phrase("roles.list#all"))] if unit_id else []
    return [Choice(f"role:0:find-{token}", Phrase("roles.list#unit")), *everything]


def _log(turn: Turn, tops: Sequence[int], unit_id: int, page: int) -> list[Reply]:
    """What happened to roles and invitations, the newest first."""
    rows = audit.entries(turn.store, tops, page * ENTRIES, ENTRIES + 1)
    lines = tuple(role_lines.entry(row) for row in rows[:ENTRIES])
    choices = (
        *(
            [Choice(f"role:{unit_id}.{page + 1}:log", Phrase("programmes#more"))]
            if len(rows) > ENTRIES
            else []
        ),
        *([Choice(f"role:{unit_id}.0:xlsx", Phrase("roles.log#xlsx"))] if rows else []),
        *_narrowing("log", unit_id),
        to_roles(),
    )
    params: dict[str, Param] = {"lines": lines or (Phrase("roles.log#none"),), "where": _where(turn, unit_id)}
    return menu.choose(turn, "roles.log", Reply("roles.log", params, choices))


def _xlsx(turn: Turn, tops: Sequence[int], _unit_id: int, _page: int) -> list[Reply]:
    """All of it as a file."""
    role_acts.wish(turn, "log", tops=list(tops))
    return menu.choose(turn, "book.making", Reply("book.making"))


PAGES: Mapping[str, tuple[Action, Sees]] = {
    "list": ("grant", _list),
    "codes": ("grant", _codes),
    "log": ("audit", _log),
    "xlsx": ("audit", _xlsx),
}
"""What lists there are, and what it takes to see them."""


# One role, one invitation


def mine(turn: Turn, _number: int) -> list[Reply]:
    """One's own roles, each to be handed over, covered, left."""
    rows = role_lists.own(turn.store, turn.person.id, today_of(turn.now))
    if len(rows) == 1:
        return _card(turn, rows[0])
    entries = tuple(Choice(f"role:{row.id}:one", role_lines.own(row)) for row in rows)
    return menu.choose(turn, "roles.mine", Reply("roles.mine", {}, (*entries, to_roles())))


def one(turn: Turn, number: int) -> list[Reply]:
    """A role that somebody holds."""
    row = known(turn, number)
    return _card(turn, row) if row is not None else unknown(turn)


def known(turn: Turn, number: int) -> Any:
    """A role that may be looked at: one's own, or one within the own units."""
    row = role_lists.one(turn.store, number, today_of(turn.now))
    if row is None:
        return None
    own = row.person_id == turn.person.id
    return row if own or permissions.may(turn, "grant", row.unit_id) else None


def lasting(turn: Turn, row: Any) -> bool:
    """Whether it is one's own to be handed over or covered: no cover itself, and in a unit that is open."""
    own = row.person_id == turn.person.id and row.until is None
    return own and row.unit_id not in turn.service.successors


def _card(turn: Turn, row: Any) -> list[Reply]:
    own = row.person_id == turn.person.id
    open_ = role_lists.about_role(turn.store, row.id, turn.now) if own else ()
    tokens = [*(["hand", "cover"] if lasting(turn, row) else []), *(["leave"] if own else [])]
    if not own and role_acts.may_end(turn, row):
        tokens.append("end")
    listed = (
        [Choice("role:0.0:list", Phrase("roles.one#list"))] if permissions.units_of(turn, "grant") else []
    )
    choices = (
        *(Choice(f"role:{row.id}:{token}", Phrase(f"roles.one#{token}")) for token in tokens),
        *(_offered(turn, other) for other in open_[:PAGE]),
        *listed,
        to_roles(),
    )
    params: dict[str, Param] = {
        "name": row.name,
        **role_lines.place(row),
        "day": today_of(row.granted_at),
        "days": role_lines.days_of(row),
    }
    return menu.choose(turn, "roles.one", Reply("roles.one", params, choices))


def code(turn: Turn, number: int) -> list[Reply]:
    """An open invitation; its code is not known here any more."""
    row = role_lists.invitation_of(turn.store, number, turn.now)
    if row is None or not (role_acts.may_revoke(turn, row) or permissions.may(turn, "grant", row.unit_id)):
        return unknown(turn)
    revoke = Choice(f"role:{row.id}:revoke", Phrase("roles.code#revoke"))
    listed = (
        [Choice("role:0.0:codes", Phrase("roles.code#all"))] if permissions.units_of(turn, "grant") else []
    )
    choices = (*([revoke] if role_acts.may_revoke(turn, row) else []), *listed, to_roles())
    params: dict[str, Param] = {
        **role_lines.place(row),
        "who": row.inviter or Phrase("roles.operator"),
        "at": row.created_at,
        "used": row.used,
        "uses": row.uses,
        "until": row.expires_at,
        "what": role_lines.purpose(row, permissions.good(turn, row)),
    }
    return menu.choose(turn, "roles.code", Reply("roles.code", params, choices))
