"""Lines of the log of roles, in words."""

from types import SimpleNamespace
from typing import Any

import pytest

from handlers import role_lines
from handlers.events import Phrase
from messages.catalogue import Catalogue

TEXTS = Catalogue()
DAYS = {"since": "2022-09-01", "until": "2022-09-15"}


@pytest.mark.parametrize(
    ("kind", "data", "deed"),
    [
        ("invited", {"uses": 1}, "invited"),
        ("invited", {"uses": 1, "hand": True}, "invited-hand"),
        ("invited", {"uses": 1, **DAYS}, "invited-cover"),
        ("covered", DAYS, "covered"),
        ("ended", {}, "ended"),
    ],
)
def test_what_a_code_is_for_is_told(kind: str, data: dict[str, Any], deed: str) -> None:
    row = SimpleNamespace(kind=kind, data=data, person_id=1, about_id=2)
    assert role_lines.deed(row) == deed
    assert TEXTS.has(f"roles.did#{deed}")
    assert TEXTS.has(f"roles.deed#{deed}")


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("why", role_lines.BECAUSE)
def test_reasons_of_the_service_itself_are_words(why: str, language: str) -> None:
    [told] = role_lines.noted({"why": why})
    assert why not in TEXTS.text(told, "vi")
    assert TEXTS.text(told, language)


def test_a_reason_somebody_wrote_is_told_as_it_is() -> None:
    assert role_lines.noted({"why": "Nghỉ hưu"}) == [Phrase("roles.why", {"why": "Nghỉ hưu"})]


def test_the_days_of_a_cover_stand_in_one_pair_of_brackets() -> None:
    [told] = role_lines.noted(DAYS)
    assert TEXTS.text(told) == "thay từ 01/9/2022 đến hết 15/9/2022"
