"""The union tree in chat: an administrator sends a table, sees what it would change, confirms, and can undo.

Reading and writing a table takes longer than a turn may: both are tasks, whose results come as events.
"""

from datetime import timedelta

from handlers import menu, permissions, session, wishes
from handlers.events import Choice, Param, Phrase, Reply
from handlers.turn import Turn
from handlers.unit_lines import counts
from storage.tables import Task

UNDO = timedelta(minutes=10)


def show(turn: Turn) -> list[Reply]:
    """How to hand in a table."""
    if not permissions.trees(turn):
        return _unknown(turn)
    return menu.choose(turn, "units", Reply("units", {}, (wishes.to_menu(),)))


def finished(turn: Turn) -> list[Reply]:
    """A task of this desk is done."""
    task = wishes.finished(turn)
    if task is None:
        return []
    if task.state == "failed":
        return failed(turn, task)
    if task.kind == "units.apply":
        return _applied(turn, task)
    kept: list[str] = task.result.get("kept", [])
    if not task.result.get("undone"):
        key = "units.kept" if kept else "units.over"
        return wishes.said(
            turn, Reply(key, {"codes": ", ".join(kept[:10])} if kept else {}, (wishes.to_menu(),))
        )
    return wishes.said(turn, Reply("units.undone", {}, (wishes.to_menu(),)))


def failed(turn: Turn, task: Task) -> list[Reply]:
    """It could not be done, and nothing has changed."""
    return wishes.said(turn, Reply("units.failed", {"file": str(task.wish.get("name", ""))}))


def preview(turn: Turn, task: Task) -> list[Reply]:
    """What a table of units would change, or why it can't be taken."""
    result, file = task.result, str(task.wish["name"])
    if "file" in result:
        return wishes.said(
            turn, Reply("units.unread", {"file": file, "why": Phrase(f"units.file#{result['file']}")})
        )
    if result["hindered"]:
        count = result["hindered"]
        lines = wishes.lines(result["problems"], count)
        return wishes.said(turn, Reply("units.problems", {"file": file, "count": count, "lines": lines}))
    if not result["steps"]:
        return wishes.said(turn, Reply("units.same", {"file": file}, (wishes.to_menu(),)))
    lines = wishes.lines(result["lines"], len(result["lines"]))
    if result["attributes"]:
        lines = (*lines, Phrase("units.attributes", {"columns": result["attributes"]}))
    params: dict[str, Param] = {"file": file, "lines": lines, **counts(result["counts"])}
    choices = tuple(
        Choice(f"units:{task.id}:{token}", Phrase(f"units.preview#{token}")) for token in ("yes", "no")
    )
    return wishes.said(turn, Reply("units.preview", params, choices))


def _applied(turn: Turn, task: Task) -> list[Reply]:
    if task.result.get("stale"):
        return wishes.said(turn, Reply("units.stale", {"file": str(task.wish["name"])}))
    undo = Choice(f"units:{task.id}:undo", Phrase("units.done#undo"))
    return wishes.said(turn, Reply("units.done", counts(task.result["counts"]), (undo, wishes.to_menu())))


def chosen(turn: Turn, subject: str, token: str) -> list[Reply]:
    """A button of this desk; an old one, or somebody else's, is as if it did not exist."""
    task = turn.store.get(Task, session.number(subject))
    if task is None or task.person_id != turn.person.id or not permissions.trees(turn):
        return _unknown(turn)
    over = task.state != "done"
    if token in ("yes", "no") and not over and task.result.get("steps") and not task.result["hindered"]:
        task.state = "over"
        return _confirmed(turn, task) if token == "yes" else _cancelled(turn, task)
    if token == "undo" and not over and "import" in task.result and turn.now <= task.created_at + UNDO:
        task.state = "over"
        wishes.wish(turn, "units.undo", **{"import": task.result["import"], "name": task.wish["name"]})
        return menu.choose(turn, wishes.READING, Reply("units.undoing"))
    return menu.show(turn, (Phrase("units.over"),))


def _confirmed(turn: Turn, task: Task) -> list[Reply]:
    wishes.wish(turn, "units.apply", **{**task.wish, "base": task.result["base"]})
    return menu.choose(turn, wishes.READING, Reply("units.writing"))


def _cancelled(turn: Turn, task: Task) -> list[Reply]:
    wishes.forget(turn, task.wish["sha256"])
    return menu.show(turn, (Phrase("units.cancelled"),))


def _unknown(turn: Turn) -> list[Reply]:
    return menu.show(turn, (Phrase("programmes.unknown"),))
