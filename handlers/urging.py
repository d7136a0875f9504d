"""Urging (đôn đốc): an officer has something said at once to the officers of units below theirs.

Which deadline, what is lacking, the list, the exact words, whom they can't reach and why; then it is sent,
and what came of it can be looked at. Counting and sending are tasks. A button's subject begins with a unit,
with the task that has counted, or with a round that was sent: `urging:<number>.<number>…:<token>`.
"""

from collections.abc import Callable, Mapping

from handlers import menu, owed, permissions, urging_form, urging_pages, wishes
from handlers.deadline_rows import level_of
from handlers.events import Choice, Param, Phrase, Reply
from handlers.ledger_lines import titled
from handlers.lists import PAGE, places
from handlers.turn import Turn
from handlers.urging_kinds import DRAFTS, KINDS, TYPED, fits, kind_at, number
from handlers.urging_list import ends, group, listed, of_task
from handlers.urging_pages import to_desk, unknown
from handlers.urging_preview import preview, send, sent
from handlers.urging_wishes import COUNT, SEND, count
from handlers.urging_work import Round
from programmes.model import Deadline, Programme
from storage.tables import Task

SAID = ("none", "papers", "review", "report", "team", "drafts", "typed")
"""The kinds that have a command of their own (`urge-<kind>`)."""

# What to urge about


def show(turn: Turn, kind: str = "") -> list[Reply]:
    """The deadlines of one's unit; of several units: which?"""
    own = permissions.units_of(turn, "review")
    if not own:
        return unknown(turn)
    if len(own) == 1:
        return _room(turn, own[0], kind)
    place = number(kind) if kind else len(KINDS)
    choices = [Choice(f"urging:{key}.{place}:unit", turn.service.places[key].name) for key in own]
    return menu.choose(turn, "urging.which", Reply("urging.which", {}, (*choices, to_desk())))


def about(kind: str) -> Callable[[Turn], list[Reply]]:
    """ "Nhắc các đơn vị chưa có sáng kiến nào": what is lacking was said, only the deadline is chosen."""
    return lambda turn: show(turn, kind)


def _room(turn: Turn, unit_id: int, kind: str, page: int = 0) -> list[Reply]:
    """Where only one deadline is meant, it is counted at once."""
    if kind == DRAFTS:
        return count(turn, unit_id, DRAFTS)
    if kind == TYPED:
        return urging_form.begin(turn, unit_id)
    found = _deadlines(turn, unit_id, kind)
    if kind and len(found) == 1:
        return count(turn, unit_id, kind, found[0][1].about)
    place, first = number(kind) if kind else len(KINDS), page * PAGE
    more = [Choice(f"urging:{unit_id}.{place}.{page + 1}:unit", Phrase("programmes#more"))]
    branch = unit_id in turn.service.branches
    tokens = ("drafts", "past") if kind or not branch else ("typed", "drafts", "past")
    choices = (
        *(Choice(f"urging:{unit_id}.{place}.{which}:deadline", titled(turn.service, meant.about, turn.now))
          for which, meant in found[first : first + PAGE]),
        *(more if len(found) > first + PAGE else []),
        *(Choice(f"urging:{unit_id}:{token}", Phrase(f"urging#{token}")) for token in tokens),
        Choice("menu:ledger", Phrase("menu#ledger")),
        to_desk(),
    )  # fmt: skip
    params: dict[str, Param] = {"unit": turn.service.places[unit_id].name}
    if kind:
        params["kind"] = Phrase(f"urging.kind#{kind}")
    if kind:
        key = "urging.about" if found else "urging.no-deadline"
    else:
        key = "urging" if found else "urging.idle"
    return menu.choose(turn, "urging", Reply(key, params, choices))


def _deadlines(turn: Turn, unit_id: int, kind: str) -> list[tuple[int, Round]]:
    """The deadlines that others than one's own level see to, the nearest first, each with its number among
    all of them."""
    if unit_id not in turn.service.branches:
        return []
    level = level_of(turn.service, unit_id)
    found = [
        (which, Round(programme, deadline, occurrence))
        for which, (programme, deadline) in enumerate(_all(turn))
        if (not kind or fits(kind, programme, deadline)) and deadline.levels != (level,)
        if (occurrence := owed.current(programme, deadline, turn.now, None)) is not None
    ]
    return sorted(found, key=lambda pair: (pair[1].occurrence.closes <= turn.now, pair[1].occurrence.closes))


def _all(turn: Turn) -> list[tuple[Programme, Deadline]]:
    """The deadlines of all open programmes that whoever speaks may look at, in a lasting order."""
    seen = sorted(permissions.seen(turn))
    return [(p, deadline) for _, p in seen if turn.service.is_open(p) for deadline in p.deadlines]


# What was counted


def finished(turn: Turn) -> list[Reply]:
    """Counted: what can be urged about, or the list at once; or sent."""
    task = wishes.finished(turn)
    if task is None or not permissions.may(turn, "review", int(task.wish["unit"])):
        return []
    if task.state == "failed":
        return wishes.said(turn, Reply("urging.failed", {}, (to_desk(),)))
    if task.kind == SEND:
        return wishes.said(turn, sent(turn, task))
    kind = str(task.wish["what"])
    if kind == DRAFTS:
        return wishes.said(turn, preview(turn, task, kind, 0))
    return wishes.said(turn, listed(turn, task, kind, 0) if kind else _kinds(turn, task))


def _kinds(turn: Turn, task: Task) -> Reply:
    """What is lacking, with how many units lack it."""
    units: Mapping[str, list[int]] = task.result.get("units", {})
    choices = tuple(
        Choice(f"urging:{task.id}.{number(kind)}.0:list",
               Phrase("urging.kinds#one", {"kind": Phrase(f"urging.kind#{kind}"), "count": len(units[kind])}))
        for kind in KINDS if units.get(kind)
    )  # fmt: skip
    key = "urging.kinds" if choices else "urging.nothing"
    return Reply(key, {"what": of_task(turn, task)}, (*choices, *ends(task)))


# Buttons


def chosen(turn: Turn, subject: str, token: str) -> list[Reply]:
    """A button of urging; what is not theirs is as if it did not exist."""
    first, second, third, *_ = (*places(subject), 0, 0, 0)
    if token == "discard":
        return menu.show(turn, (Phrase("urging.discarded"),))
    if token in ("result", "unmet"):
        row = urging_pages.of_round(turn, first)
        if row is None:
            return unknown(turn)
        if token == "unmet":
            return urging_pages.unmet(turn, row, second)
        return menu.choose(turn, "urging.result", urging_pages.result(turn, row))
    if token in TASKS:
        task = turn.store.get(Task, first)
        if not _theirs(turn, task) or task is None:
            return unknown(turn)
        return TASKS[token](turn, task, kind_at(second), third)
    if first not in turn.service.places or not permissions.may(turn, "review", first):
        return unknown(turn)
    return _in_unit(turn, first, token, places(subject))


def _theirs(turn: Turn, task: Task | None) -> bool:
    """A list that whoever speaks had counted, of a unit that is still theirs."""
    mine = task is not None and task.person_id == turn.person.id and task.kind == COUNT
    if task is None or not mine or task.state not in ("done", "over"):
        return False
    return permissions.may(turn, "review", int(task.wish["unit"]))


def _in_unit(turn: Turn, unit_id: int, token: str, at: tuple[int, ...]) -> list[Reply]:
    place, which = at[1] if len(at) > 1 else len(KINDS), at[2] if len(at) > 2 else 0
    match token:
        case "deadline":
            meant = dict(_deadlines(turn, unit_id, kind_at(place))).get(which)
            return count(turn, unit_id, kind_at(place), meant.about) if meant else unknown(turn)
        case "drafts":
            return count(turn, unit_id, DRAFTS)
        case "typed":
            return urging_form.begin(turn, unit_id)
        case "past":
            return urging_pages.past(turn, unit_id, sum(at[1:2]))
    return _room(turn, unit_id, kind_at(place), which)


def _chosen(turn: Turn, task: Task, kind: str, page: int, reply: Callable[..., Reply]) -> list[Reply]:
    """A page of a counted list of a kind; the kinds again where it has none."""
    if kind != DRAFTS and not task.result.get("units", {}).get(kind):
        return menu.choose(turn, "urging.kinds", _kinds(turn, task))
    shown = reply(turn, task, kind, page)
    return menu.choose(turn, shown.key, shown)


TASKS: Mapping[str, Callable[[Turn, Task, str, int], list[Reply]]] = {
    "list": lambda turn, task, kind, page: _chosen(turn, task, kind, page, listed),
    "preview": lambda turn, task, kind, page: _chosen(turn, task, kind, page, preview),
    "kinds": lambda turn, task, _kind, _page: menu.choose(turn, "urging.kinds", _kinds(turn, task)),
    "group": lambda turn, task, kind, _page: group(turn, task, kind),
    "send": lambda turn, task, kind, _page: send(turn, task, kind),
}
"""What can be done with what was counted."""
