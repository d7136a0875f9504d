"""What somebody can do whose channel does not carry their file: a photo, words, or a page that takes it."""

from handlers.events import Param, Phrase
from handlers.turn import Turn, day_after, today_of
from storage import links

TICKET = "ticket:"  # what a link's question begins with that is a question somebody else has asked
NEEDED: frozenset[str] = frozenset({"photo", "document"})


def lacking(turn: Turn) -> bool:
    """Whether something that people need to send can't come through this conversation's channel."""
    return not turn.can.takes >= NEEDED


def unread(turn: Turn) -> tuple[Phrase, ...]:
    """Said of a message that can't be read here: what can be done instead."""
    instead: tuple[Phrase, ...] = ()
    if lacking(turn) and turn.public_url:
        instead = offer(turn) or (Phrase("uploads.first"),)
    return (Phrase("form.unsupported", {"how": _how(turn)}), *instead)


def asked(turn: Turn) -> tuple[Phrase, ...]:
    """Somebody wants to send files: how they can."""
    return (_how(turn), *offer(turn))


def hint(turn: Turn) -> tuple[Phrase, ...]:
    """Before a question that asks for files: how to send what the channel does not take. Whoever has just
    sent one knows."""
    if turn.event.attachments or not (_offered(turn) and lacking(turn)):
        return ()
    return (Phrase(f"uploads.hint#{'photo' if 'photo' in turn.can.takes else 'words'}"),)


def offer(turn: Turn) -> tuple[Phrase, ...]:
    """A link for what is open here, until the end of the next day; nothing where there are no links, or to
    somebody who has not agreed to anything yet."""
    if not _offered(turn):
        return ()
    about, until = _about(turn), day_after(turn.now)
    token = links.make(
        turn.store, links.UPLOAD, turn.person.id, turn.conversation.id, turn.now, until, **about
    )
    label = f"{about.get('name')}#label"
    params: dict[str, Param] = {"url": f"{turn.public_url}/u/{token}", "day": today_of(until), "label": ""}
    if turn.words.has(label, turn.person.language):
        params["label"] = Phrase("uploads.part", {"label": Phrase(label)})
    return (Phrase("uploads.link", params),)


def _about(turn: Turn) -> dict[str, str]:
    """What is open here, as a link keeps it."""
    here = turn.conversation.session
    if here.get("draft"):
        return {"draft_id": here["draft"], "question": here["question"], "name": here["asked"]}
    return {"question": f"{TICKET}{here['ticket']}"} if here.get("ticket") else {}


def _offered(turn: Turn) -> bool:
    return bool(turn.public_url and turn.person.name)


def _how(turn: Turn) -> Phrase:
    takes = turn.can.takes
    return Phrase(f"uploads.how#{'all' if takes >= NEEDED else 'photo' if 'photo' in takes else 'words'}")
