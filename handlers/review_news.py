"""Who hears of what happened to an initiative: its author of every step, officers of what comes to their
desk."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from handlers import authors, case_lines, cases, desk_lists, news, permissions
from handlers.events import Choice, Param, Phrase, Reply
from handlers.service import Contact
from handlers.text import fold
from handlers.turn import ZONE, Turn, today_of
from programmes.acts import OPEN, Act, act
from programmes.receipts import reply_by
from storage import desk, initiatives, roles
from storage.tables import Initiative, InitiativeEvent, Person

STEP = "step"  # an author is told what happened
WORK = "work"  # somebody is told what has come to their desk
FILLED = "filled"  # an author is told in the evening that an officer has added something
DIGEST = "digest"  # an officer further up is told once a day that something waits
MORNING, EVENING = time(8, 0), time(17, 0)
SUNDAY = 6
HELD_BACK = ("ineligible", "recognised", "unrecognised")  # told when they can not be undone any more


def author_of(turn: Turn, initiative: Initiative) -> str:
    """Whose it is: the colleague it was entered for, or the sender."""
    worker = initiative.answers.get("worker")
    person = turn.store.get(Person, initiative.person_id)
    return str(worker) if worker else (person.name if person else "")


def tell(turn: Turn, initiative: Initiative, done: Act, event: InitiativeEvent) -> bool:
    """Leaves word of an act to everybody it concerns; False where no author can be reached in chat."""
    if done.key in ("forward", "council"):
        _to_desk(turn, initiative, event)
    if done.told == "never":
        return True
    due = turn.now + cases.UNDO if done.told == "later" else None
    hearers = authors.hearers(turn, initiative) - {turn.person.id}
    told = [news.leave(turn, key, STEP, str(event.id), due) for key in hearers]
    return any(told)


def undone(turn: Turn, initiative: Initiative, event: InitiativeEvent, undoing: InitiativeEvent) -> None:
    """What an author has heard already is taken back in words; what they have not is simply not said."""
    done = next((key for key, kind in cases.EVENTS.items() if kind == event.kind), "")
    found = act(done)
    if found is not None and found.told == "now":
        for key in authors.hearers(turn, initiative) - {turn.person.id}:
            news.leave(turn, key, STEP, str(undoing.id))
    for key in _colleagues(turn, event):
        news.leave(turn, key, WORK, str(undoing.id))


def _colleagues(turn: Turn, event: InitiativeEvent) -> Iterable[int]:
    """Those to whose desk an act has brought it: they hear when it is taken back."""
    today, holder = today_of(turn.now), int(event.data["after"]["holder_id"] or 0)
    if event.kind == "conferred":
        return roles.holders(turn.store, "council", holder, today)
    if event.kind == "forwarded":
        lineage = [place.id for place in turn.service.lineage(holder)]
        return [one.person_id for one in desk.nearest(desk.officers(turn.store, lineage, today))]
    return ()


# To authors


def step(turn: Turn, subject: str) -> list[Reply]:
    """An author hears what happened; nothing of what was undone meanwhile."""
    about = news.about(turn, subject)
    event = turn.store.get(InitiativeEvent, int(about)) if about else None
    initiative = turn.store.get(Initiative, event.initiative_id) if event else None
    if event is None or initiative is None or _overtaken(turn, initiative, event):
        return []
    choices = tuple(
        Choice(f"mine:{initiative.id}:{token}", Phrase(f"step.{event.kind}#{token}"))
        for token in _tokens(turn, initiative, event)
    )
    return news.say(turn, Reply(f"step.{event.kind}", _told(turn, initiative, event), choices))


def _overtaken(turn: Turn, initiative: Initiative, event: InitiativeEvent) -> bool:
    """Whether it is not true any more: undone, or, of a verdict that was held back, not the last word. What
    takes back a verdict nobody was told of is not told either."""
    if _was_undone(turn, event):
        return True
    if event.kind in HELD_BACK:
        last = cases.last_act(turn, initiative)
        return last is None or last.id != event.id or initiative.status == "withdrawn"
    return event.kind == "reopened" and _untold(turn, event)


def _untold(turn: Turn, reopened: InitiativeEvent) -> bool:
    """Whether the verdict that was reopened had not reached its author yet."""
    past = [e for e in initiatives.history(turn.store, reopened.initiative_id) if e.kind in HELD_BACK]
    before = [e for e in past if (e.id or 0) < (reopened.id or 0)]
    return bool(before) and reopened.at - before[-1].at < cases.UNDO


def _was_undone(turn: Turn, event: InitiativeEvent) -> bool:
    past = initiatives.history(turn.store, event.initiative_id)
    return any(other.kind == "undone" and other.data.get("of") == event.id for other in past)


def _tokens(turn: Turn, initiative: Initiative, event: InitiativeEvent) -> tuple[str, ...]:
    if turn.person.id != initiative.person_id:
        return ()
    match event.kind:
        case "asked":
            return ("answer", "evening", "helped")
        case "ineligible" | "unrecognised":
            return ("reply",)
    return ()


def _told(turn: Turn, initiative: Initiative, event: InitiativeEvent) -> dict[str, Param]:
    data, notes = event.data, initiative.notes
    holder = turn.service.places.get(data.get("after", {}).get("holder_id") or initiative.holder_id or 0)
    contact = turn.service.contact(initiative.holder_id or initiative.unit_id)
    officer = turn.store.get(Person, event.person_id) if event.person_id else None
    params: dict[str, Param] = {
        "code": initiative.code,
        "title": str(initiative.answers.get("title", "")),
        "unit": holder.name if holder else "",
        "at": event.at,
        "reader": _reader(officer.name if officer else contact.name, contact),
        "words": Phrase("step.words", {"words": str(data["words"])}) if data.get("words") else "",
    }
    programme = cases.programme_of(turn, initiative)
    match event.kind:
        case "received":
            params |= {
                "number": f"{data['number']}/{data['year']}",
                "receipt": _receipt(turn, initiative, event),
            }
        case "asked":
            which = [str(key) for key in data["which"]]
            lines = tuple(
                Phrase("step.missing", {"number": number, "what": Phrase(f"registration.{key}#label")})
                for number, key in enumerate(which, start=1)
            )
            said = (Phrase("step.words", {"words": str(data["words"])}),) if data.get("words") else ()
            params |= {"count": len(which), "lines": (*lines, *said), "name": turn.person.name}
        case "recognised" | "unrecognised":
            params["decision"] = case_lines.decided(notes.get("recognition") or data, event.kind)
        case "ineligible":
            rule = data.get("rule") or {}
            why: Param = Phrase(rule["key"]) if rule else str(data.get("why", ""))
            short = programme.short if programme else initiative.programme
            params |= {"why": why, "programme": short}
        case "posted":
            number = data.get("posted_number") or Phrase("case.no-number")
            params |= {"number": number, "portal": programme.portal if programme else ""}
        case "undone":
            params["what"] = Phrase(f"history.{data['what']}")
    return params


def reader(turn: Turn, initiative: Initiative) -> Phrase | None:
    """Who will read it and write back: the officers on whose desk it lies; where nobody is here yet, whom the
    unit names; None where it names nobody."""
    lineage = [place.id for place in turn.service.lineage(initiative.holder_id)]
    found = desk.officers(turn.store, lineage, today_of(turn.now))
    people, _ = desk.authors_of(turn.store, initiative.id or 0)
    others = [one for one in found if one.person_id not in people]
    if others:
        unit = turn.service.places[others[0].unit_id].name
        return Phrase("registration.reader#officer", {"officer": others[0].name, "unit": unit})
    if found:
        return Phrase("registration.reader#alone")
    contact = turn.service.contact(initiative.unit_id)
    told: dict[str, Param] = {"officer": contact.name, "phone": contact.phone}
    return Phrase("registration.reader#contact", told) if contact.name else None


def _reader(name: str, contact: Contact) -> Phrase | str:
    """Who reads it, and the telephone of the union's officer, who may be somebody else."""
    if not contact.phone:
        return name
    if name == contact.name:
        return Phrase("step.reader", {"name": name, "phone": contact.phone})
    return Phrase("step.reader-other", {"name": name, "other": contact.name, "phone": contact.phone})


def _receipt(turn: Turn, initiative: Initiative, event: InitiativeEvent) -> Phrase | str:
    """The day by which the cơ sở answers, only where the programme says that we act for it."""
    programme = cases.programme_of(turn, initiative)
    if programme is None or not programme.receipt:
        return ""
    day = reply_by(today_of(event.at), case_lines.last_day_of_use(initiative.answers, initiative.notes))
    return Phrase("step.receipt", {"day": day})


# To officers


def sent(turn: Turn, initiative: Initiative, event: InitiativeEvent) -> None:
    """A new one: it may not lie with its own author alone."""
    if not pass_up(turn, initiative):
        arrived(turn, initiative, event)


def filled(turn: Turn, initiative: Initiative, event: InitiativeEvent) -> None:
    """An officer has added something in the author's place: the author hears of it, once a day."""
    if turn.person.id != initiative.person_id:
        local = turn.now.astimezone(ZONE)
        evening = datetime.combine(local.date() + timedelta(days=int(local.time() >= EVENING)), EVENING, ZONE)
        news.leave(turn, initiative.person_id, FILLED, str(initiative.id), evening)


def filled_due(turn: Turn, subject: str) -> list[Reply]:
    """What was added in the author's place can be looked at."""
    about = news.about(turn, subject)
    initiative = turn.store.get(Initiative, int(about)) if about else None
    if initiative is None or initiative.person_id != turn.person.id:
        return []
    choice = Choice(f"mine:{initiative.id}:open", Phrase("law-clock#open"))
    return news.say(turn, Reply("step.filled", {"code": initiative.code}, (choice,)))


def arrived(turn: Turn, initiative: Initiative, event: InitiativeEvent) -> None:
    """Something was sent, answered or withdrawn: whoever acts on it hears of it. Officers of the unit itself
    at once; those further up, who may act for hundreds of units, once in the morning."""
    _to_desk(turn, initiative, event)


def _to_desk(turn: Turn, initiative: Initiative, event: InitiativeEvent) -> None:
    if event.kind == "conferred":
        members = roles.holders(turn.store, "council", initiative.holder_id or 0, today_of(turn.now))
        _leave(turn, members, event)
        return
    lineage = [place.id for place in turn.service.lineage(initiative.holder_id)]
    found = desk.nearest(desk.officers(turn.store, lineage, today_of(turn.now)))
    if not found:
        return
    near = found[0].unit_id in (initiative.holder_id, initiative.unit_id) or event.kind in (
        "forwarded",
        "passed_up",
    )
    if near:
        _leave(turn, [one.person_id for one in found], event)
        return
    for one in found:
        if one.person_id != turn.person.id:
            news.leave(turn, one.person_id, DIGEST, "desk", _next_morning(turn.now))


def _leave(turn: Turn, people: Iterable[int], event: InitiativeEvent) -> None:
    for key in people:
        if key != turn.person.id:
            news.leave(turn, key, WORK, str(event.id))


def _next_morning(now: datetime) -> datetime:
    local = now.astimezone(ZONE)
    day = local.date() if local.time() < MORNING else local.date() + timedelta(days=1)
    day += timedelta(days=int(day.weekday() == SUNDAY))
    return datetime.combine(day, MORNING, ZONE)


def work(turn: Turn, subject: str) -> list[Reply]:
    """An officer, or a member of a council, hears of something new; nothing if it is not theirs any more."""
    about = news.about(turn, subject)
    event = turn.store.get(InitiativeEvent, int(about)) if about else None
    initiative = turn.store.get(Initiative, event.initiative_id) if event else None
    if event is None or initiative is None or _was_undone(turn, event):
        return []
    if event.kind != "undone" and not permissions.may_read(turn, initiative):
        return []
    place = turn.service.places.get(initiative.unit_id or 0)
    params: dict[str, Param] = {
        "code": initiative.code,
        "title": str(initiative.answers.get("title", "")),
        "who": author_of(turn, initiative),
        "unit": place.name if place else initiative.unit_note,
        "words": Phrase("step.words", {"words": str(event.data["words"])}) if event.data.get("words") else "",
    }
    choice = Choice(f"case:{initiative.id}:open", Phrase("work#open"))
    choices = (choice,) if event.kind != "undone" else ()
    return news.say(turn, Reply(f"work.{event.kind}", params, choices))


def digest(turn: Turn, subject: str) -> list[Reply]:
    """In the morning: how much waits on the desk; nothing where it was done meanwhile."""
    tops = permissions.units_of(turn, "review")
    if news.about(turn, subject) is None or not tops:
        return []
    wanted = desk.Wanted(states=("sent", "forwarded", "answered", "contested"))
    where = desk.to_do(desk_lists.lying(turn), turn.person.id, turn.person.name, wanted)
    count = desk.counts(turn.store, where).total()
    if not count:
        return []
    return news.say(turn, Reply("work.digest", {"count": count}, (Choice("menu:desk", Phrase("work#desk")),)))


# Passing up


def pass_up(turn: Turn, initiative: Initiative) -> bool:
    """Where the only officers it would lie with are its authors, it goes to the nearest unit with another;
    they and the author are told. Nothing changes where nobody else is there."""
    found = desk.officers(
        turn.store, [place.id for place in turn.service.lineage(initiative.holder_id)], today_of(turn.now)
    )
    if not found:
        return False
    people, names = desk.authors_of(turn.store, initiative.id or 0)
    folded = set(map(fold, names))
    others = [one for one in found if one.person_id not in people and fold(one.name) not in folded]
    if not others or others[0].unit_id == found[0].unit_id:
        return False
    before = initiative.holder_id
    initiative.holder_id = others[0].unit_id
    event = initiatives.acted(
        turn.store, initiative.id or 0, turn.now, "passed_up", initiative.person_id,
        **{"from": before, "to": initiative.holder_id},
    )  # fmt: skip
    _to_desk(turn, initiative, event)
    for key in people & {one.person_id for one in found}:
        news.leave(turn, key, STEP, str(event.id))
    return True


def settle(turn: Turn, unit_id: int) -> None:
    """The officers of a unit have changed: what lies there with its own authors alone goes up."""
    for key in desk.with_authors(turn.store, unit_id, OPEN, today_of(turn.now)):
        initiative = initiatives.locked(turn.store, key)
        if initiative is not None:
            pass_up(turn, initiative)
