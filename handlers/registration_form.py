"""What the parts of a registration have in common: whose it is, its programme, its questions, its endings."""

from collections.abc import Callable
from typing import Any

from handlers import menu, permissions, session
from handlers.events import Choice, Phrase, Reply
from handlers.forms import Context, Form, as_asked, on_path
from handlers.text import unaccented
from handlers.turn import Turn
from programmes.model import Programme
from storage import settings
from storage.records import Draft
from storage.tables import Initiative

SENT_NOTES = ("applied_on", "behalf", "idea")  # what is known beside the answers and goes along with them


def own(turn: Turn, initiative_id: str) -> Initiative | None:
    """The person's own initiative; somebody else's does not exist for them."""
    initiative = turn.store.get(Initiative, session.number(initiative_id))
    return initiative if initiative is not None and initiative.person_id == turn.person.id else None


def shared(turn: Turn, initiative_id: str) -> Initiative | None:
    """The person's own, or one on whose desk they act as an officer: its later part may be completed by
    whoever knows it."""
    initiative = turn.store.get(Initiative, session.number(initiative_id))
    if initiative is None or initiative.person_id == turn.person.id:
        return initiative
    return initiative if permissions.may_act(turn, initiative) else None


def programme_of(turn: Turn, draft: Draft) -> Programme | None:
    """The programme a draft began with. A version that can't be read any more gives way to the newest file of
    the same programme; None where there is none."""
    version, known = draft.programme_version_id or 0, turn.service.programmes
    if version and version not in known:
        key = settings.programme_key(turn.store, version)
        newest = next((v for v in turn.service.current if known[v].key == key), None)
        if newest is not None:
            draft.programme_version_id = version = newest
            draft.note("replaced", True)
    return known.get(version)


def form_of(form: Form) -> Callable[[Turn, Draft], Form]:
    """How a draft is asked this form: the questions its programme asks, as it asks them."""

    def choose(turn: Turn, draft: Draft) -> Form:
        programme = programme_of(turn, draft)
        if draft.form == "supplement" and draft.id and shared(turn, str(draft.initiative_id)) is None:
            return Form(form.key, ())  # the role of whoever completes it has ended
        if programme is None:
            return form
        chosen = form.only({"worker", "worker_unit", "fit", "confirm", *programme.asks})
        return Form(
            chosen.key, tuple(as_asked(programme, q, programme.asked(q.key)) for q in chosen.questions)
        )

    return choose


def context(turn: Turn, draft: Draft) -> Context:
    """What questions of a registration may look at."""
    notes, unit_id = draft.notes, draft.answers.get("worker_unit") or turn.person.unit_id
    if draft.form == "supplement" and (sent := shared(turn, str(draft.initiative_id))) is not None:
        notes, unit_id = {**notes, "recognised": sent.answers.get("recognised")}, sent.unit_id
    if draft.form == "registration" and notes.get("behalf"):
        notes = {**notes, "scope": permissions.behalf(turn), "home": turn.person.unit_id}
    return Context(
        today=turn.today,
        at=turn.at,
        service=turn.service,
        answers=draft.answers,
        notes=notes,
        programme=programme_of(turn, draft),
        name=str(draft.answers.get("worker") or turn.person.name),
        unit_id=unit_id,
    )


SEARCHED = 600  # letters: PostgreSQL takes 2,700 bytes into an index


def searchable(initiative: Initiative, sender: str) -> str:
    """What officers find it by: code, title and names, without accents and punctuation."""
    answers = initiative.answers
    names = [str(author["name"]) for author in answers.get("authors") or ()]
    told = " ".join([initiative.code, str(answers.get("title", "")), sender, *names])
    return " ".join("".join(c if c.isalnum() else " " for c in unaccented(told)).split())[:SEARCHED]


def workplace_of(turn: Turn, draft: Draft, answers: dict[str, Any]) -> tuple[int | None, str]:
    """The unit an initiative belongs to, and what was said of one that was not found: the colleague's it is
    registered for, where that was asked; else the person's own. Takes the question out of the answers."""
    chosen = answers.pop("worker_unit", None)
    if chosen is None and "unit_note" not in draft.notes:
        return turn.person.unit_id, turn.person.unit_note
    return chosen or turn.person.unit_id, str(draft.notes.get("unit_note") or "")


def left(turn: Turn, draft: Draft) -> list[Reply]:
    """Saved; offers to be reminded in the evening (people.md: the bell rings, "để tối")."""
    choices = (
        Choice(f"tonight:{draft.id}:yes", Phrase("form.later#yes")),
        Choice(f"tonight:{draft.id}:no", Phrase("form.later#no")),
    )
    return menu.choose(turn, "form.later", Reply("form.later", {}, choices))


def kept(turn: Turn, _draft: Draft) -> list[Reply]:
    """Stopped for good, nothing thrown away."""
    return menu.show(turn, (Phrase("form.kept"),))


def thrown(turn: Turn, _draft: Draft) -> list[Reply]:
    """Thrown away, as was asked for."""
    return menu.show(turn, (Phrase("form.cancelled"),))


def answered(form: Form, seen: Context) -> dict[str, Any]:
    """The answers to keep; None for what was skipped, and for what has left the path since."""
    counting = on_path(form, seen)
    return {q.key: counting.get(q.key) for q in form.questions if q.key in seen.answers and not q.hidden}


def renamed(draft: Draft, key: str) -> None:
    """With another colleague's name the authors are asked about once more: they named the one before."""
    if key == "worker" and "authors" in draft.answers:
        draft.answers = {name: value for name, value in draft.answers.items() if name != "authors"}
