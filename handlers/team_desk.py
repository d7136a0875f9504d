"""The page of those who answer the questions of a unit: for its lead, its officers and those above.

A button's subject is the unit, and a page or a person behind it: `team:<unit>.<page>:few`.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from handlers import dialog, menu, permissions, team_form, team_plan, ticket_routes
from handlers.dialog import Dialog
from handlers.events import Choice, Param, Phrase, Reply
from handlers.forms import Context
from handlers.lists import PAGE, places
from handlers.turn import Turn, today_of
from programmes.model import Team
from storage import teams, tickets
from storage.records import Draft


def show(turn: Turn, *lead: Phrase) -> list[Reply]:
    """The page of one's own unit, or the list of them."""
    mine = ticket_routes.desks(turn)
    if not mine:
        return menu.show(turn, (Phrase("ask.unknown"),))
    if len(mine) == 1:
        return page(turn, mine[0], *lead)
    choices = (
        *(Choice(f"team:{key}:page", turn.service.places[key].name) for key in mine[:PAGE]),
        Choice("menu:show", Phrase("mine.one#menu")),
    )
    return menu.choose(turn, "team.which", Reply("team.which", {}, choices, lead=lead))


def of_programme(turn: Turn, unit_id: int) -> Team | None:
    """The team that an open programme asks a unit for."""
    level = turn.service.places[unit_id].level
    wanted = (p.team for _, p in turn.service.offered(unit_id) if p.team)
    return next((team for team in wanted if level in team.levels), None)


def arranges(turn: Turn, unit_id: int) -> bool:
    """Whether whoever speaks says how a unit's people work: their lead, or an officer."""
    return permissions.may(turn, "review", unit_id) or team_plan.lead(turn, unit_id) == turn.person.id


def page(turn: Turn, unit_id: int, *lead: Phrase) -> list[Reply]:
    """Who answers, when they work, how much lies there."""
    team = of_programme(turn, unit_id)
    found, lead_id = _members(turn, unit_id, team), team_plan.lead(turn, unit_id)
    lines = [
        *(_member(row, lead_id) for row in found),
        *_short(team, len(found)),
        *_times(turn, unit_id),
    ]
    counts = tickets.counts(turn.store, [unit_id])
    figures: dict[str, Param] = {name: counts.get(name, 0) for name in ("waiting", "taken", "answered")}
    officer = permissions.may(turn, "review", unit_id)
    tokens = [
        *(["leads"] if officer and team and found else []),
        *(["hours", "off"] if arranges(turn, unit_id) else []),
    ]
    choices = (
        *(Choice(f"team:{unit_id}:{token}", Phrase(f"team.one#{token}")) for token in tokens),
        *_below(turn, unit_id, officer),
        *_beside(turn, unit_id),
        Choice("menu:questions", Phrase("ask.one#all")),
        Choice("menu:ideas", Phrase("idea.one#all")),
        Choice("menu:show", Phrase("mine.one#menu")),
    )
    params: dict[str, Param] = {
        "what": Phrase(f"team.what#{'team' if team else 'officer'}"),
        "unit": turn.service.places[unit_id].name,
        "lines": (*lines, Phrase("ticket.list", figures)),
    }
    return menu.choose(turn, "team.one", Reply("team.one", params, choices, lead=lead))


def _members(turn: Turn, unit_id: int, team: Team | None) -> Sequence[Any]:
    role = ticket_routes.ROLES["team" if team else "officer"]
    return teams.members(turn.store, role, unit_id, today_of(turn.now))


def _member(row: Any, lead_id: int | None) -> Phrase:
    what = "lead" if row.person_id == lead_id else "one"
    if row.away is not None:
        return Phrase(f"team.member#{what}-away", {"name": row.name, "until": row.away})
    return Phrase(f"team.member#{what}", {"name": row.name})


def _short(team: Team | None, count: int) -> list[Phrase]:
    """How many they are against how many the programme asks for."""
    if team is None:
        return []
    key = "team.short" if count < team.members else "team.enough"
    return [Phrase(key, {"count": count, "least": team.members})]


def _times(turn: Turn, unit_id: int) -> list[Phrase]:
    plan, today = team_plan.calendar(turn, unit_id), today_of(turn.now)
    hours = Phrase("team.open", {"hours": team_plan.hours(plan), "days": team_plan.days(plan)})
    off = [(first, last) for first, last in plan.days_off if last >= today]
    return [hours, *(Phrase("team.off-days", {"first": first, "last": last}) for first, last in sorted(off))]


def _below(turn: Turn, unit_id: int, officer: bool) -> list[Choice]:
    """The units below whose teams are too small."""
    if not officer or unit_id not in turn.service.branches or _team_below(turn, unit_id) is None:
        return []
    return [Choice(f"team:{unit_id}.0:few", Phrase("team.one#few"))]


def _team_below(turn: Turn, unit_id: int) -> Team | None:
    """The team that an open programme asks units for."""
    return next((p.team for _, p in turn.service.offered(unit_id) if p.team), None)


def _beside(turn: Turn, unit_id: int) -> list[Choice]:
    """Figures for those who arrange, their own help for those who answer here."""
    figures = Choice(f"figures:{unit_id}.{turn.today:%Y%m}:page", Phrase("figures.open"))
    log = Choice("help:0:list", Phrase("help.open"))
    mine = unit_id in ticket_routes.desks(turn)
    return [*([figures] if arranges(turn, unit_id) else []), *([log] if mine else [])]


# What can be done


def chosen(turn: Turn, subject: str, token: str) -> list[Reply]:
    """A button of the page; for those it is not for it does not exist."""
    unit_id, number = (*places(subject), 0, 0)[:2]
    allowed, deed = DEEDS.get(token, (_sees, _page))
    if unit_id not in turn.service.places or not allowed(turn, unit_id):
        return menu.show(turn, (Phrase("ask.unknown"),))
    return deed(turn, unit_id, number)


def _sees(turn: Turn, unit_id: int) -> bool:
    return unit_id in ticket_routes.desks(turn) or permissions.may(turn, "review", unit_id)


def _officer(turn: Turn, unit_id: int) -> bool:
    return permissions.may(turn, "review", unit_id)


def _page(turn: Turn, unit_id: int, _number: int) -> list[Reply]:
    return page(turn, unit_id)


def _leads(turn: Turn, unit_id: int, _number: int) -> list[Reply]:
    found = _members(turn, unit_id, of_programme(turn, unit_id))
    choices = (
        *(Choice(f"team:{unit_id}.{row.person_id}:lead", row.name) for row in found if row.until is None),
        Choice(f"team:{unit_id}:no-lead", Phrase("team.leads#none")),
        Choice(f"team:{unit_id}:page", Phrase("team.leads#back")),
    )
    return menu.choose(turn, "team.leads", Reply("team.leads", {}, choices))


def _lead(turn: Turn, unit_id: int, person_id: int) -> list[Reply]:
    plan = team_plan.stored(turn, unit_id)
    found = {row.person_id: row.name for row in _members(turn, unit_id, of_programme(turn, unit_id))}
    plan.lead_id = person_id if person_id in found else None
    if plan.lead_id is None:
        return page(turn, unit_id, Phrase("team.no-lead"))
    return page(turn, unit_id, Phrase("team.led", {"name": found[person_id]}))


def _list_few(turn: Turn, unit_id: int, number: int) -> list[Reply]:
    team = _team_below(turn, unit_id)
    if team is None:
        return page(turn, unit_id)
    asked = (team.levels, team.members, today_of(turn.now))
    rows, count = teams.too_small(turn.store, unit_id, *asked, number * PAGE, PAGE)
    more = [Choice(f"team:{unit_id}.{number + 1}:few", Phrase("programmes#more"))]
    choices = (
        *(Choice(f"team:{row.id}:page", Phrase("team.few#line", {"unit": row.name, "count": row.advisers}))
          for row in rows),
        *(more if (number + 1) * PAGE < count else []),
        *([Choice("menu:urge-team", Phrase("team.few#urge"))] if rows else []),
        Choice(f"team:{unit_id}:page", Phrase("team.leads#back")),
    )  # fmt: skip
    params: dict[str, Param] = {"count": count, "least": team.members}
    key = "team.few" if count else "team.few-none"
    return menu.choose(turn, "team.few", Reply(key, params if count else {}, choices))


def _ask(what: str) -> Callable[[Turn, int, int], list[Reply]]:
    def ask(turn: Turn, unit_id: int, _number: int) -> list[Reply]:
        for begun in turn.store.open_drafts(turn.person.id, team_form.FORM.key):
            dialog.throw(turn, begun)
        _, replies = dialog.begin(turn, DIALOG, team_form.FORM.key, what=what, unit=unit_id)
        return replies

    return ask


DEEDS: Mapping[str, tuple[Callable[[Turn, int], bool], Callable[[Turn, int, int], list[Reply]]]] = {
    "page": (_sees, _page),
    "leads": (_officer, _leads),
    "lead": (_officer, _lead),
    "no-lead": (_officer, _lead),
    "few": (_officer, _list_few),
    "hours": (arranges, _ask("hours")),
    "off": (arranges, _ask("off")),
}
"""What each button does, and who may press it."""


def _context(turn: Turn, draft: Draft) -> Context:
    return Context(turn.today, turn.at, turn.service, draft.answers, draft.notes)


def _finish(turn: Turn, draft: Draft) -> list[Reply]:
    """What was said holds from now on; what was asked before keeps its time."""
    draft.state = "sent"
    unit_id, answers = int(draft.notes["unit"]), draft.answers
    if not arranges(turn, unit_id):
        return menu.show(turn, (Phrase("ask.unknown"),))
    plan = team_plan.stored(turn, unit_id)
    if draft.notes["what"] == "hours":
        plan.hours = list(answers["hours"])
        plan.weekdays = list(draft.notes.get("weekdays") or answers.get("weekdays") or [])
    else:
        coming = [days for days in plan.days_off if days.rpartition("/")[2] >= turn.today.isoformat()]
        plan.days_off = sorted({*coming, *answers["off"]}) if answers["off"] else []
    return page(turn, unit_id, Phrase("team.kept"))


def _left(turn: Turn, draft: Draft) -> list[Reply]:
    draft.state = "thrown"
    return show(turn)


DIALOG = Dialog(
    lambda _turn, _draft: team_form.FORM, _context, _finish, _left, _left, _left, progress="", dossier=False
)
