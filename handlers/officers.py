"""Programmes as officers see them in chat, and what they decide: readings, dates, open or closed.

A button's subject is the version's number and what it is about, by place: `plan:<version>.<place>:<deed>`. A
version never changes, so places stay what they were.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

from handlers import dialog, menu, permissions
from handlers.decision_form import DECISION, decided_what, reading_of
from handlers.dialog import Dialog
from handlers.events import Choice, Param, Phrase, Reply
from handlers.forms import Context
from handlers.lists import listed, places
from handlers.permissions import Action
from handlers.turn import Turn
from programmes.calendar import Occurrence, occurrences
from programmes.decided import CONFLICT, DATE, decided
from programmes.model import Conflict, Programme, Target, Title, Unset
from storage import decisions
from storage.records import Draft

ENTRIES = 8  # lines of a journal at a time
AHEAD = timedelta(days=400)  # how far the next dates are looked for
FAR = timedelta(days=5 * 366)  # a union's term: how far a decision is looked at
NEXT = 4  # dates shown

Places = tuple[int, ...]


def show(turn: Turn, page: int = 0) -> list[Reply]:
    """The programmes somebody may look at; those they may decide about say so."""
    known = permissions.seen(turn)
    if not known:
        return _unknown(turn)
    entries = [
        Choice(
            f"plan:{version}:show",
            Phrase(
                "programmes#mine" if permissions.may(turn, "decide", programme) else "programmes#seen",
                {"programme": programme.short, "body": programme.body},
            ),
        )
        for version, programme in known
    ]
    return listed(turn, Reply("programmes"), entries, page, lambda other: f"plan:0.{other}:list")


def chosen(turn: Turn, subject: str, token: str) -> list[Reply]:
    """A button of this desk; what may not be seen or done is as if it did not exist."""
    version, *where = places(subject) or (0,)
    if token == "list":
        return show(turn, *where[:1])
    newest, programme = _newest(turn, version), turn.service.programmes.get(version)
    action, deed = DEEDS.get(token, ("see", _one))
    if newest is None or programme is None or not permissions.may(turn, action, programme):
        return _unknown(turn)
    if newest != version:  # a button of a former file: what it stood for may have moved
        return _one(turn, newest, turn.service.programmes[newest], ())
    return deed(turn, version, programme, tuple(where)) or _unknown(turn)


def _newest(turn: Turn, version: int) -> int | None:
    """The version of the same programme that takes part now."""
    former = turn.service.programmes.get(version)
    known = ((other, turn.service.programmes[other]) for other in turn.service.current)
    return next((other for other, p in known if former is not None and p.key == former.key), None)


def _unknown(turn: Turn) -> list[Reply]:
    return menu.show(turn, (Phrase("programmes.unknown"),))


def _back(version: int, programme: Programme) -> Choice:
    return Choice(f"plan:{version}:show", Phrase("programmes.one#back", {"programme": programme.short}))


# One programme


def _one(turn: Turn, version: int, programme: Programme, _at: Places) -> list[Reply]:
    tokens = ["journal", *(["gaps"] if programme.gaps else [])]
    if permissions.may(turn, "decide", programme):
        state = "close" if turn.service.is_open(programme) else "open"
        dates = ["dates"] if _settable(turn, programme) else []
        tokens = [*(["conflicts"] if programme.conflicts else []), *dates, state, *tokens]
    elif programme.conflicts:
        tokens = ["conflicts", *tokens]
    choices = (
        *(Choice(f"plan:{version}:{token}", Phrase(f"programmes.one#{token}")) for token in tokens),
        Choice("menu:programmes", Phrase("programmes.one#all")),
        Choice("menu:show", Phrase("mine.one#menu")),
    )
    params: dict[str, Param] = {
        "title": programme.title,
        "source": programme.source,
        "lines": (
            _state(turn, programme),
            *_entries(turn, programme),
            *_dates(turn, programme),
            *_targets(turn, programme),
            *_left_open(turn, programme),
        ),
    }
    return menu.choose(turn, "programmes.one", Reply("programmes.one", params, choices))


def _state(turn: Turn, programme: Programme) -> Phrase:
    return Phrase("programmes.open" if turn.service.is_open(programme) else "programmes.closed")


def _entries(turn: Turn, programme: Programme) -> tuple[Phrase, ...]:
    """Whether entries are taken now, in which phase, or from when on."""
    if programme.registration == "recorded":
        return (Phrase("programmes.recorded"),)
    phase, following = programme.open_phase(turn.at), programme.opens_next(turn.at)
    if phase is not None:
        return (Phrase("programmes.phase", {"phase": Phrase(f"{programme.key}.phase-{phase.key}")}),)
    if programme.takes(turn.at):
        return (Phrase("programmes.takes"),)
    return (Phrase("programmes.opens", {"when": following}) if following else Phrase("programmes.over"),)


def _dates(turn: Turn, programme: Programme) -> tuple[Phrase, ...]:
    coming = occurrences(programme, turn.today, turn.today + AHEAD)
    lines = [_date(programme, occurrence) for occurrence in coming[:NEXT]]
    return (Phrase("programmes.dates"), *lines) if lines else ()


def _date(programme: Programme, occurrence: Occurrence) -> Phrase:
    what = Phrase(f"{programme.key}.deadline-{occurrence.deadline}")
    if occurrence.first_day == occurrence.last_day:
        return Phrase("programmes.date", {"what": what, "day": occurrence.last_day})
    days: dict[str, Param] = {"first": occurrence.first_day, "last": occurrence.last_day}
    return Phrase("programmes.date-within", {"what": what, **days})


def _targets(turn: Turn, programme: Programme) -> tuple[Phrase, ...]:
    version = programme.targets_on(turn.today)
    if version is None:
        return ()
    lines = [
        Phrase("programmes.target", {"what": _titled(turn, target.title), "value": _value(target)})
        for target in version.targets
    ]
    return (Phrase("programmes.targets", {"document": version.document}), *lines)


def _titled(turn: Turn, title: Title) -> str:
    return title.en if turn.person.language == "en" else title.vi


def _value(target: Target) -> Phrase:
    if target.value is None:
        return Phrase("programmes.value#below" if target.set_by else "programmes.value#unset")
    figure = f"{target.value:,.10g}".replace(",", " ").replace(".", ",").replace(" ", ".")
    unit = "percent" if target.measure in ("ratio", "share") else "count"
    return Phrase(f"programmes.value#{'least-' if target.at_least else ''}{unit}", {"figure": figure})


def _left_open(turn: Turn, programme: Programme) -> tuple[Phrase, ...]:
    """How much of the plan waits for an officer."""
    counts = {
        "programmes.undecided": len(turn.service.undecided(programme)),
        "programmes.unset": len(_unset(programme)),
        "programmes.gaps": len(programme.gaps),
    }
    return tuple(Phrase(key, {"count": count}) for key, count in counts.items() if count)


# Contradictions


def _conflicts(turn: Turn, version: int, programme: Programme, at: Places) -> list[Reply]:
    undecided = {conflict.key for conflict in turn.service.undecided(programme)}
    entries = [
        Choice(
            f"plan:{version}.{place}:conflict",
            Phrase(
                "programmes.conflicts#open" if conflict.key in undecided else "programmes.conflicts#decided",
                {"where": _where(conflict.paragraphs), "reading": _holds(turn, programme, conflict)},
            ),
        )
        for place, conflict in enumerate(programme.conflicts)
    ]
    reply, back = Reply("programmes.conflicts", {"count": len(undecided)}), _back(version, programme)
    return listed(turn, reply, entries, _page(at), lambda other: f"plan:{version}.{other}:conflicts", back)


def _where(paragraphs: Sequence[Any]) -> str:
    return " / ".join(dict.fromkeys(paragraph.source for paragraph in paragraphs))


def _holds(turn: Turn, programme: Programme, conflict: Conflict) -> Phrase:
    """The reading that holds now: the one that was chosen, or the default."""
    chosen_ = _held(turn, programme, CONFLICT + conflict.key)
    return reading_of(programme.key, conflict.key, str(chosen_ or conflict.default))


def _page(at: Places) -> int:
    return at[0] if at else 0


def _conflict(turn: Turn, version: int, programme: Programme, at: Places) -> list[Reply]:
    """Both paragraphs, what holds now and why, and the readings to choose from."""
    if not at or at[0] >= len(programme.conflicts):
        return []
    conflict = programme.conflicts[at[0]]
    undecided = conflict in turn.service.undecided(programme)
    holds = "programmes.holds" if undecided else "programmes.holds-decided"
    lines = [
        *(Phrase("programmes.paragraph", {"source": p.source, "says": p.says}) for p in conflict.paragraphs),
        Phrase(
            holds,
            {
                "reading": _holds(turn, programme, conflict),
                "reason": Phrase(f"{programme.key}.conflict-{conflict.key}"),
            },
        ),
    ]
    readings = (
        Choice(f"plan:{version}.{at[0]}.{place}:read", reading_of(programme.key, conflict.key, reading.key))
        for place, reading in enumerate(conflict.readings)
    )
    may = permissions.may(turn, "decide", programme)
    choices = (
        *(readings if may else ()),
        Choice(f"plan:{version}:conflicts", Phrase("programmes.conflict#all")),
        _back(version, programme),
    )
    key = "programmes.conflict" if may else "programmes.conflict-seen"
    return menu.choose(turn, key, Reply(key, {"lines": tuple(lines)}, choices))


def _read(turn: Turn, version: int, programme: Programme, at: Places) -> list[Reply]:
    """A reading was chosen: why?"""
    if len(at) < 2 or at[0] >= len(programme.conflicts):
        return []
    conflict = programme.conflicts[at[0]]
    if at[1] >= len(conflict.readings):
        return []
    return _begin(turn, version, CONFLICT + conflict.key, conflict.readings[at[1]].key)


def _held(turn: Turn, programme: Programme, subject: str) -> Any:
    return turn.service.decisions.get(programme.key, {}).get(subject)


# Dates that the plan leaves open


def _settable(turn: Turn, programme: Programme) -> list[int]:
    """The places of the deadlines whose date an officer sets, or has set."""
    return [
        place
        for place, deadline in enumerate(programme.deadlines)
        if isinstance(deadline.when, Unset) or _held(turn, programme, DATE + deadline.key) is not None
    ]


def _unset(programme: Programme) -> list[str]:
    return [deadline.key for deadline in programme.deadlines if isinstance(deadline.when, Unset)]


def _open_dates(turn: Turn, version: int, programme: Programme, at: Places) -> list[Reply]:
    unset = _unset(programme)
    entries = [
        Choice(
            f"plan:{version}.{place}:date",
            Phrase(
                "programmes.open-dates#open" if deadline.key in unset else "programmes.open-dates#decided",
                {"what": Phrase(f"{programme.key}.deadline-{deadline.key}")},
            ),
        )
        for place, deadline in enumerate(programme.deadlines)
        if place in _settable(turn, programme)
    ]
    reply, back = Reply("programmes.open-dates", {"count": len(unset)}), _back(version, programme)
    return listed(turn, reply, entries, _page(at), lambda other: f"plan:{version}.{other}:dates", back)


def _date_asked(turn: Turn, version: int, programme: Programme, at: Places) -> list[Reply]:
    """One of them: when?"""
    if not at or at[0] not in _settable(turn, programme):
        return []
    deadline = programme.deadlines[at[0]]
    file = turn.service.files.get(version, programme).deadline(deadline.key)
    every = file.when.every if file and isinstance(file.when, Unset) else None
    return _begin(turn, version, DATE + deadline.key, None, every=every) if every else []


# Open and closed


def _state_asked(value: str) -> Callable[[Turn, int, Programme, Places], list[Reply]]:
    def ask(turn: Turn, version: int, programme: Programme, _at: Places) -> list[Reply]:
        if turn.service.is_open(programme) == (value == decisions.OPEN):
            return _one(turn, version, programme, ())
        return _begin(turn, version, decisions.STATE, value)

    return ask


# What was decided, what is missing


def _journal(turn: Turn, version: int, programme: Programme, at: Places) -> list[Reply]:
    """Who decided what, when and why, the newest first."""
    page = _page(at)
    rows = decisions.journal(turn.store, programme.key, page * ENTRIES, ENTRIES + 1)
    lines = tuple(_entry(programme, row) for row in rows[:ENTRIES])
    more = (
        (Choice(f"plan:{version}.{page + 1}:journal", Phrase("programmes#more")),)
        if len(rows) > ENTRIES
        else ()
    )
    choices = (*more, _back(version, programme), Choice("menu:show", Phrase("mine.one#menu")))
    reply = Reply("programmes.journal", {"lines": lines}, choices)
    return menu.choose(turn, reply.key, reply)


def _entry(programme: Programme, row: Any) -> Phrase:
    """One decision: when, by whom, what and why."""
    return Phrase(
        "programmes.entry",
        {
            "at": row.at,
            "who": row.name or Phrase("programmes.entry#service"),
            "what": decided_what(programme, row.subject, row.value),
            "reason": Phrase("programmes.entry#loaded") if row.reason == decisions.LOADED else row.reason,
        },
    )


def _gaps(turn: Turn, version: int, programme: Programme, at: Places) -> list[Reply]:
    """What the plan does not say and nobody may make up."""
    first = _page(at) * ENTRIES
    lines = tuple(
        Phrase("programmes.gap", {"text": gap.text, "source": gap.source})
        for gap in programme.gaps[first : first + ENTRIES]
    )
    more = (
        (Choice(f"plan:{version}.{_page(at) + 1}:gaps", Phrase("programmes#more")),)
        if len(programme.gaps) > first + ENTRIES
        else ()
    )
    choices = (*more, _back(version, programme), Choice("menu:show", Phrase("mine.one#menu")))
    reply = Reply("programmes.missing", {"lines": lines}, choices)
    return menu.choose(turn, reply.key, reply) if lines else []


DEEDS: Mapping[str, tuple[Action, Callable[[Turn, int, Programme, Places], list[Reply]]]] = {
    "show": ("see", _one),
    "conflicts": ("see", _conflicts),
    "conflict": ("see", _conflict),
    "journal": ("see", _journal),
    "gaps": ("see", _gaps),
    "read": ("decide", _read),
    "dates": ("decide", _open_dates),
    "date": ("decide", _date_asked),
    "close": ("decide", _state_asked(decisions.CLOSED)),
    "open": ("decide", _state_asked(decisions.OPEN)),
}
"""What each button does, and what it takes to press it."""


# The decision itself: a small form, so that going back, voice and typing slips work as everywhere


def _begin(turn: Turn, version: int, subject: str, value: Any, **notes: Any) -> list[Reply]:
    for begun in turn.store.open_drafts(turn.person.id, DECISION.key):
        dialog.throw(turn, begun)
    _, replies = dialog.begin(
        turn, DIALOG, DECISION.key, version,
        subject=subject, value=value, seen=decisions.newest(turn.store), **notes,
    )  # fmt: skip
    return replies


def _context(turn: Turn, draft: Draft) -> Context:
    programme = turn.service.programmes.get(draft.programme_version_id or 0)
    return Context(turn.today, turn.at, turn.service, draft.answers, draft.notes, programme)


def _decide(turn: Turn, draft: Draft) -> list[Reply]:
    """Stores the decision, if whoever made it still may and it makes a sound programme with those that hold
    at this moment; another officer may have decided since the question was asked."""
    version = _newest(turn, draft.programme_version_id or 0)
    programme = turn.service.programmes[version] if version is not None else None
    draft.state = "sent"
    if version is None or programme is None or not permissions.may(turn, "decide", programme):
        return _unknown(turn)
    subject, value = draft.notes["subject"], draft.answers.get("when") or draft.notes.get("value")
    decisions.wait_turn(turn.store, turn.store.dialect)
    others = _since(turn, programme, draft)
    choices = (_back(version, programme), Choice("menu:show", Phrase("mine.one#menu")))
    if told := [other for other in others if other.subject == subject]:
        key, params = "programmes.overtaken", {"lines": (_entry(programme, told[0]),)}
        return menu.choose(turn, key, Reply(key, params, choices))
    file = turn.service.files.get(version, programme)
    before, held = decided(file, decisions.in_force(turn.store).get(programme.key, {}))
    after, holding = decided(file, {**held, subject: value})
    if holding != {**held, subject: value}:
        lines = tuple(_entry(programme, other) for other in others)
        key = "programmes.clash-with" if lines else "programmes.clash"
        return menu.choose(turn, key, Reply(key, {"lines": lines} if lines else {}, choices))
    decisions.decide(turn.store, turn.store.dialect, programme.key, subject, value,
                     draft.answers["reason"], turn.person.id, turn.at)  # fmt: skip
    told_: dict[str, Param] = {
        "what": decided_what(programme, subject, value),
        "programme": programme.short,
        "lines": tuple(_holding(turn, before, after, subject, value)),
    }
    return menu.choose(turn, "programmes.decided", Reply("programmes.decided", told_, choices))


def _since(turn: Turn, programme: Programme, draft: Draft) -> Sequence[Any]:
    """What others have decided about the programme since the question was asked, the newest first."""
    seen = draft.notes.get("seen")
    return decisions.since(turn.store, programme.key, seen, turn.person.id) if seen is not None else ()


def _holding(turn: Turn, before: Programme, after: Programme, subject: str, value: Any) -> Iterator[Phrase]:
    """What holds from now on, in words: open or closed, the reading, and the days that have changed."""
    if subject == decisions.STATE:
        yield Phrase(f"programmes.now#{value}")
        if value == decisions.OPEN:
            yield from _entries(turn, after)
        return
    if subject.startswith(CONFLICT):
        reading = reading_of(after.key, subject.removeprefix(CONFLICT), str(value))
        yield Phrase("programmes.now-reading", {"reading": reading})
    was = dict(_entry_days(before))
    for phase, days in _entry_days(after):
        if was.get(phase) != days:
            named = Phrase(f"{after.key}.phase-{phase}") if phase else Phrase("programmes.now-entries")
            yield Phrase(f"programmes.now-entry#{'-'.join(days)}", {"phase": named, **days})
    until = turn.today + FAR
    known = occurrences(before, turn.today, until)
    coming = [o for o in occurrences(after, turn.today, until) if o not in known]
    if coming:
        yield Phrase("programmes.dates")
        yield from (_date(after, occurrence) for occurrence in coming[:NEXT])


def _entry_days(programme: Programme) -> Iterator[tuple[str, dict[str, Param]]]:
    """The first and last day of entries, by phase; what the plan leaves open is left out."""
    for phase, window in programme.entries():
        days: dict[str, Param] = {}
        if window.opens is not None:
            days["first"] = window.first
        if window.closes is not None:
            days["last"] = window.last
        if days:
            yield phase.key if phase else "", days


def _undone(turn: Turn, draft: Draft) -> list[Reply]:
    draft.state = "thrown"
    return menu.show(turn, (Phrase("programmes.unchanged"),))


DIALOG = Dialog(
    lambda _turn, _draft: DECISION, _context, _decide, _undone, _undone, _undone, progress=""
)  # fmt: skip
