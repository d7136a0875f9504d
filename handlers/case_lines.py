"""What officers read about an initiative, in lines."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from handlers import authors, judgement
from handlers.dialog import shown_value
from handlers.events import Param, Phrase
from handlers.forms import Context
from handlers.questions import LATER, SHORT, shown_authors, shown_day, span
from handlers.turn import Turn
from programmes.acts import OPEN
from programmes.model import Programme
from storage import initiatives, registers
from storage.records import Draft
from storage.tables import Initiative, InitiativeEvent, Person

REASONS = 3  # reasons of a verdict that are shown


def card(turn: Turn, initiative: Initiative, programme: Programme | None) -> Iterator[Phrase]:
    """How it stands: where it comes from, its state, its numbers, what to look at."""
    answers, places = initiative.answers, turn.service.places
    place = places.get(initiative.unit_id or 0)
    where: Param = place.name if place else initiative.unit_note or Phrase("case.nowhere")
    short = programme.short if programme else initiative.programme
    yield Phrase("case.from", {"unit": where, "programme": short})
    who = (
        shown_authors(answers["authors"], seen(turn, initiative))
        if answers.get("authors")
        else _sender(turn, initiative)
    )
    yield Phrase("case.authors", {"authors": who})
    if (worker := answers.get("worker")) is not None:
        yield Phrase("case.on-behalf", {"sender": _sender(turn, initiative), "worker": str(worker)})
    yield Phrase("case.state", {"state": Phrase(f"status.{initiative.status}"), "sent": initiative.sent_at})
    if initiative.holder_id not in (None, initiative.unit_id):
        holder = places.get(initiative.holder_id or 0)
        yield Phrase("case.holder", {"unit": holder.name if holder else ""})
    yield from numbers(turn, initiative)
    if initiative.posted_on is not None:
        yield Phrase("case.posted", {"day": initiative.posted_on})
    yield from _recognition(turn, initiative)
    yield from _asked(initiative)
    yield from _verdict(turn, initiative, programme)
    yield from _look_at(turn, initiative)


def numbers(turn: Turn, initiative: Initiative) -> Iterator[Phrase]:
    """Its numbers in the registers."""
    for line in registers.of_initiative(turn.store, initiative.id or 0):
        place = turn.service.places.get(line.unit_id)
        params: dict[str, Param] = {
            "number": f"{line.number}/{line.year}",
            "unit": place.name if place else "",
            "at": line.at,
        }
        yield Phrase("case.number-struck" if line.struck_at else "case.number", params)


def _sender(turn: Turn, initiative: Initiative) -> str:
    person = turn.store.get(Person, initiative.person_id)
    return person.name if person else ""


def _recognition(turn: Turn, initiative: Initiative) -> Iterator[Phrase]:
    told: dict[str, Any] = initiative.notes.get("recognition") or {}
    if told:
        yield decided(told, initiative.status)


def decided(told: dict[str, Any], status: str) -> Phrase:
    """Who decided, under which number and when; the level where it was recognised."""
    level = Phrase(f"review.level#{told['level']}") if told.get("level") else Phrase("case.no-level")
    return Phrase(
        "case.recognition" if status == "recognised" else "case.refusal",
        {
            "decider": told.get("body") or Phrase(f"review.decided#{told['decider']}"),
            "number": told.get("number") or Phrase("case.no-number"),
            "day": shown_day(str(told["decided_on"])),
            "level": level,
            "why": str(told.get("why") or "").rstrip(" ."),
        },
    )


def _asked(initiative: Initiative) -> Iterator[Phrase]:
    asked: dict[str, Any] = initiative.notes.get("asked") or {}
    if asked and initiative.status == "asked":
        yield Phrase("case.asked", {"what": names_of(asked["which"])})


def names_of(keys: list[str]) -> Phrase:
    """The names of questions: A; B; C."""
    first = Phrase(f"registration.{keys[0]}#label")
    return Phrase("review.and", {"first": first, "rest": names_of(keys[1:])}) if keys[1:] else first


def _verdict(turn: Turn, initiative: Initiative, programme: Programme | None) -> Iterator[Phrase]:
    """What the plan's rules make of it, with their paragraphs: a help, the officer decides."""
    if programme is None or initiative.status in ("recognised", "unrecognised", "ineligible", "withdrawn"):
        return
    verdict = judgement.of(programme, initiative.answers, initiative.notes, initiative.sent_at)
    found = [why for why in verdict.reasons if why.key != f"{programme.key}.recorded"]
    if not found:
        yield Phrase("case.fits")
        return
    for why in found[:REASONS]:
        yield Phrase("case.reason", {"text": Phrase(why.key, why.params), "source": why.source})


def _look_at(turn: Turn, initiative: Initiative) -> Iterator[Phrase]:
    """What waits for somebody's eye."""
    for key in initiative.notes.get("without_accents", ()):
        yield Phrase("case.accents", {"what": Phrase(f"registration.{key}#label")})
    if initiative.notes.get("applied_on", {}).get("also"):
        yield Phrase("case.two-days")
    if initiative.notes.get("outside_entry"):
        yield Phrase("case.outside")
    if wants_help(turn, initiative):
        yield Phrase("case.help-wanted")
    past = initiatives.history(turn.store, initiative.id or 0)
    if any(one.kind == "amended" for one in past):
        yield Phrase("case.has-amended")
    if notes := [one for one in past if one.kind == "noted"]:
        yield Phrase("case.note", {"note": event(turn, notes[-1], False)})
    yield from authors.unconfirmed(turn, initiative)


def wants_help(turn: Turn, initiative: Initiative) -> bool:
    """Whether its author has asked the officer to complete it, and nobody has done so since."""
    over = ("help_wanted", "answered", "added", "asked")
    said = [e.kind for e in initiatives.history(turn.store, initiative.id or 0) if e.kind in over]
    return initiative.status in OPEN and said[-1:] == ["help_wanted"]


def amended(turn: Turn, initiative: Initiative) -> Iterator[Phrase]:
    """What the author changed after it was received: the received words stand, these stand beside them."""
    for event in initiatives.history(turn.store, initiative.id or 0):
        if event.kind == "amended":
            for key, (_old, new) in event.data.get("answers", {}).items():
                params: dict[str, Param] = {"what": Phrase(f"registration.{key}#label"), "at": event.at}
                yield Phrase("case.amendment", {**params, "value": value_of(turn, initiative, key, new)})


def value_of(turn: Turn, initiative: Initiative, key: str, value: Any) -> Phrase | str:
    """An answer as people read it."""
    question = SHORT.question(key) or LATER.question(key)
    return shown_value(SHORT, question, value, seen(turn, initiative)) if question else str(value)


def as_draft(turn: Turn, initiative: Initiative) -> Draft:
    """An initiative as a draft that is not stored, to read it back with the form's own words."""
    return Draft(
        id="",
        person_id=initiative.person_id,
        form="registration",
        created_at=turn.now,
        updated_at=turn.now,
        programme_version_id=initiative.programme_version_id,
        answers=initiative.answers,
        notes={**initiative.notes, "recognised": initiative.answers.get("recognised")},
    )


def seen(turn: Turn, initiative: Initiative) -> Context:
    """What its questions may look at."""
    draft = as_draft(turn, initiative)
    programme = turn.service.programmes.get(initiative.programme_version_id)
    return Context(turn.today, turn.at, turn.service, draft.answers, draft.notes, programme,
                   unit_id=initiative.unit_id)  # fmt: skip


def event(turn: Turn, happened: InitiativeEvent, undone: bool) -> Phrase:
    """One line of a history: when, what, by whom, and the words that were said with it."""
    person = turn.store.get(Person, happened.person_id) if happened.person_id else None
    words = happened.data.get("note") or happened.data.get("why") or happened.data.get("words") or ""
    params: dict[str, Param] = {
        "at": happened.at,
        "what": Phrase(f"history.{happened.kind}"),
        "who": person.name if person and person.name else Phrase("case.service"),
        "words": Phrase("case.said", {"words": str(words)}) if words else "",
    }
    return Phrase("case.event-undone" if undone else "case.event", params)


def last_day_of_use(answers: Mapping[str, Any], notes: Mapping[str, Any]) -> date | None:
    """The last day that the first use of an initiative may mean."""
    days = span(answers, notes)
    return days[1] if days and answers.get("applied") != "not_yet" else None
