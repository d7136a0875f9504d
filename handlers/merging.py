"""New answers become part of what was sent: with what follows from them."""

from collections.abc import Mapping
from typing import Any

from handlers import law_clock
from handlers.registration_form import searchable
from handlers.turn import Turn
from programmes.eligibility import object_of
from storage import initiatives
from storage.tables import Initiative


def merge(turn: Turn, initiative: Initiative, new: Mapping[str, Any]) -> None:
    """Its object, the words it is found by and the law's clock follow its answers."""
    merged = {**initiative.answers, **new}
    was, is_now = initiative.answers.get("object"), object_of(merged)
    initiative.answers = {**merged, "object": is_now}
    initiative.search = searchable(initiative, turn.store.person(initiative.person_id).name)
    if was == "idea" and is_now != "idea":
        initiatives.happened(turn.store, initiative.id or 0, turn.at, "became_initiative", turn.person.id)
    law_clock.plan(turn, initiative)
