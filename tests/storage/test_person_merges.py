"""Two persons become one, on both engines: nothing but what proves something still names the other."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, func, insert, select, text
from sqlmodel import SQLModel

from storage import belongings, link_codes, people, person_merges, preferences, reminders
from storage.queue import conversation, person
from storage.roles import role
from storage.store import Store
from storage.tables import Audit, Author, Consent, Preference, Reminder
from tests.storage.test_forgetting import fill

NOW = datetime(2022, 5, 16, 2, tzinfo=UTC)
GONE, STAYS, OFFICER = 1, 2, 3
HAD = {"initiatives": 1}


def named(connection: Connection, key: int) -> Iterator[str]:
    """The columns in which somebody stands."""
    for table in SQLModel.metadata.sorted_tables:
        for column in table.columns:
            if any(to.column.table.name == "person" for to in column.foreign_keys):
                found = select(func.count()).select_from(table).where(column == key)
                if connection.execute(found).scalar_one():
                    yield f"{table.name}.{column.name}"


def merge(connection: Connection, gone: int = GONE, stays: int = STAYS) -> bool:
    store = Store(connection, NOW)
    done = person_merges.merge(store, gone, stays, OFFICER, None, HAD, NOW)
    store.save()
    return done


def three(connection: Connection) -> None:
    """Three persons with a row of their own in every table."""
    for key in (GONE, STAYS, OFFICER):
        fill(connection, key, key)
    connection.execute(person.update().values(merged_into_id=None))
    if connection.dialect.name == "postgresql":
        for name in ("audit", "role"):
            connection.execute(text(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), 100)"))


def test_no_table_names_whoever_was_merged_but_consents_and_the_log(engine: Engine) -> None:
    with engine.begin() as connection:
        three(connection)
        before = set(named(connection, GONE))
        assert len(before) > 30
        assert merge(connection)
        assert set(named(connection, GONE)) == set(person_merges.KEPT)
        assert before <= set(named(connection, STAYS)) | person_merges.KEPT
        row = connection.execute(
            select(person.c.merged_into_id, person.c.unit_id).where(person.c.id == GONE)
        ).one()
        assert tuple(row) == (STAYS, None)
        log: Any = Audit.__table__  # type: ignore[attr-defined]
        told = connection.execute(select(log).where(log.c.kind == person_merges.KIND)).one()
        assert (told.person_id, told.about_id, told.data) == (OFFICER, GONE, {"into": STAYS, "had": HAD})
        assert people.same(connection, GONE, STAYS)


def test_what_each_has_of_which_there_may_be_one_stays_with_whoever_stays(engine: Engine) -> None:
    with engine.begin() as connection:
        three(connection)
        wishes: Any = Preference.__table__  # type: ignore[attr-defined]
        consent: Any = Consent.__table__  # type: ignore[attr-defined]
        hours = select(wishes.c.person_id, wishes.c.quiet_from)
        kept = connection.execute(hours.where(wishes.c.person_id == STAYS)).one()
        agreed = list(connection.execute(select(consent).order_by(consent.c.id)).all())
        merge(connection)
        mine = wishes.c.person_id.in_((GONE, STAYS))
        assert connection.execute(hours.where(mine)).all() == [kept]
        assert list(connection.execute(select(consent).order_by(consent.c.id)).all()) == agreed


def test_a_second_press_and_a_ring_change_nothing(engine: Engine) -> None:
    with engine.begin() as connection:
        three(connection)
        assert merge(connection)
        assert not merge(connection)
        assert not merge(connection, STAYS, GONE)
        assert merge(connection, STAYS, OFFICER)
        assert people.present(connection, GONE) == OFFICER


def test_a_role_that_both_hold_is_held_once_and_nobody_covers_for_themselves(engine: Engine) -> None:
    with engine.begin() as connection:
        three(connection)
        connection.execute(role.update().values(ended_at=NOW))
        unit_id = connection.execute(select(role.c.unit_id)).scalars().first()
        same = {"role": "officer", "unit_id": unit_id, "granted_at": NOW, "granted_by": ""}
        add = insert(role).returning(role.c.id)
        mine = connection.execute(add.values(person_id=STAYS, **same)).scalar_one()
        connection.execute(add.values(person_id=GONE, **same))
        days = {"since": date(2022, 5, 1), "until": date(2022, 6, 1)}
        connection.execute(add.values(person_id=GONE, covers_id=mine, **days, **same))
        merge(connection)
        held = select(role.c.id).where(role.c.person_id == STAYS, role.c.ended_at.is_(None))
        assert list(connection.execute(held).scalars()) == [mine]


def test_nobody_is_two_authors_of_one_initiative(engine: Engine) -> None:
    author: Any = Author.__table__  # type: ignore[attr-defined]
    with engine.begin() as connection:
        three(connection)
        connection.execute(author.update().values(initiative_id=1, state="confirmed", way="chat"))
        connection.execute(author.update().values(person_id=author.c.id))
        merge(connection)
        rows = connection.execute(select(author.c.person_id, author.c.state).order_by(author.c.id)).all()
        assert [tuple(row) for row in rows[:2]] == [(None, "named"), (STAYS, "confirmed")]


# Where somebody is written to


def met(connection: Connection, count: int = 3) -> None:
    values = {"name": "Lan", "language": "vi", "created_at": NOW}
    connection.execute(insert(person), [{"id": key, **values} for key in (1, 2)])
    for number in range(1, count + 1):
        chat = {"id": number, "channel": "local", "address": f"a{number}", "person_id": 1, "reachable": True}
        connection.execute(insert(conversation).values(**chat))


def test_the_chosen_chat_comes_first_as_long_as_it_can_be_reached(engine: Engine) -> None:
    with engine.begin() as connection:
        met(connection)
        assert people.reachable(connection, 1) == 3
        preferences.put_chat(Store(connection, NOW), 1, 1)
        assert people.reachable(connection, 1) == 1
        connection.execute(conversation.update().where(conversation.c.id == 1).values(reachable=False))
        assert people.reachable(connection, 1) == 3
        connection.execute(conversation.update().values(reachable=False))
        assert people.reachable(connection, 1) is None
        assert people.chats(connection, None)[-1].id == 1  # that it can't be reached is evidence too


def test_only_what_waits_for_somebody_moves_to_another_chat(engine: Engine) -> None:
    with engine.begin() as connection:
        met(connection)
        rows: Any = Reminder.__table__  # type: ignore[attr-defined]
        mine = [("asked", "7.1/1"), ("deadline", "p/d/2022/-7/worker/1/4")]
        theirs = [("asked", "7.1/2"), ("deadline", "p/d/2022/-7/worker/2/1"), ("draft", "d1-1")]
        for kind, subject in (*mine, *theirs):
            row = {"kind": kind, "subject": subject, "conversation_id": 1, "due_at": NOW, "state": "waiting"}
            connection.execute(insert(rows).values(why="", **row))
        reminders.move(connection, 1, [1, 3], 2)
        moved = select(rows.c.kind, rows.c.subject).where(rows.c.conversation_id == 2).order_by(rows.c.id)
        assert [tuple(row) for row in connection.execute(moved)] == mine


def test_a_code_of_another_chat_is_good_once_and_not_for_long(engine: Engine) -> None:
    with engine.begin() as connection:
        met(connection)
        first = link_codes.make(connection, 1, 1, NOW)
        code = link_codes.make(connection, 1, 1, NOW)
        assert link_codes.find(connection, first, NOW) is None
        late = NOW + link_codes.LASTING
        assert link_codes.find(connection, code, late) is None
        row = link_codes.find(connection, code, late - timedelta(seconds=1))
        assert code not in str(row)
        assert link_codes.use(connection, row.id, NOW) == 1
        assert link_codes.use(connection, row.id, NOW) is None
        assert belongings.of(connection, 1)["chats"] == 3
