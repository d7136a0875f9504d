"""Who hears of what happened to roles: whose role it is, who invited, and the officers above a unit that has
nobody left."""

from typing import Any

from handlers import handing, news, permissions, role_lines
from handlers.events import Choice, Param, Phrase, Reply
from handlers.news import Teller
from handlers.role_lines import named
from handlers.turn import Turn, today_of
from programmes.acts import OPEN
from storage import audit, desk, units
from storage.desk import Officer, Wanted
from storage.roles import Held
from storage.tables import Invitation

HEARD = "heard"  # somebody hears of a line of the log that is about them
UNATTENDED = "unattended"  # an officer hears that the work of a unit below is theirs now


def accepted(turn: Turn, number: int) -> None:
    """An invitation was accepted (`number`: its line of the log): whoever made it hears of it."""
    row = audit.entry(turn.store, number)
    if row is not None and row.person_id not in (None, turn.person.id):
        news.leave(turn, row.person_id, HEARD, str(number))


def ended(teller: Teller, number: int) -> bool:
    """A role has ended (`number`: its line of the log): whose it was hears of it, unless they did it
    themselves; so do the officers above, where nobody is left. False where the holder can't be reached."""
    row = audit.entry(teller.store, number)
    told = row.about_id == row.person_id or news.leave(teller, row.about_id, HEARD, str(number))
    if row.role == "officer" and not attended(teller, row.unit_id):
        for one in nearest(teller, row.unit_id):
            if one.person_id != row.person_id:
                news.leave(teller, one.person_id, UNATTENDED, str(row.unit_id))
    return told


def nearest(teller: Teller, unit_id: int) -> list[Officer]:
    """The officers who do a unit's work: its own, or those of the nearest unit above that has any."""
    lineage = units.lineage(teller.store, unit_id)
    return desk.nearest(desk.officers(teller.store, lineage, today_of(teller.now)))


def attended(teller: Teller, unit_id: int) -> bool:
    """Whether a unit has an officer of its own."""
    return any(one.unit_id == unit_id for one in nearest(teller, unit_id))


def waiting(teller: Teller, unit_id: int) -> int:
    """How much is open in a unit and below."""
    return desk.counts(teller.store, desk.all_of([unit_id], Wanted(states=OPEN))).total()


# What is said when it falls due


def heard(turn: Turn, subject: str) -> list[Reply]:
    """Whoever made an invitation hears who accepted it; whoever has lost a role hears of that."""
    about = news.about(turn, subject)
    row = audit.entry(turn.store, int(about)) if about else None
    if row is None:
        return []
    handing.let_go(turn, turn.person.id)
    told: dict[str, Param] = {"role": named(row.role), "unit": row.unit_name}
    if row.kind in ("granted", "covered"):
        return news.say(
            turn, Reply(f"heard.{_kind(turn, row)}", {**told, "name": row.whose, **role_lines.days(row.data)})
        )
    if Held(row.role, row.unit_id) in permissions.held(turn):
        return []  # they have got it again meanwhile
    contact = turn.service.contact(turn.service.parents.get(row.unit_id) or row.unit_id)
    why = role_lines.why(row.data)
    told |= {
        "who": row.who or Phrase("roles.operator"),
        "why": Phrase("heard.why", {"why": why}) if why else "",
        "officer": contact.name,
        "phone": contact.phone,
    }
    return news.say(turn, Reply("heard.ended", told))


def _kind(turn: Turn, row: Any) -> str:
    invitation = turn.store.get(Invitation, row.invitation_id)
    handed = row.kind == "granted" and invitation is not None and invitation.role_id is not None
    return "handed_over" if handed else row.kind


def unattended(turn: Turn, subject: str) -> list[Reply]:
    """An officer hears that a unit below has nobody left; nothing where somebody came meanwhile."""
    about = news.about(turn, subject)
    place = turn.service.places.get(int(about)) if about else None
    if place is None or attended(turn, place.id):
        return []
    if turn.person.id not in {one.person_id for one in nearest(turn, place.id)}:
        return []
    choices = (
        Choice("menu:desk", Phrase("heard.unattended#desk")),
        Choice(f"role:{place.id}:officer", Phrase("heard.unattended#invite")),
    )
    if count := waiting(turn, place.id):
        told: dict[str, Param] = {"unit": place.name, "count": count}
        return news.say(turn, Reply("heard.unattended", told, choices))
    return news.say(turn, Reply("heard.unattended-idle", {"unit": place.name}, choices))
