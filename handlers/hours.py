"""When somebody may be written to first, as their role, their wishes and the programme have it."""

from datetime import datetime

from handlers.turn import Turn
from programmes import quiet
from programmes.model import Programme, Role
from storage.tables import Preference


def wishes(turn: Turn) -> Preference:
    """How whoever speaks wishes to be reminded; the usual where they said nothing."""
    return turn.store.get(Preference, turn.person.id) or Preference(person_id=turn.person.id)


def allowed(turn: Turn, role: Role, programme: Programme, falls_due_inside: bool) -> datetime:
    """Now, or the next moment at which whoever speaks may be written to."""
    return quiet.next_allowed(turn.now, role, wishes(turn), programme.quiet, falls_due_inside)
