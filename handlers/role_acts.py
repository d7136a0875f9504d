"""Acts about roles: invite, hand over, have it covered, end, leave, revoke. Whoever acts must still be
allowed to at the moment of acting; everybody it concerns hears of it.

A code is shown once, in the answer to whoever made it; what is kept of it is its checksum.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from handlers import handing, menu, permissions, review_news, role_lines, role_news, wishes
from handlers.events import Choice, Param, Phrase, Reply
from handlers.role_form import LASTING
from handlers.turn import ZONE, Turn, today_of
from storage import desk, role_lists, roles, units
from storage.roles import Held, invitation


def unknown(turn: Turn) -> list[Reply]:
    """What is not there, or not theirs to see: the same words."""
    return menu.show(turn, (Phrase("programmes.unknown"),))


def to_roles() -> Choice:
    """The way back."""
    return Choice("menu:roles", Phrase("roles#back"))


def wish(turn: Turn, kind: str, **wished: Any) -> None:
    """Slow work of this desk. What stands under `secret` is forgotten when the task is over."""
    wishes.wish(turn, f"roles.{kind}", language=turn.person.language, **wished)


# Inviting


def invite(turn: Turn, role: str, unit_id: int | None, uses: int, days: int) -> list[Reply]:
    """A code for one guest or several."""
    place = turn.service.places.get(turn.service.present(unit_id) or 0)
    if place is None or not permissions.may(turn, permissions.granting(role), place.id):
        return unknown(turn)
    told: dict[str, Param] = {"uses": uses, "can": role_lines.cans(role, place.name)}
    return _coded(
        turn, "roles.invited", Held(role, place.id), turn.now + timedelta(days=days), told, uses=uses
    )


def hand_over(turn: Turn, row: Any) -> list[Reply]:
    """A code whose guest takes one's own role over. The former one for the same role grants nothing more."""
    former = (invitation.c.role_id == row.id, invitation.c.since.is_(None))
    roles.withdraw(turn.store, turn.now, turn.person.id, *former)
    until = turn.now + timedelta(days=LASTING)
    return _coded(turn, "roles.handing", Held(row.role, row.unit_id), until, {}, role_id=row.id)


def cover(turn: Turn, row: Any, since: date, until: date) -> list[Reply]:
    """A code whose guest stands in for one's own role on some days; it can be used as long as they last."""
    handing.leave_on(turn, row.id, since)
    over = datetime.combine(until + timedelta(days=1), time(), ZONE)
    days: dict[str, Param] = {"since": since, "last": until}
    return _coded(turn, "roles.covering", Held(row.role, row.unit_id), over, days,
                  role_id=row.id, since=since, until=until)  # fmt: skip


def _coded(
    turn: Turn, key: str, held: Held, expires: datetime, told: dict[str, Param], **more: Any
) -> list[Reply]:
    """Makes the code and shows it, this once; its picture follows."""
    code = roles.new_code()
    number = roles.invite(turn.store, code, held, turn.now, expires, turn.person.id, **more)
    if turn.service.links:
        # Pictures are made beside the turns, so the code lies in the task until its result does.
        wish(turn, "qr", secret=f"{turn.service.links[0]}i_{code}", invitation=number)
    params: dict[str, Param] = {
        "role": role_lines.named(held.role),
        "unit": turn.service.places[held.unit_id].name,
        "until": expires,
        "ways": role_lines.ways(turn.service, code),
        **told,
    }
    choices = (Choice(f"role:{number}:revoke", Phrase("roles.code#revoke")), to_roles())
    return menu.choose(turn, key, Reply(key, params, choices))


def may_revoke(turn: Turn, row: Any) -> bool:
    """Their own, or one to a role that is theirs to grant."""
    own = row.created_by == turn.person.id
    return own or permissions.may(turn, permissions.granting(row.role), row.unit_id)


def revoke(turn: Turn, number: int) -> list[Reply]:
    """From now on a code grants nothing."""
    row = role_lists.invitation_of(turn.store, number, turn.now)
    if row is None or not may_revoke(turn, row):
        return unknown(turn)
    roles.withdraw(turn.store, turn.now, turn.person.id, invitation.c.id == number)
    reply = Reply("roles.revoked", role_lines.place(row), (to_roles(),))
    return menu.choose(turn, reply.key, reply)


# Ending


def may_end(turn: Turn, row: Any) -> bool:
    """One's own, or one that is theirs to grant."""
    own = row.person_id == turn.person.id
    return own or permissions.may(turn, permissions.granting(row.role), row.unit_id)


def consequences(turn: Turn, row: Any, when: str) -> tuple[Phrase, ...]:
    """What follows from the end of a role: a unit without an officer, or nobody to administer it. `when`:
    soon or now."""
    today, lineage = today_of(turn.now), units.lineage(turn.store, row.unit_id)
    told: dict[str, Param] = {"unit": row.unit_name}
    if not lineage:
        return ()  # a closed unit: nothing is done there
    if row.role == "officer" and not role_lists.others(turn.store, "officer", lineage[:1], today, row.id):
        return (_unattended(turn, row, lineage, when),)
    if row.role == "administrator" and not role_lists.others(turn.store, row.role, lineage, today, row.id):
        return (Phrase(f"roles.{when}#administrator", told),)
    return ()


def _unattended(turn: Turn, row: Any, lineage: Sequence[int], when: str) -> Phrase:
    """A unit has no officer: where its work goes, if there is any."""
    told: dict[str, Param] = {"unit": row.unit_name}
    if not (count := role_news.waiting(turn, row.unit_id)):
        return Phrase(f"roles.{when}#idle", told)
    above = desk.officers(turn.store, lineage[1:], today_of(turn.now))
    upper = turn.service.places.get(above[0].unit_id) if above else None
    if upper is None:
        return Phrase(f"roles.{when}#nobody", {**told, "count": count})
    return Phrase(f"roles.{when}#officer", {**told, "count": count, "upper": upper.name})


def end(turn: Turn, row: Any, why: str) -> tuple[Phrase, ...]:
    """From now on the role grants nothing: what is said of it, or nothing where it may not be done."""
    after = consequences(turn, row, "now")
    number = roles.end(turn.store, row.id, turn.now, turn.person.id, why=why) if may_end(turn, row) else None
    if number is None:
        return ()
    told = role_news.ended(turn, number)
    permissions.changed(turn)
    handing.let_go(turn, row.person_id)
    if row.role == "officer":
        review_news.settle(turn, row.unit_id)
    own = row.person_id == turn.person.id
    who = {} if own else {"name": row.name}
    done = Phrase("roles.left" if own else "roles.ended", {**role_lines.place(row), **who})
    return (done, *after, *(() if told else (Phrase("roles.untold"),)))
