"""Values of the running service, and the versions of programme files."""

from datetime import datetime

from sqlalchemy import Connection, func, select

from storage.database import upsert
from storage.roles import Executes
from storage.tables import ProgrammeVersion, Setting

setting = Setting.__table__  # type: ignore[attr-defined]
version = ProgrammeVersion.__table__  # type: ignore[attr-defined]


def get(connection: Connection, key: str) -> str | None:
    """A stored value, None where there is none."""
    return connection.execute(select(setting.c.value).where(setting.c.key == key)).scalar()


def put(connection: Connection, key: str, value: str) -> None:
    """Stores a value."""
    statement = upsert(connection.dialect.name, setting).values(key=key, value=value)
    connection.execute(statement.on_conflict_do_update(index_elements=["key"], set_={"value": value}))


def keep_programme(connection: Connection, key: str, checksum: str, body: str, now: datetime) -> int:
    """The id of a programme file's version; its whole text is kept, for drafts that began with it."""
    insert = upsert(connection.dialect.name, version)
    statement = insert.values(key=key, checksum=checksum, body=body, loaded_at=now)
    connection.execute(
        statement.on_conflict_do_update(index_elements=["key", "checksum"], set_={"loaded_at": now})
    )
    query = select(version.c.id).where(version.c.key == key, version.c.checksum == checksum)
    return int(connection.execute(query).scalar_one())


def programme_key(database: Executes, version_id: int) -> str | None:
    """Which programme a version is of, whether or not its text can be read; None where there is none."""
    found = database.execute(select(version.c.key).where(version.c.id == version_id)).scalar()
    return None if found is None else str(found)


def programmes(connection: Connection) -> dict[int, str]:
    """Every version's text by its id, the last loaded one first."""
    query = select(version.c.id, version.c.body).order_by(version.c.loaded_at.desc(), version.c.id.desc())
    return {row.id: row.body for row in connection.execute(query)}


def versions(connection: Connection) -> dict[str, int]:
    """How many versions of each programme's file are kept, by its key."""
    query = select(version.c.key, func.count().label("kept")).group_by(version.c.key)
    return {row.key: row.kept for row in connection.execute(query)}
