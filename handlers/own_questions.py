"""What became of one's questions: looked at, added to, withdrawn, closed, asked on.

A button's subject is the question's number in the database: `ask:<id>:add`.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta

from sqlmodel import select

from handlers import asking, dialog, idea_lines, menu, news, session, ticket_lines, ticket_routes, workday
from handlers.dialog import Dialog
from handlers.events import Choice, Param, Phrase, Reply
from handlers.forms import Form, Question
from handlers.ticket_lines import THREAD, attached, shown
from handlers.ticket_news import CLOSED, MORE
from handlers.turn import Turn
from storage import tickets
from storage.records import Draft
from storage.tables import Ticket

AGAIN = timedelta(days=14)  # so long a question that is closed can be asked on

MORE_FORM = Form("more", (Question("text", asking.words_or_files, long=True, files=True),))


def show(turn: Turn) -> list[Reply]:
    """One's own questions; a new one where there is none."""
    return ticket_lines.listed(turn) if tickets.of_person(turn.store, turn.person.id) else asking.start(turn)


def mine(turn: Turn, number: int) -> Ticket | None:
    """A question of whoever speaks."""
    found = turn.store.first(select(Ticket).where(Ticket.id == number).with_for_update()) if number else None
    return found if found is not None and found.person_id == turn.person.id else None


def chosen(turn: Turn, subject: str, token: str) -> list[Reply]:
    """A button of one's own questions; somebody else's does not exist."""
    if token == "new":
        return asking.start(turn)
    ticket = mine(turn, session.number(subject))
    deed = DEEDS.get(token)
    if ticket is None or deed is None:
        return menu.show(turn, (Phrase("ask.unknown"),))
    return deed(turn, ticket)


def _open(turn: Turn, ticket: Ticket, *lead: Phrase) -> list[Reply]:
    """The thread as the asker sees it."""
    rows = tickets.entries(turn.store, ticket.id or 0, ("asked", "answered"))
    lines = tuple(
        Phrase(f"ask.entry#{row.kind}", {"at": row.at, "who": row.name or "", "text": shown(row)})
        for row in rows[-THREAD:]
    )
    tokens = ["add", "close"] if ticket.state in ("taken", "answered") else ["add", "withdraw"]
    if ticket.state not in tickets.OPEN:
        tokens = ["reopen"] if again(turn, ticket) else []
    choices = (
        *(Choice(f"ask:{ticket.id}:{token}", Phrase(f"ask.one#{token}")) for token in tokens),
        *idea_lines.own(turn, ticket),
        Choice("menu:consult", Phrase("ask.one#all")),
        Choice("menu:show", Phrase("mine.one#menu")),
    )
    params: dict[str, Param] = {
        "number": ticket.number, "state": idea_lines.state(turn, ticket, "ask.state"), "lines": lines,
    }  # fmt: skip
    return menu.choose(turn, "ask.one", Reply("ask.one", params, choices, lead=lead))


def again(turn: Turn, ticket: Ticket) -> bool:
    """Whether a closed question can be asked on: for 14 days."""
    return ticket.closed_at is not None and turn.now - ticket.closed_at <= AGAIN


def _add(turn: Turn, ticket: Ticket) -> list[Reply]:
    for begun in turn.store.open_drafts(turn.person.id, MORE_FORM.key):
        if begun.notes.get("ticket") == ticket.id:
            return dialog.ask(turn, MORE_DIALOG, begun)
    _, replies = dialog.begin(turn, MORE_DIALOG, MORE_FORM.key, ticket=ticket.id)
    return replies


def _added(turn: Turn, draft: Draft) -> list[Reply]:
    """More about the same question: whoever answers it hears of it, or everybody while nobody does."""
    draft.state = "sent"
    turn.store.flush_drafts()
    ticket = mine(turn, int(draft.notes.get("ticket") or 0))
    if ticket is None or not (ticket.state in tickets.OPEN or again(turn, ticket)):
        return menu.show(turn, (Phrase("ask.over"),))
    number = asking.entry(turn, draft, ticket, "asked")
    if ticket.state not in tickets.OPEN:
        tickets.say(turn.store, ticket.id or 0, turn.now, "reopened", turn.person.id)
        ticket.closed_at = None
    tell_more(turn, ticket, number)
    return menu.show(turn, (Phrase("ask.added", {"number": ticket.number}),))


def tell_more(turn: Turn, ticket: Ticket, entry_id: int) -> None:
    """It waits for an answer again."""
    workday.asked_on(turn, ticket)
    if ticket.adviser_id is not None and ticket_routes.is_answerer(turn, ticket, ticket.adviser_id):
        ticket.state = "taken"
        news.leave(turn, ticket.adviser_id, MORE, str(entry_id))
        return
    ticket.state, ticket.adviser_id = "waiting", None
    workday.tell(turn, ticket, f"{ticket.id}.{entry_id}")


def _close(turn: Turn, ticket: Ticket) -> list[Reply]:
    end(turn, ticket, "closed")
    return menu.show(turn, (Phrase("ask.closed", {"number": ticket.number}),))


def _withdraw(turn: Turn, ticket: Ticket) -> list[Reply]:
    end(turn, ticket, "withdrawn")
    return menu.show(turn, (Phrase("ask.withdrawn", {"number": ticket.number}),))


def end(turn: Turn, ticket: Ticket, state: str) -> None:
    """It is over; whoever answered it hears so."""
    if ticket.state not in tickets.OPEN:
        return
    ticket.state, ticket.closed_at = state, turn.now
    tickets.say(turn.store, ticket.id or 0, turn.now, state, turn.person.id)
    if ticket.adviser_id is not None and ticket.adviser_id != turn.person.id:
        news.leave(turn, ticket.adviser_id, CLOSED, str(ticket.id))


def _thrown(turn: Turn, draft: Draft) -> list[Reply]:
    draft.state = "thrown"
    return menu.show(turn)


MORE_DIALOG = Dialog(
    lambda _turn, _draft: MORE_FORM, asking.context, _added, _thrown, _thrown, _thrown, progress=""
)
DEEDS: Mapping[str, Callable[[Turn, Ticket], list[Reply]]] = {
    "open": _open,
    "add": _add,
    "reopen": _add,
    "close": _close,
    "withdraw": _withdraw,
}


def answered(turn: Turn, subject: str) -> list[Reply]:
    """An answer, said to whoever asked."""
    about = news.about(turn, subject)
    row = tickets.one_entry(turn.store, int(about)) if about else None
    ticket = turn.store.get(Ticket, row.ticket_id) if row else None
    if row is None or ticket is None or ticket.person_id != turn.person.id:
        return []
    choices = tuple(
        Choice(f"ask:{ticket.id}:{token}", Phrase(f"ask.one#{token}")) for token in ("add", "close")
    )
    who = turn.store.person(row.person_id).name
    params: dict[str, Param] = {"number": ticket.number, "who": who, "text": str(row.text)}
    key = "ask.answer" if row.text else "ask.answer-files"
    return news.say(turn, Reply(key, params, choices, attached(row)))
