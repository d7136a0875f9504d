"""What is still missing, in words: lines of a reminder, the deadline's own first."""

from collections.abc import Iterator, Mapping, Sequence

from handlers import dialog
from handlers.deadline_rows import About
from handlers.deadline_words import day_phrase
from handlers.events import Param, Phrase
from handlers.owed import Standing, clocks
from handlers.support import Helped
from handlers.turn import Turn, today_of
from programmes import rounds
from programmes.debts import BELOW, INITIATIVES, Debt
from programmes.model import Deadline, Programme
from storage import owed

FIRST, OTHERS = 10, 3  # names in the first line that has some, and in those after it
NAMED = 70  # characters of a duty's title
GATHERED = ("duty", "no-target")
"""Of these one is named, and how many more there are."""
CODED = ("unposted", "papers", "review")
"""Their initiatives are named by their codes."""


def lines(turn: Turn, about: About, standing: Standing, found: Mapping[int, Standing]) -> Iterator[Phrase]:
    """Where a unit stands and what it still has to do. `found`: it and all below it."""
    yield from counts(about.programme, about.deadline, standing)
    room = FIRST
    for debt in standing.debts:
        if debt.kind in GATHERED:
            continue
        names = _names(turn, about, debt, found, room)
        yield _line(turn, about, debt, names)
        room = OTHERS if names else room
    for kind in GATHERED:
        if mine := [debt for debt in standing.debts if debt.kind == kind]:
            yield _gathered(turn, about, mine)


def counts(programme: Programme, deadline: Deadline, standing: Standing) -> Iterator[Phrase]:
    """Three figures, never one for another (people are rewarded by the last); where initiatives count."""
    facts = standing.facts
    if deadline.step in INITIATIVES and facts.sent:
        figures: dict[str, Param] = {
            "sent": facts.sent, "recognised": facts.recognised, "posted": facts.posted
        }  # fmt: skip
        yield Phrase("owed.counts" if programme.portal else "owed.counts-alone", figures)


def _line(turn: Turn, about: About, debt: Debt, names: Sequence[str]) -> Phrase:
    key = f"owed.below#{debt.key}" if debt.kind == "below" else f"owed.{debt.kind}"
    if debt.kind == "none" and debt.aim and _least(about):
        key = "owed.none-aim"
    told: Phrase | str = ""
    if names:
        more = debt.number - len(names)
        listed = ", ".join(names)
        told = Phrase("owed.names-more" if more > 0 else "owed.names", {"names": listed, "more": more})
    return Phrase(
        key,
        {
            "number": debt.number,
            "of": debt.of,
            "title": title(turn, about, debt),
            "names": told,
            "round": _round(about, debt),
        },
    )


def _least(about: About) -> bool:
    """Whether the plan names a least number for every union of a level."""
    version = about.programme.targets_on(about.occurrence.last_day)
    least = (t for t in (version.targets if version else ()) if t.measure == "minimum" and t.value == 1)
    return any(target.per == about.level for target in least)


def _gathered(turn: Turn, about: About, mine: Sequence[Debt]) -> Phrase:
    more = f"owed.more-{mine[0].kind}" if len(mine) > 1 else ""
    rest = Phrase(more, {"more": len(mine) - 1}) if more else ""
    named = turn.words.text(title(turn, about, mine[0]), turn.person.language)
    return Phrase(f"owed.{mine[0].kind}", {"title": dialog.short(named, NAMED), "rest": rest})


def title(turn: Turn, about: About, debt: Debt) -> Phrase | str:
    """What a debt is about, in the programme's own words."""
    programme = about.programme
    if debt.kind in ("duty", "focal", "report") and debt.key:
        return Phrase(f"{programme.key}.{'report' if debt.kind == 'report' else 'duty'}-{debt.key}")
    if debt.kind in ("target", "no-target"):
        version = programme.targets_on(about.occurrence.last_day)
        for target in version.targets if version else ():
            if target.key == debt.key:
                return target.title.en if turn.person.language == "en" else target.title.vi
    return ""


def _round(about: About, debt: Debt) -> str:
    report = next((r for r in about.programme.reports if r.key == debt.key), None)
    if debt.kind != "report" or report is None:
        return ""
    round_ = rounds.reported_round(about.deadline, report, about.occurrence)
    year, _, month = round_.partition("-")
    return f"{int(month)}/{year}" if month else year


def _names(turn: Turn, about: About, debt: Debt, found: Mapping[int, Standing], room: int) -> list[str]:
    """Names go to officers alone, in private: units by their short names, initiatives by their codes."""
    if debt.kind == "below":
        return [
            turn.service.places[key].short or turn.service.places[key].name
            for key in lacking(found, debt.key, about.to.unit_id)
        ][:room]
    if debt.kind == "clock":
        return clocks(turn, about.programme, about.to.unit_id)[:room]
    if debt.kind not in CODED:
        return []
    since = rounds.season(about.programme, about.deadline, about.occurrence)
    return owed.examples(turn.store, about.programme.key, [about.to.unit_id], debt.kind, since, room)


def lacking(found: Mapping[int, Standing], kind: str, top: int) -> list[int]:
    """The units below one that miss something of a kind of `BELOW`, or have nobody here (`focal`)."""
    if kind == "focal":
        return [key for key, standing in found.items() if key != top and not standing.facts.officers]
    assert kind in BELOW  # noqa: S101  # only these are counted
    return [key for key, s in found.items() if key != top and any(d.kind == kind for d in s.debts)]


def unit_line(turn: Turn, unit_id: int, missing: Sequence[Phrase]) -> Phrase:
    """A unit of a list and what it misses, in a few words."""
    voice = turn.person.language
    said = ", ".join(turn.words.text(phrase, voice) for phrase in missing)
    place = turn.service.places[unit_id]
    return Phrase("owed.unit", {"unit": place.short or place.name, "missing": said})


def helped(turn: Turn, helped_: Sequence[Helped]) -> Iterator[Phrase]:
    """The unions in need of support, with what they miss and when they were reminded; the first ten."""
    for one in helped_[:FIRST]:
        missing = [Phrase(f"owed.kind#{debt.kind}") for debt in one.debts]
        params: dict[str, Param] = {
            "line": unit_line(turn, one.unit_id, missing), "count": one.past.told,
            "on": day_phrase(today_of(one.past.last or turn.now)),
        }  # fmt: skip
        yield Phrase("owed.helped", params)
    if (more := len(helped_) - FIRST) > 0:
        yield Phrase("owed.helped-more", {"more": more})
