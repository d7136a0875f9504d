"""Which choice of a message further up somebody says."""

from datetime import UTC, datetime
from typing import Any

import pytest

from handlers import further_up, session
from handlers.events import Attachment, Choice, Event, Phrase, Reply
from handlers.turn import Turn
from messages.catalogue import Catalogue
from storage.records import Conversation, Person

NOW = datetime(2022, 5, 16, 2, tzinfo=UTC)
WORDS = Catalogue()
OPEN = Choice("case:1:open", Phrase("urging.list#preview"))  # Xem tin sẽ gửi


def says(text: str, *shown: Choice, pushed: Choice | None = None) -> Turn:
    """Somebody says this; these were shown, the oldest first."""
    lane: Conversation = Conversation(1, "local", "an", 1)
    nothing: Any = None
    for choice in shown:
        session.show(lane, (choice,))
    if pushed is not None:
        session.push(lane, (pushed,))
    an = Person(1, "Trần Quang Huy")
    return Turn(1, NOW, NOW, Event("text", text=text), an, lane, nothing, WORDS, nothing)


@pytest.mark.parametrize("said", ["Xem tin sẽ gửi", "xem tin se gui", "XEM TIN SẼ GỬI."])
def test_all_of_its_words_say_it_with_accents_or_without(said: str) -> None:
    assert further_up.shown(says(said, OPEN)) == OPEN


@pytest.mark.parametrize("said", ["xem tin", "xem tin sẽ gửi đi đâu", "1", ""])
def test_other_words_do_not(said: str) -> None:
    assert further_up.shown(says(said, OPEN)) is None


def test_of_several_by_the_same_words_the_newest_is_meant() -> None:
    other = Choice("case:2:open", OPEN.label)
    assert further_up.shown(says("xem tin sẽ gửi", OPEN, other)) == other
    assert further_up.shown(says("xem tin sẽ gửi", OPEN, other, OPEN)) == OPEN  # it was shown again


@pytest.mark.parametrize("said", ["có", "Không", "quay lại", "xong"])
def test_a_bare_yes_or_no_and_the_words_of_forms_belong_to_what_is_open(said: str) -> None:
    assert further_up.shown(says(said, Choice("case:1:yes", said))) is None


def test_where_somebody_is_written_to_few_words_are_for_them() -> None:
    turn = says("nhận việc", Choice("ticket:1:claim", "Nhận việc"))
    assert further_up.shown(turn, further_up.UNMISTAKABLE) is None
    assert further_up.shown(turn) is not None


def test_it_is_meant_instead_where_the_open_question_makes_nothing_of_it() -> None:
    turn = says("xem tin sẽ gửi", OPEN)
    lost = Reply("record.confirm", lead=(Phrase("invalid.choose"),))
    assert further_up.instead(turn, [lost]) == OPEN
    assert further_up.instead(turn, [Reply("record.amount")]) is None
    assert further_up.instead(turn, []) is None


def test_files_say_no_words() -> None:
    turn = says("xem tin sẽ gửi", OPEN)
    turn.event = Event("file", text="xem tin sẽ gửi", attachments=(Attachment(sha256="x"),))
    assert further_up.shown(turn) is None


def test_what_answers_a_reminder_is_no_answer_to_a_question() -> None:
    known = Choice("remind:1:known", "Đã rõ")
    assert further_up.pushed(says("đã rõ", pushed=known), asking=True) == known
    other = Choice("ask:1:thanks", "Cảm ơn")
    assert further_up.pushed(says("cảm ơn", pushed=other), asking=True) is None
    assert further_up.pushed(says("cảm ơn", pushed=other), asking=False) == other


@pytest.mark.parametrize("said", ["Xem 1", "xem câu 1", "xem cau so 1", "Xem (1)"])
def test_of_two_pushes_what_it_is_about_tells_which(said: str) -> None:
    turn = says(said)
    for number in (1, 2):
        session.show(
            turn.conversation, (Choice(f"ticket:{number}:view", Phrase("ticket#view")),), str(number)
        )
    meant = further_up.pushed(turn, asking=True)
    assert meant is not None
    assert meant.value == "ticket:1:view"


def test_commas_and_brackets_in_a_choice_need_not_be_said() -> None:
    nil = Choice("remind:1:nil", Phrase("remind#nil"))  # Kỳ này đơn vị chưa có (ghi lý do)
    for said in ("Kỳ này đơn vị chưa có (ghi lý do) (câu 1)", "ky nay don vi chua co ghi ly do 1"):
        turn = says(said)
        session.show(turn.conversation, (nil,), "1")
        assert further_up.pushed(turn, asking=True) == nil


@pytest.mark.parametrize("said", ["xem 3", "xem câu nào cũng được 1", "xem 12"])
def test_what_no_push_is_about_says_none(said: str) -> None:
    turn = says(said)
    session.show(turn.conversation, (Choice("ticket:1:view", Phrase("ticket#view")),), "1")
    assert further_up.pushed(turn, asking=False) is None
