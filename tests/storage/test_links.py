"""Links into the service: known by their token, good once, gone when they are over."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, select

from storage import links, queue
from storage.queue import Incoming

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
LATER = NOW + timedelta(days=1)


def test_a_link_is_found_by_its_token_alone_and_taken_once(engine: Engine) -> None:
    with engine.begin() as connection:
        queue.receive(connection, "local", [Incoming("1", "an", b"{}", None, [], False)], NOW, NOW)
        [lane] = connection.execute(select(queue.conversation))
        token = links.make(connection, links.UPLOAD, lane.person_id, lane.id, NOW, LATER, question="solution")
        row = links.find(connection, links.UPLOAD, token)
        assert (row.question, row.sha256, row.used_at, row.expires_at) == ("solution", "", None, LATER)
        assert token not in str(row)
        assert links.find(connection, links.DOWNLOAD, token) is None
        assert links.find(connection, links.UPLOAD, token[:-1]) is None
        assert [links.use(connection, row.id, NOW), links.use(connection, row.id, NOW)] == [True, False]
        links.forget(connection, LATER)
        assert links.find(connection, links.UPLOAD, token) is not None
        links.forget(connection, LATER + timedelta(seconds=1))
        assert links.find(connection, links.UPLOAD, token) is None


def test_what_comes_through_a_link_stands_before_its_conversation_once(engine: Engine) -> None:
    file = {"sha256": "0" * 64, "name": "a.pdf"}
    with engine.begin() as connection:
        queue.receive(connection, "local", [Incoming("1", "an", b"{}", None, [], False)], NOW, NOW)
        [lane] = connection.execute(select(queue.conversation))
        token = links.make(connection, links.UPLOAD, lane.person_id, lane.id, NOW, LATER)
        row = links.find(connection, links.UPLOAD, token)
        arrived = [links.arrived(connection, row, [file], NOW, NOW) for _ in range(2)]
        assert links.find(connection, links.UPLOAD, token).used_at == NOW
        [came] = connection.execute(select(queue.inbox).where(queue.inbox.c.channel == links.CHANNEL))
        assert arrived == [[came.id], []]
        assert (came.person_id, came.conversation_id, came.files) == (lane.person_id, lane.id, [file])
