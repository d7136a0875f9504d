"""A code makes somebody an officer, an adviser, …: they are told what that means."""

from handlers import permissions
from handlers.events import Param, Phrase
from handlers.turn import Turn
from storage import roles


def accept(turn: Turn, guest: roles.Guest | None) -> Phrase:
    """Grants what an invitation promises and says what can be seen and done from now on. A code that is
    wrong, used or expired (`guest` is nobody) is answered with the same words."""
    place = turn.service.places.get(guest.unit_id) if guest else None
    if guest is None or place is None:
        return Phrase("invited.unknown")
    params: dict[str, Param] = {"role": Phrase(f"invited#{guest.role}"), "unit": place.name}
    if roles.Held(guest.role, guest.unit_id) in permissions.held(turn):
        return Phrase("invited.already", params)
    if not roles.use(turn.store, guest, turn.person.id, turn.now):
        return Phrase("invited.unknown")
    permissions.changed(turn)
    return Phrase("invited", {**params, "can": Phrase(f"invited.can#{guest.role}", {"unit": place.name})})
