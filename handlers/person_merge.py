"""Two persons who are one human: an officer brings them together, after seeing what each has.

It takes the right to invite in a unit that both belong to, and to every role that either of them holds. A
button's subject is two persons: `merge:<gone>.<stays>:yes`.
"""

from datetime import datetime
from typing import Any

from handlers import dialog, linking, menu, news, permissions, role_acts
from handlers.dialog import Dialog
from handlers.events import Choice, Param, Phrase, Reply
from handlers.forms import Context, Form, Question
from handlers.lists import PAGE, places
from handlers.questions import short_text
from handlers.text import fold
from handlers.turn import Turn, today_of
from storage import belongings, people, person_merges, roles
from storage.records import Draft, Person

MERGED = "persons-merged"  # word for whoever was merged, in each of their chats

FORM = Form(
    "merge",
    (
        Question(
            "whom",
            short_text(120),
            prompt=lambda context: Phrase(
                f"merge.whom#{'second' if context.notes.get('first') else 'first'}"
            ),
        ),
    ),
)


# Finding the two


def chosen(turn: Turn, subject: str, token: str) -> list[Reply]:
    """A button of this desk; it is asked anew whether it may be done."""
    one, two = (*places(subject), 0, 0)[:2]
    if not permissions.units_of(turn, "grant"):
        return role_acts.unknown(turn)
    if token == "find":
        return _find(turn, one)
    if token == "take" and not one:
        return _find(turn, two)
    if (refused := _refused(turn, one, two)) is not None:
        return refused
    pages = {"keep": _confirm, "yes": _merge}
    return pages.get(token, _preview)(turn, turn.store.person(one), turn.store.person(two))


def _find(turn: Turn, first: int) -> list[Reply]:
    for begun in turn.store.open_drafts(turn.person.id, FORM.key):
        dialog.throw(turn, begun)
    return dialog.begin(turn, DIALOG, FORM.key, first=first or None)[1]


def _finish(turn: Turn, draft: Draft) -> list[Reply]:
    """Those who may be meant, each told apart by workplace, channels, and since when they are here."""
    draft.state = "sent"
    first, tops = int(draft.notes.get("first") or 0), permissions.units_of(turn, "grant")
    words = str(draft.answers["whom"])
    found = person_merges.find(turn.store, tops, fold(words), words.strip().upper(), PAGE + 1)
    choices = (
        *(
            Choice(f"merge:{first}.{row.id}:take", _line(turn, row))
            for row in found[:PAGE]
            if row.id != first
        ),
        Choice(f"merge:{first}.0:find", Phrase("merge.found#again")),
        role_acts.to_roles(),
    )
    key = (
        "merge.found-many" if len(found) > PAGE else "merge.found" if len(choices) > 2 else "merge.found-none"
    )
    return menu.choose(turn, "merge.found", Reply(key, {"words": words}, choices))


def _line(turn: Turn, row: Any) -> Phrase:
    return Phrase("merge.line", _told(turn, row.id, row.name, row.unit_id, row.created_at))


def _told(turn: Turn, key: int, name: str, unit_id: int | None, since: datetime) -> dict[str, Param]:
    place = turn.service.places.get(unit_id or 0)
    names = (linking.name_of(turn, row.channel) for row in people.chats(turn.store, [key]))
    shown = dict.fromkeys(turn.words.text(one, turn.person.language) for one in names)
    where = ", ".join(shown) or Phrase("merge.line#nowhere")
    return {"name": name, "unit": place.name if place else "", "channels": where, "day": today_of(since)}


# Whether it may be done


def _refused(turn: Turn, one: int, two: int) -> list[Reply] | None:
    """Why two persons can't be brought together here; None where they can."""
    known = person_merges.known(turn.store, (one, two))
    if one == two and one in known:
        return _say(turn, Phrase("merge.same"))
    if len(known) < 2 or _unit(turn, known) is None:
        return _merged_before(turn, one, two) or role_acts.unknown(turn)
    if turn.person.id in known:
        return _say(turn, Phrase("merge.own"))
    today = today_of(turn.now)
    held = (role for key in known for role in roles.held(turn.store, key, today))
    if not all(permissions.may(turn, permissions.granting(role.role), role.unit_id) for role in held):
        return _say(turn, Phrase("merge.beyond"))
    return None


def _merged_before(turn: Turn, gone: int, stays: int) -> list[Reply] | None:
    """A second press: it has been done."""
    if not gone or people.present(turn.store, gone) != stays:
        return None
    known = person_merges.known(turn.store, (stays,))
    return _say(turn, Phrase("merge.before")) if _unit(turn, known) is not None else None


def _unit(turn: Turn, units: dict[int, int | None]) -> int | None:
    """A unit of whoever speaks that all of them belong to."""
    return permissions.over_all(turn, "grant", units.values()) if units else None


def _say(turn: Turn, word: Phrase) -> list[Reply]:
    choices = (Choice("merge:0.0:find", Phrase("merge.found#again")), role_acts.to_roles())
    return menu.choose(turn, word.key, Reply(word.key, word.params, choices))


# Doing it


def _preview(turn: Turn, one: Person, two: Person) -> list[Reply]:
    params: dict[str, Param] = {"first": _card(turn, one), "second": _card(turn, two)}
    choices = (
        Choice(f"merge:{two.id}.{one.id}:keep", Phrase("merge.preview#first", {"name": one.name})),
        Choice(f"merge:{one.id}.{two.id}:keep", Phrase("merge.preview#second", {"name": two.name})),
        Choice("menu:roles", Phrase("merge.preview#no")),
    )
    return menu.choose(turn, "merge.preview", Reply("merge.preview", params, choices))


def _card(turn: Turn, person: Person) -> Phrase:
    since = person_merges.since(turn.store, person.id)
    told = _told(turn, person.id, person.name, person.unit_id, since)
    return Phrase("merge.card", {**told, "had": linking.owned(belongings.of(turn.store, person.id))})


def _confirm(turn: Turn, gone: Person, stays: Person) -> list[Reply]:
    names: dict[str, Param] = {"gone": gone.name, "stays": stays.name}
    cards: dict[str, Param] = {"from": _card(turn, gone), "to": _card(turn, stays)}
    choices = (
        Choice(f"merge:{gone.id}.{stays.id}:yes", Phrase("merge.confirm#yes", names)),
        Choice("menu:roles", Phrase("merge.preview#no")),
    )
    return menu.choose(turn, "merge.confirm", Reply("merge.confirm", {**names, **cards}, choices))


def _merge(turn: Turn, gone: Person, stays: Person) -> list[Reply]:
    """Everything is the other's now; each of their chats hears of it."""
    had = belongings.of(turn.store, gone.id)
    unit_id = _unit(turn, person_merges.known(turn.store, (gone.id, stays.id)))
    if not person_merges.merge(turn.store, gone.id, stays.id, turn.person.id, unit_id, had, turn.now):
        return _say(turn, Phrase("merge.before"))
    for row in people.chats(turn.store, [stays.id]):
        news.leave(turn, stays.id, MERGED, f"{gone.id}.{row.id}", conversation_id=row.id)
    return _say(turn, Phrase("merge.done", {"gone": gone.name, "stays": stays.name}))


# Word to others


def asked(turn: Turn, subject: str) -> list[Reply]:
    """Somebody uses two chats as one, and each has things of its own: an officer is asked to look."""
    one, two = (*places(news.about(turn, subject) or ""), 0, 0)[:2]
    if not one or _refused(turn, one, two) is not None:
        return []
    names: dict[str, Param] = {"one": turn.store.person(one).name, "two": turn.store.person(two).name}
    choices = (Choice(f"merge:{one}.{two}:look", Phrase("merge.asked#look")),)
    return news.say(turn, Reply("merge.asked", names, choices))


def merged(turn: Turn, subject: str) -> list[Reply]:
    """Their chats, drafts and initiatives are together now; whom to tell where that is not right."""
    gone, _ = (*places(news.about(turn, subject) or ""), 0, 0)[:2]
    if not gone:
        return []
    contact = turn.service.contact(turn.person.unit_id)
    told: dict[str, Param] = {
        "gone": turn.store.person(gone).name,
        "name": turn.person.name,
        "officer": contact.name,
        "phone": contact.phone,
    }
    return news.say(turn, Reply("merge.told", told))


def _context(turn: Turn, draft: Draft) -> Context:
    return Context(turn.today, turn.at, turn.service, draft.answers, draft.notes)


def _left(turn: Turn, draft: Draft) -> list[Reply]:
    draft.state = "thrown"
    return menu.show(turn, (Phrase("roles.unchanged"),))


DIALOG = Dialog(
    lambda _turn, _draft: FORM, _context, _finish, _left, _left, _left, progress="", dossier=False
)
