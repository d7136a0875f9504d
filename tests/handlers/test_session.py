"""What a conversation remembers, and for how long."""

from datetime import UTC

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers import session
from handlers.events import Choice, Phrase
from handlers.phrases import of_json, to_json
from storage.records import Conversation

NAMES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)
PARAMS = st.recursive(
    st.one_of(
        st.text(max_size=40),
        st.integers(-(2**63), 2**63 - 1),
        st.dates(),
        st.datetimes(timezones=st.just(UTC)),
    ),
    lambda inner: st.one_of(
        st.builds(Phrase, NAMES, st.dictionaries(NAMES, inner, max_size=3)),
        st.lists(
            st.builds(Phrase, NAMES, st.dictionaries(NAMES, st.text(max_size=9), max_size=2)), max_size=3
        ).map(tuple),
    ),
    max_leaves=6,
)
PHRASES = st.builds(Phrase, NAMES, st.dictionaries(NAMES, PARAMS, max_size=3))


def conversation(**remembered: object) -> Conversation:
    return Conversation(1, "local", "an", 1, dict(remembered))


@given(PHRASES)
def test_a_phrase_survives_the_database(phrase: Phrase) -> None:
    assert of_json(orjson.loads(orjson.dumps(to_json(phrase)))) == phrase


def test_offered_choices_are_read_back_as_they_were() -> None:
    lane = conversation()
    choices = [Choice("q:d1:x:yes", Phrase("form.yes")), Choice("q:d1:x:u7", "CĐCS Điện lực Ba Bể")]
    session.offer(lane, choices)
    assert session.offered(lane) == choices
    session.offer(lane, ())
    assert "choices" not in lane.session


def test_choices_that_were_shown_are_remembered_the_newest_first_and_no_answers_of_forms() -> None:
    lane = conversation()
    desk, menu = Choice("menu:desk", Phrase("menu#desk-idle")), Choice("menu:show", "Menu")
    session.show(lane, (desk, menu))
    session.show(lane, (Choice("q:d1:x:yes", Phrase("form.yes")),))
    assert session.shown(lane) == [desk, menu]
    session.show(lane, (Choice("case:1:open", "Xem"), menu))
    assert [choice.value for choice in session.shown(lane)] == ["case:1:open", "menu:show", "menu:desk"]
    for number in range(100):
        session.show(lane, (Choice(f"case:{number}:open", "Xem"),))
    assert len(session.shown(lane)) == session.LATELY


def test_a_question_forgets_what_belonged_to_the_one_before() -> None:
    lane = conversation(
        at="2022-05-16", people=[1, 2], pick={"key": "x"}, choices=[], previous="title", acked="…"
    )
    session.open_question(lane, "d1", "applied", "registration.applied")
    assert lane.session == {
        "at": "2022-05-16",
        "people": [1, 2],
        "previous": "title",
        "draft": "d1",
        "question": "applied",
        "asked": "registration.applied",
    }


def test_who_shares_the_phone_and_when_it_last_spoke_outlive_the_form() -> None:
    lane = conversation(at="2022-05-16", people=[1, 2], draft="d1", question="title", previous="solution")
    session.close(lane)
    assert lane.session == {"at": "2022-05-16", "people": [1, 2]}


def test_the_session_is_replaced_never_changed_in_place() -> None:
    lane = conversation(draft="d1")
    before = lane.session
    session.put(lane, told="x")
    assert before == {"draft": "d1"}
    session.put(lane, told=None)
    assert lane.session == {"draft": "d1"}


def test_the_rest_of_an_album_follows_its_first_photo() -> None:
    lane = conversation()
    assert session.album(lane, "g1", "recognised") == ("recognised", False)
    assert session.album(lane, "g1", "attachments") == ("recognised", True)
    assert session.album(lane, "g2", "attachments") == ("attachments", False)
    assert session.album(lane, "", "story") == ("story", False)


@pytest.mark.parametrize("text", ["", "-1", "1.5", "٣", "4294967296", "x"])
def test_a_made_up_number_names_no_row_and_never_one_too_large_for_the_database(text: str) -> None:
    assert session.number(text) == 0


def test_whoever_takes_over_a_conversation_is_never_meant_by_what_others_were_offered() -> None:
    lane = conversation(at="2022-05-16T02:00:00+00:00", codes=["2022-05-16T02:00:00+00:00"], people=[1])
    view = Choice("ticket:1:view", "Xem")
    session.push(lane, (view,))
    session.show(lane, (view,), "1")
    session.change_hands(lane, [1, 2])
    assert (session.pushed(lane), session.shown(lane)) == ([], [])
    assert set(lane.session) == {"at", "codes", "people"}  # codes tried in vain are the chat's
    assert lane.session["people"] == [1, 2]
