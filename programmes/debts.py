"""What a unit still has to do for a deadline, out of what is known of it. Pure.

What a plan only aims at (phấn đấu, e.g. 002 II.3) is told apart: help is offered, nothing is demanded.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from programmes.calendar import Occurrence
from programmes.model import Deadline, Duty, Programme, Report, Target
from programmes.rounds import period_round, reported_round

Kind = Literal[
    "none", "target", "unposted", "report", "consolidate", "dossier", "papers", "step", "below",
    "review", "clock", "conflict", "team", "focal", "no-target", "duty", "draft",
]  # fmt: skip
KINDS: tuple[Kind, ...] = Kind.__args__  # type: ignore[attr-defined]
"""What is most urgent first."""
MAIN: frozenset[Kind] = frozenset(
    ("none", "target", "unposted", "report", "consolidate", "dossier", "papers", "step", "below", "clock")
)
"""What the deadline itself is about, and the law's year; the rest is told beside it, and alone only with its
first reminder."""

BELOW: frozenset[Kind] = frozenset(("none", "unposted", "report", "consolidate", "dossier", "papers", "team"))
"""What those above are told of a unit; that nobody follows it here (`focal`) beside it."""
INITIATIVES = ("register", "portal", "dossier")
"""Steps that initiatives themselves take: how far they are is known."""
COUNTED = ("grassroots", "member")
"""The levels whose unions a plan expects initiatives of."""


class Debt(NamedTuple):
    """One thing that is still missing. `number` of `of`: how much is missing (of a target: how much is there,
    of the figure that was set). `key`: which report, duty or target; of units below, the kind of what they
    miss. `aim`: nothing is owed."""

    kind: Kind
    number: int = 0
    of: int = 0
    key: str = ""
    aim: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a unit, for one occurrence of a deadline.

    `sent`, `recognised`, `posted`: initiatives of the unit and all below it since the deadline's season
    began, withdrawn ones left out. `lacking`: of them, those whose author was asked for additions. `waiting`:
    lie on the desk of the unit's own officers. `clocks`: whose year of the law runs out. `done`: what was
    entered, as (kind, key, round). `targets`: figures the unit has set, by (key, round). `over`: how many
    were sent, recognised, posted in the time of figures of another period (`rounds.spans`). `officers`,
    `advisers`: how many it has. `below`: of the units below that see to the same, how many miss what, of how
    many: (kind, number, of). `undecided`: contradictions that touch the deadline.
    """

    level: str
    direct: bool = False
    body: bool = False
    sent: int = 0
    recognised: int = 0
    posted: int = 0
    lacking: int = 0
    waiting: int = 0
    clocks: int = 0
    done: frozenset[tuple[str, str, str]] = frozenset()
    targets: Mapping[tuple[str, str], int] = field(default_factory=dict)
    over: Mapping[str, tuple[int, int, int]] = field(default_factory=dict)
    officers: int = 0
    advisers: int = 0
    below: tuple[tuple[str, int, int], ...] = ()
    undecided: int = 0


def debts(programme: Programme, deadline: Deadline, occurrence: Occurrence, facts: Facts) -> tuple[Debt, ...]:
    """Everything a unit of these facts misses for an occurrence, what the deadline is about first."""
    return (
        *_initiatives(programme, deadline, occurrence, facts),
        *_targets(programme, deadline, occurrence, facts),
        *_steps(programme, deadline, occurrence, facts),
        *(Debt("below", number, of, kind) for kind, number, of in facts.below),
        *((Debt("review", facts.waiting),) if facts.waiting else ()),
        *((Debt("clock", facts.clocks),) if facts.clocks else ()),
        *((Debt("conflict", facts.undecided),) if facts.undecided and facts.body else ()),
        *_people(programme, facts),
        *_duties(programme, deadline, occurrence, facts),
    )


def reports_due(programme: Programme, deadline: Deadline, level: str, direct: bool) -> list[Report]:
    """The reports that units of a level send by a deadline (003 III.3: only those directly subordinate)."""
    return [
        report
        for report in programme.reports
        if report.deadline == deadline.key and level in report.by and (direct or not report.direct)
    ]


def own_targets(
    programme: Programme, deadline: Deadline, occurrence: Occurrence, level: str
) -> list[tuple[Target, str]]:
    """The figures of a unit of a level, set by itself or given from above, that count for an occurrence, with
    their round."""
    version = programme.targets_on(occurrence.last_day)
    found = []
    for target in version.targets if version else ():
        own = level in target.set_by and target.per is None
        if target.measure != "count" or not (own or target.per == level):
            continue
        round_ = period_round(target.period, deadline, occurrence)
        if round_ is not None and target.phase in (None, round_):
            found.append((target, round_))
    return found


def level_sets(target: Target, level: str) -> bool:
    """Whether units of a level set a figure themselves."""
    return level in target.set_by


def _initiatives(
    programme: Programme, deadline: Deadline, occurrence: Occurrence, facts: Facts
) -> list[Debt]:
    if facts.level not in COUNTED or deadline.step not in INITIATIVES:
        return []
    found = []
    if (
        not _counted(programme, occurrence, facts)
        and deadline.step != "dossier"
        and ("nil", deadline.key, occurrence.round) not in facts.done
    ):
        found.append(Debt("none", aim=_least_is_aim(programme, deadline, occurrence, facts.level)))
    if deadline.step == "portal" and facts.recognised > facts.posted:
        found.append(Debt("unposted", facts.recognised - facts.posted, facts.recognised))
    if facts.lacking:
        found.append(Debt("papers", facts.lacking, facts.sent))
    return found


def _counted(programme: Programme, occurrence: Occurrence, facts: Facts) -> int:
    """How many were sent in the time for which the plan names a least number of a level (002 II.3: one in the
    whole programme), or else since the deadline's season began."""
    version = programme.targets_on(occurrence.last_day)
    least = (
        t for t in (version.targets if version else ()) if t.measure == "minimum" and t.per == facts.level
    )
    period = next((target.period for target in least), "")
    return facts.over.get(period, (facts.sent, 0, 0))[0]


def _least_is_aim(programme: Programme, deadline: Deadline, occurrence: Occurrence, level: str) -> bool:
    """A union without an initiative misses an aim, never an order, unless a figure of the plan says that
    every union of its level owes one."""
    version = programme.targets_on(occurrence.last_day)
    least = (t for t in (version.targets if version else ()) if t.measure == "minimum" and t.per == level)
    return deadline.aim or all(target.aim for target in least)


def _targets(programme: Programme, deadline: Deadline, occurrence: Occurrence, facts: Facts) -> list[Debt]:
    """A target counts at its own stage: sent, recognised or on the portal are three figures, never one."""
    season_ = (facts.sent, facts.recognised, facts.posted)
    found = []
    for target, round_ in own_targets(programme, deadline, occurrence, facts.level):
        figure = facts.targets.get((target.key, round_))
        sent, recognised, posted = facts.over.get(target.period, season_)
        have = {"recognised": recognised, "entered": posted}.get(target.stage or "", sent)
        if figure is None and level_sets(target, facts.level):
            found.append(Debt("no-target", key=target.key, aim=False))
        elif figure is not None and have < figure:
            found.append(Debt("target", have, figure, target.key, target.aim))
    return sorted(found, key=lambda debt: debt.kind not in MAIN)


def _steps(programme: Programme, deadline: Deadline, occurrence: Occurrence, facts: Facts) -> list[Debt]:
    """Reports that were not sent; the unit's own step of the flow, as long as nobody has ticked it."""
    found = [
        Debt("report", key=report.key)
        for report in reports_due(programme, deadline, facts.level, facts.direct)
        if ("report", report.key, reported_round(deadline, report, occurrence)) not in facts.done
    ]
    if ("step", deadline.key, occurrence.round) not in facts.done:
        steps = {
            move.step for move in programme.flow if (move.by, move.deadline) == (facts.level, deadline.key)
        }
        if "consolidate" in steps:
            found.append(Debt("consolidate"))
        elif "dossier" in steps:
            found.append(Debt("dossier"))
        elif ticked(programme, deadline, facts.level):
            found.append(Debt("step"))
    return found


def ticked(programme: Programme, deadline: Deadline, level: str) -> bool:
    """Whether only an officer's word (đã làm xong) can say that a level's part of a deadline is done: nothing
    that is stored shows it."""
    mine = not deadline.levels or level in deadline.levels
    shown = deadline.step in INITIATIVES or any(r.deadline == deadline.key for r in programme.reports)
    return mine and not shown


def _people(programme: Programme, facts: Facts) -> list[Debt]:
    """A team that is too small (003 II.1: at least 3), in programmes with teams only."""
    team = programme.team
    if team is None or facts.level not in team.levels or facts.advisers >= team.members:
        return []
    return [Debt("team", team.members - facts.advisers, team.members)]


def _duties(programme: Programme, deadline: Deadline, occurrence: Occurrence, facts: Facts) -> list[Debt]:
    return [
        Debt("focal" if duty.shown_by == "officer" else "duty", key=duty.key, aim=duty.aim)
        for duty in programme.duties
        if _asks(duty, facts)
        and (round_ := period_round(duty.every, deadline, occurrence)) is not None
        and not _seen(duty, facts)
        and ("duty", duty.key, round_) not in facts.done
    ]


def _asks(duty: Duty, facts: Facts) -> bool:
    return facts.level in duty.levels and (facts.direct or not duty.direct)


def _seen(duty: Duty, facts: Facts) -> bool:
    """What the service sees by itself. A figure that was not set is told as such, not as a duty."""
    return duty.shown_by == "targets" or (duty.shown_by == "officer" and facts.officers > 0)
