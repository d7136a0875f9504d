"""The units that lack something, as an officer reads them; a text with figures only for a group chat."""

from collections import Counter

from handlers import menu
from handlers.deadline_words import until
from handlers.events import Choice, Param, Phrase, Reply
from handlers.ledger_lines import titled
from handlers.turn import Turn
from handlers.urging_kinds import FOCAL, TYPED, number
from handlers.urging_pages import NAMES, to_desk
from handlers.urging_work import round_of
from storage.ledger import About
from storage.tables import Task


def of_task(turn: Turn, task: Task) -> Phrase:
    """The deadline that was counted; the unit for words of an officer's own."""
    about = About(*(str(task.wish.get(name, "")) for name in About._fields))
    if not about.programme:
        return Phrase("urging.of", {"unit": turn.service.places[int(task.wish["unit"])].name})
    return titled(turn.service, about, turn.now)


def ends(task: Task) -> tuple[Choice, ...]:
    """The ways back."""
    return (Choice(f"urging:{task.wish['unit']}:unit", Phrase("urging#back")), to_desk())


def listed(turn: Turn, task: Task, kind: str, page: int) -> Reply:
    """The units, at most ten in a message; beside those that can't be reached, why."""
    units = [key for key in task.result.get("units", {}).get(kind, ()) if key in turn.service.places]
    if not units:
        told: dict[str, Param] = {"what": of_task(turn, task), "kind": Phrase(f"urging.kind#{kind}")}
        return Reply("urging.none", told, ends(task))
    shown = units[page * NAMES : (page + 1) * NAMES]
    scope = f"urging:{task.id}.{number(kind)}"
    more = [Choice(f"{scope}.{page + 1}:list", Phrase("programmes#more"))]
    choices = (
        *([Choice(f"{scope}.0:preview", Phrase("urging.list#preview"))] if kind != FOCAL else []),
        *(more if len(units) > (page + 1) * NAMES else []),
        *([Choice(f"{scope}.0:group", Phrase("urging.list#group"))] if kind != TYPED else []),
        *([Choice("menu:roles", Phrase("urging.list#invite"))] if kind == FOCAL else []),
        *([Choice(f"urging:{task.id}.0.0:kinds", Phrase("urging.list#kinds"))] if kind != TYPED else []),
        to_desk(),
    )
    params: dict[str, Param] = {
        "what": of_task(turn, task),
        "kind": Phrase(f"urging.kind#{kind}"),
        "count": len(units),
        "lines": tuple(_unit(turn, task, key) for key in shown),
    }
    return Reply("urging.list", params, choices)


def _unit(turn: Turn, task: Task, key: int) -> Phrase:
    place, why = turn.service.places[key], task.result["why"].get(str(key))
    if why is None:
        return Phrase("urging.unit", {"unit": place.name})
    return Phrase("urging.unit-why", {"unit": place.name, "why": Phrase(f"urging.why#{why}")})


def unreached(task: Task, kind: str) -> tuple[Phrase, ...]:
    """How many can't be told, by reason. Of workers only how many."""
    if "why" not in task.result:
        count = int(task.result.get("unreachable", 0))
        return (Phrase("urging.unreached#drafts", {"count": count}),) if count else ()
    whys = (task.result["why"].get(str(key)) for key in task.result["units"].get(kind, ()))
    found = Counter(why for why in whys if why is not None)
    if not found:
        return ()
    lines = (
        Phrase("urging.unreached#line", {"why": Phrase(f"urging.why#{why}"), "count": count})
        for why, count in found.most_common()
    )
    return (Phrase("urging.unreached", {"count": found.total()}), *lines)


# For a group chat


def group(turn: Turn, task: Task, kind: str) -> list[Reply]:
    """A message to be copied: figures, also by the unions right below, and nobody's name."""
    meant = round_of(turn.service, task.wish, turn.now)
    if meant is None or kind not in task.result.get("units", {}):
        return menu.choose(turn, "urging.none", listed(turn, task, kind, 0))
    lacking, of = len(task.result["units"][kind]), int(task.result["of"][kind])
    lines = [
        Phrase("urging.cluster", {"unit": turn.service.places[key].name, "done": all_ - few, "of": all_})
        for key, few, all_ in task.result["clusters"][kind]
        if key in turn.service.places
    ]
    params: dict[str, Param] = {
        "programme": meant.programme.short,
        "title": Phrase(f"{meant.programme.key}.deadline-{meant.deadline.key}"),
        "until": until(meant.programme, meant.deadline, meant.occurrence),
        "count": Phrase(f"urging.done#{kind}", {"done": of - lacking, "of": of}),
        "lines": tuple(lines),
        "who": turn.person.name,
    }
    key = "urging.group-clusters" if lines else "urging.group"
    scope = f"urging:{task.id}.{number(kind)}.0"
    choices = (Choice(f"{scope}:list", Phrase("urging.preview#list")), to_desk())
    if not lines:
        del params["lines"]
    return [Reply(key, params), *menu.choose(turn, "urging.copy", Reply("urging.copy", {}, choices))]
