"""What whoever speaks may read of the knowledge, and what they make of it."""

from handlers import ticket_routes
from handlers.events import Param, Phrase
from handlers.knowledge_search import Found, Known
from handlers.turn import Turn
from storage import knowledge


def programmes(turn: Turn) -> set[str]:
    """The programmes whose entries are for whoever speaks."""
    return {programme.key for _, programme in turn.service.offered(turn.person.unit_id)}


def units(turn: Turn) -> list[int]:
    """Their unit and all above: what these have published is for them too."""
    return [place.id for place in turn.service.lineage(turn.service.present(turn.person.unit_id))]


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


def told(known: Known) -> dict[str, Param]:
    """Question, answer and source, to be said."""
    source = Phrase("know.by", {"source": known.source}) if known.source else ""
    return {"question": known.question, "answer": known.answer, "source": source}
