"""What units below can be urged about: kinds of what they lack, and where each of them makes sense."""

from collections.abc import Mapping, Sequence

from programmes.debts import COUNTED, INITIATIVES, MAIN, Debt, Facts, Kind, reports_due
from programmes.model import Deadline, Programme

LACKING: Mapping[str, frozenset[Kind]] = {
    "none": frozenset(("none",)),
    "papers": frozenset(("papers", "dossier")),
    "unposted": frozenset(("unposted",)),
    "review": frozenset(("review",)),
    "report": frozenset(("report",)),
    "consolidate": frozenset(("consolidate",)),
    "team": frozenset(("team",)),
    "target": frozenset(("target",)),
    "any": MAIN - {"below"},
}
"""What units lack, and the debts that show it. `any`: whatever the deadline is about."""
FOCAL, TYPED, DRAFTS = "focal", "typed", "drafts"
"""Nobody here to be told; words of the officer's own; workers with registrations they have begun."""
KINDS = (*LACKING, FOCAL, TYPED, DRAFTS)
"""All of them; buttons name them by their places, so new ones come last."""


def number(kind: str) -> int:
    """The place of a kind."""
    return KINDS.index(kind)


def kind_at(place: int) -> str:
    """The kind at a place; empty where there is none."""
    return KINDS[place] if 0 <= place < len(KINDS) else ""


def lacks(kind: str, debts: Sequence[Debt]) -> tuple[Debt, ...]:
    """Those of a unit's debts that a kind is about."""
    return tuple(debt for debt in debts if debt.kind in LACKING.get(kind, ()))


def fits(kind: str, programme: Programme, deadline: Deadline) -> bool:
    """Whether units can lack this for a deadline."""
    if kind in ("none", "papers"):
        return deadline.step in INITIATIVES
    if kind == "unposted":
        return deadline.step == "portal"
    if kind == "report":
        return any(report.deadline == deadline.key for report in programme.reports)
    if kind == "consolidate":
        return any((move.step, move.deadline) == (kind, deadline.key) for move in programme.flow)
    return programme.team is not None if kind == "team" else True


def asked(kind: str, programme: Programme, deadline: Deadline, facts: Facts) -> bool:
    """Whether a unit is one of those that could lack this, i.e. counts among them all."""
    if kind in ("none", "papers", "unposted"):
        return facts.level in COUNTED
    if kind == "report":
        return bool(reports_due(programme, deadline, facts.level, facts.direct))
    if kind == "consolidate":
        moves = (move for move in programme.flow if (move.step, move.deadline) == (kind, deadline.key))
        return any(move.by == facts.level for move in moves)
    return programme.team is not None and facts.level in programme.team.levels if kind == "team" else True
