"""States and acts: what may be done with an initiative, in which state, in which of the five programmes."""

from datetime import date
from typing import get_args

import pytest

from programmes import acts, model
from programmes.acts import ACTS, OPEN, OVER, STATES, Case
from programmes.receipts import reply_by

PROGRAMMES = {key: model.load(text) for key, text in model.library().items()}
WHOLE = {"upper": True, "council": True, "levels": frozenset(("grassroots", "upper", "province"))}

TABLE = {
    "sent": "receive ask forward ineligible note",
    "forwarded": "receive ask forward ineligible note",
    "asked": "ineligible note",
    "answered": "receive ask forward ineligible note",
    "received": "ask recognise refuse council forward ineligible note",
    "council": "recognise refuse note",
    "contested": "ask forward ineligible reopen note",
    "ineligible": "reopen note",
    "unrecognised": "reopen note",
    "recognised": "note",
    "withdrawn": "note",
}
"""What may be done where a programme names no portal; with one, what is recognised is posted."""


def allowed(programme: str, **case: object) -> str:
    found = acts.allowed(PROGRAMMES[programme], Case(**{**WHOLE, **case}))  # type: ignore[arg-type]
    return " ".join(act.key for act in found)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("programme", PROGRAMMES)
def test_what_may_be_done_in_each_state(programme: str, state: str) -> None:
    expected = TABLE[state]
    if state == "recognised" and PROGRAMMES[programme].portal:
        expected = "post note"
    assert allowed(programme, state=state) == expected


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_what_stands_on_the_portal_is_not_posted_again(programme: str) -> None:
    assert allowed(programme, state="recognised", posted=True) == "note"


def test_without_a_council_none_is_offered_and_at_the_top_nothing_goes_up() -> None:
    told = allowed("bac-kan-1tr", state="received", council=False, upper=False)
    assert told == "ask recognise refuse ineligible note"


def test_the_front_s_decision_is_recorded_by_the_province_alone() -> None:
    """Plan 004, II.2.2: the Fatherland Front recognises."""
    for level in ("grassroots", "upper"):
        assert "recognise" not in allowed("ninh-thuan-dkst", state="received", levels=frozenset((level,)))
    assert "recognise" in allowed("ninh-thuan-dkst", state="received", levels=frozenset(("province",)))


def test_every_state_is_open_or_over_and_every_act_has_a_way_out() -> None:
    assert set(OPEN) | set(OVER) == set(STATES)
    assert not set(OPEN) & set(OVER)
    assert {act.key for act in ACTS} == set(get_args(acts.Key))
    assert all(act.to is None or act.to in STATES for act in ACTS)


@pytest.mark.parametrize(
    ("accepted", "applied", "until"),
    [
        ("2022-05-16", None, "2022-08-16"),
        ("2022-05-16", "2022-03-31", "2022-08-16"),
        ("2022-05-16", "2022-06-30", "2022-09-30"),
        ("2021-11-30", None, "2022-02-28"),
        ("2023-11-30", None, "2024-02-29"),
        ("2022-12-31", None, "2023-03-31"),
    ],
)
def test_three_months_from_acceptance_or_the_end_of_the_first_application(
    accepted: str, applied: str | None, until: str
) -> None:
    """NĐ 13/2012/NĐ-CP Art. 7.1."""
    end = date.fromisoformat(applied) if applied else None
    assert reply_by(date.fromisoformat(accepted), end) == date.fromisoformat(until)
