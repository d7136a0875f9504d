"""The question where somebody works: the workplace by part of its name; namesakes are told apart by their xã,
phường."""

from collections.abc import Callable
from typing import Any

from handlers.events import Param, Phrase
from handlers.forms import Context, Option, Parse, Pick, Result, Said
from handlers.text import clean
from handlers.unit_search import MOST_WEIGHED, Match, Place, decisive

LEAST = 0.5  # a unit that fits less is not worth showing
SHOWN = 5  # units at a time

Fits = Callable[[Context, int], bool]
"""Whether a unit is one of those that are looked for."""


def anywhere(_context: Context, _unit_id: int) -> bool:
    """Any unit."""
    return True


def workplace(key: str, fits: Fits = anywhere) -> Parse:
    """Reads a workplace among those that fit. `key` is the question's; its texts: `<key>-unknown`, `-this`,
    `-became`, `-which`, and the attributes `again` and `none` of the question's own."""

    def parse(said: Said, context: Context) -> Result:
        most = SHOWN if fits is anywhere else MOST_WEIGHED  # most of them may not fit
        near = _narrowed(said.text, context, key, most)
        found = _present(near, context, fits)[:SHOWN]
        wanted = clean(said.text)[:200]
        note = wanted if any(map(str.isalpha, wanted)) else ""  # a number that was meant for something else
        missing = Option("none", Phrase(f"{key}#none"), None, {"unit_note": note})
        if not found:
            return Pick(Phrase(f"{key}-unknown", {"said": clean(said.text)[:80]}), (missing,))
        if decisive(found):
            return _this(found[0].place, _became(near, found[0].place, context), key, missing)
        options = tuple(
            Option(f"u{match.place.id}", described(match.place), match.place.id, {"unit_note": None})
            for match in found
        )
        return Pick(Phrase(f"{key}-which"), (*options, missing), about=said.text)

    return parse


def _this(place: Place, former: str, key: str, missing: Option) -> Pick:
    asked: dict[str, Param] = {"place": described(place)}
    became = Phrase(f"{key}-became", {**asked, "former": former})
    return Pick(
        became if former else Phrase(f"{key}-this", asked),
        (
            Option("yes", Phrase("form.right"), place.id, {"unit_note": None}),
            Option("again", Phrase(f"{key}#again")),
            missing,
        ),
    )


def _narrowed(text: str, context: Context, key: str, most: int) -> list[Match]:
    """What fits; after "which of these?" a second message first chooses among them ("phường Sông Cầu")."""
    find = context.service.units.find
    alone = [m for m in find(text, most) if m.score >= LEAST]
    if context.picked != f"{key}-which" or not context.about:
        return alone
    before = {m.place.id for m in find(context.about, most)}
    both = [m for m in find(f"{context.about} {text}", most) if m.place.id in before]
    return both if both and decisive(both) else alone


def _present(found: list[Match], context: Context, fits: Fits) -> list[Match]:
    """In the place of merged units what they have become, each once, at its best."""
    service, known = context.service, dict[int, Match]()
    for match in found:
        now = service.present(match.place.id)
        if now is not None and now not in known and fits(context, now):
            known[now] = Match(service.places[now], match.score)
    return list(known.values())


def _became(near: list[Match], place: Place, context: Context) -> str:
    """The former unit whose name was typed, where the place is its successor."""
    meant = next((m.place for m in near if context.service.present(m.place.id) == place.id), place)
    return meant.name if meant.id != place.id else ""


def described(place: Place) -> str:
    """A unit so that two of the same name can be told apart."""
    around = ", ".join(
        part for part in (place.locality, place.parent_name) if part and part not in place.name
    )
    return f"{place.name} ({around})" if around else place.name


def shown_unit(value: Any, context: Context) -> Phrase | str:
    """The name of the chosen unit."""
    place = context.service.places.get(value)
    return place.name if place else Phrase("form.skipped")
