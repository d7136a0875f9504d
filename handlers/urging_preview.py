"""The exact words of a round before it is sent, to how many, whom it can't reach; and sending it, once."""

from dataclasses import replace
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from handlers import menu, push_costs, urged, urging_pages, urging_work, wishes
from handlers.events import Choice, Param, Phrase, Reply
from handlers.turn import Turn
from handlers.urging_kinds import DRAFTS, TYPED, number
from handlers.urging_list import ends, of_task, unreached
from handlers.urging_wishes import SEND
from storage import urgings
from storage.ledger import About
from storage.preferences import USUAL
from storage.tables import Person, Task


def preview(turn: Turn, task: Task, kind: str, _page: int = 0) -> Reply:
    """The exact words as the first of them will read it, how many will, who won't, when it goes out."""
    people = int(task.result["people"].get(kind, 0))
    if not people:
        key = "urging.no-drafts" if kind == DRAFTS else "urging.alone"
        lines = unreached(task, kind)
        return Reply(key, {"lines": lines} if kind != DRAFTS else {}, ends(task))
    scope = f"urging:{task.id}.{number(kind)}.0"
    listing = [Choice(f"{scope}:list", Phrase("urging.preview#list"))] if kind != DRAFTS else []
    choices = (
        Choice(f"{scope}:send", Phrase("urging.preview#send", {"people": people})),
        *listing,
        Choice("urging:0:discard", Phrase("urging.preview#discard")),
    )
    params: dict[str, Param] = {
        "text": _words(turn, task, kind),
        "lines": (*_before(turn, task, kind, people), *unreached(task, kind)),
    }
    return Reply("urging.preview", params, choices)


def _words(turn: Turn, task: Task, kind: str) -> Phrase | str:
    """Teachers are addressed as such here too."""
    wish, last = task.wish, _latest(turn, task, kind)
    row = SimpleNamespace(
        kind=kind, unit_id=int(wish["unit"]), who=turn.person.name, text=str(wish.get("text") or ""),
        number=last.number + 1 if last is not None else 1,
    )  # fmt: skip
    if kind == DRAFTS:
        return urged.drafts_words(turn, row, turn.words.text(Phrase("urging.somebody"), turn.person.language))
    unit_id, person_id = task.result["sample"][kind]
    meant = urging_work.round_of(turn.service, wish, turn.now)
    found = urged.look(turn, meant, unit_id) if meant and kind != TYPED else {}
    if meant and kind != TYPED and unit_id not in found:  # merged since it was counted
        return Phrase("urging.nothing", {"what": of_task(turn, task)})
    someone = turn.store.get(Person, person_id)
    said = urged.words(turn, row, meant, {unit_id: found}, someone.name if someone else "")
    return turn.words.text(
        said, turn.service.voice(turn.person.language, someone.unit_id if someone else None)
    )


def _before(turn: Turn, task: Task, kind: str, people: int) -> tuple[Phrase, ...]:
    """To how many it goes, when and at what price; the last time the same was urged."""
    units = task.result.get("units", {}).get(kind, ())
    reached = sum(1 for key in units if str(key) not in task.result["why"])
    count = {"people": people, "units": reached}
    lines = [Phrase("urging.to", count) if kind != DRAFTS else Phrase("urging.to#drafts", {"people": people})]
    meant = urging_work.round_of(turn.service, task.wish, turn.now)
    when = urging_work.allowed(turn.now, urging_work.role_of(kind), USUAL, meant)
    if when > turn.now:
        lines.append(Phrase("urging.later", {"at": when}))
    covered = len(set(units) & set(task.result.get("covered", ())))
    if covered:
        lines.append(Phrase("urging.covered", {"count": covered}))
    lines += push_costs.line(task.result.get("cost", {}).get(kind, {}))
    if (last := _latest(turn, task, kind)) is not None:
        lines.append(Phrase("urging.last", {"number": last.number, "at": last.at, "who": last.who}))
    return tuple(lines)


def _latest(turn: Turn, task: Task, kind: str) -> Any:
    about_ = {name: str(task.wish.get(name, "")) for name in About._fields}
    return urgings.latest(turn.store, unit_id=int(task.wish["unit"]), kind=kind, **about_)


def send(turn: Turn, task: Task, kind: str) -> list[Reply]:
    """Once, however often and from how many devices it is pressed."""
    if task.state != "done":
        [reply] = urging_pages.past(turn, task.wish["unit"], 0)
        return [replace(reply, lead=(Phrase("urging.over"),))]
    if not task.result["people"].get(kind):
        return menu.choose(turn, "urging.preview", preview(turn, task, kind))
    task.state = "over"
    agreed = task.result.get("units", {}).get(kind, [])
    wishes.wish(turn, SEND, **{**task.wish, "what": kind, "agreed": agreed})
    return menu.choose(turn, wishes.READING, Reply("urging.sending"))


def sent(turn: Turn, task: Task) -> Reply:
    """How many will be told, and when; the rest comes by itself."""
    result = task.result
    if "urging" not in result:
        return Reply("urging.none-left", {"what": of_task(turn, task)}, ends(task))
    first, last = (datetime.fromisoformat(result[name]) for name in ("first", "last"))
    when = Phrase("urging.sent#at", {"at": first}) if result["later"] else ""
    if when and first != last:
        when = Phrase("urging.sent#between", {"at": first, "last": last})
    left = result["unreached"]
    params: dict[str, Param] = {
        "number": result["number"],
        "people": result["people"],
        "when": when,
        "unreached": Phrase("urging.sent#unreached", {"count": left}) if left else "",
    }
    again = Choice(f"urging:{result['urging']}:result", Phrase("urging.sent#result"))
    return Reply("urging.sent", params, (again, *ends(task)))
