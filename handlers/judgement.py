"""The verdict on what was sent: kept with it for the officer, and told to the author where it is news."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from handlers.events import Phrase
from handlers.questions import spans
from programmes import eligibility
from programmes.eligibility import Reason, Verdict
from programmes.model import Programme

MOST = 2  # reasons told at a time
OTHERWISE = ("eligibility.late", "eligibility.late-last", "eligibility.year-over", "eligibility.year-runs")
"""Reasons that are told elsewhere: when a registration begins, and by the law's clock."""


def of(programme: Programme, answers: Mapping[str, Any], notes: Mapping[str, Any], at: datetime) -> Verdict:
    """The verdict on all answers, for something entered at `at`."""
    return eligibility.judge(programme, answers, spans(answers, notes), at)


def kept(verdict: Verdict) -> dict[str, Any]:
    """What is kept of it: the verdict, its phase, the reasons with their paragraphs."""
    reasons = [[why.key, why.source] for why in verdict.reasons]
    return {"verdict": verdict.verdict, "phase": verdict.phase, "reasons": reasons}


def untold(programme: Programme, reasons: Iterable[Reason], told: Collection[str]) -> tuple[Phrase, ...]:
    """The gravest reasons that the author has not heard yet."""
    known = {*told, *OTHERWISE, f"{programme.key}.recorded"}
    return tuple(Phrase(why.key, why.params) for why in reasons if why.key not in known)[:MOST]


def objections(
    programme: Programme, answers: Mapping[str, Any], notes: Mapping[str, Any], at: datetime
) -> list[Reason]:
    """What speaks against it so far, while questions are still open."""
    return eligibility.objections(programme, answers, spans(answers, notes), at)


def heard(notes: Mapping[str, Any]) -> set[str]:
    """The keys of the reasons an initiative was judged with before: they were told then."""
    return {key for key, _ in (notes.get("verdict") or {}).get("reasons", ())}
