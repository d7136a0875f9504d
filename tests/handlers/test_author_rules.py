"""Who counts as an author, who has not confirmed, and who hears what becomes of it."""

from typing import Any

import pytest
from sqlalchemy import Connection, insert

from handlers import authors
from handlers.events import Phrase
from handlers.turn import Turn
from storage.tables import Author, Initiative, Person, ProgrammeVersion
from tests.handlers.test_permissions import NOW, connection, turn

assert connection  # the fixture

BEHALF = {"notes": {"behalf": True}, "answers": {"worker": "Lò Thị Ơi"}}


@pytest.fixture
def lan(connection: Connection) -> Turn:
    rows = [{"id": number, "name": name, "language": "vi", "created_at": NOW}
            for number, name in ((2, "Huy"), (3, "Ơi"))]  # fmt: skip
    connection.execute(insert(Person.__table__), rows)  # type: ignore[attr-defined]
    version = {"id": 1, "key": "k", "checksum": "c", "body": "", "loaded_at": NOW}
    connection.execute(insert(ProgrammeVersion.__table__).values(version))  # type: ignore[attr-defined]
    return turn(connection)


def sent(lan: Turn, by: int, *rows: dict[str, Any], **more: Any) -> Initiative:
    initiative = lan.store.add(
        Initiative(code="K-1", programme="k", programme_version_id=1, person_id=by, sent_at=NOW, **more)
    )
    for row in rows:
        values = {"name": "An", "percent": 40.0, "at": NOW, **row}
        lan.store.add(Author(initiative_id=initiative.id or 0, **values))
    return initiative


@pytest.mark.parametrize(
    ("by", "rows", "more", "is_one"),
    [
        (1, [], {}, True),
        (1, [], BEHALF, False),
        (1, [{"name": "lan"}], BEHALF, True),
        (2, [], {}, False),
        (2, [{"name": "LÀN"}], {}, True),
        (2, [{"name": "Lan", "person_id": 2}], {}, False),
        (2, [{"name": "Lan", "state": "gone"}], {}, False),
        (2, [{"person_id": 1, "state": "asked"}], {}, True),
        (2, [{"person_id": 1, "state": "confirmed"}], {}, True),
        (2, [{"person_id": 1, "state": "objected"}], {}, True),
        (2, [{"person_id": 1, "state": "gone"}], {}, False),
        (2, [{"person_id": 1, "state": "objected"}, {"name": "Lan"}], {}, True),
    ],
)
def test_who_is_an_author(
    lan: Turn, by: int, rows: list[dict[str, Any]], more: dict[str, Any], is_one: bool
) -> None:
    assert authors.is_author(lan, sent(lan, by, *rows, **more)) is is_one


def test_who_has_not_confirmed_and_in_whose_name_somebody_else_did(lan: Turn) -> None:
    initiative = sent(
        lan, 2,
        {"name": "Huy", "person_id": 2, "state": "confirmed", "way": "sender"},
        {"name": "An"}, {"name": "Ba", "state": "asked", "person_id": 3},
        {"name": "Ca", "state": "objected", "words": "không phải", "person_id": 3},
        {"name": "Da", "state": "gone"},
        {"name": "Ơi", "state": "confirmed", "way": "code", "person_id": 3},
        {"name": "Em", "state": "confirmed", "way": "code", "person_id": 3},
    )  # fmt: skip
    told = {str(line.params["name"]): line for line in authors.unconfirmed(lan, initiative)}
    assert {name: line.key for name, line in told.items()} == {
        "An": "authors.line", "Ba": "authors.line", "Ca": "authors.line-objected", "Em": "authors.line-other",
    }  # fmt: skip
    assert told["Ba"].params["state"] == Phrase("authors.state#asked")
    assert told["Ca"].params["words"] == "không phải"
    assert told["Em"].params["person"] == "Ơi"
    assert len(authors.lines(lan, initiative)) == 6


def test_whoever_is_alone_and_sent_it_needs_no_line(lan: Turn) -> None:
    alone = sent(lan, 2, {"name": "Huy", "person_id": 2, "state": "confirmed", "way": "sender"})
    assert authors.lines(lan, alone) == authors.unconfirmed(lan, alone) == ()


def test_the_colleague_hears_of_it_once_they_have_confirmed(lan: Turn) -> None:
    worker = {"name": "Lò Thị Ơi", "person_id": 3}
    other = {"name": "An", "person_id": 1, "state": "confirmed"}
    waiting = sent(lan, 2, {**worker, "state": "asked"}, other, **BEHALF)
    assert authors.hearers(lan, waiting) == {1, 2}
    waiting.code = "K-0"
    assert authors.hearers(lan, sent(lan, 2, {**worker, "state": "confirmed"}, other, **BEHALF)) == {1, 2, 3}
