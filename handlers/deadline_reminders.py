"""Reminders of a programme's deadlines: rows made ahead for a recipient, and what is said when one falls due.

What is said is made up when it is said: a date an officer has changed since, a role that has ended, a clock
that was moved past the day are all seen then.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from handlers import news
from handlers.events import Choice, Param, Phrase, Reply
from handlers.service import Service
from handlers.turn import ZONE, Turn, today_of
from programmes.calendar import INNER, Nudge, Occurrence, nudges, occurrences
from programmes.model import Closing, Conflict, Deadline, Once, Programme, Role, Yearly
from storage import roles
from storage.tables import Reminder

KIND = "deadline"
AT: dict[Role, time] = {
    "worker": time(17, 0),  # phones are banned on the line
    "adviser": time(8, 0),
    "officer": time(8, 0),  # from 11:30 to 13:30 they rest
}
ONE_DAY = timedelta(days=1)
LONGEST = 600  # characters of a reminder
DATED = ("phases.", "windows.", "deadlines.", "runs.")  # parts of a programme's file that hold dates

TASKS: dict[Role, frozenset[str]] = {
    "worker": frozenset(("register", "dossier", "portal", "commend")),
    "adviser": frozenset(("register", "dossier", "portal", "commend")),
    "officer": frozenset(
        ("register", "register-below", "consolidate", "dossier", "dossier-below", "recognise", "portal",
         "portal-below", "commend", "commend-top", "consolidate-top", "award", "follow_up", "report")
    ),
}  # fmt: skip
"""What a role is told something of its own for; for the rest it is told the general thing."""
AT_THE_BOTTOM = frozenset(("register", "dossier", "portal"))
"""Steps of authors and their own union: officers further up see that they are done."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who is reminded, where they are written to, and as what within which unit."""

    conversation_id: int
    person_id: int
    role: Role
    unit_id: int


@dataclass(frozen=True, slots=True)
class About:
    """What a reminder that falls due is about."""

    programme: Programme
    deadline: Deadline
    occurrence: Occurrence
    to: Recipient
    level: str | None


def level_of(service: Service, unit_id: int) -> str | None:
    """The level of a unit in the union tree."""
    place = service.places.get(unit_id)
    return place.level if place else None


def moment(nudge: Nudge, role: Role) -> datetime:
    """When a role is reminded on a day: when its people can read and act."""
    return datetime.combine(nudge.day, AT[role], ZONE)


def plan(service: Service, programme: Programme, to: Recipient, first: date, last: date) -> list[Reminder]:
    """The reminders a recipient gets from the first to the last day, not stored yet. Stored twice they are
    one: kind, subject and moment are unique."""
    found = [
        nudge
        for nudge in nudges(programme, first, last, to.role, level_of(service, to.unit_id))
        if _concerns(service, programme, programme.deadline(nudge.occurrence.deadline), to)
    ]
    return [
        Reminder(
            kind=KIND,
            subject=_subject(programme, nudge, to),
            conversation_id=to.conversation_id,
            due_at=moment(nudge, to.role),
        )
        for nudge in found
    ]


def _concerns(service: Service, programme: Programme, deadline: Deadline | None, to: Recipient) -> bool:
    """Officers are reminded of what their unit sees to."""
    if deadline is None or to.role != "officer":
        return deadline is not None
    return service.sees_to(to.unit_id, programme, deadline)


def _subject(programme: Programme, nudge: Nudge, to: Recipient) -> str:
    what = (programme.key, nudge.occurrence.deadline, nudge.occurrence.round, nudge.offset)
    return "/".join(map(str, (*what, to.role, to.person_id, to.unit_id)))


def due(turn: Turn, subject: str) -> list[Reply]:
    """What is said when a reminder falls due; nothing when it is not true any more."""
    about = _about(turn, subject)
    return news.say(turn, _reply(turn, about)) if about is not None and owed(turn, about) else []


def owed(turn: Turn, about: About) -> bool:
    """Whether the recipient still has to do it: everything counts as owed."""
    return True


def _about(turn: Turn, subject: str) -> About | None:
    """What a subject means today; None when the programme has closed, the date has moved, the role has ended,
    somebody else speaks here, or a later reminder of the same deadline is due too."""
    key, name, round_, offset, role, person, unit = subject.split("/")
    to = Recipient(turn.conversation.id, int(person), _role(role), int(unit))
    programme = next((p for p in turn.service.newest() if p.key == key), None)
    row = turn.store.get(Reminder, turn.event.seq)
    if programme is None or row is None or not turn.service.is_open(programme) or not _holds(turn, to):
        return None
    deadline, level = programme.deadline(name), level_of(turn.service, to.unit_id)
    day, today = row.due_at.astimezone(ZONE).date(), turn.now.astimezone(ZONE).date()
    same = [
        nudge
        for nudge in nudges(programme, day, today, to.role, level)
        if (nudge.occurrence.deadline, nudge.occurrence.round) == (name, round_)
        and moment(nudge, to.role) <= turn.now
    ]
    if deadline is None or [str(nudge.offset) for nudge in same] != [offset]:
        return None
    if not _concerns(turn.service, programme, deadline, to):
        return None
    return About(programme, deadline, same[0].occurrence, to, level)


def _role(name: str) -> Role:
    return next(role for role in AT if role == name)


def _holds(turn: Turn, to: Recipient) -> bool:
    if turn.person.id != to.person_id:
        return False
    if to.role == "worker":
        return turn.person.unit_id == to.unit_id
    return (to.role, to.unit_id) in roles.held(turn.store, to.person_id, today_of(turn.now))


# The words


def _reply(turn: Turn, about: About) -> Reply:
    """What it says of the plan's contradictions is cut where the whole would be too long to be read."""
    state = _state(turn, about.occurrence)
    key, doubts = f"deadline.{about.to.role}-{state}", _doubts(turn, about)
    params = _params(turn, about, state, doubts)
    if doubts and len(turn.words.text(Phrase(key, params), turn.person.language)) > LONGEST:
        params = _params(turn, about, state, (Phrase("deadline.doubt-short"),))
    return Reply(key, params, _buttons(turn, about))


def _params(turn: Turn, about: About, state: str, doubts: tuple[Phrase, ...]) -> dict[str, Param]:
    programme, place = about.programme, turn.service.places.get(about.to.unit_id)
    params: dict[str, Param] = {
        "name": turn.person.name,
        "unit": (place.short or place.name) if place else "",
        "programme": programme.short,
        "title": Phrase(f"{programme.key}.deadline-{about.deadline.key}"),
        "until": until(programme, about.deadline, about.occurrence),
        "left": _left(turn, about),
        "lines": (*_plan_date(turn, about, state), *_todo(turn, about, state), *doubts, *_ask(turn, about)),
    }
    return params if about.to.role == "worker" else {**params, "as": Phrase(f"deadline.as#{_as(about)}")}


def _as(about: About) -> str:
    """Advisers are a team where the plan asks for teams."""
    return "team" if about.to.role == "adviser" and about.programme.team else about.to.role


def _state(turn: Turn, occurrence: Occurrence) -> str:
    today = turn.now.astimezone(ZONE).date()
    if today > occurrence.last_day or turn.now >= occurrence.closes:
        return "after"
    return "on" if today == occurrence.last_day else "before"


def until(programme: Programme, deadline: Deadline, occurrence: Occurrence) -> Phrase:
    """A deadline in words that leave no doubt about its last day."""
    when, last = deadline.when, day_phrase(occurrence.last_day)
    if occurrence.level is not None:
        return Phrase("deadline.until-inner", {"last": last})
    if occurrence.first_day < occurrence.last_day:
        return Phrase("deadline.until-within", {**last.params, "last": last})
    if _to_the_minute(programme, deadline):
        if occurrence.closes.time() != time():
            return Phrase("deadline.until-minute", {"at": occurrence.closes})
        return Phrase("deadline.until-midnight", {"last": last})
    end = when.end if isinstance(when, Once | Yearly) else "until"
    if end == "before":
        return Phrase("deadline.until-before", {**_parts(occurrence.last_day + ONE_DAY), "last": last})
    return Phrase(f"deadline.until-{end}", {"last": last})


def _to_the_minute(programme: Programme, deadline: Deadline) -> bool:
    when = deadline.when
    window = programme.window(when) if isinstance(when, Closing) else None
    exact = isinstance(when, Once) and len(when.at) > len("2022-05-31")
    return exact or (window is not None and window.precision == "minute")


def day_phrase(day: date) -> Phrase:
    """A day as union papers write it: 05/8/2024, 15/01/2025."""
    return Phrase("deadline.day", _parts(day))


def _parts(day: date) -> dict[str, Param]:
    """A zero stands before days below ten and before January and February (NĐ 30/2020/NĐ-CP, annex I)."""
    month = f"{day.month:02}" if day.month <= 2 else str(day.month)
    return {"day": f"{day:%d}", "month": month, "year": str(day.year)}


def _left(turn: Turn, about: About) -> Phrase:
    days = (about.occurrence.last_day - turn.now.astimezone(ZONE).date()).days
    when = about.deadline.when
    around = isinstance(when, Once | Yearly) and when.end == "around"
    if days > 0:
        return Phrase("deadline.left", {"days": days})
    if _state(turn, about.occurrence) == "on":
        return Phrase("deadline.left-today" if around else "deadline.left-last")
    return Phrase("deadline.left-over", {"days": -days}) if days else Phrase("deadline.left-closed")


def _plan_date(turn: Turn, about: About, state: str) -> tuple[Phrase, ...]:
    """Beside a level's own earlier day, the plan's."""
    own = about.occurrence
    if own.level is None:
        return ()
    plans = occurrences(about.programme, own.last_day, own.last_day + INNER)
    plan = next(o for o in plans if (o.deadline, o.round) == (own.deadline, own.round))
    key = "deadline.plan-date"
    if state == "after":
        key = "deadline.plan-date-kept" if turn.now < plan.closes else "deadline.plan-date-over"
    return (Phrase(key, {"until": until(about.programme, about.deadline, plan)}),)


def _todo(turn: Turn, about: About, state: str) -> tuple[Phrase, ...]:
    """What to do now, where to send it, and what happens to what comes late."""
    task, where = _task(turn, about) if about.to.role == "officer" else (about.deadline.step or "", "")
    known = task if task in TASKS[about.to.role] else "other"
    lines = [Phrase(f"deadline.do-{about.to.role}#{known}")]
    if where and state != "after":
        lines.append(Phrase("deadline.send-to", {"to": where}))
    if state == "after" and about.occurrence.level is None:
        lines.append(Phrase(f"deadline.late-{about.deadline.late}"))
    elif about.deadline.aim:
        lines.append(Phrase("deadline.aim"))
    return tuple(lines)


def _task(turn: Turn, about: About) -> tuple[str, str]:
    """What an officer does for a deadline, and where it goes: a report, the step the flow gives to their
    level, or else the deadline's own, which those further up only see to."""
    programme, deadline, parents = about.programme, about.deadline, turn.service.parents
    direct = turn.service.directly_under(about.to.unit_id, programme)
    for report in programme.reports:
        if report.deadline == deadline.key and about.level in report.by and (direct or not report.direct):
            return "report", " – ".join(filter(None, (report.to, report.through, report.address)))
    moves = {move.by: move for move in programme.flow if move.deadline == deadline.key}
    step: str = deadline.step or ""
    where = ""
    if (own := moves.get(about.level or "")) is not None:
        step, where = own.step, _receiver(turn, about, own.to)
    elif about.to.unit_id in parents.values():
        step = f"{step}-below" if step in AT_THE_BOTTOM else step
    elif (authors := moves.get("author")) is not None:
        where = _receiver(turn, about, authors.to)
    top = parents.get(about.to.unit_id) is None
    return (f"{step}-top" if top and step in ("consolidate", "commend") else step), where


def _receiver(turn: Turn, about: About, to: str) -> str:
    """Where something is sent: a place outside by its name, a level as the union of that level above."""
    if not (to.isascii() and to.isidentifier()):  # the name of a level is a word like `upper`
        return to
    above = turn.service.lineage(about.to.unit_id)[1:]
    return next((place.short or place.name for place in above if place.level == to), "")


def _doubts(turn: Turn, about: About) -> tuple[Phrase, ...]:
    """The first contradiction of the plan that touches this deadline and on which nobody has decided, and how
    many more there are; authors and their helpers hear only of those that move a date."""
    programme = about.programme
    open_ = [c for c in turn.service.undecided(programme) if about.deadline.key in c.touches]
    if about.to.role != "officer":
        open_ = [c for c in open_ if _moves_dates(c)]
    if not open_:
        return ()
    first, more = open_[0], len(open_) - 1
    params: dict[str, Param] = {
        "sources": ", ".join(dict.fromkeys(paragraph.source for paragraph in first.paragraphs)),
        "reading": Phrase(f"{programme.key}.reading-{first.key}-{first.default}"),
    }
    if not more:
        return (Phrase("deadline.doubt", params),)
    return (Phrase("deadline.doubt-more", {**params, "more": more}),)


def _moves_dates(conflict: Conflict) -> bool:
    paths = (path for reading in conflict.readings for path in reading.changes)
    return any(path.startswith(DATED) for path in paths)


def _ask(turn: Turn, about: About) -> tuple[Phrase, ...]:
    """Whom to ask: workers and advisers their officer, officers whom the plan names or the one above; those
    of the body itself know best."""
    service, unit_id = turn.service, about.to.unit_id
    if about.to.role != "officer":
        contact = service.contact(unit_id)
        name, phone = contact.name, contact.phone
    elif about.programme.unit == getattr(service.places.get(unit_id), "code", ""):
        return ()
    elif about.programme.contact is not None:
        name, phone = about.programme.contact.name, about.programme.contact.phone
    elif (parent := service.parents.get(unit_id)) is not None:
        name, phone = service.contact(parent).name, service.contact(parent).phone
    else:
        return ()
    if not name or name == turn.person.name:
        return ()
    key = "deadline.ask" if phone else "deadline.ask-unnumbered"
    return (Phrase(key, {"name": name, **({"phone": phone} if phone else {})}),)


def _buttons(turn: Turn, about: About) -> tuple[Choice, ...]:
    """What can be done at once."""
    if about.to.role != "worker" or about.deadline.step != "register" or not about.programme.takes(turn.now):
        return ()
    return (Choice("menu:register", Phrase("deadline.register")),)
