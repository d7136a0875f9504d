"""The search finds what people ask, however they type it, and keeps still where it has nothing to say."""

import pytest

from tests.knowledge.judge import (
    ASKED_ON,
    HELD_OUT,
    QUESTIONS,
    STYLES,
    answered,
    asked,
    entries,
    line,
    marks,
    misses,
    ours,
    plain,
    shown,
    unanswered,
)


def test_the_questions_are_many_of_every_style_and_programme() -> None:
    questions = answered()
    assert len(questions) >= 150
    assert len(unanswered()) == 20
    assert len({one.ask for one in asked()}) == len(asked())
    assert {one.style for one in asked()} == set(STYLES)
    assert {one.programme for one in questions} == set(ASKED_ON)


def test_every_answer_is_an_entry_that_holds_for_the_asker() -> None:
    by_key = {known.key: known for known in entries()}
    assert len(by_key) == len(entries())
    for one in (*answered(), *answered(HELD_OUT)):
        for key in one.keys:
            assert key in by_key, line(one, [])
            assert by_key[key].fits(one.today, {one.programme}, ()), f"{key} for {one.ask!r}"


def test_nine_of_ten_questions_have_a_right_entry_among_the_first_three() -> None:
    questions = answered()
    assert marks(ours(), questions).three >= 0.9, "\n".join(misses(ours(), questions))


@pytest.mark.parametrize("style", STYLES)
def test_no_way_of_typing_falls_behind(style: str) -> None:
    questions = [one for one in answered() if one.style == style]
    assert marks(ours(), questions).three >= 0.85, "\n".join(misses(ours(), questions))


@pytest.mark.parametrize("file", [QUESTIONS, HELD_OUT])
def test_it_beats_the_plain_search(file: str) -> None:
    questions = answered(file)
    new, base = marks(ours(), questions), marks(plain(), questions)
    assert new.three > base.three
    assert new.first > base.first
    assert new.reciprocal > base.reciprocal


def test_a_right_entry_is_shown_before_the_question_is_sent() -> None:
    missed = [one for one in answered() if not set(shown(one)) & set(one.keys)]
    assert len(missed) <= 0.15 * len(answered()), "\n".join(line(one, shown(one)) for one in missed)


def test_what_has_no_answer_mostly_shows_nothing() -> None:
    answers = [one for one in unanswered() if shown(one)]
    assert len(answers) <= 0.2 * len(unanswered()), "\n".join(line(one, shown(one)) for one in answers)
