"""What a sender can do for authors who have not confirmed: see who they are, make new codes, hand in the page
they signed."""

from collections.abc import Sequence
from typing import Any

from handlers import authors, dialog, menu, session
from handlers.dialog import Dialog
from handlers.events import Choice, Phrase, Reply
from handlers.forms import Context, Form, Option, Question, Result, Said, Value
from handlers.parsers import Invalid
from handlers.registration_form import own
from handlers.turn import Turn
from storage import authors as stored
from storage import initiatives
from storage.records import Draft
from storage.tables import Author, Initiative

# Codes


def offered(turn: Turn, initiative: Initiative) -> tuple[Choice, ...]:
    """What stands under one of the sender's own initiatives, while somebody has not confirmed."""
    waiting = authors.waiting(turn, initiative) if _mine(turn, initiative) else []
    codes = any(row.state in authors.UNANSWERED for row in waiting)
    paper = any(row.state == "named" for row in waiting)
    tokens = [*(["codes"] if codes else []), *(["paper"] if paper else [])]
    return tuple(
        Choice(f"authors:{initiative.id}:{token}", Phrase(f"authors.one#{token}")) for token in tokens
    )


def chosen(turn: Turn, subject: str, token: str) -> list[Reply]:
    """A button about the authors of one's own initiative; somebody else's is as if it did not exist."""
    if token == "code":
        return _coded(turn, session.number(subject))
    initiative = own(turn, subject)
    if initiative is None or not _mine(turn, initiative):
        return menu.show(turn, (Phrase("mine.unknown"),))
    return _paper(turn, initiative) if token == "paper" else _waiting(turn, initiative)


def _mine(turn: Turn, initiative: Initiative) -> bool:
    return initiative.person_id == turn.person.id and initiative.status != "withdrawn"


def _waiting(turn: Turn, initiative: Initiative) -> list[Reply]:
    """Who has not confirmed: for each who has not answered a new code may be made. The old one can't be
    shown, it is not kept. What somebody has objected is settled by other shares, not by a code."""
    rows = authors.waiting(turn, initiative)
    names = tuple(
        Choice(f"authors:{row.id}:code", Phrase("authors.renew#one", {"name": row.name}))
        for row in rows
        if row.state in authors.UNANSWERED
    )
    if not rows:
        return menu.show(turn, (Phrase("authors.all", {"code": initiative.code}),))
    lines = tuple(authors.line(turn, row) for row in rows)
    return menu.choose(
        turn, "authors.renew", Reply("authors.renew", {"lines": lines}, (*names, _back(initiative)))
    )


def _coded(turn: Turn, key: int) -> list[Reply]:
    row = stored.one(turn.store, key)
    initiative = own(turn, str(row.initiative_id)) if row is not None else None
    if row is None or initiative is None or not _mine(turn, initiative):
        return menu.show(turn, (Phrase("mine.unknown"),))
    if row.state not in authors.UNANSWERED:
        return _waiting(turn, initiative)
    [told] = authors.codes(initiative, [(row.name, authors.new_code(row))])
    return menu.choose(turn, told.key, Reply(told.key, told.params, (_back(initiative),)))


def _back(initiative: Initiative) -> Choice:
    return Choice(f"mine:{initiative.id}:open", Phrase("law-clock#open"))


# The signed page


def _paper(turn: Turn, initiative: Initiative) -> list[Reply]:
    """Asks for a photo of the page on which those who can't be asked have signed, and who they are."""
    rows = [row for row in authors.waiting(turn, initiative) if row.state == "named"]
    if not rows:
        return _waiting(turn, initiative)
    for begun in turn.store.open_drafts(turn.person.id, "paper"):
        dialog.throw(turn, begun)
    named = [[row.id, row.name] for row in rows]
    answers = {"who": [rows[0].id]} if len(rows) == 1 else {}
    _, replies = dialog.begin(
        turn, PAPER, "paper", answers=answers, about=initiative.id, named=named, code=initiative.code
    )
    return replies


def _names(context: Context) -> tuple[Option, ...]:
    named: Sequence[tuple[int, str]] = context.notes["named"]
    return (*(Option(f"a{key}", name) for key, name in named), Option("all", Phrase("paper.who#all")))


def _who(said: Said, context: Context) -> Result:
    named = {f"a{key}": [key] for key, _ in context.notes["named"]}
    if said.token == "all":
        return Value([key for keys in named.values() for key in keys])
    if said.token not in named:
        raise Invalid("choose")
    return Value(named[said.token])


def _shown(value: Any, context: Context) -> str:
    return ", ".join(name for key, name in context.notes["named"] if key in value)


def _pages(said: Said, _context: Context) -> Result:
    """Photos, or a file; words alone are no signature."""
    if not said.files:
        raise Invalid("signed")
    return Value(len(said.files))


def _prompt(context: Context) -> Phrase:
    names = _shown(context.answers.get("who") or (), context)
    return Phrase("paper.signed_page", {"names": names, "code": str(context.notes["code"])})


FORM = Form(
    "paper",
    (
        Question("who", _who, _names, free=False, show=_shown),
        Question("signed_page", _pages, long=True, prompt=_prompt),
    ),
)


def _context(turn: Turn, draft: Draft) -> Context:
    return Context(turn.today, turn.at, turn.service, draft.answers, draft.notes, name=turn.person.name)


def _signed(turn: Turn, draft: Draft) -> list[Reply]:
    """The page belongs to the initiative, and those who signed it have confirmed."""
    draft.state = "sent"
    initiative = own(turn, str(draft.notes["about"]))
    if initiative is None or not _mine(turn, initiative):
        return menu.show(turn, (Phrase("mine.unknown"),))
    initiatives.keep_files(turn.store, draft, initiative.id or 0)
    wanted: Sequence[int] = draft.answers["who"]
    rows: list[Author] = [row for row in stored.every(turn.store, initiative.id or 0) if row.id in wanted]
    names = ", ".join(row.name for row in authors.on_paper(turn, rows))
    key = "authors.on-paper" if names else "authors.on-paper-kept"
    return menu.show(turn, (Phrase(key, {"names": names, "code": initiative.code}),))


def _thrown(turn: Turn, draft: Draft) -> list[Reply]:
    dialog.throw(turn, draft)
    return menu.show(turn, (Phrase("authors.paper-later"),))


PAPER = Dialog(lambda _turn, _draft: FORM, _context, _signed, _thrown, _thrown, _thrown, progress="")
