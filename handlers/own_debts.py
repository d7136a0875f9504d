"""What an author still has to do for a deadline: drafts, additions that were asked for, later parts, the
portal. Only their own: what others have begun is nobody's business."""

from collections.abc import Iterator
from typing import NamedTuple

from sqlmodel import select

from handlers import dialog, mine
from handlers.deadline_rows import About
from handlers.events import Choice, Phrase
from handlers.menu import CONTINUED
from handlers.turn import Turn
from programmes.acts import OPEN
from programmes.debts import Kind
from storage.records import Draft
from storage.tables import Initiative

MOST = 5  # lines; the rest stands in "sáng kiến của tôi"


class Own(NamedTuple):
    """One thing an author still has to do: its kind, a line that says so, and the way there."""

    kind: Kind
    line: Phrase
    choice: Choice


def found(turn: Turn, about: About) -> list[Own]:
    """Everything of whoever speaks in the programme of a deadline, what is begun first."""
    return [*_drafts(turn, about), *_initiatives(turn, about)][:MOST]


def _drafts(turn: Turn, about: About) -> Iterator[Own]:
    for draft in turn.store.open_drafts(turn.person.id):
        if draft.form in CONTINUED and draft.form != "additions" and _of(turn, draft, about):
            choice = Choice(f"draft:{draft.id}:open", Phrase("reminders.go-on"))
            yield Own("draft", Phrase("owed.draft", {"title": _named(turn, draft)}), choice)


def _of(turn: Turn, draft: Draft, about: About) -> bool:
    """A draft whose programme is not chosen yet may become one of this."""
    programme = turn.service.programmes.get(draft.programme_version_id or 0)
    if programme is not None:
        return programme.key == about.programme.key
    offered = {other.key for _, other in turn.service.offered(turn.person.unit_id)}
    return draft.programme_version_id is None and offered == {about.programme.key}


def _named(turn: Turn, draft: Draft) -> str | Phrase:
    told = draft.notes.get("parts", {}).get("solution", ())
    title = draft.answers.get("title") or draft.answers.get("solution") or " ".join(told)
    short = dialog.short(" ".join(str(title).split()), 40)
    return short or Phrase("drafts.untitled")


def _initiatives(turn: Turn, about: About) -> Iterator[Own]:
    query = select(Initiative).where(
        Initiative.person_id == turn.person.id, Initiative.programme == about.programme.key
    )
    for one in turn.store.all(query.order_by(Initiative.id)):  # type: ignore[arg-type]
        named = {"code": one.code}
        if one.status == "asked":
            choice = Choice(f"mine:{one.id}:answer", Phrase("owed.answer", named))
            count = len((one.notes.get("asked") or {}).get("which", ()))
            yield Own("papers", Phrase("owed.asked", {**named, "count": count}), choice)
        elif one.status == "recognised" and one.posted_on is None and _enters(about):
            choice = Choice(f"mine:{one.id}:open", Phrase("owed.open", named))
            yield Own("unposted", Phrase("owed.post", named), choice)
        elif about.deadline.step == "dossier" and one.status in OPEN and (left := mine.remaining(turn, one)):
            choice = Choice(f"sent:{one.id}:add", Phrase("owed.add", named))
            yield Own("papers", Phrase("owed.later", {**named, "count": left}), choice)


def _enters(about: About) -> bool:
    """Whether authors enter their initiatives on a portal by this deadline."""
    return about.deadline.step == "portal" and bool(about.programme.portal)
