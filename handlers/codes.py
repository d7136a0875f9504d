"""A code that was typed or came with a start link, whatever it was made for: an invitation, or an author who
is asked to confirm.

Guessing is stopped early: after ten wrong codes within an hour a conversation's codes are not looked up for
an hour, and answered like wrong ones.
"""

from datetime import datetime, timedelta

from handlers import authors, permissions, session
from handlers.turn import Turn
from storage import roles
from storage.records import Draft
from storage.tables import Author

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


def held(turn: Turn, draft: Draft) -> roles.Guest | Author | None:
    """What the code that was kept is good for by now."""
    return find(turn, draft.notes[INVITED]) if INVITED in draft.notes else None


def unit_of(turn: Turn) -> int | None:
    """The unit that a newcomer is invited to: most probably where they work."""
    code = said(turn)
    guest = find(turn, code) if code is not None else None
    unit_id = guest.unit_id if isinstance(guest, roles.Guest) else None
    return unit_id if unit_id in turn.service.places else None


def find(turn: Turn, hashed: str) -> roles.Guest | Author | None:
    """What a code is good for; nothing where it is wrong or over, or too many were tried. The same wrong code
    counts once."""
    wrong: list[list[str]] = turn.conversation.session.get("codes", [])
    if _stopped(turn, wrong):
        return None
    good = permissions.invited(turn, hashed) or authors.coded(turn, hashed)
    if good is None and not any(code == hashed[:16] for _, code in wrong):
        session.put(turn.conversation, codes=[*wrong, [turn.now.isoformat(), hashed[:16]]][-MOST:])
    return good


def _stopped(turn: Turn, wrong: list[list[str]]) -> bool:
    if len(wrong) < MOST:
        return False
    first, last = datetime.fromisoformat(wrong[0][0]), datetime.fromisoformat(wrong[-1][0])
    return last - first <= WHILE and turn.now - last < WHILE
