"""The fake's flood limits: who keeps to them is let through, who does not is told how long to wait."""

import pytest

from tests.fakes.telegram.limits import Gate, Limits


def sent(gate: Gate, moments: list[float], chat: int = 0) -> list[int]:
    """The answers to messages at some moments, each to a chat of its own unless one is named."""
    return [gate.refuse(chat or number, True, at) for number, at in enumerate(moments, start=1)]


def spaced(count: int, per_second: float) -> list[float]:
    return [100 + number / per_second for number in range(count)]


@pytest.mark.parametrize(
    ("limits", "moments", "refused"),
    [
        pytest.param(Limits(), [100.0] * 1000, 0, id="none: all at once"),
        pytest.param(Limits(overall=30), spaced(1000, 30), 0, id="30 a second"),
        pytest.param(Limits(overall=30), [100.0] * 30 + spaced(100, 30)[1:], 0, id="30 at once after a rest"),
        pytest.param(Limits(overall=30), [100.0] * 31, 1, id="not 31"),
        pytest.param(Limits(overall=30), spaced(1000, 33), 62, id="33 a second, when the burst is used up"),
        pytest.param(Limits(overall=30, overall_burst=1), spaced(1000, 30), 0, id="no burst: spaced exactly"),
        pytest.param(Limits(overall=30, overall_burst=1), [100, 100.033], 1, id="no burst: a hair too early"),
    ],
)
def test_what_is_refused_in_all(limits: Limits, moments: list[float], refused: int) -> None:
    gate = Gate(limits)
    assert len([wait for wait in sent(gate, moments) if wait]) == refused
    assert gate.refused["bot"] == refused


def test_one_chat_is_refused_while_others_are_not() -> None:
    gate = Gate(Limits(overall=30, chat=1, chat_burst=3))
    assert sent(gate, [100.0] * 5, chat=7) == [0, 0, 0, 1, 1]
    assert gate.refuse(8, True, 100.0) == 0
    assert gate.refuse(7, True, 101.0) == 0
    assert gate.refused == {"chat": 2, "early": 1}


def test_as_much_is_asked_for_as_the_model_says() -> None:
    gate = Gate(Limits(overall=30, overall_burst=1, retry_after=5))
    assert sent(gate, [100.0, 100.0]) == [0, 5]
    assert gate.refuse(2, True, 104.9) == 0  # it was early, but there is room
    assert gate.refused["early"] == 1


def test_a_frozen_bot_is_closed_anew_by_every_call() -> None:
    gate = Gate(Limits(overall=30, overall_burst=1, retry_after=5, freeze=True))
    assert sent(gate, [100.0, 100.0]) == [0, 5]
    assert gate.refuse(3, True, 104.0) == 5
    assert gate.refuse(4, True, 108.0) == 5
    assert gate.refuse(5, True, 113.0) == 0


def test_a_frozen_chat_closes_nobody_else() -> None:
    gate = Gate(Limits(chat=1, chat_burst=1, retry_after=5, freeze=True))
    assert sent(gate, [100.0, 100.0], chat=7) == [0, 5]
    assert gate.refuse(8, True, 100.0) == 0
    assert gate.refuse(7, True, 104.0) == 5


def test_only_messages_count() -> None:
    gate = Gate(Limits(overall=30, overall_burst=1))
    assert [gate.refuse(7, False, 100.0) for _ in range(10)] == [0] * 10
    assert gate.refuse(7, True, 100.0) == 0


def test_what_was_heard_is_counted() -> None:
    gate = Gate()
    for chat, at in ((7, 100.0), (8, 101.0), (7, 104.0)):
        gate.hear(chat, at)
    assert gate.counted() == {"reached": 2, "messages": 3, "doubled": 1, "seconds": 4.0, "refused": {}}
