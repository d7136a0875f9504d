"""What is open in the other chats of whoever speaks."""

from handlers import session
from handlers.turn import Turn
from storage import people
from storage.records import Conversation, Draft


def let_go(turn: Turn, draft: Draft) -> None:
    """A draft is gone on with here: in other chats of the same person its question is not open any more, so
    that what is typed there is not taken for an answer to another one. Their turns are of one lane."""
    mine = [row.id for row in people.chats(turn.store, [turn.person.id]) if row.id != turn.conversation.id]
    for other in (turn.store.load(Conversation, mine)[key] for key in mine):
        if other.session.get("draft") == draft.id:
            session.close(other)
            session.put(other, moved=draft.id)
