"""People and roles in chat: lists and cards, and a small form where something is to be said.

A button's subject is the number of a role or an invitation (`role:<id>:one`), or a unit and a page
(`role:<unit>.<page>:list`; unit 0 is all there is).
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from handlers import dialog, menu, permissions, role_acts, role_pages, session
from handlers.desk import COUNTED
from handlers.dialog import Dialog
from handlers.events import Phrase, Reply
from handlers.forms import Context
from handlers.lists import places
from handlers.phrases import to_json
from handlers.role_acts import unknown
from handlers.role_form import MOST_UNITS, ROLE, said_days
from handlers.role_pages import PAGES, known, show
from handlers.turn import Turn, today_of
from storage import role_lists
from storage.records import Draft


def chosen(turn: Turn, subject: str, token: str) -> list[Reply]:
    """A button of this desk; what may not be seen or done is as if it did not exist."""
    if token in PAGES:
        return role_pages.page(turn, token, *(*places(subject), 0, 0)[:2])
    deed = DEEDS.get(token)
    return deed(turn, session.number(subject)) if deed else unknown(turn)


# One's own


def _hand(turn: Turn, number: int) -> list[Reply]:
    row = _own(turn, number)
    return role_acts.hand_over(turn, row) if row is not None else unknown(turn)


def _cover(turn: Turn, number: int) -> list[Reply]:
    row = _own(turn, number)
    return _begin(turn, "cover", **_notes(row)) if row is not None else unknown(turn)


def _own(turn: Turn, number: int) -> Any:
    """One's own role that can be handed over or covered: not a cover itself, and in a unit that is open."""
    row = role_lists.one(turn.store, number, today_of(turn.now))
    return row if row is not None and role_pages.lasting(turn, row) else None


def away(turn: Turn) -> list[Reply]:
    """ "Tôi nghỉ sinh từ tháng 9": asks for the days that were not said yet. To somebody without a role of
    their own it is a story like any other."""
    mine = role_lists.own(turn.store, turn.person.id, today_of(turn.now))
    rows = [row for row in mine if role_pages.lasting(turn, row)]
    if not rows:
        return menu.bare(turn, turn.event.text)
    if len(rows) > 1:
        return role_pages.mine(turn, 0)
    command = turn.words.command(turn.event.text)
    answers, notes = said_days(
        command.argument if command else "", Context(turn.today, turn.at, turn.service)
    )
    return _begin(turn, "cover", answers, **_notes(rows[0]), **notes)


# Beginning


def _end(turn: Turn, number: int) -> list[Reply]:
    row = known(turn, number)
    if row is None or not role_acts.may_end(turn, row):
        return unknown(turn)
    deed = "leave" if row.person_id == turn.person.id else "end"
    after = to_json(role_acts.consequences(turn, row, "soon"))
    return _begin(turn, deed, **_notes(row), after=after)


def _notes(row: Any) -> dict[str, Any]:
    return {"id": row.id, "role": row.role, "unit": row.unit_name, "name": row.name}


def _invite(turn: Turn, _number: int) -> list[Reply]:
    return _begin(turn, "invite") if permissions.grantable(turn) else unknown(turn)


def _officer(turn: Turn, number: int) -> list[Reply]:
    """An officer for a unit that has none: only the rest is asked."""
    known_ = {"role": "officer", "unit": number}
    return _begin(turn, "invite", known_) if permissions.may(turn, "grant", number) else unknown(turn)


def _bulk(turn: Turn, _number: int) -> list[Reply]:
    return _begin(turn, "bulk") if permissions.units_of(turn, "grant") else unknown(turn)


def _find(what: str) -> Callable[[Turn, int], list[Reply]]:
    """Which unit a list shall be about."""

    def find(turn: Turn, _number: int) -> list[Reply]:
        action, _ = PAGES[what]
        return _begin(turn, "find", what=what) if permissions.units_of(turn, action) else unknown(turn)

    return find


DEEDS: Mapping[str, Callable[[Turn, int], list[Reply]]] = {
    "mine": role_pages.mine,
    "one": role_pages.one,
    "code": role_pages.code,
    "revoke": role_acts.revoke,
    "hand": _hand,
    "cover": _cover,
    "end": _end,
    "leave": _end,
    "invite": _invite,
    "officer": _officer,
    "bulk": _bulk,
    **{f"find-{what}": _find(what) for what in ("list", "codes", "log")},
}
"""What each button does that is no page of a list."""


def _begin(turn: Turn, deed: str, answers: Mapping[str, Any] | None = None, **notes: Any) -> list[Reply]:
    for begun in turn.store.open_drafts(turn.person.id, ROLE.key):
        dialog.throw(turn, begun)
    _, replies = dialog.begin(turn, DIALOG, ROLE.key, answers=answers, deed=deed, **notes)
    return replies


# The form


def _context(turn: Turn, draft: Draft) -> Context:
    """With what may be granted, and where, at this moment."""
    notes = {**draft.notes, "roles": permissions.grantable(turn), "tops": _tops(turn, draft)}
    return Context(turn.today, turn.at, turn.service, draft.answers, notes)


def _tops(turn: Turn, draft: Draft) -> list[int]:
    if draft.notes.get("deed") == "find":
        action, _ = PAGES[str(draft.notes["what"])]
        return permissions.units_of(turn, action)
    return permissions.units_of(turn, permissions.granting(str(draft.answers.get("role"))))


def _answered(turn: Turn, draft: Draft, key: str) -> None:
    """The number of units is told before anything is made for them."""
    if key == "unit" and draft.notes.get("deed") == "bulk":
        unit_id = turn.service.present(draft.answers["unit"]) or 0
        today, most = today_of(turn.now), MOST_UNITS + 1
        found = role_lists.units_below(turn.store, unit_id, COUNTED, today, most=most)
        draft.note("units", len(found))


def _finish(turn: Turn, draft: Draft) -> list[Reply]:
    """Does it, if it still may be done."""
    draft.state = "sent"
    notes, answers = draft.notes, draft.answers
    match notes.get("deed"):
        case "invite":
            several = answers.get("count") or notes.get("count") or 1
            uses = 1 if answers["uses"] == "one" else int(several)
            return role_acts.invite(turn, answers["role"], answers["unit"], uses, answers["days"])
        case "bulk":
            return _listed(turn, answers, int(notes["units"]))
        case "find":
            return role_pages.page(turn, str(notes["what"]), turn.service.present(answers["unit"]) or 0)
        case "cover":
            row = _own(turn, int(notes["id"]))
            days = (answers["since"], answers.get("until") or notes["until"])
            return role_acts.cover(turn, row, *map(date.fromisoformat, days)) if row else unknown(turn)
    row = known(turn, int(notes["id"]))
    ended = role_acts.end(turn, row, str(answers.get("why") or "")) if row is not None else ()
    return show(turn, *ended) if ended else unknown(turn)


def _listed(turn: Turn, answers: Mapping[str, Any], count: int) -> list[Reply]:
    """Codes for all units below one that have no officer, in a file."""
    place = turn.service.places.get(turn.service.present(answers["unit"]) or 0)
    if place is None or not permissions.may(turn, "grant", place.id):
        return unknown(turn)
    if not count:
        return show(turn, Phrase("roles.attended", {"unit": place.name}))
    if count > MOST_UNITS:
        return show(turn, Phrase("roles.too-many", {"most": MOST_UNITS}))
    role_acts.wish(turn, "sheet", unit=place.id, days=answers["days"])
    return menu.choose(turn, "book.making", Reply("book.making"))


def _left(turn: Turn, draft: Draft) -> list[Reply]:
    draft.state = "thrown"
    return show(turn, Phrase("roles.unchanged"))


DIALOG = Dialog(
    lambda _turn, _draft: ROLE, _context, _finish, _left, _left, _left, _answered, progress=""
)  # fmt: skip
