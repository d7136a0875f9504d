"""Messages as they stand in a conversation, by the id they are shown under: the platform's, or the row's own
number where the platform gives none. They are forgotten with the outbox, after some days."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import String, case, cast, select

from storage.queue import UNSENT, outbox
from storage.roles import Executes

_ID = case((outbox.c.external_id != "", outbox.c.external_id), else_=cast(outbox.c.id, String))
_OUT = outbox.c.state.in_(("sending", "sent"))
LATELY = 200  # messages of one key that are looked through for the newest about something


def message(database: Executes, conversation_id: int, shown_id: str) -> Any:
    """What stands under an id: its `key` and `params`; None where it is unknown."""
    mine = (outbox.c.conversation_id == conversation_id) & _OUT & (shown_id == _ID)
    query = select(outbox.c.key, outbox.c.params).where(mine).order_by(outbox.c.id.desc())
    return database.execute(query.limit(1)).first()


def newest(database: Executes, conversation_id: int, key: str, number: int) -> str:
    """The id of the newest message of a key about a number, empty where there is none that has arrived."""
    mine = (outbox.c.conversation_id == conversation_id) & (outbox.c.state == "sent") & (outbox.c.key == key)
    query = select(_ID, outbox.c.params).where(mine).order_by(outbox.c.id.desc()).limit(LATELY)
    return next((row[0] for row in database.execute(query) if row.params.get("number") == number), "")


def push_waits(database: Executes, conversation_id: int) -> bool:
    """Whether something that is said by itself waits to go out in a conversation."""
    mine = (outbox.c.conversation_id == conversation_id) & outbox.c.push & (outbox.c.state == "pending")
    return database.execute(select(outbox.c.id).where(UNSENT, mine).limit(1)).first() is not None


def numbers(database: Executes, calls: Collection[int], keys: Collection[str]) -> list[int]:
    """What some calls of some keys are about, each once."""
    query = select(outbox.c.params).where(outbox.c.id.in_(calls), outbox.c.key.in_(keys))
    rows = database.execute(query.order_by(outbox.c.id)).scalars()
    return list(dict.fromkeys(int(params["number"]) for params in rows))
