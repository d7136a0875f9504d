"""What whoever speaks may read of the knowledge, and what they make of it."""

from handlers import ticket_routes
from handlers.decision_form import reading_of
from handlers.events import Param, Phrase
from handlers.knowledge_search import Found, Known
from handlers.service import Service
from handlers.turn import Turn
from storage import knowledge


def programmes(turn: Turn) -> set[str]:
    """The programmes whose entries are for whoever speaks."""
    return {programme.key for _, programme in turn.service.offered(turn.person.unit_id)}


def units(turn: Turn, unit_id: int | None = None) -> list[int]:
    """Their unit (or the one given) and all above, with those that have become part of them: what these have
    published is for it too."""
    here = turn.service.present(unit_id or turn.person.unit_id)
    return turn.service.parts([place.id for place in turn.service.lineage(here)])


def entries(turn: Turn) -> list[Known]:
    """What is for whoever speaks and true today, as it stands in the files, own entries last."""
    theirs, here = programmes(turn), set(units(turn))
    return [known for known in turn.service.knowledge.entries if known.fits(turn.today, theirs, here)]


def entry(turn: Turn, key: str) -> Known | None:
    """One of these by its key."""
    known = turn.service.knowledge.by_key.get(key)
    return known if known and known.fits(turn.today, programmes(turn), units(turn)) else None


def likely(turn: Turn, text: str) -> list[Found]:
    """At most three that may answer what whoever speaks asks."""
    return turn.service.knowledge.likely(
        text, today=turn.today, programmes=programmes(turn), units=units(turn)
    )


def used(turn: Turn, kind: str, key: str = "", ticket_id: int | None = None) -> None:
    """Writes down what became of an entry, for the programme and unit of whoever speaks."""
    programme = ticket_routes.programme_of(turn)
    knowledge.used(
        turn.store, kind, turn.now, entry=key, programme=programme.key if programme else "",
        unit_id=turn.person.unit_id, ticket_id=ticket_id,
    )  # fmt: skip


def told(service: Service, known: Known) -> dict[str, Param]:
    """Question, answer, source, and what an officer has decided where the plan contradicts itself."""
    source = Phrase("know.by", {"source": known.source}) if known.source else ""
    decisions = service.decisions.get(known.programme, {})
    chosen = [
        (key, decisions[f"conflict:{key}"]) for key in known.conflicts if f"conflict:{key}" in decisions
    ]
    decided = tuple(
        Phrase("know.decided", {"reading": reading_of(known.programme, key, str(reading))})
        for key, reading in chosen
    )
    return {"question": known.question, "answer": known.answer, "source": source, "decided": decided}
