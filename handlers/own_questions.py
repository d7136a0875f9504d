"""What became of one's questions: looked at, added to, withdrawn, closed, asked on.

A button's subject is the question's number in the database: `ask:<id>:add`.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from handlers import (
    adding,
    asking,
    dialog,
    drafts,
    held,
    idea_lines,
    menu,
    news,
    registration,
    session,
    thread,
    ticket_lines,
)
from handlers import files as attachments
from handlers.dialog import Dialog
from handlers.events import Attachment, Choice, Param, Phrase, Reply
from handlers.forms import Form, Question
from handlers.text import fold
from handlers.ticket_lines import THREAD, attached, shown
from handlers.ticket_news import CLOSED, UNREACHED
from handlers.turn import Turn
from storage import tickets
from storage.records import Draft
from storage.tables import Ticket

AGAIN = timedelta(days=14)  # so long a question that is closed can be asked on
SOON = timedelta(days=1)  # so long after it words out of the blue may belong to it
LATELY = timedelta(days=7)  # so long they may belong to a question that is open
THANKS = "cam on"  # what belongs to no question any more
_POLITE = """
    cam on da vang em anh chi thay co chu bac to nhieu rat moi nguoi a nhe ok toi minh xin
    thank thanks you very much
"""
POLITE = frozenset(_POLITE.split())  # words of thanks
SEVERAL = 3  # open questions that are offered for words out of the blue

MORE_FORM = Form("more", (Question("text", asking.words_or_files, long=True, files=True),))


def show(turn: Turn) -> list[Reply]:
    """One's own questions; a new one where there is none."""
    return ticket_lines.listed(turn) if tickets.of_person(turn.store, turn.person.id) else asking.start(turn)


def mine(turn: Turn, number: int) -> Ticket | None:
    """A question of whoever speaks."""
    found = turn.store.held(Ticket, number)
    return tickets.current(turn.store, found) if found and found.person_id == turn.person.id else None


def chosen(turn: Turn, subject: str, token: str) -> list[Reply]:
    """A button of one's own questions; somebody else's does not exist."""
    if token == "new":
        return asking.start(turn)
    ticket = mine(turn, session.number(subject))
    deed = DEEDS.get(token)
    if ticket is None or deed is None:
        return menu.show(turn, (Phrase("ask.unknown"),))
    return deed(turn, ticket)


def _open(turn: Turn, ticket: Ticket) -> list[Reply]:
    """The thread as the asker sees it."""
    rows = tickets.entries(turn.store, ticket.id or 0, ("asked", "answered"), last=THREAD)
    lines = tuple(
        Phrase(f"ask.entry#{row.kind}", {"at": row.at, "who": row.name or "", "text": shown(row)})
        for row in rows
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
    return menu.choose(turn, "ask.one", Reply("ask.one", params, choices))


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
    if ticket is None:
        return menu.show(turn, (Phrase("ask.over"),))
    text, files = asking.told(turn, draft)
    if not (ticket.state in tickets.OPEN or again(turn, ticket)):
        return on_or_new(turn, ticket, text, files)
    return menu.show(turn, adding.add(turn, ticket, text, files))


def replied(turn: Turn, ticket: Ticket, text: str, files: tuple[Attachment, ...]) -> list[Reply]:
    """In reply to an answer: it goes to that question; what is open here stays so."""
    if ticket.state not in tickets.OPEN:
        return on_or_new(turn, ticket, text, files)
    thread.keep(turn, files)
    *lead, last = adding.add(turn, ticket, text, files)
    return [Reply(last.key, last.params, lead=tuple(lead))]


def on_or_new(turn: Turn, ticket: Ticket, text: str, files: tuple[Attachment, ...] = ()) -> list[Reply]:
    """Words to a question that is over: asked whether they go on with it; they are held meanwhile."""
    choices = tuple(
        Choice(f"ask:{ticket.id}:{token}", Phrase(f"threads.over#{token}", {"number": ticket.number}))
        for token in ("on", "another", "nothing")
    )
    return held.ask(turn, Reply("threads.over", {"number": ticket.number}, choices), text, files)


def soon(turn: Turn, text: str) -> list[Reply] | None:
    """Words out of the blue of somebody whose question was answered and closed not long ago."""
    rows = tickets.of_person(turn.store, turn.person.id)
    over = [row for row in rows if row.state == "closed" and turn.now - row.closed_at <= SOON]
    ticket = mine(turn, over[0].id) if over and not fold(text).startswith(THANKS) else None
    return on_or_new(turn, ticket, text) if ticket is not None else None


def current(turn: Turn, text: str, files: tuple[Attachment, ...] = ()) -> list[Reply] | None:
    """Words or files out of the blue of somebody whose question is open: they are asked whether these belong
    to it; after thanks, whether it is done. None where no question was spoken of lately."""
    rows = [row for row in tickets.of_person(turn.store, turn.person.id) if _lately(turn, row)][:SEVERAL]
    if not rows or (text.isdigit() and not files):
        return None
    if thanks(text) and not files:
        answered_ = next((row for row in rows if row.state == "answered"), None)
        return menu.choose(turn, "ask.done", _whether_done(answered_)) if answered_ else menu.show(turn)
    choices = (
        *(Choice(f"ask:{row.id}:on", Phrase("threads.open#on", {"number": row.number})) for row in rows),
        Choice(f"ask:{rows[0].id}:another", Phrase("threads.over#another")),
        Choice(f"ask:{rows[0].id}:nothing", Phrase("threads.over#nothing")),
    )
    return held.ask(turn, Reply("threads.open", {}, choices), text, files)


def thanks(text: str) -> bool:
    """Nothing but thanks: what is said besides is not lost."""
    said = fold(text)
    return (THANKS in said or "thank" in said) and POLITE.issuperset(said.split())


def _lately(turn: Turn, row: Any) -> bool:
    return row.state in tickets.OPEN and turn.now - row.touched_at <= LATELY


def _whether_done(row: Any) -> Reply:
    choices = tuple(
        Choice(f"ask:{row.id}:{token}", Phrase(f"ask.done#{token}")) for token in ("close", "add")
    )
    return Reply("ask.done", {"number": row.number}, choices)


def _on(turn: Turn, ticket: Ticket) -> list[Reply]:
    text, files = held.take(turn)
    if not (text or files):
        return _open(turn, ticket)
    thread.keep(turn, files)
    return menu.show(turn, adding.add(turn, ticket, text, files))


def _another(turn: Turn, _ticket: Ticket) -> list[Reply]:
    return asking.again(turn, *held.take(turn))


def _nothing(turn: Turn, _ticket: Ticket) -> list[Reply]:
    text, files = held.take(turn)
    if not files:
        return menu.bare(turn, text) if text else menu.show(turn)
    replies = registration.start(turn, told=[text] if text else [], anyway=True)
    draft = turn.store.draft(str(turn.conversation.session.get("draft") or ""))
    if draft is None or draft.form != "registration":
        return replies
    attachments.attach(turn, draft, "solution", files)
    return drafts.resume(turn, draft, (Phrase("form.file-kept"),))


def _close(turn: Turn, ticket: Ticket) -> list[Reply]:
    if ticket.state not in tickets.OPEN:
        return _open(turn, ticket)
    end(turn, ticket, "closed")
    return menu.show(turn, (Phrase("ask.closed", {"number": ticket.number}),))


def _withdraw(turn: Turn, ticket: Ticket) -> list[Reply]:
    if ticket.state not in tickets.OPEN:
        return _open(turn, ticket)
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


def _later(turn: Turn, _draft: Draft) -> list[Reply]:
    return menu.show(turn, (Phrase("ask.kept"),))


MORE_DIALOG = Dialog(
    lambda _turn, _draft: MORE_FORM, asking.context, _added, _later, _thrown, _thrown, progress=""
)
DEEDS: Mapping[str, Callable[[Turn, Ticket], list[Reply]]] = {
    "open": _open,
    "add": _add,
    "reopen": _add,
    "close": _close,
    "withdraw": _withdraw,
    "on": _on,
    "another": _another,
    "nothing": _nothing,
}


def answered(turn: Turn, subject: str) -> list[Reply]:
    """An answer, said to whoever asked."""
    left = thread.left(turn, subject)
    if left is None or left.ticket.person_id != turn.person.id:
        return []
    row, ticket = left
    if not turn.conversation.reachable:  # they have gone meanwhile
        news.leave(turn, row.person_id, UNREACHED, str(ticket.id))
        return []
    choices = tuple(
        Choice(f"ask:{ticket.id}:{token}", Phrase(f"ask.one#{token}")) for token in ("add", "close")
    )
    who = turn.store.person(row.person_id).name
    params: dict[str, Param] = {"number": ticket.number, "who": who, "text": str(row.text)}
    key = "ask.answer" if row.text else "ask.answer-files"
    return news.say(turn, Reply(key, params, choices, attached(row)))
