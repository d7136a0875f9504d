"""The union tree in chat: an administrator sends a table, sees what it would change, confirms, and can undo.

Reading and writing a table takes longer than a turn may: both are tasks, whose results come as events.
"""

from datetime import timedelta

from sqlalchemy import delete

from handlers import menu, permissions, session
from handlers.events import Attachment, Choice, Param, Phrase, Reply
from handlers.files import uses
from handlers.phrases import of_json
from handlers.turn import Turn
from handlers.unit_lines import counts
from storage.tables import FileUse, Task

UNDO = timedelta(minutes=10)
PLACE = "units"  # the question that tables belong to among somebody's files
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show(turn: Turn) -> list[Reply]:
    """How to hand in a table."""
    if not permissions.trees(turn):
        return _unknown(turn)
    return menu.choose(turn, "units", Reply("units", {}, (_to_menu(),)))


def table(turn: Turn) -> Attachment | None:
    """The table among what was sent, where whoever sent it may import one."""
    found = (f for f in turn.event.attachments if not f.problem and _is_table(f))
    file = next(found, None)
    return file if file is not None and permissions.trees(turn) else None


def _is_table(file: Attachment) -> bool:
    return file.mime == EXCEL or (file.mime == "text/plain" and file.name.casefold().endswith(".csv"))


def received(turn: Turn, file: Attachment) -> list[Reply]:
    """A table is read; nothing is changed before it is confirmed."""
    tops = [turn.service.places[key].code for key in permissions.trees(turn)]
    turn.store.add(
        FileUse(sha256=file.sha256, person_id=turn.person.id, question=PLACE, kind=file.kind, mime=file.mime,
                name=file.name, size=file.size)
    )  # fmt: skip
    _wish(turn, "units.preview", sha256=file.sha256, name=file.name, tops=tops)
    return menu.choose(turn, "units.reading", Reply("units.reading", {"file": file.name}))


def _wish(turn: Turn, kind: str, **wish: object) -> None:
    turn.store.add(
        Task(kind=kind, conversation_id=turn.conversation.id, person_id=turn.person.id, wish=wish,
             created_at=turn.now)
    )  # fmt: skip


def finished(turn: Turn) -> list[Reply]:
    """A task of this desk is done."""
    task = turn.store.get(Task, turn.event.seq)
    if task is None or task.person_id != turn.person.id:
        return []  # somebody else speaks here by now
    if task.state == "failed":
        return _said(turn, Reply("units.failed", {"file": str(task.wish.get("name", ""))}))
    if task.kind == "units.preview":
        return _preview(turn, task)
    if task.kind == "units.apply":
        return _applied(turn, task)
    kept: list[str] = task.result.get("kept", [])
    if not task.result.get("undone"):
        key = "units.kept" if kept else "units.over"
        return _said(turn, Reply(key, {"codes": ", ".join(kept[:10])} if kept else {}, (_to_menu(),)))
    return _said(turn, Reply("units.undone", {}, (_to_menu(),)))


def _preview(turn: Turn, task: Task) -> list[Reply]:
    result, file = task.result, str(task.wish["name"])
    if "file" in result:
        return _said(
            turn, Reply("units.unread", {"file": file, "why": Phrase(f"units.file#{result['file']}")})
        )
    if result["hindered"]:
        count = result["hindered"]
        lines = _lines(result["problems"], count)
        return _said(turn, Reply("units.problems", {"file": file, "count": count, "lines": lines}))
    if not result["steps"]:
        return _said(turn, Reply("units.same", {"file": file}, (_to_menu(),)))
    lines = _lines(result["lines"], len(result["lines"]))
    if result["attributes"]:
        lines = (*lines, Phrase("units.attributes", {"columns": result["attributes"]}))
    params: dict[str, Param] = {"file": file, "lines": lines, **counts(result["counts"])}
    choices = tuple(
        Choice(f"units:{task.id}:{token}", Phrase(f"units.preview#{token}")) for token in ("yes", "no")
    )
    return _said(turn, Reply("units.preview", params, choices))


def _lines(shown: list[object], count: int) -> tuple[Phrase, ...]:
    lines = of_json(shown)
    assert isinstance(lines, tuple)  # a list of phrases is one  # noqa: S101
    more = count - len(lines)
    return (*lines, Phrase("units.more#problems", {"count": more})) if more > 0 else lines


def _applied(turn: Turn, task: Task) -> list[Reply]:
    if task.result.get("stale"):
        return _said(turn, Reply("units.stale", {"file": str(task.wish["name"])}))
    undo = Choice(f"units:{task.id}:undo", Phrase("units.done#undo"))
    return _said(turn, Reply("units.done", counts(task.result["counts"]), (undo, _to_menu())))


def _said(turn: Turn, reply: Reply) -> list[Reply]:
    """Numbers mean its choices only where nothing else was asked meanwhile; its buttons work anyway."""
    if turn.conversation.session.get("asked") == "units.reading":
        return menu.choose(turn, reply.key, reply)
    return [reply]


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
        _wish(turn, "units.undo", **{"import": task.result["import"], "name": task.wish["name"]})
        return menu.choose(turn, "units.reading", Reply("units.undoing"))
    return menu.show(turn, (Phrase("units.over"),))


def _confirmed(turn: Turn, task: Task) -> list[Reply]:
    _wish(turn, "units.apply", **{**task.wish, "base": task.result["base"]})
    return menu.choose(turn, "units.reading", Reply("units.writing"))


def _cancelled(turn: Turn, task: Task) -> list[Reply]:
    mine = (uses.c.person_id == turn.person.id) & (uses.c.question == PLACE)
    turn.store.execute(delete(uses).where(mine, uses.c.sha256 == task.wish["sha256"]))
    return menu.show(turn, (Phrase("units.cancelled"),))


def _unknown(turn: Turn) -> list[Reply]:
    return menu.show(turn, (Phrase("programmes.unknown"),))


def _to_menu() -> Choice:
    return Choice("menu:show", Phrase("mine.one#menu"))
