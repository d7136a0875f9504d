"""An answer that could not be delivered: whoever wrote it hears so, once, because they believe it has been
read."""

from collections.abc import Collection

from handlers import news
from handlers.events import Param, Reply
from handlers.news import Teller
from handlers.ticket_lines import asker
from handlers.ticket_news import UNREACHED
from handlers.turn import Turn
from storage import people, shown, tickets
from storage.tables import Ticket

ANSWERS = ("ask.answer", "ask.answer-files")


def tell(teller: Teller, calls: Collection[int]) -> None:
    """Some calls of one conversation were given up, as it can't be written to any more (`calls`: their
    numbers in the outbox)."""
    for number in shown.numbers(teller.store, calls, ANSWERS):
        answer = tickets.last_answer(teller.store, number)
        if answer is not None:
            news.leave(teller, answer.person_id, UNREACHED, str(answer.ticket_id))


def due(turn: Turn, subject: str) -> list[Reply]:
    """What whoever wrote it hears; nothing where the asker is back."""
    about = news.about(turn, subject)
    ticket = turn.store.get(Ticket, int(about)) if about else None
    if ticket is None or people.reachable(turn.store, ticket.person_id) is not None:
        return []
    told: dict[str, Param] = {"number": ticket.number, "who": asker(turn, ticket)}
    return news.say(turn, Reply("ticket.unreached", told))
