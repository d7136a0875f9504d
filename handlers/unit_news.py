"""What people hear when units were merged or closed: officers that work has come to them, and those whose
role ended there."""

from handlers import news, permissions
from handlers.events import Choice, Param, Phrase, Reply
from handlers.turn import Turn
from storage.tables import Unit


def came(turn: Turn, subject: str) -> list[Reply]:
    """Work of units that are no more has come to an officer; nothing where that was undone meanwhile."""
    about = news.about(turn, subject)
    first, units, count = (int(part) for part in about.split(".")) if about else (0, 0, 0)
    unit = turn.store.get(Unit, first)
    if unit is None or unit.closed_on is None or not permissions.units_of(turn, "review"):
        return []
    what = _what(turn, unit) if units == 1 else Phrase(
        "units.gone#several", {"unit": unit.name, "more": units - 1})  # fmt: skip
    reply = Reply("units.came", {"what": what, "count": count}, (Choice("menu:desk", Phrase("work#desk")),))
    return news.say(turn, reply)


def role(turn: Turn, subject: str) -> list[Reply]:
    """A role has ended with its unit, or begun again with it; nothing where that is not so any more."""
    what, _, key = (news.about(turn, subject) or "").partition(".")
    unit = turn.store.get(Unit, int(key)) if key else None
    if unit is None or (what == "over") != (unit.closed_on is not None):
        return []
    if what == "over":
        return news.say(turn, Reply("units.role-over", {"what": _what(turn, unit)}))
    return news.say(turn, Reply("units.role-back", {"unit": unit.name}))


def _what(turn: Turn, unit: Unit) -> Phrase:
    into = turn.store.get(Unit, unit.merged_into_id) if unit.merged_into_id is not None else None
    params: dict[str, Param] = {"unit": unit.name, "into": into.name if into else ""}
    return Phrase("units.gone#merged" if into else "units.gone#closed", params)
