"""Rosters in chat: an officer or administrator sends a table, sees what it holds, confirms; it takes the
place of the former rosters of its units. The table itself, whole telephone numbers and all, is not kept."""

from handlers import menu, permissions, session, wishes
from handlers.events import Choice, Param, Phrase, Reply
from handlers.turn import Turn
from storage.tables import Task


def preview(turn: Turn, task: Task) -> list[Reply]:
    """What a roster holds, or why it can't be taken."""
    wishes.forget(turn, task.wish["sha256"])
    result, file = task.result, str(task.wish["name"])
    if "file" in result:
        own = result["file"] == "headings"
        why = Phrase("roster.headings" if own else f"units.file#{result['file']}")
        return wishes.said(turn, Reply("roster.unread", {"file": file, "why": why}, (wishes.to_menu(),)))
    found = result["roster"]
    if count := found["hindered"]:
        params: dict[str, Param] = {
            "file": file,
            "count": count,
            "lines": wishes.lines(found["problems"], count),
        }
        return wishes.said(turn, Reply("roster.problems", params))
    if not found["people"]:
        return wishes.said(
            turn,
            Reply("roster.unread", {"file": file, "why": Phrase("units.file#empty")}, (wishes.to_menu(),)),
        )
    counted: dict[str, Param] = {name: found[name] for name in ("people", "units", "without", "before")}
    choices = tuple(
        Choice(f"roster:{task.id}:{token}", Phrase(f"roster.preview#{token}")) for token in ("yes", "no")
    )
    return wishes.said(turn, Reply("roster.preview", {"file": file, **counted}, choices))


def finished(turn: Turn) -> list[Reply]:
    """It is written, or could not be."""
    task = wishes.finished(turn)
    if task is None:
        return []
    file = str(task.wish["name"])
    if task.state == "failed":
        return wishes.said(turn, Reply("units.failed", {"file": file}))
    if "people" not in task.result:
        return wishes.said(turn, Reply("roster.gone", {"file": file}))
    counted: dict[str, Param] = {name: task.result[name] for name in ("people", "units")}
    return wishes.said(turn, Reply("roster.done", counted, (wishes.to_menu(),)))


def chosen(turn: Turn, subject: str, token: str) -> list[Reply]:
    """A button of this desk; an old one, or somebody else's, is as if it did not exist."""
    task = turn.store.get(Task, session.number(subject))
    scope = permissions.units_of(turn, "roster")
    if task is None or task.person_id != turn.person.id or not scope:
        return menu.show(turn, (Phrase("programmes.unknown"),))
    if task.state != "done" or token not in ("yes", "no") or not task.result.get("roster", {}).get("people"):
        return menu.show(turn, (Phrase("units.over"),))
    task.state = "over"
    if token == "no":
        return menu.show(turn, (Phrase("roster.cancelled"),))
    wishes.wish(turn, "roster.apply", sha256=task.wish["sha256"], name=task.wish["name"], scope=scope)
    return menu.choose(turn, wishes.READING, Reply("roster.writing"))
