"""Before a question is sent: answers that are known already, and what the person makes of them."""

from typing import Any

from handlers import dialog, drafts, knowledge, menu
from handlers.events import Phrase, Reply
from handlers.forms import Answers, Context, Option, Pick, Question, Result, Said, Value
from handlers.knowledge_search import Known
from handlers.parsers import Invalid
from handlers.text import fold
from handlers.turn import Turn
from storage.records import Draft
from storage.tables import Ticket

NONE = "no"  # none of them: the question is sent
SEND = ("van gui", "cu gui", "gui", "khong co", "khong giong", "khong phai")  # begin the words for that
LABEL = 100  # letters of a question in the list

TOPICS = {
    "dates": ("applied_on", "accepted_on"),
    "conditions": ("applied", "fit", "kind", "subkind"),
    "benefit": ("benefit_how", "benefit_kind", "benefit_money", "benefit_social"),
    "recognition": ("recognised", "recognised_by", "decision_number", "decision_on"),
    "papers": ("attachments", "usage_confirmed"),
    "rights": ("confidential", "ip_protected"),
}
"""What a question is about that was asked from a question of the form; from any other: how to fill it in."""


def look(turn: Turn, draft: Draft, question: str) -> None:
    """The question is told: looks what is known about it. Told anew, it is looked for anew."""
    if question != "text":
        return
    draft.answers = {key: value for key, value in draft.answers.items() if key != "likely"}
    told = [line for line in str(draft.answers.get("text") or "").split("\n") if not line.startswith("[")]
    found = [] if draft.notes.get("idea") else knowledge.likely(turn, "\n".join(told))
    draft.note("offers", [one.entry.key for one in found] or None)


def offers(context: Context) -> list[Known]:
    """What was found, as far as it is there still."""
    known = context.service.knowledge.by_key
    return [known[key] for key in context.notes.get("offers", ()) if key in known]


def _found(_answers: Answers, context: Context) -> bool:
    return bool(offers(context))


def _options(context: Context) -> tuple[Option, ...]:
    return (
        *(
            Option(f"k{place}", dialog.short(one.question, LABEL))
            for place, one in enumerate(offers(context))
        ),
        Option(NONE, Phrase("ask.likely#none")),
    )


def _likely(said: Said, context: Context) -> Result:
    """One of them is shown, and helps or does not; or none is right."""
    if said.token == NONE or fold(said.text).startswith(SEND):
        return Value(NONE)
    shown = next((one for n, one in enumerate(offers(context)) if said.token == f"k{n}"), None)
    if shown is None:
        raise Invalid("choose")
    right = Option("yes", Phrase("ask.likely-answer#right"), shown.key)
    send = Option(NONE, Phrase("ask.likely-answer#send"), NONE)
    others = (Option("again", Phrase("ask.likely-answer#others")),) if len(offers(context)) > 1 else ()
    return Pick(Phrase("ask.likely-answer", knowledge.told(context.service, shown)), (right, send, *others))


def _shown(_value: str, _context: Context) -> Phrase:
    """Whoever comes back has chosen none: a right one would have ended it."""
    return Phrase("ask.likely#none")


QUESTION = Question("likely", _likely, _options, when=_found, free=False, hidden=True, show=_shown)


def unhelped(answers: Answers, _context: Context) -> bool:
    """Whether it is to be sent: no answer was the right one."""
    return bool(answers.get("likely", NONE) == NONE)


def helped(turn: Turn, draft: Draft) -> list[Reply] | None:
    """An answer was the right one: nothing is sent. None where it is to be sent."""
    key = draft.answers.get("likely", NONE)
    if key == NONE:
        return None
    knowledge.used(turn, "helped", str(key))
    about = turn.store.draft(str(draft.notes.get("about") or ""))
    dialog.throw(turn, draft)
    thanks = (Phrase("ask.helped"),)
    if about is not None and about.state == "open" and about.form in drafts.DIALOGS:
        return drafts.resume(turn, about, thanks)
    return menu.show(turn, thanks)


def of_ticket(turn: Turn, draft: Draft) -> dict[str, Any]:
    """What a question that is sent says of this: what was offered, and what it is about."""
    keys = draft.notes.get("offers", [])
    best = turn.service.knowledge.by_key.get(keys[0]) if keys else None
    return {"offered": keys, "topic": best.topic if best else _topic(str(draft.notes.get("question") or ""))}


def _topic(asked: str) -> str:
    return next((topic for topic, keys in TOPICS.items() if asked in keys), "filling" if asked else "")


def sent(turn: Turn, draft: Draft, ticket: Ticket) -> None:
    """It was sent all the same: nothing of it was right, or nothing was known."""
    for key in draft.notes.get("offers", ()):
        knowledge.used(turn, "refused", key, ticket.id)
    if not draft.notes.get("offers"):
        knowledge.used(turn, "none", ticket_id=ticket.id)
