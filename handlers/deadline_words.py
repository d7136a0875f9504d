"""How a deadline is said: until when, how long still, what to do, what is not settled, whom to ask."""

from collections.abc import Set
from datetime import date, time

from handlers.deadline_rows import About
from handlers.events import Param, Phrase
from handlers.turn import ZONE, Turn
from programmes.calendar import DAY, INNER, Occurrence, occurrences
from programmes.model import Closing, Conflict, Deadline, Once, Programme, Role, Yearly

DATED = ("phases.", "windows.", "deadlines.", "runs.")  # parts of a programme's file that hold dates

TASKS: dict[Role, frozenset[str]] = {
    "adviser": frozenset(("register", "dossier", "portal", "commend")),
    "officer": frozenset(
        ("register", "register-below", "consolidate", "dossier", "dossier-below", "recognise", "portal",
         "portal-below", "commend", "commend-top", "consolidate-top", "award", "follow_up", "report")
    ),
}  # fmt: skip
"""What a role is told something of its own for; for the rest it is told the general thing."""
AT_THE_BOTTOM = frozenset(("register", "dossier", "portal"))
"""Steps of authors and their own union: officers further up see that they are done."""


def role_in(about: About) -> str:
    """Advisers are a team where the plan asks for teams."""
    return "team" if about.to.role == "adviser" and about.programme.team else about.to.role


def state(turn: Turn, occurrence: Occurrence) -> str:
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
        return Phrase("deadline.until-before", {**_parts(occurrence.last_day + DAY), "last": last})
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


def left(turn: Turn, about: About) -> Phrase:
    days = (about.occurrence.last_day - turn.now.astimezone(ZONE).date()).days
    when = about.deadline.when
    around = isinstance(when, Once | Yearly) and when.end == "around"
    if days > 0:
        return Phrase("deadline.left", {"days": days})
    if state(turn, about.occurrence) == "on":
        return Phrase("deadline.left-today" if around else "deadline.left-last")
    return Phrase("deadline.left-over", {"days": -days}) if days else Phrase("deadline.left-closed")


def of_plan(programme: Programme, own: Occurrence) -> Occurrence:
    """The plan's own date of an occurrence that a level has earlier."""
    known = occurrences(programme, own.last_day, own.last_day + INNER)
    return next(one for one in known if (one.deadline, one.round) == (own.deadline, own.round))


def plan_date(turn: Turn, about: About, state: str) -> tuple[Phrase, ...]:
    """Beside a level's own earlier day, the plan's."""
    own = about.occurrence
    if own.level is None:
        return ()
    plan = of_plan(about.programme, own)
    key = "deadline.plan-date"
    if state == "after":
        key = "deadline.plan-date-kept" if turn.now < plan.closes else "deadline.plan-date-over"
    return (Phrase(key, {"until": until(about.programme, about.deadline, plan)}),)


def todo(turn: Turn, about: About, state: str, kinds: Set[str]) -> tuple[Phrase, ...]:
    """What to do now, where to send it, and what happens to what comes late. Authors have the way to each of
    their own things before them; so has a union without an initiative."""
    lines = []
    task, where = _task(turn, about) if about.to.role == "officer" else (about.deadline.step or "", "")
    ways = about.to.role == "worker" or (about.to.role == "officer" and "none" in kinds)
    if not ways:
        known = task if task in TASKS[about.to.role] else "other"
        lines.append(Phrase(f"deadline.do-{about.to.role}#{known}"))
    if where and state != "after" and not ways:
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


def doubts(turn: Turn, about: About) -> tuple[Phrase, ...]:
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


def ask(turn: Turn, about: About) -> tuple[Phrase, ...]:
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
