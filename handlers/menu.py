"""The menu: an entry appears when there is something behind it."""

from collections.abc import Sequence
from dataclasses import replace

from handlers import desk_lists, permissions, session
from handlers.events import Choice, Param, Phrase, Reply
from handlers.turn import Turn

CONTINUED = (
    "registration",
    "supplement",
    "amend",
    "additions",
)  # forms whose drafts are gone on with from the menu
STORY = 4  # words out of the blue that may begin a story


def show(turn: Turn, lead: Sequence[Phrase] = ()) -> list[Reply]:
    """The menu, with the number of drafts that wait."""
    drafts = sum(draft.form in CONTINUED for draft in turn.store.open_drafts(turn.person.id))
    waiting = ["drafts"] if drafts else []
    entries = ["register", "behalf", *waiting, "mine", _consult(turn), "deadlines", "details"]
    counted: dict[str, dict[str, Param]] = {"drafts": {"count": drafts}}
    choices = (
        *_desk(turn),
        *(
            Choice(f"menu:{entry.removesuffix('-team')}", Phrase(f"menu#{entry}", counted.get(entry, {})))
            for entry in entries
        ),
    )
    return choose(turn, "menu", Reply("menu", {"name": turn.person.name}, choices, lead=tuple(lead)))


def _consult(turn: Turn) -> str:
    """A team only where the programme asks for teams (003 II.1)."""
    return "consult-team" if _teams(turn, turn.person.unit_id) else "consult"


def _answerers(turn: Turn) -> str:
    """The page of those who answer, by the name that it has in the unit of somebody's role."""
    return "team" if any(_teams(turn, held.unit_id) for held in permissions.held(turn)) else "answerers"


def _teams(turn: Turn, unit_id: int | None) -> bool:
    return any(programme.team for _, programme in turn.service.offered(unit_id))


def _desk(turn: Turn) -> tuple[Choice, ...]:
    """The desk of those with a role comes first, with how much is to be done there."""
    if not (rooms(turn) or permissions.units_of(turn, "confer")):
        return ()
    count = desk_lists.waiting(turn)
    named = Phrase("menu#desk", {"count": count}) if count else Phrase("menu#desk-idle")
    return (Choice("menu:desk", named),)


def rooms(turn: Turn) -> list[str]:
    """What those with a role find on their desk, beside the initiatives."""
    if not permissions.held(turn):
        return []
    found = {
        "register-book": permissions.units_of(turn, "review"),
        "urging": permissions.units_of(turn, "review"),
        "ledger": permissions.units_of(turn, "review"),
        "programmes": permissions.seen(turn),
        "records": permissions.recordable(turn) or permissions.receiving(turn),
        "units": permissions.trees(turn),
        "questions": [held for held in permissions.held(turn) if held.role in ("adviser", "officer")],
        "roles": permissions.held(turn),
        _answerers(turn): [held for held in permissions.held(turn) if held.role in ("adviser", "officer")],
    }
    return [room for room, behind in found.items() if behind]


def bare(turn: Turn, told: str, lead: Sequence[Phrase] = ()) -> list[Reply]:
    """Something was told outside any form: asks whether it is the beginning of an initiative."""
    choices = (
        Choice("bare:text:yes", Phrase("menu.bare#yes")),
        Choice("bare:text:no", Phrase("menu.bare#no")),
    )
    said = told if len(told) <= 120 else told[:120].rsplit(" ", 1)[0] + " …"
    replies = choose(turn, "menu.bare", Reply("menu.bare", {"said": said}, choices, lead=tuple(lead)))
    session.put(turn.conversation, told=told)
    return replies


def choose(turn: Turn, asked: str, reply: Reply) -> list[Reply]:
    """Closes any open question and lets numbers mean this reply's choices. What is held goes to nobody then,
    and the reply says so."""
    unsent = session.unsent(turn.conversation)
    session.close(turn.conversation)
    session.put(turn.conversation, asked=asked)
    session.offer(turn.conversation, reply.choices)
    return [replace(reply, lead=(*unsent, *reply.lead))]
