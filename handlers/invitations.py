"""A code makes somebody an officer, an adviser, …: they are told what that means, whoever invited them hears
of it."""

from handlers import handing, permissions, review_news, role_news
from handlers.events import Param, Phrase
from handlers.role_lines import cans
from handlers.turn import Turn
from storage import roles


def accept(turn: Turn, guest: roles.Guest | None) -> Phrase:
    """Grants what an invitation promises and says what can be seen and done from now on. A code that is
    wrong, used or expired (`guest` is nobody) is answered with the same words."""
    place = turn.service.places.get(guest.unit_id) if guest else None
    if guest is None or place is None:
        return Phrase("invited.unknown")
    params: dict[str, Param] = {"role": Phrase(f"invited#{guest.role}"), "unit": place.name}
    if roles.lasting(turn.store, turn.person.id, roles.Held(guest.role, guest.unit_id)):
        return Phrase("invited.already", params)
    number = roles.use(turn.store, guest, turn.person.id, turn.now)
    if number is None:
        return Phrase("invited.unknown")
    permissions.changed(turn)
    handing.stand_in(turn, guest)
    role_news.accepted(turn, number)
    if guest.role == "officer":
        review_news.settle(turn, guest.unit_id)
    told: dict[str, Param] = {**params, "can": cans(guest.role, place.name)}
    if guest.since is None or guest.until is None:
        return Phrase("invited", told)
    return Phrase("invited.cover", {**told, "since": guest.since, "until": guest.until})
