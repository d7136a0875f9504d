"""Links into the service: known by their token, good once, gone when they are over."""

from datetime import UTC, datetime, timedelta
from typing import Any

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


def test_whoever_gets_one_link_too_many_loses_the_oldest_that_still_takes_files(engine: Engine) -> None:
    with engine.begin() as connection:
        queue.receive(connection, "local", [Incoming("1", "an", b"{}", None, [], False)], NOW, NOW)
        queue.receive(connection, "local", [Incoming("2", "binh", b"{}", None, [], False)], NOW, NOW)
        an, binh = connection.execute(select(queue.conversation).order_by(queue.conversation.c.id)).all()

        def make(lane: Any, kind: str = links.UPLOAD, hours: int = 0, until: datetime = LATER) -> str:
            at = NOW + timedelta(hours=hours)
            return links.make(connection, kind, lane.person_id, lane.id, at, until)

        def over(token: str, kind: str = links.UPLOAD) -> bool:
            return links.is_over(links.find(connection, kind, token), NOW + timedelta(hours=1))

        his, file, late, used = make(binh), make(an, links.DOWNLOAD), make(an, until=NOW), make(an)
        links.use(connection, links.find(connection, links.UPLOAD, used).id, NOW)
        held = [make(an) for _ in range(links.MOST)]
        assert [over(token) for token in held] == [False] * links.MOST
        new = [make(an, hours=1) for _ in range(2)]
        assert [over(token) for token in (*held, *new)] == [True, True, *[False] * links.MOST]
        assert (over(his), over(file, links.DOWNLOAD), over(used)) == (False, False, False)
        tokens = (*held, *new, late, used)
        keys = [links.find(connection, links.UPLOAD, token).id for token in tokens]
        assert links.still_taking(connection, keys, NOW + timedelta(hours=1)) == set(keys[2:7])
        assert links.find(connection, links.UPLOAD, late).expires_at == NOW
        assert links.find(connection, links.UPLOAD, held[0]).expires_at == NOW + timedelta(hours=1)


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


def test_a_link_with_the_number_of_a_forgotten_one_brings_its_files_as_well(engine: Engine) -> None:
    with engine.begin() as connection:
        queue.receive(connection, "local", [Incoming("1", "an", b"{}", None, [], False)], NOW, NOW)
        [lane] = connection.execute(select(queue.conversation))
        for _ in range(2):
            token = links.make(connection, links.UPLOAD, lane.person_id, lane.id, NOW, LATER)
            row = links.find(connection, links.UPLOAD, token)
            assert len(links.arrived(connection, row, [], NOW, NOW)) == 1
            links.forget(connection, LATER + timedelta(seconds=1))
