"""What a programme makes of some answers at a moment: told early, so that nobody answers in vain. Pure.

A verdict is advice with its paragraph, never a closed door: the person may always send it to the officer.
"""

from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Literal

from programmes import calendar
from programmes.model import ZONE, Conflict, Object, Phase, Programme, Rule, Window

LAW = "NĐ 13/2012/NĐ-CP, Điều 5.2"
WARNED = (90, 30, 7)  # days before the law's last day on which the author is told

Answers = Mapping[str, Any]
Span = tuple[date, date]
Outcome = Literal["fits", "later", "needs", "no", "ask"]
SEVERITY: tuple[Outcome, ...] = ("no", "later", "ask", "needs", "fits")
"""The gravest comes first: what is closed is closed, what opens tomorrow is not asked about today."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: the key of a text with its values, the paragraph, and the rule of the file it comes from."""

    key: str
    source: str
    params: Mapping[str, str | date] = field(default_factory=dict)
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """fits · will fit `later` · fits but `needs` something · `no` · `ask` the officer.

    `phase` is the phase (or the year's round) that takes it; empty where none does.
    """

    verdict: Outcome
    phase: str
    reasons: tuple[Reason, ...]


def judge(programme: Programme, answers: Answers, spans: Mapping[str, Span], at: datetime) -> Verdict:
    """The verdict on a whole set of answers, for something entered at `at`.

    `spans` holds, for a question that asks a date, the first and last day its answer may mean. What was not
    answered counts where a rule says so.
    """
    at = at.astimezone(ZONE)
    phase, found = _entry(programme, at)
    found += _rules(programme, answers, spans, True) + _dates(programme, answers, spans, at, True)
    outcomes: list[Outcome] = [outcome for outcome, _ in found]
    verdict = min(outcomes, key=SEVERITY.index) if outcomes else "fits"
    ordered = sorted(found, key=lambda pair: SEVERITY.index(pair[0]))
    return Verdict(verdict, phase, tuple(reason for _, reason in ordered))


def hinging(
    programme: Programme, undecided: Iterable[Conflict], view: Callable[[Programme], object]
) -> tuple[Conflict, ...]:
    """The contradictions on which a view of the programme hinges: read otherwise, it would be another. A
    reading that does not hold together with what was decided about the others is none any more."""
    default = view(programme)
    return tuple(
        conflict
        for conflict in undecided
        if any(view(other) != default for other in _otherwise(programme, conflict))
    )


def _otherwise(programme: Programme, conflict: Conflict) -> Iterator[Programme]:
    for reading in conflict.readings:
        if reading.changes and (other := programme.read_as(conflict, reading)) is not None:
            yield other


def objections(
    programme: Programme, answers: Answers, spans: Mapping[str, Span], at: datetime
) -> list[Reason]:
    """What the answers known so far bring up, the gravest first; what was not asked yet says nothing, and
    neither does the moment of entry, which is told before anything is asked."""
    at = at.astimezone(ZONE)
    found = _rules(programme, answers, spans, False) + _dates(programme, answers, spans, at, False)
    return [reason for _, reason in sorted(found, key=lambda pair: SEVERITY.index(pair[0]))]


Found = list[tuple[Outcome, Reason]]


def _entry(programme: Programme, at: datetime) -> tuple[str, Found]:
    """Which phase takes entries at a moment, and what speaks against entering then."""
    if programme.registration == "recorded":
        return "", [("fits", Reason(f"{programme.key}.recorded", programme.source))]
    for phase, window in programme.entries():
        if window.holds(at):
            return (phase.key, []) if phase else _round(programme, at)
    opens = programme.opens_next(at)
    if opens is not None:
        phase, window = next((p, w) for p, w in programme.entries() if w.opens == opens)
        key = phase.key if phase else ""
        told: dict[str, str | date] = {"at": opens, "programme": programme.short}
        return key, [("later", Reason("eligibility.not-open", window.source, told, key))]
    if closed := programme.closed_at():
        phase, window = programme.entries()[-1]
        told = {"at": closed - timedelta(minutes=1), "programme": programme.short}
        return "", [("no", Reason("eligibility.closed", window.source, told, phase.key if phase else ""))]
    return "", []


def _round(programme: Programme, at: datetime) -> tuple[str, Found]:
    """The year's round of a programme without an end: after its list is closed and until its dossiers are due
    a registration is late, which is kept and asked; from then on it counts for the following year."""
    steps = {deadline.key: deadline.step for deadline in programme.deadlines}
    year = timedelta(days=366)
    near = calendar.occurrences(programme, (at - year).date(), (at + year).date())
    registering = [o for o in near if steps[o.deadline] == "register"]
    coming = [o for o in near if steps[o.deadline] in ("register", "dossier") and o.closes > at]
    past = [o for o in registering if o.closes <= at]
    following = next((o for o in registering if o.closes > at), None)
    if past and coming and steps[coming[0].deadline] == "dossier":
        told: dict[str, str | date] = {"day": past[-1].last_day, "programme": programme.short}
        if following is not None:
            told["next"] = following.last_day
        key = "eligibility.late" if following is not None else "eligibility.late-last"
        rule = programme.deadline(past[-1].deadline)
        return past[-1].round, [("ask", Reason(key, rule.source if rule else "", told, past[-1].deadline))]
    return (following.round if following else ""), []


def _rules(programme: Programme, answers: Answers, spans: Mapping[str, Span], complete: bool) -> Found:
    """The conditions that don't hold and the exclusions that do; `complete`: nothing more will be told."""
    found: Found = []
    for rules, broken in ((programme.conditions, False), (programme.exclusions, True)):
        for rule in rules:
            told = rule.test is not None and rule.test.question in answers
            if (complete or told) and (
                outcome := _outcome(programme, rule, answers, spans, broken, complete)
            ):
                found.append((outcome, Reason(f"{programme.key}.{rule.key}", rule.source, {}, rule.key)))
    if object_of(answers) not in (*programme.objects, "idea"):
        found.append(("ask", Reason("eligibility.object", programme.source)))
    return found


def _outcome(
    programme: Programme,
    rule: Rule,
    answers: Answers,
    spans: Mapping[str, Span],
    broken: bool,
    complete: bool,
) -> Outcome | None:
    """What a rule makes of the answers; None where nothing speaks against it. `broken`: what its test must
    not be. What is too rough to say counts once all is told."""
    if rule.test is None or object_of(answers) not in rule.objects:
        return None
    answer = answers.get(rule.test.question)
    if answer is None or (rule.test.within and rule.test.question not in spans):
        return None if rule.unanswered == "ignore" else rule.unanswered
    if rule.test.within is None:
        holds: bool | None = None if answer == "unknown" else answer in rule.test.one_of
    else:
        lies = {w.covers(spans[rule.test.question]) for w in programme.spans(rule.test.within)}
        holds = True if "inside" in lies else (None if "partly" in lies else False)
    if holds is None:
        return rule.unknown if complete and rule.unknown != "ignore" else None
    return rule.otherwise if holds is broken else None


def _dates(
    programme: Programme, answers: Answers, spans: Mapping[str, Span], at: datetime, complete: bool
) -> Found:
    """What the day of first application brings beside the programme's window: another phase than the one that
    takes entries now (the plan says nothing of it), and the law's year."""
    span = spans.get("applied_on")
    if span is None or answers.get("applied") == "not_yet":
        return []
    found: Found = []
    phase = programme.open_phase(at) or programme.next_phase(at)
    own = phase.window("applied") if phase else None
    if own is not None and own.covers(span) == "outside" and (other := _other(programme, span)) is not None:
        params = {"programme": programme.short}
        found.append(
            ("ask", Reason("eligibility.other-phase", other.windows["applied"].source, params, "applied_on"))
        )
    known = complete or "recognised" in answers
    if known and answers.get("recognised") != "yes" and programme.registration == "open":
        if last_day(span[1]) < at.date():
            found.append(("ask", Reason("eligibility.year-over", LAW, {"day": last_day(span[1])})))
        elif answers.get("recognised") is not None:
            found.append(("needs", Reason("eligibility.year-runs", LAW, {"day": last_day(span[0])})))
    return found


def _other(programme: Programme, span: Span) -> Phase | None:
    for phase in programme.phases:
        window = phase.window("applied")
        if window is not None and window.covers(span) != "outside":
            return phase
    return None


# The law's clock, and what a date decides


def last_day(applied: date) -> date:
    """The last day on which recognition of an applied solution may be asked: one year from its first
    application (NĐ 13/2012/NĐ-CP Art. 5.2)."""
    try:
        return applied.replace(year=applied.year + 1)
    except ValueError:  # 29 February
        return date(applied.year + 1, 2, 28)


def deciding_day(programme: Programme, span: Span, at: datetime) -> date | None:
    """The day on which it depends, when a date is only known roughly: an end of a window of application, or
    the law's year. None when every day of the span leads to the same."""
    windows: list[Window] = list(programme.spans("applied"))
    if windows and all(window.covers(span) == "outside" for window in windows):
        return None
    phase = programme.open_phase(at)
    if phase is not None and (own := phase.window("applied")) is not None and own not in windows:
        windows.append(own)
    marks = [mark for window in windows for mark in _ends(window)]
    marks.append(_year_before(at.astimezone(ZONE).date()))
    return next((mark for mark in marks if span[0] < mark <= span[1]), None)


def _ends(window: Window) -> Iterable[date]:
    if window.opens is not None:
        yield window.first
    if window.closes is not None:
        yield window.last + timedelta(days=1)


def _year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return date(day.year - 1, 3, 1)


def bounds(value: str) -> Span:
    """The first and last day of an ISO date of any precision. Raises ValueError for anything else."""
    year, month, day = (*map(int, value.split("-")), 0, 0)[:3]
    if day:
        return date(year, month, day), date(year, month, day)
    if month:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date(year, 1, 1), date(year, 12, 31)


def object_of(answers: Answers) -> Object:
    """What it is, by plan 002 IV.1.7 and the glossary: a research topic, an idea, or an initiative."""
    if answers.get("kind") == "research":
        return "research_topic"
    return "idea" if answers.get("applied") == "not_yet" else "initiative"


def recognised_author(programme: Programme, answers: Answers) -> str | None:
    """Who is recognised of several authors (plan 002 IV.2.4 by its default reading): for the objects of
    `lead_for` their leader (chủ nhiệm), otherwise the author with the highest share, of equal ones the one
    the authors have named. None where all are recognised, where an officer has to choose, and where nobody
    has told it yet."""
    rule = programme.author_rule
    if rule is None or rule.recognise == "all":
        return None
    if object_of(answers) in rule.lead_for:
        lead = answers.get("lead")
        return str(lead) if lead else None
    people = answers.get("authors") or []
    highest = max((person["percent"] for person in people), default=0)
    top = [person for person in people if person["percent"] == highest]
    if len(top) > 1:
        top = [person for person in top if person.get("representative") and rule.tie == "author"]
    return str(top[0]["name"]) if top else None
