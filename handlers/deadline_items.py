"""Which reminders of those that are due are true: what is missing, for whoever speaks, in lines.

What somebody has turned down is not told; what the law or a plan demands can't be turned down.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import col, select

from handlers import debt_lines, owed, own_debts, support
from handlers.deadline_rows import KIND, LATER, SUPERSEDED, About, about
from handlers.events import Choice, Phrase
from handlers.owed import Standing
from handlers.support import Helped
from handlers.turn import Turn
from programmes.debts import MAIN, Debt
from storage import preferences, told
from storage.tables import Reminder

BESIDE = ("duty", "no-target", "focal", "team", "conflict")  # told with the first reminder of a round only
HELPED_WITH = ("none", "unposted", "papers", "below", "target")  # what advisers can do something about
PAID = "nothing is owed any more"
PASSED = "not in their charge"
MUTED = "turned down"


@dataclass(frozen=True, slots=True)
class Item:
    """A reminder that is true: what is missing in lines, and the ways to do it."""

    row: Reminder
    about: About
    debts: tuple[Debt, ...]
    lines: tuple[Phrase, ...]
    deeds: tuple[Choice, ...] = ()
    helped: tuple[Helped, ...] = ()


def together(turn: Turn) -> Sequence[Reminder]:
    """Everything of this conversation that is due and was not said yet."""
    mine = (
        Reminder.kind == KIND,
        Reminder.conversation_id == turn.conversation.id,
        col(Reminder.state).in_(("waiting", "fired")),
        Reminder.due_at <= turn.now,
    )
    return turn.store.all(select(Reminder).where(*mine).order_by(col(Reminder.due_at), col(Reminder.id)))


def items(turn: Turn, rows: Sequence[Reminder]) -> Iterator[Item | tuple[Reminder, str]]:
    """Those that are true, and the others with why they are not. Two that say the same are one."""
    seen = set[tuple[str, ...]]()
    for row in rows:
        meant = about(turn, row)
        found = meant if isinstance(meant, str) else _unlike(turn, row, meant, seen)
        yield (row, found) if isinstance(found, str) else found


def _unlike(turn: Turn, row: Reminder, meant: About, seen: set[tuple[str, ...]]) -> Item | str:
    same = (meant.programme.key, meant.deadline.key, meant.occurrence.round, meant.to.role,
            str(meant.to.unit_id), str(meant.help is not None))  # fmt: skip
    if same in seen:
        return SUPERSEDED
    item = _item(turn, row, meant)
    if isinstance(item, Item):
        seen.add(same)
    return item


def _item(turn: Turn, row: Reminder, meant: About) -> Item | str:
    """What is missing; or why nothing is said."""
    round_ = (meant.programme.key, meant.deadline.key, meant.occurrence.round)
    if meant.to.role == "worker":
        return _own(turn, row, meant)
    if told.passed(turn.store, round_, turn.person.id, meant.to.unit_id):
        return PASSED
    if meant.help is not None and _muted(turn, "support"):
        return MUTED
    found = owed.standings(turn, meant.programme, meant.deadline, meant.occurrence, [meant.to.unit_id])
    if meant.help is not None:
        return _support(turn, row, meant, found)
    standing = found.get(meant.to.unit_id)
    debts = _told(turn, meant, standing.debts) if standing else ()
    if standing is None or not debts:
        return MUTED if standing and _told(turn, meant, standing.debts, muted=False) else PAID
    return Item(
        row, meant, debts, tuple(debt_lines.lines(turn, meant, Standing(standing.facts, debts), found))
    )


def _muted(turn: Turn, kind: str) -> bool:
    return kind in preferences.get(turn.store, turn.person.id).muted


def _told(turn: Turn, meant: About, debts: Sequence[Debt], muted: bool = True) -> tuple[Debt, ...]:
    """Of what a unit misses, what this role is told at this time; nothing once the deadline's own is done."""
    if muted and _muted(turn, "aim"):
        debts = [debt for debt in debts if not debt.aim]
    if meant.to.role == "adviser":
        debts = [debt for debt in debts if debt.kind in HELPED_WITH and debt.key != "focal"]
    if _first(meant):
        return tuple(debts)
    main = tuple(debt for debt in debts if debt.kind not in BESIDE)
    return main if any(debt.kind in MAIN for debt in main) else ()


def _first(meant: About) -> bool:
    """What stands beside a deadline (a duty, a team that is too small) is told once a round by itself, and
    again to whoever wished to hear of it later."""
    return meant.offset in (LATER, str(max(meant.deadline.reminders.get(meant.to.role, (0,)))))


def _own(turn: Turn, row: Reminder, meant: About) -> Item | str:
    """What an author has begun or is asked for."""
    every = own_debts.found(turn, meant)
    own = [one for one in every if one.kind != "draft" or not _muted(turn, "draft")]
    if not own:
        return MUTED if every else PAID
    debts = tuple(Debt(one.kind, 1) for one in own)
    return Item(row, meant, debts, tuple(one.line for one in own), tuple(one.choice for one in own))


def _support(turn: Turn, row: Reminder, meant: About, found: Mapping[int, Standing]) -> Item | str:
    """Who above is asked to help which unions."""
    helped = tuple(support.needing(turn, meant, found))
    if not helped:
        return PAID
    debts = tuple(debt for one in helped for debt in one.debts)
    return Item(row, meant, debts, tuple(debt_lines.helped(turn, helped)), helped=helped)
