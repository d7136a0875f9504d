"""What may happen to an initiative after it was sent: its states, and the acts that lead from one to another.

The union officer receives, asks, passes on and *records*; recognition itself is the act of the cơ sở's
council or head, or of the body the plan names (NĐ 13/2012/NĐ-CP Art. 7, plans 002 II.4, 004 II.2.2).
"""

from dataclasses import dataclass
from typing import Literal

from programmes.model import Programme

State = Literal[
    "sent", "forwarded", "asked", "answered", "received", "council",
    "ineligible", "unrecognised", "contested", "recognised", "withdrawn",
]  # fmt: skip
STATES: tuple[State, ...] = State.__args__  # type: ignore[attr-defined]
Key = Literal[
    "receive", "ask", "forward", "council", "ineligible", "recognise", "refuse", "post", "reopen", "note",
]  # fmt: skip

NEW: tuple[State, ...] = ("sent", "forwarded")
"""Nobody has received it yet at the desk it lies on."""
OPEN: tuple[State, ...] = ("sent", "forwarded", "asked", "answered", "received", "council", "contested")
"""Something is still to be done with it."""
OVER: tuple[State, ...] = ("ineligible", "unrecognised", "recognised", "withdrawn")


@dataclass(frozen=True, slots=True)
class Act:
    """One thing an officer does with an initiative.

    `of`: the states it may be done in; `to`: the state it leads to, None where it stays. `told`: whether the
    author hears of it at once, only when it can't be undone any more, or never. `asks`: whether something
    must be told first (a small form).
    """

    key: Key
    of: tuple[State, ...]
    to: State | None
    told: Literal["now", "later", "never"]
    asks: bool = True


ACTS: tuple[Act, ...] = (
    Act("receive", (*NEW, "answered"), "received", "now", asks=False),
    Act("ask", (*NEW, "answered", "received", "contested"), "asked", "now"),
    Act("recognise", ("received", "council"), "recognised", "later"),
    Act("refuse", ("received", "council"), "unrecognised", "later"),
    Act("post", ("recognised",), None, "now"),
    Act("council", ("received",), "council", "now"),
    Act("forward", (*NEW, "answered", "received", "contested"), "forwarded", "now"),
    Act("ineligible", (*NEW, "asked", "answered", "received", "contested"), "ineligible", "later"),
    Act("reopen", ("ineligible", "unrecognised", "contested"), "received", "now", asks=False),
    Act("note", STATES, None, "never"),
)
"""In the order they are offered: what comes first is what is done most."""


@dataclass(frozen=True, slots=True)
class Case:
    """What decides which acts are allowed, beside the programme.

    `posted`: it stands on the portal; `upper`: somebody follows a unit above the one it lies with;
    `council`: the workplace has an initiative council; `levels`: those of the units the officer acts for.
    """

    state: State
    posted: bool = False
    upper: bool = False
    council: bool = False
    levels: frozenset[str] = frozenset()


def act(key: str) -> Act | None:
    """An act by its key."""
    return next((act for act in ACTS if act.key == key), None)


def allowed(programme: Programme | None, case: Case) -> tuple[Act, ...]:
    """What may be done now, in the programme's flow."""
    return tuple(act for act in ACTS if case.state in _states(act, programme) and _fits(act, programme, case))


def _states(act: Act, programme: Programme | None) -> tuple[State, ...]:
    """The portal takes it once it is recognised where the flow recognises first (plan 002 II.4), else from
    its reception on."""
    if act.key == "post" and programme is not None and not _recognised_first(programme):
        return ("received", "council", "recognised")
    return act.of


def _recognised_first(programme: Programme) -> bool:
    steps = [move.step for move in programme.flow]
    return "recognise" in steps and "portal" in steps and steps.index("recognise") < steps.index("portal")


def _fits(act: Act, programme: Programme | None, case: Case) -> bool:
    match act.key:
        case "post":
            return programme is not None and bool(programme.portal) and not case.posted
        case "forward":
            return case.upper
        case "council":
            return case.council
        case "recognise" | "refuse":
            levels = recorders(programme)
            return not levels or bool(case.levels & set(levels))
    return True


def recorders(programme: Programme | None) -> tuple[str, ...]:
    """The levels whose officers record a recognition; none named: those on whose desk it lies. Where the flow
    recognises by a deadline, those who see to that deadline record it (plan 004: the province)."""
    if programme is None:
        return ()
    due = [move.deadline for move in programme.flow if move.step == "recognise" and move.deadline]
    return tuple(
        level for key in due if (deadline := programme.deadline(key)) is not None for level in deadline.levels
    )
