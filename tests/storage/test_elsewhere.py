"""What may not be said before its person writes waits for that, whole, and is said once."""

from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest
from sqlalchemy import Connection, Engine, insert, select

from storage import elsewhere, queue, reminders
from storage.queue import Incoming, inbox, outbox
from storage.reminders import reminder

NOW = datetime(2022, 5, 16, 2, tzinfo=UTC)


def lane(connection: Connection) -> int:
    queue.receive(connection, "local", [Incoming("1", "an", b"{}", None, [], False)], NOW, NOW)
    return int(connection.execute(select(queue.conversation.c.id)).scalar_one())


def said(connection: Connection, here: int, subject: str, *parts: tuple[str, str], kind: str = "word") -> int:
    """Something that fell due, said in parts with their states and errors; the number of the first."""
    row = {"kind": kind, "subject": subject, "conversation_id": here, "due_at": NOW, "why": ""}
    connection.execute(insert(reminder).values(**row, state="waiting"))
    [update] = reminders.fire(connection, NOW, NOW, 10)
    connection.execute(reminder.update().where(reminder.c.state == "fired").values(state="sent"))
    values = [
        {
            "conversation_id": here, "inbox_id": update, "key": "test.said", "params": {}, "method": "say",
            "body": orjson.dumps({}), "files": {}, "push": True, "state": state, "owner": "", "attempts": 1,
            "repeated": False, "external_id": "", "error": error, "created_at": NOW,
        }
        for state, error in parts
    ]  # fmt: skip
    keys = [
        connection.execute(insert(outbox).values(one).returning(outbox.c.id)).scalar_one() for one in values
    ]
    return int(keys[0])


def left(connection: Connection, what: Any) -> list[str]:
    return list(connection.execute(select(what).order_by(what.table.c.id)).scalars())


def test_all_of_it_waits_and_nothing_of_it_goes_out_meanwhile(engine: Engine) -> None:
    with engine.begin() as connection:
        here = lane(connection)
        first = said(connection, here, "a", ("failed", "window"), ("pending", ""))
        assert elsewhere.hold(connection, [first]) == {first}
        assert left(connection, outbox.c.state) == ["failed", "failed"]
        assert left(connection, reminder.c.state) == ["held"]
        assert elsewhere.hold(connection, [first]) == {first}


def test_they_come_back_in_their_order_once(engine: Engine) -> None:
    with engine.begin() as connection:
        here = lane(connection)
        calls = [said(connection, here, subject, ("failed", "window (-230)")) for subject in "ab"]
        elsewhere.hold(connection, calls)
        later = NOW + timedelta(days=9)
        assert elsewhere.holding(connection, [here, here + 1]) == {here}
        elsewhere.back(connection, here, later)
        elsewhere.back(connection, here, later)
        assert elsewhere.holding(connection, [here]) == set()
        reminders.fire(connection, later, NOW, 10)
        due = select(inbox.c.raw).where(inbox.c.channel == reminders.CHANNEL).order_by(inbox.c.id)
        assert [orjson.loads(raw)["subject"] for raw in connection.execute(due).scalars()] == [
            "a",
            "b",
            "a",
            "b",
        ]


@pytest.mark.parametrize(("kind", "error"), [(reminders.DEADLINE, "window"), ("word", "content (-201)")])
def test_what_programmes_demand_and_what_is_refused_for_good_does_not_wait(
    engine: Engine, kind: str, error: str
) -> None:
    with engine.begin() as connection:
        first = said(connection, lane(connection), "a", ("failed", error), kind=kind)
        assert elsewhere.hold(connection, [first]) == set()
        assert left(connection, reminder.c.state) == ["sent"]
