"""Files that came through a link: the conversation may have moved on, they belong to what it was for."""

from collections.abc import Mapping

from handlers import files, menu, quotes, session
from handlers.dialog import Dialog
from handlers.events import Attachment, Phrase, Reply
from handlers.forms import path
from handlers.parsers import Invalid
from handlers.turn import Turn
from handlers.upload_links import TICKET
from storage.records import Draft
from storage.tables import Link, Ticket

DOSSIER = "attachments"  # where files are kept that a question does not take


def arrived(turn: Turn, dialogs: Mapping[str, Dialog]) -> list[Reply] | Phrase | None:
    """The turn of files through a link; a word to be said beside what is open; or None: they belong to what
    is open here, as if they had come through the chat."""
    if turn.event.kind != "file" or not turn.event.value:
        return None
    link = turn.store.get(Link, session.number(turn.event.value))
    if link is None:
        return None
    good = tuple(a for a in turn.event.attachments if not a.problem)
    if link.draft_id:
        return _for_draft(turn, dialogs, link, good)
    if link.person_id != turn.person.id:  # somebody else speaks here by now
        return Phrase("uploads.elsewhere")
    if link.question.startswith(TICKET):
        return _for_ticket(turn, session.number(link.question.removeprefix(TICKET)), good)
    return None


def _for_draft(
    turn: Turn, dialogs: Mapping[str, Dialog], link: Link, good: tuple[Attachment, ...]
) -> Phrase | None:
    draft = turn.store.draft(link.draft_id)
    if draft is None or draft.state != "open" or draft.form not in dialogs:
        known = draft is not None and draft.state == "sent" and draft.person_id == turn.person.id
        return Phrase("uploads.sent" if known else "uploads.gone")
    here = turn.conversation.session
    if (here.get("draft"), here.get("question")) == (draft.id, link.question):
        return None
    return _keep(turn, dialogs[draft.form], draft, link.question, good)


def _keep(turn: Turn, dialog: Dialog, draft: Draft, asked: str, good: tuple[Attachment, ...]) -> Phrase:
    """With the question they were sent for, or the dossier; what is open stays so."""
    form = dialog.form(turn, draft)
    question = next((q for q in path(form, dialog.context(turn, draft)) if q.key == asked), None)
    takes = question is not None and (question.long or question.files)
    if not takes and not dialog.dossier:
        return Phrase("form.no-files")
    try:
        new = files.attach(turn, draft, asked if takes else DOSSIER, good)
    except Invalid as mistake:
        return Phrase(f"invalid.{mistake.key}", mistake.params)
    if draft.person_id != turn.person.id:
        return Phrase("uploads.kept-other")
    label = Phrase(f"{form.key}.{asked}#label") if takes else Phrase("uploads.dossier")
    return Phrase("uploads.kept" if new else "uploads.again", {"count": len(good), "label": label})


def _for_ticket(turn: Turn, number: int, good: tuple[Attachment, ...]) -> list[Reply] | None:
    """To whoever asked, also when something else is open by now: whom they are for is certain."""
    if turn.conversation.session.get("ticket") == number:
        return None
    ticket = turn.store.held(Ticket, number)
    if ticket is None:
        return menu.show(turn, (Phrase("ask.unknown"),))
    return quotes.answer(turn, ticket, "", good)
