"""One initiative as officers and members of a council see it: a card, its parts, its files, its history.

A button's value is `case:<number>:<token>`; what may not be read is as if it did not exist.
"""

from datetime import timedelta

from handlers import case_lines, menu, permissions, session
from handlers.dialog import read_back
from handlers.events import Choice, Param, Phrase, Reply
from handlers.files import as_attachment
from handlers.questions import LATER, SHORT
from handlers.registration_form import form_of
from handlers.turn import Turn, today_of
from programmes import acts
from programmes.acts import Act, Case
from programmes.model import Programme
from storage import desk, initiatives, registers
from storage.tables import Initiative, InitiativeEvent

UNDO = timedelta(minutes=10)
EVENTS = {
    "receive": "received",
    "ask": "asked",
    "recognise": "recognised",
    "refuse": "unrecognised",
    "post": "posted",
    "council": "conferred",
    "forward": "forwarded",
    "ineligible": "ineligible",
    "reopen": "reopened",
    "note": "noted",
}
"""What stands in the history for each act."""
MOVING = frozenset(EVENTS.values()) - {"noted"}


def opened(turn: Turn, number: str) -> Initiative | None:
    """An initiative that may be read; None for one that may not, or does not exist."""
    initiative = turn.store.get(Initiative, session.number(number))
    return initiative if initiative is not None and permissions.may_read(turn, initiative) else None


def programme_of(turn: Turn, initiative: Initiative) -> Programme | None:
    """The programme as it is now; as its file was where it is not known any more."""
    newest = next((p for p in turn.service.newest() if p.key == initiative.programme), None)
    return newest or turn.service.programmes.get(initiative.programme_version_id)


def case(turn: Turn, initiative: Initiative) -> Case:
    """What decides which acts are allowed."""
    holder = initiative.holder_id or 0
    head = turn.service.head(holder)
    own = set(permissions.units_of(turn, "review"))
    levels = {place.level for place in turn.service.lineage(holder) if place.id in own}
    return Case(
        state=initiative.status,  # type: ignore[arg-type]  # the column holds nothing else
        posted=initiative.posted_on is not None,
        upper=_followed_above(turn, holder),
        council=head is not None and head.has_council,
        levels=frozenset(levels),
    )


def _followed_above(turn: Turn, holder: int) -> bool:
    """Whether the unit above is there, and somebody follows it or one further up."""
    above = [place.id for place in turn.service.lineage(holder)[1:]]
    return bool(above) and bool(desk.officers(turn.store, above, today_of(turn.now)))


def allowed(turn: Turn, initiative: Initiative) -> tuple[Act, ...]:
    """What whoever speaks may do with it now."""
    if permissions.is_author(turn, initiative):
        return ()
    if not permissions.may_act(turn, initiative):
        return tuple(act for act in acts.ACTS if act.key == "note")
    return acts.allowed(programme_of(turn, initiative), case(turn, initiative))


def fillable(turn: Turn, initiative: Initiative) -> bool:
    """Whether whoever speaks may complete its later part for the author."""
    return initiative.status in (*acts.OPEN, "recognised") and permissions.may_act(turn, initiative)


def receivable(turn: Turn, initiative: Initiative) -> bool:
    """Whether a receipt is given for it: it stands in the register, and the programme says that we act for
    the cơ sở, whose receipt it is (TT 18/2013/TT-BKHCN Art. 6.1)."""
    programme = programme_of(turn, initiative)
    if programme is None or not programme.receipt or not permissions.may_act(turn, initiative):
        return False
    return registers.standing(turn.store, initiative.holder_id or 0, initiative.id or 0) is not None


def last_act(turn: Turn, initiative: Initiative) -> InitiativeEvent | None:
    """The newest act that is not undone."""
    past = initiatives.history(turn.store, initiative.id or 0)
    undone = {event.data.get("of") for event in past if event.kind == "undone"}
    standing = [event for event in past if event.kind in MOVING and event.id not in undone]
    return standing[-1] if standing else None


def newest(turn: Turn, initiative: Initiative) -> InitiativeEvent | None:
    """The newest act or undoing of one: what somebody who acts at the same time has to hear of."""
    past = initiatives.history(turn.store, initiative.id or 0)
    return next((event for event in reversed(past) if event.kind in {*MOVING, "undone"}), None)


def undoable(turn: Turn, initiative: Initiative) -> InitiativeEvent | None:
    """One's own last act while it can be undone: nothing has happened to it since."""
    last = last_act(turn, initiative)
    if last is None or last.person_id != turn.person.id or turn.now - last.at > UNDO:
        return None
    return last if _as_left(initiative, last) else None


def _as_left(initiative: Initiative, last: InitiativeEvent) -> bool:
    """Whether it is still as the act left it: the author may have answered or withdrawn meanwhile."""
    after = last.data.get("after", {})
    return (initiative.status, initiative.holder_id) == (after.get("status"), after.get("holder_id"))


# The card


def show(turn: Turn, initiative: Initiative, *lead: Phrase) -> list[Reply]:
    """What it is, how it stands, what to look at, and what can be done."""
    key = f"case:{initiative.id}"
    found = initiatives.files(turn.store, initiative.id or 0)
    undo = (Choice(f"{key}:undo", Phrase("case.one#undo")),) if undoable(turn, initiative) else ()
    choices = (
        *undo,
        *(Choice(f"{key}:{act.key}", Phrase(f"case.act#{act.key}")) for act in allowed(turn, initiative)),
        *((Choice(f"{key}:fill", Phrase("case.one#fill")),) if fillable(turn, initiative) else ()),
        Choice(f"{key}:content", Phrase("case.one#content")),
        *((Choice(f"{key}:files", Phrase("case.one#files", {"count": len(found)})),) if found else ()),
        Choice(f"{key}:history", Phrase("case.one#history")),
        *((Choice(f"{key}:receipt", Phrase("case.one#receipt")),) if receivable(turn, initiative) else ()),
        Choice("menu:desk", Phrase("case.one#desk")),
    )
    params: dict[str, Param] = {
        "code": initiative.code,
        "title": str(initiative.answers.get("title", "")),
        "lines": tuple(case_lines.card(turn, initiative, programme_of(turn, initiative))),
    }
    return menu.choose(turn, "case.one", Reply("case.one", params, choices, lead=lead))


def content(turn: Turn, initiative: Initiative) -> list[Reply]:
    """Everything that was told, in its parts and in full."""
    draft, seen = case_lines.as_draft(turn, initiative), case_lines.seen(turn, initiative)
    replies = []
    for part, form in (("case.content", SHORT), ("case.content-later", LATER)):
        asked = form_of(form)(turn, draft)
        lines = tuple(line for question in asked.questions for line in read_back(asked, seen, question))
        if lines:
            replies.append(Reply(part, {"code": initiative.code, "lines": lines}))
    amended = tuple(case_lines.amended(turn, initiative))
    if amended:
        replies.append(Reply("case.amended", {"lines": amended}))
    back = (_back(initiative),)
    *first, last = replies or [Reply("case.content", {"code": initiative.code, "lines": ()})]
    return [*first, *menu.choose(turn, last.key, Reply(last.key, last.params, back))]


def files(turn: Turn, initiative: Initiative) -> list[Reply]:
    """Its attachments, each question's together."""
    found = initiatives.files(turn.store, initiative.id or 0)
    sent = tuple(as_attachment(use) for use in found)
    reply = Reply("case.files", {"code": initiative.code, "count": len(sent)}, (_back(initiative),), sent)
    return menu.choose(turn, "case.files", reply)


def history(turn: Turn, initiative: Initiative) -> list[Reply]:
    """Who did what, when and with which words; also what was undone."""
    past = initiatives.history(turn.store, initiative.id or 0)
    undone = {event.data.get("of") for event in past if event.kind == "undone"}
    lines = tuple(case_lines.event(turn, event, event.id in undone) for event in past)
    choices = (_back(initiative), Choice("menu:desk", Phrase("case.one#desk")))
    reply = Reply("case.history", {"code": initiative.code, "lines": lines}, choices)
    return menu.choose(turn, "case.history", reply)


def _back(initiative: Initiative) -> Choice:
    return Choice(f"case:{initiative.id}:open", Phrase("case.back", {"code": initiative.code}))
