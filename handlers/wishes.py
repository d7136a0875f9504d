"""Slow work that a desk wishes for (a `Task`), and how its result is said beside what is open meanwhile."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import delete

from handlers import menu, session
from handlers.events import Attachment, Choice, Phrase, Reply
from handlers.files import uses
from handlers.phrases import of_json
from handlers.turn import Turn
from storage.tables import FileUse, Task

READING = "units.reading"  # what was asked last while a table is read or written
PLACE = "units"  # the question that tables belong to among somebody's files


def wish(turn: Turn, kind: str, **what: object) -> None:
    """Work of a kind, for whoever speaks."""
    turn.store.add(
        Task(kind=kind, conversation_id=turn.conversation.id, person_id=turn.person.id, wish=what,
             created_at=turn.now)
    )  # fmt: skip


def keep(turn: Turn, file: Attachment) -> None:
    """The bytes of a table stay until they are forgotten."""
    turn.store.add(
        FileUse(sha256=file.sha256, person_id=turn.person.id, question=PLACE, kind=file.kind, mime=file.mime,
                name=file.name, size=file.size)
    )  # fmt: skip


def forget(turn: Turn, sha256: str) -> None:
    """Nobody needs a table any more: its bytes go within the hour."""
    mine = (uses.c.person_id == turn.person.id) & (uses.c.question == PLACE)
    turn.store.execute(delete(uses).where(mine, uses.c.sha256 == sha256))


def finished(turn: Turn) -> Task | None:
    """The task that is done; None where somebody else speaks here by now."""
    task = turn.store.get(Task, turn.event.seq)
    return task if task is not None and task.person_id == turn.person.id else None


def said(turn: Turn, reply: Reply) -> list[Reply]:
    """Numbers mean its choices only where nothing else was asked meanwhile, its words in either case."""
    if turn.conversation.session.get("asked") == READING:
        return menu.choose(turn, reply.key, reply)
    if reply.choices:
        session.push(turn.conversation, reply.choices)
    return [replace(reply, numbered=False)]


def lines(shown: Sequence[object], count: int) -> tuple[Phrase, ...]:
    """Lines of a result, and how many more there are."""
    told = of_json(list(shown))
    assert isinstance(told, tuple)  # a list of phrases is one  # noqa: S101
    more = count - len(told)
    return (*told, Phrase("units.more#problems", {"count": more})) if more > 0 else told


def to_menu() -> Choice:
    """The way back."""
    return Choice("menu:show", Phrase("mine.one#menu"))
