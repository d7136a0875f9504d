"""What an officer reads of a round of urging: what came of it, and of the rounds before."""

from collections.abc import Iterable, Sequence
from typing import Any

from handlers import ledger, menu, permissions
from handlers.events import Choice, Param, Phrase, Reply
from handlers.ledger_lines import titled
from handlers.lists import PAGE
from handlers.turn import Turn
from handlers.urging_kinds import DRAFTS
from storage import urgings
from storage.ledger import About, Figures

NAMES = 10  # in one message


def unknown(turn: Turn) -> list[Reply]:
    """What is not there, or not theirs to see: the same words."""
    return menu.show(turn, (Phrase("programmes.unknown"),))


def of_round(turn: Turn, number: int) -> Any:
    """A round that whoever speaks may look at; None for any other."""
    row = urgings.one(turn.store, number)
    return row if row is not None and permissions.may(turn, "review", row.unit_id) else None


def on_the_way(turn: Turn, row: Any) -> bool:
    """Whether something of a round is still to be said or to arrive."""
    if urgings.waiting(turn.store, row.id):
        return True
    return urgings.figures(turn.store, row.id).states["waiting"] > 0


def result(turn: Turn, row: Any) -> Reply:
    """What came of a round so far: how many arrived and answered, and which units it did not reach."""
    found, waiting = urgings.figures(turn.store, row.id), urgings.waiting(turn.store, row.id)
    unmet = _unmet(turn, row)
    names = [_name(turn, key, why) for key, why in unmet[:NAMES]]
    more = len(unmet) - NAMES
    lines = (
        *_counted(found, waiting),
        *([Phrase("urging.unmet", {"count": len(unmet)}), *names] if unmet else []),
        *([Phrase("urging.more", {"count": more})] if more > 0 else []),
    )
    params: dict[str, Param] = {
        "number": row.number,
        "at": row.at,
        "kind": Phrase(f"urging.kind#{row.kind}"),
        "what": of_what(turn, row),
        "lines": lines,
    }
    choices = (
        Choice(f"urging:{row.id}:result", Phrase("urging.result#again")),
        *([Choice(f"urging:{row.id}.1:unmet", Phrase("urging.result#unmet"))] if more > 0 else []),
        Choice(f"urging:{row.unit_id}:unit", Phrase("urging#back")),
        to_desk(),
    )
    return Reply("urging.result", params, choices)


def of_what(turn: Turn, row: Any) -> Phrase:
    """The deadline a round is about; the unit, where there is none."""
    if not row.programme:
        return Phrase("urging.of", {"unit": turn.service.places[row.unit_id].name})
    return titled(turn.service, About(row.programme, row.deadline, row.round), turn.now)


def _counted(found: Figures, waiting: int) -> Iterable[Phrase]:
    """Nobody is told twice: whose turn is still to come is counted beside what waits to be sent."""
    states = found.states
    on_the_way_ = states["waiting"] + waiting
    yield Phrase(
        "urging.states",
        {
            "sent": states["sent"], "waiting": on_the_way_, "failed": states["failed"],
            "unknown": states["unknown"],
        },
    )  # fmt: skip
    yield from ledger.answers(found)
    if states["missed"]:
        yield Phrase("urging.missed", {"count": states["missed"]})


def _unmet(turn: Turn, row: Any) -> list[tuple[int, str]]:
    """The units it did not reach, with why: known beforehand, or seen on the way. Of workers nothing is
    told."""
    if row.kind == DRAFTS:
        return []
    known = {int(key): str(why) for key, why in row.unreached if key in turn.service.places}
    return [
        *known.items(),
        *((key, "failed") for key in urgings.failed(turn.store, row.id) if key not in known),
    ]


def _name(turn: Turn, unit_id: int, why: str) -> Phrase:
    """With whom to call instead, where somebody is known."""
    told: dict[str, Param] = {"unit": turn.service.places[unit_id].name, "why": Phrase(f"urging.why#{why}")}
    contact = turn.service.contacts.get(unit_id)
    if contact is None or not contact.phone:
        return Phrase("urging.unit-unmet", told)
    return Phrase("urging.unit-call", {**told, "name": contact.name, "phone": contact.phone})


def unmet(turn: Turn, row: Any, page: int) -> list[Reply]:
    """All units that a round did not reach, a page of them."""
    found = _unmet(turn, row)
    lines = tuple(_name(turn, key, why) for key, why in found[page * NAMES : (page + 1) * NAMES])
    more = len(found) > (page + 1) * NAMES
    choices = (
        *([Choice(f"urging:{row.id}.{page + 1}:unmet", Phrase("programmes#more"))] if more else []),
        Choice(f"urging:{row.id}:result", Phrase("urging.result#again")),
        to_desk(),
    )
    reply = Reply("urging.not-reached", {"count": len(found), "lines": lines}, choices)
    return menu.choose(turn, reply.key, reply)


def past(turn: Turn, unit_id: int, page: int) -> list[Reply]:
    """The rounds of a unit, the newest first."""
    rows: Sequence[Any] = urgings.past(turn.store, unit_id, page * PAGE, PAGE + 1)
    more = [Choice(f"urging:{unit_id}.{page + 1}:past", Phrase("programmes#more"))]
    choices = (
        *(Choice(f"urging:{row.id}:result", _line(turn, row)) for row in rows[:PAGE]),
        *(more if len(rows) > PAGE else []),
        Choice(f"urging:{unit_id}:unit", Phrase("urging#back")),
    )
    reply = Reply("urging.past" if rows else "urging.past-none", {}, choices)
    return menu.choose(turn, "urging.past", reply)


def _line(turn: Turn, row: Any) -> Phrase:
    told: dict[str, Param] = {"number": row.number, "kind": Phrase(f"urging.kind#{row.kind}"), "at": row.at}
    return Phrase("urging.past#line", {**told, "what": of_what(turn, row)})


def to_desk() -> Choice:
    """The way back."""
    return Choice("menu:desk", Phrase("case.one#desk"))
