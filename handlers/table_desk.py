"""Tables that are sent to the service: a table of units or a roster, told apart by its headings, each for
those who may hand it in. Reading takes longer than a turn may: it is a task."""

from handlers import menu, permissions, roster_desk, unit_desk, wishes
from handlers.events import Attachment, Reply
from handlers.turn import Turn

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def table(turn: Turn) -> Attachment | None:
    """The table among what was sent, where whoever sent it may hand in one."""
    found = (f for f in turn.event.attachments if not f.problem and _is_table(f))
    file = next(found, None)
    may = file is not None and (permissions.trees(turn) or permissions.units_of(turn, "roster"))
    return file if may else None


def _is_table(file: Attachment) -> bool:
    return file.mime == EXCEL or (file.mime == "text/plain" and file.name.casefold().endswith(".csv"))


def received(turn: Turn, file: Attachment) -> list[Reply]:
    """A table is read; nothing is changed before it is confirmed."""
    wishes.keep(turn, file)
    tops = [turn.service.places[key].code for key in permissions.trees(turn)]
    about = {
        "sha256": file.sha256,
        "name": file.name,
        "tops": tops,
        "scope": permissions.units_of(turn, "roster"),
    }
    wishes.wish(turn, "tables.preview", **about)
    return menu.choose(turn, wishes.READING, Reply("units.reading", {"file": file.name}))


def finished(turn: Turn) -> list[Reply]:
    """What was read: the desk it belongs to shows it."""
    task = wishes.finished(turn)
    if task is None:
        return []
    if task.state == "failed":
        wishes.forget(turn, task.wish["sha256"])
        return unit_desk.failed(turn, task)
    of_units = bool(task.wish["tops"]) and "roster" not in task.result
    return unit_desk.preview(turn, task) if of_units else roster_desk.preview(turn, task)
