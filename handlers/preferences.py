"""Cách nhắc việc: when somebody may be written to first, and what they do not wish to be reminded of.

What the law or a plan demands can not be turned down: the page says so.
"""

from dataclasses import replace

from handlers import chats, contacts, dialog, menu, parsers, permissions
from handlers.dialog import Dialog
from handlers.events import Choice, Param, Phrase, Reply
from handlers.forms import Context, Form, Question, Result, Said, Value
from handlers.turn import Turn
from programmes import quiet
from programmes.model import Role
from programmes.quiet import OPTIONAL
from storage import preferences
from storage.preferences import Wishes
from storage.records import Draft

HOURS = {"noon": ("11:30", "13:00"), "afternoon": ("17:00", "19:00"), "evening": ("19:00", "21:00")}
"""Hours that are offered; any others are typed."""


def show(turn: Turn, *lead: Phrase) -> list[Reply]:
    """How somebody is reminded, and what they can change."""
    wishes = preferences.get(turn.store, turn.person.id)
    tokens = ["night-off" if wishes.night_shift else "night", "hours"]
    tokens += [f"{kind}-on" if kind in wishes.muted else kind for kind in _kinds(turn)]
    choices = (
        *(Choice(f"prefer:me:{token}", Phrase(f"preferences#{token}")) for token in tokens),
        *contacts.offered(turn),
        *chats.offered(turn),
        Choice("menu:details", Phrase("menu#details")),
        Choice("menu:show", Phrase("mine.one#menu")),
    )
    params: dict[str, Param] = {
        "hours": Phrase(_key(wishes), {"spans": _spans(_role(turn), wishes)}),
        "night": Phrase("form.yes" if wishes.night_shift else "form.no"),
        "muted": _muted(turn, wishes),
    }
    return menu.choose(turn, "preferences", Reply("preferences", params, choices, lead=lead))


def _muted(turn: Turn, wishes: Wishes) -> Phrase | str:
    named = (Phrase(f"preferences.muted#{kind}") for kind in OPTIONAL if kind in wishes.muted)
    told = ", ".join(turn.words.text(name, turn.person.language) for name in named)
    return told or Phrase("preferences.muted#none")


def _kinds(turn: Turn) -> list[str]:
    """What somebody can turn down: only those with units below them are asked to help others."""
    helps = any(key in turn.service.branches for key in permissions.units_of(turn, "review"))
    return [kind for kind in OPTIONAL if kind != "support" or helps]


def _role(turn: Turn) -> Role:
    return "officer" if permissions.units_of(turn, "review") else "worker"


def _key(wishes: Wishes) -> str:
    return "preferences.hours-own" if wishes.quiet_from else "preferences.hours-usual"


def _spans(role: Role, wishes: Wishes) -> str:
    """E.g. 7:00–11:30, 13:30–21:00; a programme may have hours of its own beside."""
    return ", ".join(f"{_clock(start)}–{_clock(end)}" for start, end in quiet.hours(role, wishes, None))


def _clock(minute: int) -> str:
    return f"{minute // 60}:{minute % 60:02}"


def chosen(turn: Turn, _subject: str, token: str) -> list[Reply]:
    """Changes one wish, or asks for the hours."""
    wishes = preferences.get(turn.store, turn.person.id)
    kind = token.removesuffix("-on")
    if token == "hours":
        return _ask(turn)
    if token in ("night", "night-off"):
        return _put(turn, replace(wishes, night_shift=token == "night"))
    if kind in _kinds(turn):
        others = tuple(other for other in wishes.muted if other != kind)
        return _put(turn, replace(wishes, muted=others if token != kind else (*others, kind)))
    return show(turn)


def _put(turn: Turn, wishes: Wishes) -> list[Reply]:
    preferences.put(turn.store, turn.person.id, wishes)
    return show(turn, Phrase("preferences.changed"))


# The hours


def _ask(turn: Turn) -> list[Reply]:
    for begun in turn.store.open_drafts(turn.person.id, FORM.key):
        dialog.throw(turn, begun)
    _, replies = dialog.begin(turn, DIALOG, FORM.key)
    return replies


def hours(said: Said, _context: Context) -> Result:
    """From when until when; nothing for the usual hours."""
    if said.token:
        return Value(list(HOURS.get(said.token, ())))
    return Value([f"{clock:%H:%M}" for clock in parsers.hours(said.text)])


FORM = Form("prefer", (Question("hours", hours, (*HOURS, "usual")),))


def _context(turn: Turn, draft: Draft) -> Context:
    return Context(turn.today, turn.at, turn.service, draft.answers, draft.notes)


def _finish(turn: Turn, draft: Draft) -> list[Reply]:
    draft.state = "sent"
    first, last = draft.answers["hours"] or ("", "")
    wishes = preferences.get(turn.store, turn.person.id)
    return _put(turn, replace(wishes, quiet_from=last, quiet_until=first))


def _left(turn: Turn, draft: Draft) -> list[Reply]:
    draft.state = "thrown"
    return show(turn)


DIALOG = Dialog(
    lambda _turn, _draft: FORM, _context, _finish, _left, _left, _left, progress="", dossier=False
)
