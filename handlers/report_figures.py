"""The figures of a report that the service knows beforehand: for its month or year, and since the programme
began, of a unit and all below it.

Three counts of initiatives (đã ghi, đã công nhận, đã lên Cổng), never one for another. They are kept with a
report as they were when it was sent.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from handlers.events import Param, Phrase
from handlers.money import dong
from handlers.questions import shown_day
from handlers.record_rounds import days_of
from handlers.turn import Turn
from programmes.model import Programme, Target, TargetVersion
from storage import entered
from storage.entered import Counts


@dataclass(frozen=True, slots=True)
class Figures:
    """`within`: of the report's month or year, None where it has none. `target`: what the unit aims at over
    the whole programme, where that was set."""

    total: Counts
    within: Counts | None = None
    activities: Mapping[str, int] = field(default_factory=dict)
    target: int | None = None

    def to_json(self) -> dict[str, Any]:
        """As it is kept with a report."""
        within = list(self.within) if self.within else None
        return {
            "total": list(self.total),
            "within": within,
            "activities": dict(self.activities),
            "target": self.target,
        }


def of_json(kept: Mapping[str, Any]) -> Figures:
    """What `to_json` wrote."""
    within = kept.get("within")
    return Figures(
        Counts(*kept["total"]), Counts(*within) if within else None, kept["activities"], kept["target"]
    )


def known(turn: Turn, programme: Programme, unit_id: int, round_: str) -> Figures:
    """Those of a unit and all below it; of everybody, for the issuing body."""
    body = unit_id == turn.service.unit_of(programme)
    top = None if body else unit_id
    days = days_of(round_)
    return Figures(
        total=entered.initiatives(turn.store, programme.key, top),
        within=entered.initiatives(turn.store, programme.key, top, days) if days else None,
        activities=entered.activities(turn.store, programme.key, top, round_ if days else ""),
        target=_aimed_at(turn, programme, unit_id, body),
    )


def _aimed_at(turn: Turn, programme: Programme, unit_id: int, body: bool) -> int | None:
    """What was set for the unit, or what the plan says of the whole, for the whole programme."""
    version = programme.targets_on(turn.today)
    if version is None:
        return None
    level = turn.service.places[unit_id].level
    of_unit = [target for target in _over_all(version) if target.per == level]
    if of_unit:
        figures = entered.figures(turn.store, programme.key, [unit_id])
        found = (figures.get((unit_id, target.key, "")) for target in of_unit)
        return next((figure for figure in found if figure is not None), None)
    whole = [target.value for target in _over_all(version) if target.per is None] if body else []
    return int(whole[0]) if whole and whole[0] is not None else None


def _over_all(version: TargetVersion) -> list[Target]:
    """The figures of initiatives that count over the whole programme."""
    return [t for t in version.targets if (t.measure, t.period, t.of) == ("count", "programme", "")]


def lines(programme: Programme, figures: Figures, round_: str) -> list[Phrase]:
    """They in words, activities first."""
    told = [
        Phrase("record.known-activity", {"what": Phrase(f"{programme.key}.activity-{key}"), "count": number})
        for key, number in figures.activities.items()
    ]
    return [*told, *counts(programme, figures, round_)]


def counts(programme: Programme, figures: Figures, round_: str) -> list[Phrase]:
    """The counts of initiatives in words: of the month or year, and since the programme began."""
    target = "" if figures.target is None else Phrase("record.known-target", {"target": dong(figures.target)})
    total = _counted(programme, figures.total, Phrase("record.known-since"), target)
    if figures.within is None:
        return [total]
    return [_counted(programme, figures.within, shown_day(round_), ""), total]


def _counted(programme: Programme, counts: Counts, when: Phrase | str, target: Phrase | str) -> Phrase:
    params: dict[str, Param] = {"when": when, "target": target}
    params |= {name: dong(count) for name, count in counts._asdict().items()}
    if programme.portal:
        return Phrase("record.known-counts", params)
    del params["posted"]
    return Phrase("record.known-counts-alone", params)


def registered(programme: Programme, counts: Counts) -> int:
    """What a report asks for as registered: where there is an outside portal, what stands on it (plan 003
    III.3: "đã đăng ký cập nhật trên Cổng"), else what was sent."""
    return counts.posted if programme.portal else counts.sent
