"""How fast pushes go: slots, and what is learnt from being refused."""

import pytest

from bot.pace import AHEAD, BEHIND, FASTER, MUCH_SLOWER, SLOWER, SLOWEST, Pace, slots

NOW = 1_000_000.0
MANY = 1 + int(AHEAD * 30)  # the first one now, the last one when claimed ahead ends


@pytest.mark.parametrize(
    ("free", "replies", "per_second", "first", "many"),
    [
        pytest.param(0.0, 0, 30, NOW, MANY, id="never anything said: from now on, one by one"),
        pytest.param(NOW - 3600, 0, 30, NOW, MANY, id="a rest is not saved up for a burst"),
        pytest.param(NOW + 0.25, 0, 30, NOW + 0.25, 8, id="half of them are given away already"),
        pytest.param(NOW + AHEAD + 0.01, 0, 30, NOW + AHEAD + 0.01, 0, id="all are given away"),
        pytest.param(NOW + 60, 0, 30, NOW + 60, 0, id="everything waits for a minute"),
        pytest.param(NOW - 0.5, 0, 30, NOW - 0.5, MANY + 15, id="missed slots are made up for"),
        pytest.param(NOW - BEHIND - 0.01, 0, 30, NOW, MANY, id="but not those of long ago"),
        pytest.param(NOW, 6, 30, NOW + 0.2, 10, id="replies took six of them"),
        pytest.param(NOW, 1000, 30, NOW + AHEAD, 1, id="however many replies, one is left"),
        pytest.param(NOW + 0.4, 1000, 30, NOW + AHEAD, 1, id="also when most are given away"),
        pytest.param(NOW + 60, 1000, 30, NOW + 60, 0, id="not while everything waits"),
        pytest.param(0.0, 0, 0.001, NOW, 1, id="slow: one now"),
        pytest.param(NOW + 999, 0, 0.001, NOW + 999, 0, id="slow: and none for long"),
    ],
)
def test_the_slots_that_are_given_away(
    free: float, replies: int, per_second: float, first: float, many: int
) -> None:
    found = slots(free, NOW, replies, per_second)
    assert found.first == pytest.approx(first)
    assert found.many == many


def test_whoever_looks_often_gives_away_exactly_what_is_allowed() -> None:
    free, given = NOW, 0
    for look in range(3330):
        first, many = slots(free, NOW + look / 10, 0, 30)
        free, given = first + many / 30, given + many
    assert given == pytest.approx(10_000, abs=MANY)


class Time:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def pace(time: Time) -> Pace:
    return Pace(30, time)


def test_a_refused_chat_waits_and_the_others_go_on(pace: Pace, time: Time) -> None:
    pace.refused(7, 5, push=True)
    assert (pace.wait(7), pace.wait(8), pace.wait()) == (5, 0, 0)
    time.now += 4
    assert pace.wait(7) == 1
    time.now += 1
    assert pace.wait(7) == 0


def test_two_chats_refused_in_a_row_hold_everybody_until_the_later_moment(pace: Pace, time: Time) -> None:
    pace.refused(7, 5, push=True)
    time.now += 1
    pace.refused(8, 5, push=True)
    assert (pace.wait(7), pace.wait(8), pace.wait(9), pace.wait()) == (5, 5, 5, 5)
    time.now += 5
    assert pace.wait() == 0


def test_refusals_with_something_taken_in_between_are_meant_for_their_chats(pace: Pace) -> None:
    for chat in range(10):
        pace.refused(chat, 5, push=False)
        pace.taken()
    assert (pace.wait(3), pace.wait()) == (5, 0)


def test_one_chat_refused_again_and_again_holds_nobody_else(pace: Pace) -> None:
    pace.refused(7, 5, push=True)
    pace.refused(7, 9, push=True)
    assert (pace.wait(7), pace.wait()) == (9, 0)


def test_a_refusal_whose_time_is_over_does_not_count_with_the_next(pace: Pace, time: Time) -> None:
    pace.refused(7, 5, push=True)
    time.now += 5
    pace.refused(8, 5, push=True)
    assert (pace.wait(8), pace.wait()) == (5, 0)


def test_each_refused_push_slows_pushes_a_little_and_quiet_gives_the_pace_back(
    pace: Pace, time: Time
) -> None:
    assert pace.per_second == 30
    pace.refused(7, 1, push=True)
    assert pace.per_second == pytest.approx(30 * SLOWER)
    pace.taken()
    pace.refused(8, 1, push=True)
    assert pace.per_second == pytest.approx(30 * SLOWER**2)
    time.now += 10
    assert pace.per_second == pytest.approx(30 * (SLOWER**2 + 10 * FASTER))
    time.now += 3600
    assert pace.per_second == 30


def test_when_everybody_is_refused_pushes_slow_down_more_but_once(pace: Pace) -> None:
    for chat in range(4):  # the last two were on their way already
        pace.refused(chat, 5, push=True)
    assert pace.per_second == pytest.approx(30 * SLOWER**3 * MUCH_SLOWER)


def test_refused_replies_slow_no_push(pace: Pace) -> None:
    for chat in range(10):
        pace.refused(chat, 1, push=False)
    assert pace.per_second == 30


def test_pushes_never_stop_altogether(pace: Pace) -> None:
    for _ in range(1000):
        pace.refused(7, 1, push=True)
    assert pace.per_second == pytest.approx(30 * SLOWEST)
