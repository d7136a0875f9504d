"""The ledger: numbered lines, what became of them on the way, and that it outlives the outbox."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, insert, select, update

from storage import ledger, queue, units
from storage.ledger import About, notice
from storage.queue import conversation, outbox, person

NOW = datetime(2022, 5, 16, 2, tzinfo=UTC)
LATER = NOW + timedelta(days=8)
MINUTE = timedelta(minutes=1)
TREE = [
    {"code": "BK", "name": "Tỉnh", "level": "province"},
    {"code": "BB", "name": "Ba Bể", "parent": "BK", "level": "upper"},
    {"code": "DL", "name": "Điện lực", "parent": "BB", "level": "grassroots"},
    {"code": "TH", "name": "Trường học", "parent": "BB", "level": "grassroots"},
    {"code": "TP", "name": "Thành phố", "parent": "BK", "level": "upper"},
]
ENTRY = About("bac-kan-1tr", "entry", "phase-1")
PEOPLE = 4


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    with engine.begin() as opened:
        units.import_units(opened, TREE)
        numbers = range(1, PEOPLE + 1)
        rows = [{"id": n, "name": f"Người {n}", "language": "vi", "created_at": NOW} for n in numbers]
        opened.execute(insert(person), rows)
        lanes = [{"id": n, "channel": "local", "address": str(n), "person_id": n, "reachable": True}
                 for n in numbers]  # fmt: skip
        opened.execute(insert(conversation), lanes)
        yield opened


def at(connection: Connection, code: str) -> int:
    return units.find(connection, code) or 0


def told(connection: Connection, unit: str = "DL", about: About = ENTRY, **more: Any) -> int:
    """A line about a unit, to person 1."""
    values = {"kind": "reminder", "person_id": 1, "role": "officer", "due_at": NOW, "at": NOW,
              **about._asdict(), "unit_id": at(connection, unit), **more}  # fmt: skip
    return ledger.note(connection, **values)


def call(connection: Connection, inbox_id: int, state: str, to: int = 1, **more: Any) -> int:
    """A row of the outbox."""
    values = {"inbox_id": inbox_id, "conversation_id": to, "key": "k", "method": "say", "body": b"",
              "push": True, "state": state, "created_at": NOW, **more}  # fmt: skip
    return int(connection.execute(insert(outbox).values(values).returning(outbox.c.id)).scalar_one())


def number(connection: Connection, key: int) -> int:
    return int(connection.execute(select(notice.c.number).where(notice.c.id == key)).scalar_one())


def outcome(connection: Connection, key: int) -> tuple[str, str]:
    row = ledger.one(connection, key)
    return row.outcome, row.why


def test_lines_about_the_same_are_numbered_and_what_was_not_said_does_not_count(
    connection: Connection,
) -> None:
    same = [told(connection), told(connection, state="missed", error="night"), told(connection)]
    assert [number(connection, key) for key in same] == [1, 2, 2]
    others = [
        told(connection, "TH"),
        told(connection, person_id=2),
        told(connection, about=ENTRY._replace(round="phase-2")),
        told(connection, about=About("", "", "")),
        told(connection, unit_id=None),
    ]
    assert [number(connection, key) for key in others] == [1] * len(others)
    assert number(connection, told(connection, unit_id=None)) == 2


@pytest.mark.parametrize(
    ("calls", "reachable", "expected"),
    [
        ([("sent", "")], True, ("sent", "")),
        ([("sent", "")], False, ("sent", "")),
        ([("pending", "")], True, ("waiting", "")),
        ([("sending", "")], True, ("waiting", "")),
        ([("pending", "")], False, ("failed", "unreachable")),
        ([("failed", "Forbidden")], False, ("failed", "Forbidden")),
        ([("unknown", "timed out")], True, ("unknown", "timed out")),
        ([("sent", ""), ("failed", "too long")], True, ("failed", "too long")),
        ([], False, ("failed", "unreachable")),
    ],
)
def test_what_became_of_a_line_is_what_became_of_the_last_call_of_its_message(
    connection: Connection, calls: list[tuple[str, str]], reachable: bool, expected: tuple[str, str]
) -> None:
    key = told(connection, inbox_id=7)
    for state, error in calls:
        call(connection, 7, state, error=error)
    connection.execute(update(conversation).values(reachable=reachable))
    assert outcome(connection, key) == expected
    assert ledger.figures(connection, ENTRY.here).states == {expected[0]: 1}


def test_what_was_said_again_in_another_chat_counts_once(connection: Connection) -> None:
    first, other = told(connection, inbox_id=7), told(connection, "TH", inbox_id=8)
    call(connection, 7, "failed", error="window")
    ledger.moved(connection, 7, "window")
    again = told(connection, inbox_id=9)
    call(connection, 9, "sent")
    assert [number(connection, key) for key in (first, again, told(connection))] == [1, 1, 2]
    assert outcome(connection, first) == ("elsewhere", "window")
    assert outcome(connection, other)[0] == "failed"  # nothing was called for it
    found = ledger.figures(connection, ENTRY.here)
    assert (found.told, found.states["sent"], found.states["elsewhere"]) == (3, 1, 1)


def test_a_line_that_was_not_said_keeps_its_reason(connection: Connection) -> None:
    key = told(connection, state="missed", error="paid", inbox_id=7)
    call(connection, 7, "sent")
    assert outcome(connection, key) == ("missed", "paid")
    assert ledger.figures(connection, ENTRY.here).told == 0


def test_whoever_blocks_the_service_is_seen_as_not_reached(connection: Connection) -> None:
    waiting, key = call(connection, 7, "pending"), told(connection, inbox_id=7)
    assert outcome(connection, key) == ("waiting", "")
    queue.reachable(connection, 1, False)
    assert connection.execute(select(outbox.c.state).where(outbox.c.id == waiting)).scalar() == "failed"
    assert outcome(connection, key) == ("failed", "unreachable")


def test_outcomes_outlive_the_outbox(connection: Connection) -> None:
    states = ("sent", "failed", "unknown", "pending")
    keys = [told(connection, inbox_id=n, at=LATER) for n in range(len(states))]
    for n, state in enumerate(states):
        call(connection, n, "sent", sent_at=NOW)
        sent_at = NOW + MINUTE if state == "sent" else None
        call(connection, n, state, error=f"why {n}", sent_at=sent_at)
    young = told(connection, inbox_id=50)
    call(connection, 50, "sent", created_at=LATER)
    before = [(*outcome(connection, key), ledger.arrived(ledger.one(connection, key))) for key in keys]
    while queue.clean(connection, LATER, LATER, 2):
        continue
    assert [row.state for row in connection.execute(select(outbox).order_by(outbox.c.id))] == [
        "pending",
        "sent",
    ]
    after = [(*outcome(connection, key), ledger.arrived(ledger.one(connection, key))) for key in keys]
    assert after == before
    assert before[0] == ("sent", "why 0", LATER + MINUTE)  # business time, whatever the machine's
    own = {row.id: row.state for row in connection.execute(select(notice.c.id, notice.c.state))}
    assert [own[key] for key in (*keys, young)] == ["sent", "failed", "unknown", "said", "said"]


def test_the_lines_of_one_message_share_its_outcome(connection: Connection) -> None:
    keys = [told(connection, unit, inbox_id=7) for unit in ("DL", "TH")]
    told(connection, inbox_id=8)
    told(connection, inbox_id=None)
    call(connection, 7, "sent", sent_at=NOW)
    assert ledger.same_message(connection, keys[1]) == keys
    alone = told(connection, inbox_id=None)
    assert ledger.same_message(connection, alone) == [alone]
    queue.clean(connection, LATER, LATER, 100)
    assert [outcome(connection, key)[0] for key in keys] == ["sent", "sent"]


def test_every_answer_is_kept_and_the_newest_holds(connection: Connection) -> None:
    key = told(connection)
    assert ledger.answer(connection, key, "later", 1, NOW, {"until": "hour"})
    assert ledger.answer(connection, key, "known", 2, LATER, {})
    row = ledger.one(connection, key)
    assert (row.answer, row.answered_at, row.answered_by, row.who) == ("known", LATER, 2, "Người 2")
    assert row.data == {
        "until": "hour",
        "answers": [["later", 1, NOW.isoformat()], ["known", 2, LATER.isoformat()]],
    }
    assert not ledger.answer(connection, 999, "known", 1, NOW, {})


def test_figures_tell_answers_and_calls_for_support_apart(connection: Connection) -> None:
    for n, answer in enumerate(("known", "known", "later", "")):
        told(connection, inbox_id=n, answer=answer)
        call(connection, n, "sent")
    told(connection, kind="support", person_id=2, state="sent")
    told(connection, kind="support", person_id=2, state="missed")
    found = ledger.figures(connection, ENTRY.here, ledger.within([at(connection, "BK")]))
    assert (found.told, found.states, found.answers, found.support) == (
        5,
        {"sent": 5, "missed": 1},
        {"known": 2, "later": 1},
        1,
    )


def test_rounds_are_found_once_each_and_only_with_lines_below(connection: Connection) -> None:
    abouts = [
        About("", "", ""),
        About("bac-kan-1tr", "entry", "phase-1"),
        About("bac-kan-1tr", "entry", "phase-2"),
        About("bac-kan-1tr", "report", "2022-04"),
        About("dien-luc", "entry", "once"),
    ]
    for about in reversed(abouts):
        for unit in ("DL", "TH"):
            told(connection, unit, about)
    told(connection, "TP", About("bac-kan-1tr", "zzz", "once"))
    found = list(ledger.rounds(connection, [at(connection, "BB")]))
    assert [about for about, _ in found] == abouts
    assert {
        (row.programme, row.deadline, row.round) for _, key in found for row in [ledger.one(connection, key)]
    } == set(abouts)
    assert [about.deadline for about, _ in ledger.rounds(connection, [at(connection, "TP")])] == ["zzz"]
    assert not list(ledger.rounds(connection, []))


def test_a_round_is_read_unit_by_unit_and_page_by_page(connection: Connection) -> None:
    for unit in ("DL", "TH", "DL", "TP"):
        told(connection, unit)
    told(connection, "DL", ENTRY._replace(round="phase-2"))
    top, first, second = (at(connection, code) for code in ("BB", "DL", "TH"))
    assert ledger.units(connection, [top], ENTRY, 0, 9) == [(first, 2), (second, 1)]
    assert ledger.units(connection, [top], ENTRY, first, 9) == [(second, 1)]
    assert ledger.units(connection, [top], ENTRY, 0, 1) == [(first, 2)]
    mine = ledger.of_unit(connection, first, ENTRY, 0, 9)
    assert [(row.number, row.whose) for row in mine] == [(2, "Người 1"), (1, "Người 1")]
    assert [row.id for row in ledger.of_unit(connection, first, ENTRY, mine[0].id, 9)] == [mine[1].id]
    assert len(ledger.of_unit(connection, first, None, 0, 9)) == 3


def test_an_export_stands_in_the_order_of_the_tree(connection: Connection) -> None:
    for unit in ("TP", "TH", "DL", "BB", "TH"):
        told(connection, unit)
    rows = ledger.everything(connection, [at(connection, "BK")], ENTRY, 100)
    assert [row.unit_code for row in rows] == ["BB", "DL", "TH", "TH", "TP"]
    assert [row.number for row in rows] == [1, 1, 1, 2, 1]
    assert len(ledger.everything(connection, [at(connection, "BB")], ENTRY, 3)) == 3


def test_what_workers_were_told_is_not_for_officers(connection: Connection) -> None:
    told(connection, role="worker", state="sent")
    top, unit = at(connection, "BK"), at(connection, "DL")
    assert not list(ledger.rounds(connection, [top]))
    assert ledger.figures(connection, ENTRY.here, ledger.within([top])).told == 0
    assert not ledger.units(connection, [top], ENTRY, 0, 9)
    assert not ledger.of_unit(connection, unit, None, 0, 9)
    assert not ledger.everything(connection, [top], ENTRY, 9)
