"""What an author who was named by somebody else is asked, and may answer: it is so, or it is not."""

from handlers import authors, dialog, menu, news, reminders, review_news
from handlers.dialog import Dialog
from handlers.events import Choice, Param, Phrase, Reply
from handlers.forms import Context, Form, Question
from handlers.lists import places
from handlers.questions import remark
from handlers.turn import Turn
from programmes.acts import OPEN
from storage import authors as stored
from storage import initiatives
from storage.records import Draft
from storage.tables import Author, Initiative

FORM = Form("author", (Question("objection", remark, optional=True),))


def question(turn: Turn, row: Author, initiative: Initiative, lead: tuple[Phrase, ...] = ()) -> Reply:
    """Is it so? The buttons carry the share that is asked about: nobody agrees to one they have not seen."""
    params: dict[str, Param] = {
        "sender": authors.sender(turn, initiative),
        "percent": authors.percent(row),
        "code": initiative.code,
        "title": authors.title(initiative),
    }
    if row.name != turn.person.name:
        lead = (*lead, Phrase("authors.ask-name", {"name": row.name}))
    scope = f"author:{row.id}.{authors.hundredths(row)}"
    choices = tuple(Choice(f"{scope}:{token}", Phrase(f"authors.ask#{token}")) for token in ("yes", "no"))
    key = "authors.ask-worker" if authors.is_worker(initiative, row.name) else "authors.ask"
    return Reply(key, params, choices, lead=lead)


def ask(turn: Turn, row: Author, lead: tuple[Phrase, ...] = ()) -> list[Reply]:
    """Asks whoever speaks at once."""
    initiative = turn.store.get(Initiative, row.initiative_id)
    if initiative is None:
        return _unknown(turn)
    return menu.choose(turn, "authors.ask", question(turn, row, initiative, lead))


def due(turn: Turn, subject: str) -> list[Reply]:
    """The word to an author, while they have not answered and the share is the one it was left about."""
    about = news.about(turn, subject)
    key, share, *_ = (*places(about or ""), 0, 0)
    found = authors.mine(turn, key)
    if about is None or found is None or found[0].state != "asked" or authors.hundredths(found[0]) != share:
        return []
    return news.say(turn, question(turn, *found, (Phrase("authors.word"),)))


def remind(turn: Turn, row: Author) -> None:
    """The same word to whoever speaks, right after what is said now. (Who gives their name in this very turn
    can't be found by `news` yet.)"""
    reminders.put(turn, authors.ASK, f"{authors.wording(row)}/{turn.person.id}", turn.now)
    turn.store.told = True


def chosen(turn: Turn, subject: str, token: str) -> list[Reply]:
    """An answer of an author; somebody else's button is as if it did not exist."""
    key, share, *_ = (*places(subject), 0, 0)
    found = authors.mine(turn, key)
    if found is None:
        return _unknown(turn)
    row, initiative = found
    if token not in ("yes", "no") or authors.hundredths(row) != share:
        return ask(turn, row)
    if token == "yes":
        authors.confirm(turn, row, initiative)
        if initiative.status in OPEN:
            review_news.pass_up(turn, initiative)  # its only officer may just have become an author
        return menu.show(turn, (Phrase("authors.confirmed", {"code": initiative.code}),))
    for begun in turn.store.open_drafts(turn.person.id, "objection"):
        dialog.throw(turn, begun)
    _, replies = dialog.begin(turn, OBJECTION, "objection", author=row.id, share=share)
    return replies


def _unknown(turn: Turn) -> list[Reply]:
    return menu.show(turn, (Phrase("mine.unknown"),))


# What is not right


def _objected(turn: Turn, draft: Draft) -> list[Reply]:
    draft.state = "sent"
    found = authors.mine(turn, draft.notes["author"])
    if found is None:
        return _unknown(turn)
    row, initiative = found
    if authors.hundredths(row) != draft.notes["share"]:
        return ask(turn, row)
    initiatives.keep_files(turn.store, draft, initiative.id or 0)
    event = authors.objected(turn, row, initiative, str(draft.answers.get("objection") or ""))
    review_news.arrived(turn, initiative, event)
    told: dict[str, Param] = {"sender": authors.sender(turn, initiative), "code": initiative.code}
    return menu.show(turn, (Phrase("authors.objected", told),))


def _left(turn: Turn, draft: Draft) -> list[Reply]:
    """Nothing is said yet: the question stays open under what is theirs."""
    dialog.throw(turn, draft)
    return menu.show(turn, (Phrase("authors.later"),))


def _context(turn: Turn, draft: Draft) -> Context:
    return Context(turn.today, turn.at, turn.service, draft.answers, draft.notes, name=turn.person.name)


OBJECTION = Dialog(lambda _turn, _draft: FORM, _context, _objected, _left, _left, _left, progress="")


# What the sender hears


def objection_due(turn: Turn, subject: str) -> list[Reply]:
    """Tells the sender what an author finds not right, kindly, and how to change it."""
    about = news.about(turn, subject)
    row = stored.one(turn.store, int(about)) if about and about.isdigit() else None
    initiative = turn.store.get(Initiative, row.initiative_id) if row is not None else None
    if row is None or initiative is None or row.state != "objected" or initiative.status == "withdrawn":
        return []
    params: dict[str, Param] = {"name": row.name, "code": initiative.code, "words": row.words}
    choices = (
        Choice(f"mine:{initiative.id}:amend", Phrase("mine.one#amend")),
        Choice(f"mine:{initiative.id}:open", Phrase("law-clock#open")),
    )
    key = "authors.objection" if row.words else "authors.objection-silent"
    return news.say(turn, Reply(key, params, choices))


def agreed_due(turn: Turn, subject: str) -> list[Reply]:
    """Tells the sender that every author has confirmed."""
    about = news.about(turn, subject)
    initiative = turn.store.get(Initiative, int(about)) if about and about.isdigit() else None
    if initiative is None or initiative.status == "withdrawn" or authors.waiting(turn, initiative):
        return []
    return news.say(turn, Reply("authors.agreed", {"code": initiative.code}))
