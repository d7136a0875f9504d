"""A code makes somebody an officer, an adviser, …: once, and they are told what that means.

Guessing is stopped early: after ten wrong codes within an hour a conversation's codes are not looked up for
an hour, and answered like wrong ones.
"""

from datetime import datetime, timedelta

from handlers import permissions, session
from handlers.events import Param, Phrase
from handlers.turn import Turn
from storage import roles
from storage.records import Draft

INVITED = "invited"  # the note a newcomer's draft keeps the code's checksum under
LINK = "i_"  # `/start i_<code>`
MOST = 10  # wrong codes within
WHILE = timedelta(hours=1)


def said(turn: Turn) -> str | None:
    """The checksum of the code that was typed or came with a start link; None where there is none."""
    event = turn.event
    if event.kind == "start" and event.value.startswith(LINK):
        return roles.code_hash(event.value.removeprefix(LINK)[:40])
    command = turn.words.command(event.text) if event.kind == "text" else None
    asked = command is not None and command.name == "code" and command.argument
    return roles.code_hash(asked) if asked else None


def hold(turn: Turn, draft: Draft) -> bool:
    """Keeps a newcomer's code until they have agreed and said who they are; whether there was one."""
    code = said(turn)
    if code is not None:
        draft.note(INVITED, code)
    return code is not None


def unit_of(turn: Turn) -> int | None:
    """The unit that a newcomer is invited to: most probably where they work."""
    code = said(turn)
    guest = _guest(turn, code) if code is not None else None
    return guest.unit_id if guest and guest.unit_id in turn.service.places else None


def accept(turn: Turn, hashed: str) -> Phrase:
    """Grants what the code promises and says what can be seen and done from now on. A code that is wrong,
    used or expired is answered with the same words."""
    guest = _guest(turn, hashed)
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


def _guest(turn: Turn, hashed: str) -> roles.Guest | None:
    """The open invitation of a code, unless too many were tried; the same wrong code counts once."""
    wrong: list[list[str]] = turn.conversation.session.get("codes", [])
    if _stopped(turn, wrong):
        return None
    guest = roles.invited(turn.store, hashed, turn.now)
    if guest is None and not any(code == hashed[:16] for _, code in wrong):
        session.put(turn.conversation, codes=[*wrong, [turn.now.isoformat(), hashed[:16]]][-MOST:])
    return guest


def _stopped(turn: Turn, wrong: list[list[str]]) -> bool:
    if len(wrong) < MOST:
        return False
    first, last = datetime.fromisoformat(wrong[0][0]), datetime.fromisoformat(wrong[-1][0])
    return last - first <= WHILE and turn.now - last < WHILE
