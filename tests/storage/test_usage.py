"""What channels are used for is counted by days and months of Vietnam."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine

from storage import queue, usage
from storage.queue import Incoming
from storage.usage import Used

NOON = datetime(2026, 11, 30, 5, tzinfo=UTC)
DECEMBER = datetime(2026, 11, 30, 17, tzinfo=UTC)  # midnight in Vietnam


def test_messages_are_counted_by_month_and_money_by_day(engine: Engine) -> None:
    with engine.begin() as connection:
        usage.add(connection, "a", NOON - timedelta(days=1), received=2, sent=3, price=200)
        usage.add(connection, "a", NOON, sent=1, price=55)
        usage.add(connection, "a", NOON, received=1)
        usage.add(connection, "b", NOON, sent=9)
        assert usage.of(connection, "a", NOON) == Used(month=7, people=0, spent=55)
        assert usage.of(connection, "a", DECEMBER) == Used(0, 0, 0)
        assert [(c, str(d), *rest) for c, d, *rest in usage.days(connection, NOON.date(), ["a"])] == [
            ("a", "2026-11-30", 1, 1, 55)
        ]


def test_people_are_those_who_have_written_on_the_channel(engine: Engine) -> None:
    with engine.begin() as connection:
        for number, (channel, address) in enumerate([("a", "an"), ("a", "hoa"), ("a", "an"), ("b", "nam")]):
            item = Incoming(str(number), address, b"{}", None, [], False)
            queue.receive(connection, channel, [item], NOON, NOON)
        assert usage.of(connection, "a", NOON).people == 2


def test_only_a_sign_of_life_opens_the_window(engine: Engine) -> None:
    with engine.begin() as connection:
        for number, opens in enumerate((True, False)):
            at = NOON + timedelta(hours=number)
            item = Incoming(str(number), "an", b"{}", None, [], False, opens=opens)
            queue.receive(connection, "a", [item], at, at)
        [lane] = connection.execute(queue.conversation.select())
        assert lane.heard_at == NOON


def test_who_goes_on_writing_is_heard_anew_every_ten_minutes(engine: Engine) -> None:
    heard = []
    with engine.begin() as connection:
        for minutes in (0, 10, 11, 12):
            at = NOON + timedelta(minutes=minutes)
            item = Incoming(str(minutes), "an", b"{}", None, [], False, opens=True)
            queue.receive(connection, "a", [item], at, at)
            heard.append(connection.execute(queue.conversation.select()).one().heard_at - NOON)
    assert heard == [timedelta(minutes=minutes) for minutes in (0, 0, 11, 11)]


def test_what_is_parked_on_arrival_has_no_turn_until_it_is_opened(engine: Engine) -> None:
    with engine.begin() as connection:
        item = Incoming("1", "an", b"{}", None, [], False, opens=True, parked="signature")
        [key] = queue.receive(connection, "a", [item], NOON, NOON)
        assert not queue.claim(connection, NOON, 10, ())
        assert [(row.id, row.error) for row in queue.parked(connection)] == [(key, "signature")]
        assert connection.execute(queue.conversation.select()).one().heard_at is None
        assert queue.replay(connection, key)
        assert [row.id for row in queue.claim(connection, NOON, 10, ())] == [key]
