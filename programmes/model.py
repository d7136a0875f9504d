"""What a programme demands: one YAML file, read into these classes.

Every rule names the paragraph it comes from (`source`). Unknown keys are errors. What a plan leaves open is
left open here too: a deadline whose date an officer sets, a contradiction with its readings, a gap.
`docs/programmes.md` explains the file from its writer's side.
"""

import hashlib
from calendar import monthrange
from collections.abc import Iterable, Mapping, Set
from copy import deepcopy
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Literal
from zlib import crc32
from zoneinfo import ZoneInfo

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PrivateAttr, model_validator

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
LIBRARY = Path(__file__).parent / "library"
LANGUAGES = ("vi", "en")

Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
Source = Annotated[
    str, Field(min_length=1, description="Paragraph of the plan, e.g. IV.2.4; a law by its name.")
]
Level = Annotated[
    str, Field(pattern=r"^[a-z][a-z_]{1,19}$", description="A level of the union tree, e.g. upper.")
]
Object = Literal["idea", "initiative", "research_topic"]
Role = Literal["worker", "adviser", "officer"]
Step = Literal["register", "consolidate", "dossier", "recognise", "portal", "commend", "award", "follow_up"]
Purpose = Literal["applied", "recognised", "accepted", "entry", "portal", "decision", "awards"]
DateField = Literal[
    "applied_on", "decision_on", "accepted_on", "entered_at", "posted_at", "decided_on", "awarded_on"
]


class Part(BaseModel):
    """A piece of the file: what it does not know is an error, and it never changes."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, populate_by_name=True, use_attribute_docstrings=True
    )


class Title(Part):
    """A name people read, in both languages."""

    vi: Annotated[str, Field(min_length=1)]
    en: Annotated[str, Field(min_length=1)]


# Time


def _written(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


Written = Annotated[
    str,
    BeforeValidator(_written),
    Field(pattern=r"^\d{4}-\d{2}(-\d{2}([ T]\d{2}:\d{2}(:\d{2})?)?)?$"),
]
"""2021-09, 2021-09-01 or "2022-01-08 07:00"; 24:00 is the midnight that ends the day. Vietnam's clock."""


def _start(text: str) -> datetime:
    """The first moment of what is written."""
    day, _, clock = text.replace("T", " ").partition(" ")
    year, month, *rest = map(int, day.split("-"))
    hour, minute = map(int, clock.split(":")[:2]) if clock else (0, 0)
    moment = datetime.combine(date(year, month, rest[0] if rest else 1), time(), ZONE)
    if not (0 <= minute < 60 and (0 <= hour < 24 or (hour, minute) == (24, 0))):
        raise ValueError(f"{text} is no time of day")
    return moment + timedelta(hours=hour, minutes=minute)


def _end(text: str) -> datetime:
    """The first moment after what is written."""
    if " " in text or "T" in text:
        return _start(text) + timedelta(minutes=1)
    start = _start(text)
    days = 1 if text.count("-") == 2 else monthrange(start.year, start.month)[1]
    return start + timedelta(days=days)


class Window(Part):
    """A period of one date: `from` is inside; `until` is inside too, `before` is the first moment outside.

    "Trước 24h00 ngày D" is `before: "D 24:00"`, "hết ngày D" and "chậm nhất ngày D" are `until: D`.
    """

    field: DateField
    """Which date of an initiative must lie inside."""
    precision: Literal["minute", "day", "month"] = "day"
    from_: Annotated[Written | None, Field(alias="from")] = None
    until: Written | None = None
    """The last day, month or minute inside."""
    before: Written | None = None
    """The first one outside; 24:00 is the midnight that ends a day."""
    source: Source

    @model_validator(mode="after")
    def _sound(self) -> "Window":
        if self.until is not None and self.before is not None:
            raise ValueError("says both until and before")
        for text in (self.from_, self.until, self.before):
            if text is not None:
                _start(text)  # raises where no such day exists
                told = "minute" if len(text) > 10 else ("day" if len(text) == 10 else "month")
                if (told == "minute") != (self.precision == "minute") or (
                    told == "day" and self.precision == "month"
                ):
                    raise ValueError(f"{text} is not written to the {self.precision}")
        if self.opens is not None and self.closes is not None and self.closes <= self.opens:
            raise ValueError("closes before it opens")
        return self

    @property
    def opens(self) -> datetime | None:
        """The first moment inside; None where the plan names none."""
        return _start(self.from_) if self.from_ else None

    @property
    def closes(self) -> datetime | None:
        """The first moment outside; None where the plan names no end."""
        if self.before is not None:
            return _start(self.before)
        return _end(self.until) if self.until is not None else None

    @property
    def first(self) -> date:
        """The first day inside."""
        return self.opens.date() if self.opens else date.min

    @property
    def last(self) -> date:
        """The last day inside."""
        return (self.closes - timedelta(microseconds=1)).date() if self.closes else date.max

    def holds(self, moment: datetime) -> bool:
        """Whether a moment lies inside."""
        return (self.opens is None or self.opens <= moment) and (self.closes is None or moment < self.closes)

    def covers(self, span: tuple[date, date]) -> Literal["inside", "outside", "partly"]:
        """How the days from the first to the last of `span` lie to it."""
        if span[1] < self.first or span[0] > self.last:
            return "outside"
        return "inside" if self.first <= span[0] and span[1] <= self.last else "partly"


class Phase(Part):
    """A part of a programme, with a window for each thing that has its own dates."""

    key: Key
    title: Title
    windows: dict[Purpose, Window]
    source: Source

    def window(self, purpose: Purpose) -> Window | None:
        """The window of one purpose, None where the plan sets none."""
        return self.windows.get(purpose)


class Once(Part):
    """A single date. `end`: `until` that day, or `before` it ("trước ngày"), or `around` it."""

    kind: Literal["once"]
    at: Written
    end: Literal["until", "before", "around"]

    @model_validator(mode="after")
    def _exists(self) -> "Once":
        _start(self.at)  # raises where no such day exists
        return self

    @property
    def opens(self) -> datetime:
        """The first moment of what is written."""
        return _start(self.at)

    @property
    def closes(self) -> datetime:
        """The first moment outside."""
        return _start(self.at) if self.end == "before" else _end(self.at)


class Closing(Part):
    """The moment a window of a phase closes."""

    kind: Literal["closing"]
    phase: Key
    window: Purpose


class Yearly(Part):
    """The same day every year; `around` is a day that things happen about (18/5)."""

    kind: Literal["yearly"]
    month: Annotated[int, Field(ge=1, le=12)]
    day: Annotated[int, Field(ge=1, le=31)]
    end: Literal["until", "before", "around"]

    @model_validator(mode="after")
    def _exists(self) -> "Yearly":
        if self.day > monthrange(2024, self.month)[1]:
            raise ValueError(f"{self.day}/{self.month} is no day")
        return self


class Within(Part):
    """Some time within a month, every year."""

    kind: Literal["within"]
    month: Annotated[int, Field(ge=1, le=12)]


class Monthly(Part):
    """A day of every month; in a shorter month its last day. A report due then is about the month before."""

    kind: Literal["monthly"]
    day: Annotated[int, Field(ge=1, le=31)]


class Unset(Part):
    """The plan names no date: an officer sets it, and until then nothing falls due."""

    kind: Literal["open"]
    every: Literal["once", "month", "year", "term"]


When = Annotated[Once | Closing | Yearly | Within | Monthly | Unset, Field(discriminator="kind")]


class Deadline(Part):
    """Something that falls due.

    `levels`: whose officers see to it; `inner`: how many days earlier it is done at a level, because several
    levels share one date (a proposal: the plan names one date only). `reminders`: days before (0 the day
    itself, negative after), by role. `aim`: nothing is owed (phấn đấu). `late`: what comes afterwards is
    `kept` and an officer asked, or the door is `closed` (a portal). `direct`: of these levels only the units
    directly under the issuing body ("trực thuộc"). `support`: days before (negative after) on which the
    officers above are asked to help a unit that has not answered: the first day those of the union directly
    above, the second day those above them (a proposal: no plan says so). Empty: nobody above is asked.
    """

    key: Key
    title: Title
    step: Step | None = None
    """The step of the flow that must be done by then."""
    when: When
    levels: tuple[Level, ...] = ()
    inner: dict[Level, Annotated[int, Field(ge=0, le=180)]] = Field(default_factory=dict)
    reminders: dict[Role, tuple[Annotated[int, Field(ge=-30, le=180)], ...]] = Field(default_factory=dict)
    aim: bool = False
    late: Literal["kept", "closed"] = "kept"
    direct: bool = False
    support: tuple[Annotated[int, Field(ge=-30, le=180)], ...] = (3, -1)
    source: Source


class Runs(Part):
    """From when until when the programme lasts; open ends where the plan names none."""

    from_: Annotated[date | None, Field(alias="from")] = None
    until: date | None = None
    source: Source

    @property
    def window(self) -> Window:
        """The same as a window of entries."""
        return Window(
            field="entered_at",
            from_=self.from_.isoformat() if self.from_ else None,
            until=self.until.isoformat() if self.until else None,
            source=self.source,
        )


# Rules


class Test(Part):
    """A question about one answer: it is `one_of` these, or its date lies `within` a window.

    For a window every phase counts, unless the programme has one of its own.
    """

    question: str
    one_of: tuple[str | bool, ...] = ()
    within: Purpose | None = None

    @model_validator(mode="after")
    def _one(self) -> "Test":
        if bool(self.one_of) == (self.within is not None):
            raise ValueError("needs either one_of or within")
        return self


class Rule(Part):
    """A condition (its test must hold) or an exclusion (its test must not).

    `otherwise` is the verdict when it is broken, `unknown` when the person does not know or the date is too
    rough to say, `unanswered` when it was not told. Its text is `<programme>-<key>`. No `test`: the author
    declares it when sending (`confirm`), and the officer judges.
    """

    key: Key
    objects: tuple[Object, ...] = ("idea", "initiative", "research_topic")
    test: Test | None = None
    otherwise: Literal["no", "needs", "ask"]
    unknown: Literal["no", "needs", "ask", "ignore"] = "ask"
    unanswered: Literal["needs", "ask", "ignore"] = "ignore"
    source: Source


class AuthorRule(Part):
    """Who is recognised of several authors: all of them, or the one with the highest share; the leader
    (chủ nhiệm) for the objects of `lead_for`. `tie`: who chooses between equals."""

    recognise: Literal["all", "highest_share"]
    lead_for: tuple[Object, ...] = ()
    tie: Literal["author", "officer"] = "author"
    source: Source


class Asked(Part):
    """A question of the library this programme asks.

    `required`: it can't be skipped here. `reworded`: its prompt is its text `<programme>-ask-<key>`.
    """

    key: str
    required: bool = False
    reworded: bool = False


def _asked(value: Any) -> Any:
    return {"key": value} if isinstance(value, str) else value


Question = Annotated[Asked, BeforeValidator(_asked, json_schema_input_type=Asked | str)]


class Evidence(Part):
    """What proves something: a paper, for which objects, who confirms it."""

    key: Key
    title: Title
    objects: tuple[Object, ...] = ("initiative", "research_topic")
    question: str = ""
    confirmed_by: str = ""
    source: Source


# What happens, and with what


class Move(Part):
    """A step of the flow: who does it, where to, by which deadline. Steps that are absent don't happen."""

    step: Step
    by: Annotated[str, Field(min_length=1, description="author, adviser, a level, or the body's name.")]
    to: str = ""
    deadline: Key | None = None
    external: bool = False
    """Somebody outside the union does it; only its result is recorded."""
    source: Source


class Paper(Part):
    """A paper of a step's checklist. `form`: the plan's name of it; `issued`: whether the form came along."""

    key: Key
    title: Title
    step: Step
    by: str
    required: bool = True
    originals: Annotated[int, Field(ge=0)] = 0
    form: str = ""
    issued: bool = False
    source: Source


class Target(Part):
    """One figure. `value` None: to be set by `set_by` below. `parts` must add up to it.

    `measure` count: initiatives (or what `of` says); minimum: per unit of `per`; ratio: `of` / `over`,
    in percent;
    share: of the staff, in percent; rank: not below; award: number of an award. `aim`: nothing is owed when
    it is missed (phấn đấu).
    """

    key: Key
    title: Title
    measure: Literal["count", "minimum", "ratio", "share", "rank", "award"]
    value: Annotated[float, Field(ge=0)] | None = None
    """Left out where the plan leaves it to the levels of `set_by`."""
    at_least: bool = True
    aim: bool = False
    stage: Literal["registered", "recognised", "entered"] | None = None
    """How far an initiative must have come to count."""
    period: Literal["programme", "phase", "year", "month", "term"] = "programme"
    phase: Key | None = None
    per: Level | None = None
    of: str = ""
    over: str = ""
    set_by: tuple[Level, ...] = ()
    parts: tuple[Key, ...] = ()
    source: Source


class TargetVersion(Part):
    """The figures of one document, in force from a day on until the next document's."""

    document: str
    since: date | None = None
    targets: tuple[Target, ...]

    @model_validator(mode="after")
    def _sums(self) -> "TargetVersion":
        known = {target.key: target for target in self.targets}
        for target in self.targets:
            if not target.parts:
                continue
            if missing := [key for key in target.parts if key not in known]:
                raise ValueError(f"target {target.key} is made of {missing[0]}, which is no target")
            values = [known[key].value for key in target.parts]
            if target.value is not None and None not in values:
                total = sum(value for value in values if value is not None)
                if total != target.value:
                    sums = " + ".join(f"{value:,g}" for value in values if value is not None)
                    raise ValueError(f"target {target.key}: {sums} ≠ {target.value:,g}")
        return self


class Report(Part):
    """What is reported, by whom (`direct`: only by units directly under the issuing body), to whom, how.
    Its date is the deadline's."""

    key: Key
    title: Title
    deadline: Key | None = None
    every: Literal["month", "year", "term", "once", "continuous"]
    by: tuple[Level, ...]
    direct: bool = False
    to: str
    through: str = ""
    medium: tuple[Literal["chat", "email", "paper", "phone"], ...]
    address: str = ""
    questions: tuple[Question, ...] = ()
    form_issued: bool = False
    source: Source


class Activity(Part):
    """A kind of activity a unit logs; counted in the yearly report."""

    key: Key
    title: Title
    questions: tuple[Question, ...] = ()
    source: Source


class Duty(Part):
    """Something each unit of some levels sees to, ticked by its officer (a plan, a pledge, a focal person);
    `direct`: of these levels only the units directly under the issuing body. `shown_by`: the service sees by
    itself that it is done: by an officer who follows the unit here, by the targets the unit has set here."""

    key: Key
    title: Title
    levels: tuple[Level, ...]
    direct: bool = False
    every: Literal["once", "year", "phase", "term"] = "once"
    aim: bool = False
    shown_by: Literal["officer", "targets"] | None = None
    source: Source


class Team(Part):
    """Advisory teams (Tổ tư vấn): at which levels, how many members at least, what they do. `anonymous`:
    workers may ask them without their name; a proposal, no plan speaks of it."""

    levels: tuple[Level, ...]
    members: Annotated[int, Field(ge=1)]
    duties: tuple[Title, ...]
    anonymous: bool = True
    source: Source


class Commendation(Part):
    """A choice of whom to honour: each level proposes to its upper one, the top chooses at most `limit`."""

    key: Key
    title: Title
    every: Literal["month", "phase", "year", "once"]
    by: str
    limit: Annotated[int, Field(ge=1)] | None = None
    deadline: Key | None = None
    source: Source


class Route(Part):
    """Where questions of somebody go, in this order."""

    asker: Literal["worker", "unit"]
    to: tuple[str, ...]
    source: Source


class Contact(Part):
    """Whom units ask when something is unclear."""

    name: str
    phone: str = ""
    email: str = ""
    source: Source


class Basis(Part):
    """A document the plan rests on, as the plan cites it."""

    title: str
    number: str = ""
    issued_on: date | None = None


class Signatory(Part):
    """Who signed."""

    name: str
    title: str
    on_behalf: str = ""


class Recipient(Part):
    """Who gets the plan, for what, how."""

    name: str
    purpose: Literal["report", "carry_out", "inform", "coordinate", "file"] = "inform"
    medium: Literal["electronic", "paper", ""] = ""


class Milestone(Part):
    """A day or time of the year the plan ties in with."""

    title: Title
    date: str = ""
    source: Source


# Contradictions and gaps


class Paragraph(Part):
    """What the plan says where."""

    source: Source
    says: str
    """The plan's own words, shortened with …."""


class Reading(Part):
    """One way to understand a contradiction; `changes` are values of this file by their path, e.g.
    `phases.phase-2.windows.entry.until: 2023-09-30`. The default reading is the file as it stands."""

    key: Key
    title: Title
    changes: dict[str, Any] = Field(default_factory=dict)


class Conflict(Part):
    """Two paragraphs that don't agree. Until an officer decides, the default holds.

    `touches` are the keys of the rules, deadlines, targets and questions it is about. The chat says that it
    is undecided where it shows or reminds of a deadline among them, and with a verdict that would be another
    by another reading: that is found by judging, whatever `touches` says."""

    key: Key
    paragraphs: Annotated[tuple[Paragraph, ...], Field(min_length=1)]
    readings: Annotated[tuple[Reading, ...], Field(min_length=2)]
    default: Key
    reason: Title
    touches: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _known(self) -> "Conflict":
        keys = [reading.key for reading in self.readings]
        if self.default not in keys:
            raise ValueError(f"the default {self.default} is none of its readings")
        if len(set(keys)) < len(keys):
            raise ValueError("two readings have the same key")
        if next(r for r in self.readings if r.key == self.default).changes:
            raise ValueError("the default reading is the file as it stands: it changes nothing")
        return self

    def reading(self, key: str) -> Reading | None:
        """One of its readings."""
        return next((reading for reading in self.readings if reading.key == key), None)


class Gap(Part):
    """Something the plan lacks and nobody can read out of it; told to officers, never filled in by us."""

    text: str
    source: Source


class Quiet(Part):
    """Hours in which nobody is written to first, on Vietnam's clock ("21:00" to "07:00")."""

    from_: Annotated[str, Field(alias="from", pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
    until: Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]


class Programme(Part):
    """One programme. `unit` is the code of the issuing body, `code` begins its initiatives' numbers."""

    key: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{1,39}$")]
    """Names the programme everywhere and never changes; its texts begin with it."""
    code: Annotated[str, Field(pattern=r"^[A-Z]{2,6}$")]
    """Begins the numbers of its initiatives: TH-2025-000001."""
    title: Annotated[str, Field(min_length=1)]
    short: Annotated[str, Field(min_length=1, max_length=60)]
    """What stands on buttons and in sentences."""
    unit: Annotated[str, Field(min_length=1)]
    """The issuing body's code in the table of units; offered to its people and those of units below it."""
    body: Annotated[str, Field(min_length=1)]
    """The issuing body's name."""
    number: str = ""
    issued_on: date | None = None
    place: str = ""
    bases: tuple[Basis, ...] = ()
    signatory: Signatory | None = None
    contact: Contact | None = None
    recipients: tuple[Recipient, ...] = ()
    source: Annotated[str, Field(min_length=1)]
    """How the plan is cited, e.g. Kế hoạch 295/KH-CĐNH."""
    participants: str = ""
    """Who may take part, in the plan's words."""

    quiet: Quiet | None = None
    """Its own hours without reminders; 21:00 to 07:00 where the file says none."""
    registration: Literal["open", "recorded"] = "open"
    """`recorded`: the plan has no registration; an initiative is kept for the yearly figure, and told so."""
    runs: Runs
    windows: dict[Purpose, Window] = Field(default_factory=dict)
    phases: tuple[Phase, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    targets: tuple[TargetVersion, ...] = ()

    objects: Annotated[tuple[Object, ...], Field(min_length=1)]
    """What it takes: ideas (ý tưởng), initiatives (sáng kiến), research topics (đề tài NCKH)."""
    kinds: tuple[str, ...] = ()
    subkinds: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    movements: tuple[str, ...] = ()
    """Movements (phong trào) it ties in with."""
    conditions: tuple[Rule, ...] = ()
    exclusions: tuple[Rule, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    author_rule: AuthorRule | None = None
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]
    """Asked at once, before an initiative is sent."""
    later: tuple[Question, ...] = ()
    """Offered after it was sent."""
    papers: tuple[Paper, ...] = ()

    flow: tuple[Move, ...] = ()
    receipt: bool = False
    """Whether we act for the cơ sở and its receipt with a reply-by date is given (TT 18/2013 Art. 6.1)."""
    portal: str = ""
    """Address of the outside portal initiatives are entered on."""
    duties: tuple[Duty, ...] = ()
    activities: tuple[Activity, ...] = ()
    reports: tuple[Report, ...] = ()
    commendations: tuple[Commendation, ...] = ()
    team: Team | None = None
    routing: tuple[Route, ...] = ()

    conflicts: tuple[Conflict, ...] = ()
    gaps: tuple[Gap, ...] = ()
    texts: dict[Literal["vi", "en"], str] = Field(default_factory=dict)
    """Its own words by language, as Fluent; every name begins with the programme's key."""

    _raw: dict[str, Any] = PrivateAttr(default_factory=dict)
    _read: dict[tuple[str, str], "Programme | None"] = PrivateAttr(default_factory=dict)

    @model_validator(mode="after")
    def _consistent(self) -> "Programme":
        _unlike("phase", (phase.key for phase in self.phases))
        _unlike("deadline", (deadline.key for deadline in self.deadlines))
        _unlike("rule", (rule.key for rule in (*self.conditions, *self.exclusions)))
        _unlike("conflict", (conflict.key for conflict in self.conflicts))
        deadlines = {deadline.key for deadline in self.deadlines}
        dated: tuple[Move | Report | Commendation, ...] = (*self.flow, *self.reports, *self.commendations)
        for what in dated:
            if what.deadline is not None and what.deadline not in deadlines:
                raise ValueError(f"{what.deadline} is no deadline of this file")
        for deadline in self.deadlines:
            if isinstance(deadline.when, Closing) and self.window(deadline.when) is None:
                raise ValueError(f"deadline {deadline.key}: {deadline.when.phase} has no such window")
        for one, other in _neighbours(self.phases):
            if one.closes and other.opens and one.closes > other.opens:
                raise ValueError("the entry windows of two phases overlap")
        for rule in (*self.conditions, *self.exclusions):
            if rule.test and rule.test.within and not self.spans(rule.test.within):
                raise ValueError(f"rule {rule.key}: no window is named {rule.test.within}")
        return self

    # What the file means

    @cached_property
    def asking(self) -> dict[str, Asked]:
        """How it asks each question of the library that it asks its authors, by key."""
        return {question.key: question for question in (*self.questions, *self.later)}

    @property
    def asks(self) -> Set[str]:
        """The keys of all questions it asks its authors."""
        return self.asking.keys()

    def asked(self, key: str) -> Asked | None:
        """How it asks one question of the library."""
        return self.asking.get(key)

    def phase(self, key: str) -> Phase | None:
        """A phase by its key."""
        return next((phase for phase in self.phases if phase.key == key), None)

    def deadline(self, key: str) -> Deadline | None:
        """A deadline by its key."""
        return next((deadline for deadline in self.deadlines if deadline.key == key), None)

    def window(self, closing: Closing) -> Window | None:
        """The window whose closing is a deadline."""
        phase = self.phase(closing.phase)
        return phase.window(closing.window) if phase else None

    def spans(self, purpose: Purpose) -> tuple[Window, ...]:
        """The windows of a purpose: the programme's own, or those of its phases."""
        if purpose in self.windows:
            return (self.windows[purpose],)
        return tuple(phase.windows[purpose] for phase in self.phases if purpose in phase.windows)

    def entries(self) -> tuple[tuple[Phase | None, Window], ...]:
        """The entry windows with their phases, in order of time; the time the programme runs where the plan
        sets none."""
        if found := [(phase, phase.windows["entry"]) for phase in self.phases if "entry" in phase.windows]:
            return tuple(sorted(found, key=lambda pair: pair[1].first))
        return ((None, self.windows.get("entry", self.runs.window)),)

    def takes(self, moment: datetime) -> bool:
        """Whether entries are taken at a moment."""
        return any(window.holds(moment) for _, window in self.entries())

    def open_phase(self, moment: datetime) -> Phase | None:
        """The phase that takes entries at a moment."""
        return next((phase for phase, window in self.entries() if phase and window.holds(moment)), None)

    def next_phase(self, moment: datetime) -> Phase | None:
        """The first phase that opens after a moment."""
        later = ((phase, window.opens) for phase, window in self.entries() if phase and window.opens)
        return next((phase for phase, opens in later if opens > moment), None)

    def opens_next(self, moment: datetime) -> datetime | None:
        """When entries are taken again, None where they never are."""
        later = [w.opens for _, w in self.entries() if w.opens is not None and w.opens > moment]
        return min(later, default=None)

    def closed_at(self) -> datetime | None:
        """The first moment after which entries are not taken any more; None where there is no end."""
        ends = [window.closes for _, window in self.entries()]
        return None if None in ends else max(end for end in ends if end is not None)

    def targets_on(self, day: date) -> TargetVersion | None:
        """The figures in force on a day: the latest document's that is not newer."""
        valid = [version for version in self.targets if version.since is None or version.since <= day]
        return valid[-1] if valid else None

    @cached_property
    def marks(self) -> dict[str, int]:
        """A number for each part that touches somebody in the middle of registering: another number, another
        rule. Small enough to be kept with a draft. Only what the file says counts, and no title: neither a
        field that is new in these classes nor a title in other words is a change of the rules."""
        parts: dict[str, list[Any]] = {
            "questions": [*self.questions, *self.later],
            "dates": [*self.windows.values(), *self.phases, *filter(_for_authors, self.deadlines)],
            "rules": [*self.conditions, *self.exclusions, *([self.author_rule] if self.author_rule else [])],
            "papers": [*self.papers],
        }
        return {
            name: crc32("".join(_demanded(part) for part in listed).encode())
            for name, listed in parts.items()
        }

    def words(self, language: Literal["vi", "en"]) -> str:
        """Its texts in Fluent's form: the file's own, and a message for every title."""
        titled: list[tuple[str, Title]] = [
            *((f"phase-{phase.key}", phase.title) for phase in self.phases),
            *((f"deadline-{deadline.key}", deadline.title) for deadline in self.deadlines),
            *((f"paper-{paper.key}", paper.title) for paper in self.papers),
            *((f"report-{report.key}", report.title) for report in self.reports),
            *((f"activity-{activity.key}", activity.title) for activity in self.activities),
            *((f"duty-{duty.key}", duty.title) for duty in self.duties),
            *((f"commendation-{one.key}", one.title) for one in self.commendations),
            *((f"evidence-{evidence.key}", evidence.title) for evidence in self.evidence),
        ]
        for conflict in self.conflicts:
            titled.append((f"conflict-{conflict.key}", conflict.reason))
            titled += [(f"reading-{conflict.key}-{r.key}", r.title) for r in conflict.readings]
        lines = [f"{self.key}-{name} = {_plain(getattr(title, language))}" for name, title in titled]
        return "\n".join([self.texts.get(language, ""), *lines, ""])

    def changed(self, changes: Mapping[str, Any]) -> "Programme":
        """The same programme with some values of its file replaced, by their paths.

        Items of a list are named by their `key`. Raises ValueError where a path leads nowhere or the result
        is no sound programme.
        """
        if not changes:
            return self
        raw = deepcopy(self._raw)
        for path, value in changes.items():
            _replace(raw, path, value)
        return _validated(raw)

    def read_as(self, conflict: Conflict, reading: Reading) -> "Programme | None":
        """The same programme with one contradiction read in one way; made once. None where that reading does
        not hold together with what officers have decided about the others."""
        name = (conflict.key, reading.key)
        if name not in self._read:
            try:
                self._read[name] = self.changed(reading.changes)
            except ValueError:
                self._read[name] = None
        return self._read[name]

    def conflict(self, key: str) -> Conflict | None:
        """A contradiction by its key."""
        return next((conflict for conflict in self.conflicts if conflict.key == key), None)


def _demanded(part: Part) -> str:
    return part.model_dump_json(exclude_defaults=True, exclude={"title"})


def _for_authors(deadline: Deadline) -> bool:
    """Whether it is an author's too, not the officers' alone."""
    return bool(deadline.reminders.get("worker"))


def _unlike(what: str, keys: Iterable[str]) -> None:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            raise ValueError(f"two of kind {what} have the key {key}")
        seen.add(key)


def _neighbours(phases: Iterable[Phase]) -> list[tuple[Window, Window]]:
    entries = sorted((p.windows["entry"] for p in phases if "entry" in p.windows), key=lambda w: w.first)
    return list(pairwise(entries))


def _plain(text: str) -> str:
    """A title as the value of a Fluent message: one line, nothing in it means anything to Fluent."""
    return " ".join(text.replace("{", "(").replace("}", ")").split())


def _replace(raw: Any, path: str, value: Any) -> None:
    *steps, last = path.split(".")
    for step in steps:
        raw = _item(raw, step, path)
    if isinstance(raw, list):
        raw[raw.index(_item(raw, last, path))] = value
    elif value is None:
        raw.pop(last, None)
    else:
        raw[last] = value


def _item(raw: Any, step: str, path: str) -> Any:
    if isinstance(raw, dict) and step in raw:
        return raw[step]
    if isinstance(raw, list):
        for place, item in enumerate(raw):
            if isinstance(item, dict) and (
                item.get("key") == step or (step.isdigit() and place == int(step))
            ):
                return item
    raise ValueError(f"{path}: there is no {step}")


def _validated(raw: Any) -> Programme:
    programme = Programme.model_validate(raw)
    programme._raw = raw
    return programme


def load(text: str) -> Programme:
    """A programme from the text of its file. Raises ValueError (also where a date is none) or YAMLError.

    Every reading of every contradiction must make a sound programme too.
    """
    programme = _validated(yaml.safe_load(text))
    for conflict in programme.conflicts:
        for reading in conflict.readings:
            try:
                programme.changed(reading.changes)
            except ValueError as error:
                raise ValueError(f"conflict {conflict.key}, reading {reading.key}: {error}") from None
    return programme


def checksum(text: str) -> str:
    """Names a version of a programme file."""
    return hashlib.sha256(text.encode()).hexdigest()


def library(folder: Path = LIBRARY) -> dict[str, str]:
    """The texts of the programme files of a folder, by key."""
    texts = [file.read_text("utf-8") for file in sorted(folder.glob("*.yaml"))]
    return {load(text).key: text for text in texts}
