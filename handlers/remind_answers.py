"""What is answered to a reminder: đã rõ, nhắc lại, không phải việc tôi phụ trách; and the list behind it.

A button's subject is a line of the ledger: `remind:<line>:known`, or with a page `remind:<line>.<page>:list`.
One answer counts for all lines of its message.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta

from handlers import (
    debt_lines,
    first_initiative,
    menu,
    not_in_charge,
    officers,
    owed,
    permissions,
    records,
    reminded,
    snooze,
    urging_wishes,
)
from handlers import desk as desks
from handlers.deadline_rows import level_of
from handlers.deadline_words import day_phrase
from handlers.events import Choice, Param, Phrase, Reply
from handlers.lists import places
from handlers.owed import Standing
from handlers.turn import Turn, today_of
from programmes.calendar import Occurrence, occurrences
from programmes.debts import BELOW
from programmes.model import Deadline, Programme
from programmes.rounds import reported_round
from storage import told
from storage.ledger import About
from storage.tables import Notice

LATELY = timedelta(days=14)
A_PAGE = 10
REACH = timedelta(days=400)


def chosen(turn: Turn, subject: str, token: str) -> list[Reply] | Phrase:
    """A button of a reminder: replies, or a word that is said beside what is open. Somebody else's reminder
    is as if it did not exist."""
    number, page, *_ = (*places(subject), 0, 0)
    line = reminded.mine(turn, number)
    if line is None:
        return Phrase("remind.gone")
    if token == "known":
        reminded.answer(turn, line, "known")
        return Phrase("remind.known")
    if token == "list":
        return _list(turn, line, page)
    if token in first_initiative.WAYS:
        return first_initiative.chosen(turn, line, token)
    deed = DEEDS.get(token)
    return deed(turn, line) if deed else Phrase("remind.gone")


def typed(turn: Turn, token: str) -> list[Reply] | Phrase:
    """ "Đã rõ" or "nhắc lại" typed by itself: an answer to what was said last and not answered yet; or else,
    for who changes their mind, to what was said last."""
    number = told.to_answer(turn.store, turn.person.id, turn.now - LATELY)
    return chosen(turn, str(number), token) if number else Phrase("remind.nothing")


def meant(turn: Turn, line: Notice) -> tuple[Programme, Deadline, Occurrence] | None:
    """The deadline of a line as it stands now; None where there is none any more."""
    programme = next((p for p in turn.service.newest() if p.key == line.programme), None)
    deadline = programme.deadline(line.deadline) if programme else None
    if programme is None or deadline is None:
        return None
    today, level = today_of(turn.now), level_of(turn.service, line.unit_id or 0)
    known = occurrences(programme, today - REACH, today + REACH, level)
    same = (one for one in known if (one.deadline, one.round) == (deadline.key, line.round))
    found = next(same, None)
    return (programme, deadline, found) if found else None


def _later(turn: Turn, line: Notice) -> list[Reply]:
    about = meant(turn, line)
    return snooze.begin(turn, line, about[2].last_day if about else None)


# Xem danh sách


def _list(turn: Turn, line: Notice, page: int) -> list[Reply]:
    """The units below that still miss something, with what, in the order of the tree."""
    about, top = meant(turn, line), reminded.standing_at(line)
    if about is None or not permissions.may(turn, "review", top):
        return menu.show(turn, (Phrase("remind.gone"),))
    found = owed.standings(turn, *about, [top])
    rows = [key for key, standing in found.items() if key != top and any(_missing(standing))]
    shown = rows[page * A_PAGE : (page + 1) * A_PAGE]
    lines = tuple(_row(turn, found, key) for key in shown)
    more = len(rows) > (page + 1) * A_PAGE
    choices = (
        *((Choice(f"remind:{line.id}.{page + 1}:list", Phrase("programmes#more")),) if more else ()),
        *((Choice(f"remind:{line.id}:urge", Phrase("remind#urge")),) if rows else ()),
        Choice("menu:desk", Phrase("case.one#desk")),
    )
    params: dict[str, Param] = {
        "programme": about[0].short,
        "title": Phrase(f"{line.programme}.deadline-{line.deadline}"),
        "day": day_phrase(about[2].last_day),
        "count": len(rows),
        "lines": lines,
    }
    key = "remind.list" if rows else "remind.list-none"
    return menu.choose(turn, "remind.list", Reply(key, params, choices))


def _missing(standing: Standing) -> Iterator[Phrase]:
    yield from (Phrase(f"owed.kind#{debt.kind}") for debt in standing.debts if debt.kind in BELOW)
    if not standing.facts.officers:
        yield Phrase("owed.kind#focal")


def _row(turn: Turn, found: Mapping[int, Standing], key: int) -> Phrase:
    return debt_lines.unit_line(turn, key, list(_missing(found[key])))


# What leads on to the rooms where it is done


def _version(turn: Turn, line: Notice) -> int:
    known = ((version, turn.service.programmes[version]) for version in turn.service.current)
    return next((version for version, programme in known if programme.key == line.programme), 0)


def _report(turn: Turn, line: Notice) -> list[Reply]:
    """The report that is missing, at its round."""
    about, unit_id = meant(turn, line), line.unit_id or 0
    wanted = {debt[3] for debt in line.debts if debt[0] == "report"}
    for report in about[0].reports if about else ():
        if about is not None and report.key in wanted:
            round_ = reported_round(about[1], report, about[2])
            if (value := records.enter(turn, unit_id, about[0], "report", report.key, round_)) is not None:
                _scope, subject, token = value.split(":")
                return records.chosen(turn, subject, token)
    return _duties(turn, line)


def _duties(turn: Turn, line: Notice) -> list[Reply]:
    return records.chosen(turn, f"{line.unit_id}.{_version(turn, line)}.0", "list")


def _done(turn: Turn, line: Notice) -> list[Reply]:
    """An officer's word that the unit's part is done."""
    if not records.tick(turn, line.unit_id or 0, _version(turn, line), line.deadline, line.round):
        return menu.show(turn, (Phrase("remind.gone"),))
    reminded.answer(turn, line, "known", done=True)
    return menu.show(turn, (Phrase("remind.done"),))


def _conflicts(turn: Turn, line: Notice) -> list[Reply]:
    return officers.chosen(turn, str(_version(turn, line)), "conflicts")


DEEDS: Mapping[str, Callable[[Turn, Notice], list[Reply]]] = {
    "later": _later,
    "passed": not_in_charge.begin,
    "done": _done,
    "report": _report,
    "target": _duties,
    "duties": _duties,
    "conflicts": _conflicts,
    "desk": lambda turn, _line: desks.show(turn),
    "urge": lambda turn, line: urging_wishes.count(
        turn, reminded.standing_at(line), "", About(line.programme, line.deadline, line.round)
    ),
}
"""What a button leads on to; each of them asks again whether it may."""
