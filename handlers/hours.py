"""When somebody may be written to first, as their role, their wishes and the programme have it."""

from datetime import datetime

from handlers.turn import Turn
from programmes import quiet
from programmes.model import Programme, Role
from storage import preferences


def soonest(turn: Turn, person_id: int, role: Role, programme: Programme | None = None) -> datetime | None:
    """When somebody else may be told of something; None at once, for `news.leave`."""
    wishes = preferences.get(turn.store, person_id)
    when = quiet.next_allowed(turn.now, role, wishes, programme.quiet if programme else None)
    return when if when > turn.now else None


def allowed(turn: Turn, role: Role, programme: Programme, falls_due_inside: bool) -> datetime:
    """Now, or the next moment at which whoever speaks may be written to."""
    wishes = preferences.get(turn.store, turn.person.id)
    return quiet.next_allowed(turn.now, role, wishes, programme.quiet, falls_due_inside)
