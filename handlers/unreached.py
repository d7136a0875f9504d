"""What could not be delivered. Whoever wrote an answer hears so, once, because they believe it has been read;
whatever may not be said before its person writes is said then."""

from collections.abc import Collection

from handlers import news
from handlers.events import Param, Reply
from handlers.news import Teller
from handlers.ticket_lines import asker
from handlers.ticket_news import ANSWERED
from handlers.turn import Turn
from storage import elsewhere, people, shown, tickets
from storage.tables import Ticket

ANSWERS = ("ask.answer", "ask.answer-files")


def tell(teller: Teller, calls: Collection[int], word: str) -> None:
    """Some calls can't go out: their conversation can't be written to any more (`word` UNREACHED), or not
    before its person writes (WAITS). `calls`: their numbers in the outbox."""
    for number in shown.numbers(teller.store, calls, ANSWERS):
        answer = tickets.last_answer(teller.store, number)
        if answer is not None:
            news.leave(teller, answer.person_id, word, str(answer.ticket_id))


def due(turn: Turn, subject: str) -> list[Reply]:
    """What whoever wrote it hears; nothing where the asker is back."""
    ticket = _ticket(turn, subject)
    if ticket is None or people.reachable(turn.store, ticket.person_id) is not None:
        return []
    return _say(turn, "ticket.unreached", ticket)


def waits(turn: Turn, subject: str) -> list[Reply]:
    """What whoever wrote it hears; nothing where the asker is back; of several answers once."""
    ticket = _ticket(turn, subject)
    if ticket is None or elsewhere.held(turn.store, ticket.person_id, ANSWERED) != 1:
        return []
    return _say(turn, "ticket.waits", ticket)


def back(turn: Turn) -> None:
    """Somebody writes where the service is not always let write to them: what was held comes behind the
    answer. However long they were silent: it may have been held while they wrote before."""
    always = turn.can.window.free is None
    if not always and turn.conversation.id in turn.store.among(elsewhere.holding):
        elsewhere.back(turn.store, turn.conversation.id, turn.now)
        turn.store.told = True


def _ticket(turn: Turn, subject: str) -> Ticket | None:
    about = news.about(turn, subject)
    return turn.store.get(Ticket, int(about)) if about else None


def _say(turn: Turn, key: str, ticket: Ticket) -> list[Reply]:
    told: dict[str, Param] = {"number": ticket.number, "who": asker(turn, ticket)}
    return news.say(turn, Reply(key, told))
