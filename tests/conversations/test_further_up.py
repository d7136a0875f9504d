"""Whoever has no buttons says the words of a choice further up, when numbers mean something else."""

import pytest

from tests.conversations.tester import CONFIRMING, KNOWN, STORY, Person

pytestmark = pytest.mark.asyncio(loop_scope="session")

BEHALF = "ghi giúp người khác"  # a choice of the menu, and no command


async def test_its_words_lead_where_its_button_would(an: Person) -> None:
    await an.talks(*KNOWN, ("hạn nộp", "deadlines"), ("thông tin của tôi", "details"))
    await an.talks((BEHALF, "registration.worker"))


async def test_what_is_told_stays_told(an: Person) -> None:
    await an.talks(*KNOWN, ("1", "registration.solution"), (BEHALF, "form.part"), (STORY, ""))


async def test_a_question_that_makes_nothing_of_them_waits(an: Person) -> None:
    await an.talks(*CONFIRMING, (BEHALF, "registration.worker"), ("menu", "menu"))
    assert "Bản đang làm dở (2)" in an.last.labels
