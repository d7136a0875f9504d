"""Stored initiatives and records as lines of JSON."""

from collections.abc import Iterator
from datetime import UTC

import orjson
from sqlalchemy import ColumnElement, Connection, select

from storage import authors, entered
from storage.entered import record
from storage.queue import person
from storage.tables import FileUse, Initiative, Unit

initiative = Initiative.__table__  # type: ignore[attr-defined]
unit = Unit.__table__  # type: ignore[attr-defined]
file_use = FileUse.__table__  # type: ignore[attr-defined]


LEFT_OUT = ("unit_note", "recognition", "posted_on")
"""Where there is nothing to say."""


def initiatives(connection: Connection) -> Iterator[str]:
    """One line an initiative, in the order they were sent; answers stand under their question keys.

    Beside them: code, programme, unit (its code, null where unknown), status, sent_at (UTC), sender,
    author_states (of each author name, percent, state, way of confirming, at), files; where officers have
    recorded it, recognition (decider, decided_on, number, level) and posted_on.
    """
    states = authors.states(connection)
    query = (
        select(initiative, unit.c.code.label("unit_code"), person.c.name)
        .outerjoin(unit, unit.c.id == initiative.c.unit_id)
        .join(person, person.c.id == initiative.c.person_id)
        .order_by(initiative.c.id)
    )
    for row in connection.execute(query).all():
        line = {
            "code": row.code,
            "programme": row.programme,
            "unit": row.unit_code,
            "unit_note": row.unit_note or None,
            "status": row.status,
            "sent_at": row.sent_at.astimezone(UTC).isoformat(timespec="seconds"),
            "sender": row.name,
            **row.answers,
            "recognition": row.notes.get("recognition"),
            "posted_on": row.posted_on.isoformat() if row.posted_on else None,
            "author_states": states.get(row.id, []),
            "files": _files(connection, file_use.c.initiative_id == row.id),
        }
        yield orjson.dumps({k: v for k, v in line.items() if k not in LEFT_OUT or v}).decode()


def records(connection: Connection) -> Iterator[str]:
    """One line for everything officers entered, in its order; answers stand under their question keys.

    Beside them: kind (activity, report, duty, step, target, nil), programme, key (its name in the programme's
    file), unit, round (year, month or phase; null where there is none), sent_at (UTC), sender, replaced
    (whether the unit entered another for the same round in its place), files. A report also has under `known`
    what the service counted when it was sent, a step that was taken back `undone`, a target its `figure`.
    """
    query = (
        select(record, unit.c.code.label("unit_code"), person.c.name)
        .join(unit, unit.c.id == record.c.unit_id)
        .join(person, person.c.id == record.c.person_id)
        .order_by(record.c.id)
    )
    rows = connection.execute(query).all()
    over = entered.replaced(rows)
    for row in rows:
        line = {
            "kind": row.kind,
            "programme": row.programme,
            "key": row.key,
            "unit": row.unit_code,
            **{name: value for name, value in row.answers.items() if name != "again"},
            "round": row.round or None,
            "sent_at": row.sent_at.astimezone(UTC).isoformat(timespec="seconds"),
            "sender": row.name,
            "replaced": row.id in over,
            "files": _files(connection, file_use.c.draft_id == (row.draft_id or "")),
        }
        yield orjson.dumps(line).decode()


def _files(connection: Connection, mine: ColumnElement[bool]) -> list[dict[str, object]]:
    rows = connection.execute(select(file_use).where(mine).order_by(file_use.c.id))
    return [
        {
            "question": r.question,
            "kind": r.kind,
            "name": r.name,
            "mime": r.mime,
            "size": r.size,
            "sha256": r.sha256,
        }
        for r in rows
    ]
