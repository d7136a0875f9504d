"""The words of a reminder: of one deadline, or of several of a day; and what can be pressed."""

from collections.abc import Iterator, Sequence

from handlers import first_initiative
from handlers.deadline_items import Item
from handlers.deadline_rows import support_day
from handlers.deadline_words import (
    ask,
    day_phrase,
    doubts,
    left,
    of_plan,
    plan_date,
    role_in,
    state,
    todo,
    until,
)  # fmt: skip
from handlers.events import Choice, Param, Phrase, Reply
from handlers.turn import Turn, today_of
from programmes.debts import MAIN
from storage import desk

LONGEST, DIGEST = 600, 1200  # characters of a reminder, and of several together
BLOCKS = 5  # deadlines of one message

DEEDS: tuple[tuple[str, frozenset[str]], ...] = (
    ("report", frozenset(("report",))),
    ("done", frozenset(("consolidate", "dossier", "step"))),
    ("desk", frozenset(("unposted", "papers", "review"))),
    ("list", frozenset(("below",))),
    ("urge", frozenset(("below",))),
    ("target", frozenset(("no-target",))),
    ("conflicts", frozenset(("conflict",))),
    ("duties", frozenset(("duty", "focal"))),
)
"""What an officer can do about what is missing, what is most urgent first."""
MOST_DEEDS = 3


def one(turn: Turn, item: Item, number: int) -> Reply:
    """One deadline. What it says of the plan's contradictions, and whom to ask, is cut or left out where the
    whole would be too long to be read: they are told with the next reminder, and stand under "Chương trình".
    """
    meant = item.about
    own = f"deadline.{meant.to.role}-{state(turn, meant.occurrence)}"
    key = "deadline.support" if meant.help is not None else own
    unsettled, asked = doubts(turn, meant), tuple(ask(turn, meant))
    short = (Phrase("deadline.doubt-short"),) if unsettled else ()
    for last in ((*unsettled, *asked), (*short, *asked), asked, ()):
        params = _params(turn, item, last=last)
        if len(turn.words.text(Phrase(key, params), turn.person.language)) <= LONGEST:
            break
    return Reply(key, params, (*item.deeds, *_answers(item, number)))


def fitting(turn: Turn, items: Sequence[Item]) -> int:
    """How many of several deadlines one message can hold and still be read: one at least."""
    for count in range(min(len(items), BLOCKS), 1, -1):
        reply = digest(turn, items[:count], 0)
        if len(turn.words.text(Phrase(reply.key, reply.params), turn.person.language)) <= DIGEST:
            return count
    return 1


def digest(turn: Turn, items: Sequence[Item], number: int) -> Reply:
    """Several deadlines of one day in one message, the nearest first, who needs help before what is known
    already."""
    deeds = tuple(choice for item in items for choice in item.deeds)[:3]
    blocks = tuple(block(turn, item) for item in items)
    params: dict[str, Param] = {"name": turn.person.name, "count": len(items), "items": blocks}
    return Reply("deadline.digest", params, (*deeds, *_answers(items[0], number)))


def block(turn: Turn, item: Item) -> Phrase:
    """A deadline among others."""
    key = "deadline.item" if item.about.help is None else "deadline.item-support"
    return Phrase(key, _params(turn, item, short=True))


def _params(turn: Turn, item: Item, short: bool = False, last: tuple[Phrase, ...] = ()) -> dict[str, Param]:
    meant = item.about
    place = turn.service.places.get(meant.to.unit_id)
    how = state(turn, meant.occurrence)
    params: dict[str, Param] = {
        "name": turn.person.name,
        "unit": (place.short or place.name) if place else "",
        "programme": meant.programme.short,
        "title": Phrase(f"{meant.programme.key}.deadline-{meant.deadline.key}"),
        "until": until(meant.programme, meant.deadline, meant.occurrence),
        "left": left(turn, meant),
        "lines": item.lines if short else (*item.lines, *_around(turn, item, how), *last),
    }
    return params if meant.to.role == "worker" else {**params, "as": Phrase(f"deadline.as#{role_in(meant)}")}


def _around(turn: Turn, item: Item, how: str) -> Iterator[Phrase]:
    """Beside what is missing: the plan's own date, what to do, who will help."""
    meant = item.about
    yield from plan_date(turn, meant, how)
    if meant.help is None:
        yield from todo(turn, meant, how, {debt.kind for debt in item.debts})
    yield from _announced(turn, item)


def _announced(turn: Turn, item: Item) -> Iterator[Phrase]:
    """Before anybody above is asked to help, the unit's own people are told so: when, and who; nobody is
    promised where no officer above is here to be asked."""
    meant = item.about
    if meant.to.role != "officer" or meant.help is not None or not meant.deadline.support:
        return
    if not any(debt.kind in MAIN and debt.kind != "below" for debt in item.debts):
        return
    day = support_day(of_plan(meant.programme, meant.occurrence), meant.deadline.support[0])
    if today_of(turn.now) >= day:
        return
    above = [place.id for place in turn.service.lineage(meant.to.unit_id)[1:]]
    for one in desk.nearest(desk.officers(turn.store, above, today_of(turn.now)))[:1]:
        place = turn.service.places[one.unit_id]
        params: dict[str, Param] = {
            "day": day_phrase(day),
            "name": one.name,
            "unit": place.short or place.name,
        }
        yield Phrase("deadline.helped", params)


def _answers(item: Item, number: int) -> tuple[Choice, ...]:
    """What can be done at once and answered, by the ledger's number."""
    kinds = {debt.kind for debt in item.debts}
    if item.about.to.role != "officer":
        tokens = ["later", "known"]
    elif item.about.help is not None:
        tokens = ["list", "urge", "known", "later"]
    elif "none" in kinds:
        tokens = [*first_initiative.WAYS, "later"]
    else:
        deeds = [token for token, of in DEEDS if kinds & of]
        tokens = [*deeds[:MOST_DEEDS], "known", "later", "passed"]
    return tuple(Choice(f"remind:{number}:{token}", Phrase(f"remind#{token}")) for token in tokens)
