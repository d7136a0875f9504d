"""Those who answer press at once, through two processes that share a database: one has the question, the
others are told who."""

import pytest

from storage import database
from tests.bot.ticket_race import merge_both_ways, race


@pytest.mark.parametrize(("people", "tries"), [(2, 60), (10, 6)])
def test_of_all_who_press_at_once_one_has_each_question(postgres_url: str, people: int, tries: int) -> None:
    engine = database.writer(postgres_url)
    won = race(postgres_url, engine, people, tries)
    engine.dispose()
    assert won.total() == tries


def test_of_two_questions_that_are_merged_both_ways_at_once_one_goes_on(postgres_url: str) -> None:
    engine = database.writer(postgres_url)
    assert merge_both_ways(postgres_url, engine, 3) == {"merged": 3, "waiting": 3}
    engine.dispose()
