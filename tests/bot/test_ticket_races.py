"""Those who answer press at once, through two processes that share a database: one has the question, the
others are told who."""

import pytest

from storage import database
from tests.bot.ticket_race import race


@pytest.mark.parametrize(("people", "tries"), [(2, 100), (10, 20)])
def test_of_all_who_press_at_once_one_has_each_question(postgres_url: str, people: int, tries: int) -> None:
    engine = database.writer(postgres_url)
    won = race(postgres_url, engine, people, tries)
    engine.dispose()
    assert won.total() == tries
