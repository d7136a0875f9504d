"""Which unions somebody above is asked to help: those that still miss what a deadline is about.

A union goes up one level at a time: first to the officers of the nearest union above that has some, and a
round later, where it still stands the same, to those above them; never twice to the same. On the first day
only those are named that have not answered anything.
"""

from collections.abc import Mapping
from datetime import datetime, time
from typing import NamedTuple

from handlers.deadline_rows import About
from handlers.owed import Standing
from handlers.turn import ZONE, Turn, today_of
from programmes.debts import MAIN, Debt
from storage import desk, told
from storage.told import Told


class Helped(NamedTuple):
    """A union in need of support: what it misses, and what the ledger says of it."""

    unit_id: int
    debts: tuple[Debt, ...]
    past: Told


def needing(turn: Turn, about: About, found: Mapping[int, Standing]) -> list[Helped]:
    """The unions below whoever is asked now that need it, in the order of the tree."""
    attended = desk.attended(turn.store, [about.to.unit_id], today_of(turn.now))
    midnight = datetime.combine(today_of(turn.now), time(), ZONE)
    round_ = (about.programme.key, about.deadline.key, about.occurrence.round)
    history = told.of_round(turn.store, round_, about.to.unit_id, midnight)
    late = turn.now >= about.occurrence.closes
    helped = []
    for key, standing in found.items():
        mine = tuple(debt for debt in standing.debts if debt.kind in MAIN and debt.kind != "below")
        past = history.get(key)
        if not mine or key == about.to.unit_id or past is None or (past.answered and not late):
            continue
        if past.told and _next(turn, key, attended, past.asked) == about.to.unit_id:
            helped.append(Helped(key, mine, past))
    return helped


def _next(turn: Turn, unit_id: int, attended: set[int], asked: set[int]) -> int | None:
    """The nearest union above with officers who were not asked before."""
    above = turn.service.lineage(unit_id)[1:]
    return next((place.id for place in above if place.id in attended and place.id not in asked), None)
