"""The rehearsals of all five programmes, read against their plans and kept."""

import pytest

from programmes import model
from tests.programmes.golden import PLAYED, file, played

AGAIN = "read the difference; if it is right: .venv/bin/python -m tests.programmes.golden"


def test_every_programme_of_the_library_has_a_golden_rehearsal() -> None:
    assert sorted(model.library()) == sorted(PLAYED)


@pytest.mark.parametrize("key", PLAYED)
async def test_a_rehearsal_says_what_was_read_against_the_plan(key: str) -> None:
    assert (await played(key)).split("\n\n") == file(key).read_text("utf-8").split("\n\n"), AGAIN
