"""The library of questions: every question any programme may ask, in the order they make sense.

A programme's file chooses which of them it asks. Stored values are the English words, ISO dates with the
precision that was known ("2022-03"), integer đồng, true/false.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from handlers import parsers
from handlers.events import Phrase
from handlers.forms import Answers, Context, Do, Form, Option, Parse, Pick, Question, Result, Said, Value
from handlers.money import dong
from handlers.parsers import Day, Invalid
from handlers.text import fold, lacks_accents, unkey
from handlers.unit_question import described, shown_unit, workplace
from programmes import eligibility
from programmes.eligibility import Reason, bounds
from programmes.model import Conflict, Programme

TITLE_LENGTH = 200
ROUNDING = 0.02  # percent; thirds are written 33,34 and 33,33
SPOKEN = "["  # "[ghi âm 0:38]" begins so; it is an answer, but no title can be made of it


# Ways to read an answer


def one_of(*tokens: str) -> Parse:
    """A choice and nothing else."""

    def parse(said: Said, _context: Context) -> Result:
        if said.token in tokens:
            return Value(said.token)
        raise Invalid("choose")

    return parse


def choice(key: str, *tokens: str, **rest: Any) -> Question:
    """A question whose answer is one of its choices and nothing else."""
    return Question(key, one_of(*tokens), tokens, free=False, **rest)


def truth(said: Said, _context: Context) -> Result:
    """Yes, no, or the person does not know (kept as unknown, for the officer); a paper sent is a yes."""
    if said.files:
        return Value(True)
    if said.token == "unknown":
        return Value("unknown")
    if said.token in ("yes", "no"):
        return Value(said.token == "yes")
    return Value(parsers.yes_no(said.text))


def words(said: Said, _context: Context) -> Result:
    """Free text, or a voice message in its place."""
    return Value(_told(said.text))


def remark(said: Said, _context: Context) -> Result:
    """Any words: "được" answers whether others can use it."""
    if not fold(said.text):
        raise Invalid("text-empty")
    return Value(said.text)


def _told(text: str) -> str:
    """Words that say something: "ok", "k" or "2" is no story."""
    plain = fold(text).split()
    if not plain:
        raise Invalid("text-empty")
    if (
        len(plain) == 1
        and (len(plain[0]) <= 4 or not any(c.isalpha() for c in plain[0]))
        and not text.startswith(SPOKEN)
    ):
        raise Invalid("text-short")
    return text


def solution(said: Said, _context: Context) -> Result:
    """The story in the person's own words; a photo, a recording or a ready file is enough."""
    if not said.text and not said.files:
        raise Invalid("solution-empty")
    return Value(said.text if said.files else _told(said.text))


def short_text(limit: int) -> Parse:
    """One line of text."""

    def parse(said: Said, _context: Context) -> Result:
        text = " ".join(said.text.split())
        if not text:
            raise Invalid("text-empty")
        if len(text) > limit:
            raise Invalid("text-long", limit=limit, length=len(text))
        return Value(text)

    return parse


def named(said: Said, _context: Context) -> Result:
    """Somebody's name."""
    return Value(parsers.name(said.text))


def about(key: str) -> Callable[[Context], Phrase | None]:
    """The prompt that names the colleague somebody registers for; the question's own otherwise."""

    def prompt(context: Context) -> Phrase | None:
        worker = context.answers.get("worker")
        return Phrase(f"registration.{key}-behalf", {"name": worker}) if worker else None

    return prompt


# Where a colleague works, for those whose role counts for several workplaces


def elsewhere(_answers: Answers, context: Context) -> bool:
    """Whoever registers for a colleague may do so for units below theirs."""
    return bool(context.notes.get("scope"))


def in_scope(context: Context, unit_id: int) -> bool:
    """The registrar's own workplace, or one that their role counts for."""
    scope = context.notes.get("scope", ())
    near = context.service.lineage(unit_id)
    return unit_id == context.notes.get("home") or any(place.id in scope for place in near)


def worker_unit_choices(context: Context) -> tuple[Option, ...]:
    """The registrar's own workplace."""
    home = context.service.places.get(context.notes.get("home") or 0)
    if home is None:
        return ()
    return (Option("own", Phrase("registration.worker_unit#own", {"place": described(home)})),)


_find_unit = workplace("registration.worker_unit", in_scope)


def worker_unit(said: Said, context: Context) -> Result:
    """Where the colleague works: at the registrar's own place, or one of those below."""
    home = context.notes.get("home")
    return Value(home, {"unit_note": None}) if said.token == "own" and home else _find_unit(said, context)


# Title


_BEFORE = re.compile(r"(hoi |luc |ngay )?(truoc|xua)( |$)")
_NOW = re.compile(r"(nay|gio|bay gio|hien nay|tu do)( |$)")
_LEADS = frozenset(
    ("nay", "gio", "bay", "hien", "tu", "do", "thi", "nen", "va", "la", "em", "toi", "minh", "chung", "da")
)
_SENTENCES = re.compile(r"(?<=[.;!?])\s+|\n")
_CLAUSES = re.compile(r"(?<=[,:])\s+|\s+-\s+")


def proposed_title(context: Context) -> str:
    """What was done, from the story: its first clause that does not tell how it was before, without
    "nay em …"; empty where nothing can be made of it."""
    for sentence in _SENTENCES.split(str(context.answers.get("solution") or "")):
        before = False
        for clause in _CLAUSES.split(sentence):
            told = fold(clause)
            before = bool(_BEFORE.match(told)) or (before and not _NOW.match(told))
            words = [] if before or clause.startswith(SPOKEN) else clause.strip(" .;,:!?-").split()
            while words and fold(words[0]) in _LEADS:
                words = words[1:]
            if len(words) >= 3:
                title = " ".join(words[:18])
                return title[:1].upper() + title[1:]
    return ""


def title_choices(context: Context) -> tuple[Option, ...]:
    """The proposal or another one."""
    if not proposed_title(context):
        return ()
    return (
        Option("yes", Phrase("registration.title#yes")),
        Option("no", Phrase("registration.title#no")),
    )


def title_prompt(context: Context) -> Phrase:
    """The proposal, or an open question where there is none."""
    proposal = proposed_title(context)
    return (
        Phrase("registration.title", {"proposal": proposal})
        if proposal
        else Phrase("registration.title-open")
    )


def title(said: Said, context: Context) -> Result:
    """A title of one line."""
    if said.token == "yes" and proposed_title(context):
        return Value(proposed_title(context))
    if said.token in ("yes", "no"):
        return Pick(Phrase("registration.title-other"))
    if said.text.startswith(SPOKEN):
        return Pick(Phrase("registration.title-typed"))
    return short_text(TITLE_LENGTH)(Said(_told(said.text)), context)


# Dates


def applied_on(said: Said, context: Context) -> Result:
    """About when it was first used; a nearer date is asked only if something depends on it."""
    day = parsers.day(said.text, context.today)
    if day.also:
        return _two_days(day, context)
    mark = (
        eligibility.deciding_day(context.programme, (day.first, day.last), context.at)
        if context.programme
        else None
    )
    if mark is not None:
        return _nearer(day, mark)
    if day.confirm:
        return _confirm_day(day, "registration.applied_on", {"applied_on": _kept(day)})
    return Value(day.value, {"applied_on": _kept(day)}, _noted(day))


def _kept(day: Day) -> dict[str, str]:
    """What was said, and the days it means ("cuối tháng 8" is narrower than the month that is stored)."""
    return {"said": day.said, "first": day.first.isoformat(), "last": day.last.isoformat()}


def _two_days(day: Day, context: Context) -> Result:
    days = sorted((day, *day.also), key=lambda d: d.first)
    earliest = days[0]
    # Which of them counts is the officer's to say, so only what excludes all of them excludes.
    spanned = {"first": earliest.first.isoformat(), "last": max(d.last for d in days).isoformat()}
    note = {"said": day.said, "also": [d.value for d in days[1:]], **spanned}
    later = Phrase(
        "registration.applied_on-two",
        {"first": shown_day(earliest.value), "second": shown_day(days[-1].value)},
    )
    return Value(earliest.value, {"applied_on": note}, later)


def _nearer(day: Day, mark: date) -> Pick:
    note = _kept(day)
    after = {"applied_on": {**note, "first": mark.isoformat()}}
    before = {"applied_on": {**note, "last": (mark - timedelta(days=1)).isoformat()}}
    return Pick(
        Phrase("registration.applied_on-nearer", {"day": mark}),
        (
            Option("yes", Phrase("registration.applied_on-nearer#yes"), day.value, after),
            Option("before", Phrase("registration.applied_on-nearer#before"), _before(day, mark), before),
            Option(
                "unknown", Phrase("registration.applied_on-nearer#unknown"), day.value, {"applied_on": note}
            ),
        ),
    )


def _before(day: Day, mark: date) -> str:
    """The same date, not later than the day before; the month before where only the month was known."""
    last = mark - timedelta(days=1)
    if day.value >= mark.isoformat()[: len(day.value)] and len(day.value) == 7:
        return f"{last:%Y-%m}"
    return day.value


def _confirm_day(day: Day, key: str, notes: Answers = MappingProxyType({})) -> Pick:
    return Pick(
        Phrase(f"{key}-confirm", {"day": shown_day(day.value)}),
        (
            Option("yes", Phrase("form.right"), day.value, notes),
            Option("again", Phrase("form.retype")),
        ),
    )


def _noted(day: Day) -> Phrase | None:
    """Tells back what was read where it was not typed in figures."""
    year, _, rest = day.value.partition("-")
    figures = "/".join(str(int(part)) for part in reversed(rest.split("-")) if part) + f"/{year}"
    typed = re.sub(r"\b0(?=\d)", "", re.sub(r"[-.\s]+", "/", day.said))
    return None if figures in f"/{typed}" else Phrase("form.noted", {"value": shown_day(day.value)})


def shown_day(value: str) -> Phrase | str:
    """An ISO date of any precision as people write it."""
    parts = value.split("-")
    if len(parts) == 3:
        return f"{parts[2]}/{int(parts[1])}/{parts[0]}"
    if len(parts) == 2:
        return Phrase("format.month", {"month": str(int(parts[1])), "year": parts[0]})
    return Phrase("format.year", {"year": parts[0]})


def shown_applied(value: Any, context: Context) -> Phrase | str:
    """When it was first used; both dates where two were told."""
    also = (context.notes.get("applied_on") or {}).get("also")
    if not also:
        return shown_day(str(value))
    return Phrase(
        "registration.applied_on-both", {"first": shown_day(str(value)), "second": shown_day(also[-1])}
    )


def shown_date(value: Any, _context: Context) -> Phrase | str:
    """A stored date in the read-back."""
    return shown_day(str(value))


def some_day(said: Said, context: Context) -> Result:
    """A date of a paper, e.g. a decision."""
    day = parsers.day(said.text, context.today)
    return _confirm_day(day, "registration.some-day") if day.confirm else Value(day.value, {}, _noted(day))


def span(answers: Answers, notes: Answers) -> tuple[date, date] | None:
    """The first and last day that the stored `applied_on` may mean."""
    value = answers.get("applied_on")
    if not isinstance(value, str):
        return None
    first, last = bounds(value)
    note = notes.get("applied_on") or {}
    if "first" in note:
        first, last = date.fromisoformat(note["first"]), date.fromisoformat(note["last"])
    return first, last


def spans(answers: Answers, notes: Answers) -> dict[str, tuple[date, date]]:
    """The days that each answered date may mean, by question."""
    found = {
        key: bounds(answers[key])
        for key in ("accepted_on", "decision_on")
        if isinstance(answers.get(key), str)
    }
    applied = span(answers, notes)
    return {**found, "applied_on": applied} if applied else found


# Money


def benefit_money(said: Said, _context: Context) -> Result:
    """A sum and its period, confirmed: a slip of three zeros is easy."""
    money = parsers.money(said.text)
    if money.period is None:
        return Pick(
            Phrase("registration.benefit_money-period", {"amount": dong(money.amount)}),
            tuple(
                Option(
                    period, Phrase(f"registration.benefit_money-period#{period}"), _sum(money.amount, period)
                )
                for period in ("once", "month", "year")
            ),
        )
    return Pick(
        Phrase("registration.benefit_money-confirm", {"sum": shown_money(_sum(money.amount, money.period))}),
        (
            Option("yes", Phrase("form.right"), _sum(money.amount, money.period)),
            Option("again", Phrase("form.retype")),
        ),
    )


def _sum(amount: int, period: str) -> dict[str, Any]:
    return {"amount": amount, "period": period}


def shown_money(value: Any, _context: Context | None = None) -> Phrase:
    """A sum as people read it."""
    return Phrase(f"format.money-{value['period']}", {"amount": dong(value["amount"])})


# Authors


def authors(said: Said, context: Context) -> Result:
    """Who made it, with shares that add up to 100; a tie at the top is asked where the programme recognises
    only the highest share (plan 002 IV.2.4)."""
    if said.token == "alone":
        return Value([{"name": context.name, "percent": 100}])
    if said.token == "together":
        return Pick(Phrase("registration.authors-shares"))
    me = "" if context.notes.get("behalf") else context.name
    shares = parsers.shares(said.text, me)
    people = [{"name": share.name, "percent": share.percent} for share in shares]
    top = max(person["percent"] for person in people)
    tied = [place for place, person in enumerate(people) if person["percent"] == top]
    rule = context.programme.author_rule if context.programme else None
    if len(tied) == 1 or rule is None or rule.recognise == "all" or rule.tie == "officer":
        return Value(people)
    return Pick(
        Phrase("registration.authors-tie", {"percent": f"{top:g}".replace(".", ","), "source": rule.source}),
        tuple(Option(f"a{place}", str(people[place]["name"]), _represented(people, place)) for place in tied),
    )


def completed(name: str, known: list[str]) -> str:
    """A given name alone, completed where exactly one person of that name is known here."""
    full = {other for other in known if fold(other).split()[-1:] == fold(name).split() and " " in other}
    return full.pop() if len(full) == 1 else name


def _represented(people: list[dict[str, Any]], place: int) -> list[dict[str, Any]]:
    return [{**person, "representative": True} if n == place else person for n, person in enumerate(people)]


def shown_authors(value: Any, _context: Context) -> Phrase | str:
    """Names with their shares, and who stands for all where that was asked."""
    people = ", ".join(f"{a['name']} {a['percent']:g}%".replace(".", ",") for a in value)
    chosen = next((a["name"] for a in value if a.get("representative")), None)
    return Phrase("registration.authors-shown", {"people": people, "name": chosen}) if chosen else people


# Recognition, the last question, and what stops early


def recognised(said: Said, context: Context) -> Result:
    """Whether it was recognised; with a yes, a photo of the decision is asked for, and may be left out."""
    if said.files:
        return Value("yes")
    if said.token == "got":
        skip = Option("skip", Phrase("registration.recognised-photo#skip"), "yes")
        return Pick(Phrase("registration.recognised-photo"), (skip,))
    if said.token in ("waiting", "no", "unknown"):
        return Value(said.token)
    raise Invalid("photo" if context.picked == "registration.recognised-photo" else "choose")


def shown_recognised(value: Any, _context: Context) -> Phrase:
    """The answer's label; "yes" is what the choice "Rồi" stands for."""
    return Phrase(f"registration.recognised#{'got' if value == 'yes' else value}")


def recognised_prompt(context: Context) -> Phrase:
    """Names who recognises at this workplace: the council where there is one, and the head by title."""
    head = context.service.head(context.unit_id)
    title = head.title[:1].lower() + head.title[1:] if head else Phrase("registration.recognised#head")
    alone = head is not None and not head.has_council
    return Phrase("registration.recognised-head" if alone else "registration.recognised", {"head": title})


def fit(said: Said, context: Context) -> Result:
    """What to do with a story that the programme does not take: send it all the same, move it to a programme
    that takes it, or keep it."""
    if said.token == "send":
        return Value("send")
    if said.token == "stop":
        return Do("keep")
    if said.token == "other":
        send = Option("send", Phrase("registration.fit#send"), "send")
        stop = Option("do-later", Phrase("registration.fit#stop"))
        others = tuple(_move(version, programme) for version, programme in fitting(context))
        key = "registration.fit-others" if others else "registration.fit-other"
        return Pick(Phrase(key), (*others, send, stop))
    raise Invalid("choose")


def _move(version: int, programme: Programme) -> Option:
    name = Phrase("registration.programme-of", {"programme": programme.short, "body": programme.body})
    return Option(f"p{version}", name, "moved", {"programme": version})


def fitting(context: Context) -> list[tuple[int, Programme]]:
    """The other open programmes that would take what was told so far."""
    return [
        (version, other)
        for version, other in context.service.offered(context.unit_id)
        if other is not context.programme
        and other.registration == "open"
        and other.takes(context.at)
        and not misfits(context.answers, context, other)
    ]


def fit_prompt(context: Context) -> Phrase | None:
    """Why it does not fit, with the paragraph; whether that hinges on a contradiction nobody has decided yet;
    where it would fit."""
    why = misfits(context.answers, context)
    if not why or context.programme is None:
        return None
    lines = [Phrase(why[0].key, why[0].params)]
    open_ = context.service.undecided(context.programme)
    unclear = eligibility.hinging(
        context.programme, open_, lambda read: misfits(context.answers, context, read)
    )
    lines += [undecided(context.programme, conflict) for conflict in unclear[:1]]
    lines += [
        Phrase("registration.fit-elsewhere", {"programme": other.short}) for _, other in fitting(context)[:1]
    ]
    return lines[0] if len(lines) == 1 else Phrase("registration.fit-why", {"lines": tuple(lines)})


def undecided(programme: Programme, conflict: Conflict) -> Phrase:
    """How a contradiction is read as long as no officer has decided it."""
    reading = Phrase(f"{programme.key}.reading-{conflict.key}-{conflict.default}")
    return Phrase("eligibility.undecided", {"reading": reading})


EARLY = ("applied", "applied_on")
"""What is known when it is first told whether the programme takes it: right after the story."""


def misfits(answers: Answers, context: Context, programme: Programme | None = None) -> list[Reason]:
    """What those answers bring up against a programme, its own if none is given."""
    programme = programme or context.programme
    if programme is None:
        return []
    told = {key: answers[key] for key in EARLY if key in answers}
    return eligibility.objections(programme, told, spans(told, context.notes), context.at)


def confirm(said: Said, _context: Context) -> Result:
    """Send, edit or leave it for later."""
    if said.token == "yes":
        return Value(True)
    if said.token in ("edit", "later"):
        return Do(said.token)
    raise Invalid("choose")


def attachments(said: Said, _context: Context) -> Result:
    """More files, until "xong"."""
    if not said.files and not said.text:
        raise Invalid("attachments-empty")
    return Value(len(said.files), {"attachments": said.text} if said.text else {})


def on_behalf(_answers: Answers, context: Context) -> bool:
    """Somebody registers for a colleague."""
    return bool(context.notes.get("behalf"))


def applied_already(answers: Answers, _context: Context) -> bool:
    """It is in use or on trial, as far as is known: so the number of questions is honest from the start."""
    return answers.get("applied") != "not_yet"


def is_recognised(answers: Answers, context: Context) -> bool:
    """Somebody has recognised it; told in this form or in the one before."""
    return bool(answers.get("recognised", context.notes.get("recognised")) == "yes")


def is_kind(kind: str) -> Callable[[Answers, Context], bool]:
    """The chosen kind is this one."""
    return lambda answers, _context: bool(answers.get("kind") == kind)


def kinds(context: Context) -> tuple[Option, ...]:
    """The kinds the programme names; all of them where it names none."""
    named = (context.programme.kinds if context.programme else ()) or KINDS
    return tuple(Option(kind, Phrase(f"registration.kind#{kind}")) for kind in (*named, "unknown"))


def kind(said: Said, context: Context) -> Result:
    """One of those kinds."""
    if any(option.token == said.token for option in kinds(context)):
        return Value(said.token)
    raise Invalid("choose")


def labelled(key: str) -> Callable[[Any, Context], Phrase]:
    """A stored choice in the read-back: its label."""
    return lambda value, _context: Phrase(f"registration.{key}#{value}")


def has_subkinds(answers: Answers, context: Context) -> bool:
    """The plan divides the chosen kind further."""
    return context.programme is not None and answers.get("kind") in context.programme.subkinds


def subkinds(context: Context) -> tuple[Option, ...]:
    """The parts of the chosen kind."""
    parts = context.programme.subkinds.get(str(context.answers.get("kind")), ()) if context.programme else ()
    return tuple(Option(part, Phrase(f"registration.subkind#{part}")) for part in (*parts, "unknown"))


def subkind(said: Said, context: Context) -> Result:
    """One of those parts."""
    if any(option.token == said.token for option in subkinds(context)):
        return Value(said.token)
    raise Invalid("choose")


def money_benefit(answers: Answers, _context: Context) -> bool:
    """The benefit can be counted in money."""
    return answers.get("benefit_kind") in ("money", "both")


def social_benefit(answers: Answers, _context: Context) -> bool:
    """The benefit is (also) another one than money."""
    return answers.get("benefit_kind") in ("social", "both")


KINDS = (
    "technical",
    "management",
    "operational",
    "applied_technology",
    "union_activity",
    "epidemic",
    "research",
)
SUBKINDS = ("product", "process", "organisation", "control", "procedures", "assessment", "training")
YES_NO = ("yes", "no", "unknown")

SHORT = Form(
    "registration",
    (
        Question("worker", named, name=True, when=on_behalf),
        Question("worker_unit", worker_unit, worker_unit_choices, when=elsewhere, show=shown_unit),
        Question("solution", solution, long=True, prompt=about("solution")),
        Question("title", title, title_choices, prompt=title_prompt),
        choice("applied", "applied", "trial", "not_yet"),
        Question("applied_on", applied_on, when=applied_already, show=shown_applied),
        Question(
            "fit", fit, ("send", "other", "stop"), free=False, hidden=True, prompt=fit_prompt,
            when=lambda answers, context: bool(misfits(answers, context)),
        ),
        Question("benefit_how", words),
        Question("authors", authors, ("alone", "together"), show=shown_authors, prompt=about("authors")),
        Question(
            "recognised", recognised, ("got", "waiting", "no", "unknown"), free=False, files=True,
            when=applied_already,
            prompt=recognised_prompt, show=shown_recognised,
        ),
        Question("confirm", confirm, ("yes", "edit", "later"), free=False, hidden=True, review=True),
    ),
)  # fmt: skip
"""Part one, for a five-minute break: eight prompts to "Đã gửi"."""

LATER = Form(
    "registration",
    (
        Question("kind", kind, kinds, free=False, optional=True, show=labelled("kind")),
        Question(
            "subkind", subkind, subkinds,
            when=has_subkinds, free=False, optional=True, show=labelled("subkind"),
        ),
        Question("problem", words, optional=True),
        Question("novelty", words, optional=True),
        Question("applied_where", words, optional=True),
        choice("benefit_kind", "money", "social", "both", optional=True),
        Question("benefit_money", benefit_money, when=money_benefit, optional=True, show=shown_money),
        Question("benefit_social", words, when=social_benefit, optional=True),
        Question("transferable", remark, optional=True),
        Question("confidential", truth, ("yes", "no"), optional=True),
        choice("author_group", "worker", "civil_servant", "union_officer", optional=True),
        choice("topic_level", "province", "ministry", "sector", when=is_kind("research"), optional=True),
        Question("accepted_on", some_day, when=is_kind("research"), optional=True, show=shown_date),
        Question("lead", named, name=True, when=is_kind("research"), optional=True),
        Question(
            "usage_confirmed", truth, YES_NO, files=True, when=is_kind("research"),
            optional=True, who="officer",
        ),
        choice("recognised_by", "council", "head", when=is_recognised, optional=True, who="officer"),
        Question("decision_number", short_text(60), when=is_recognised, optional=True, who="officer"),
        Question("decision_on", some_day, when=is_recognised, optional=True, who="officer", show=shown_date),
        Question("ip_protected", truth, YES_NO, optional=True),
        Question("story", words, long=True, optional=True),
        Question("attachments", attachments, long=True, optional=True),
    ),
)  # fmt: skip
"""Part two: never blocking, each question for whoever knows it."""


def without_accents(answers: Answers) -> list[str]:
    """Answers an officer will have to give accents to, for the papers."""
    texts = {key: str(answers.get(key) or "") for key in ("solution", "title")}
    return [key for key, text in texts.items() if lacks_accents(text) or unkey(text)]
