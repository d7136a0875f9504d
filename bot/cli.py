"""What the commands share: the database as the settings name it, and a sentence when something is not so."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, NoReturn, TypeVar, cast

import typer
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError, ProgrammingError

from bot.clock import Clock
from bot.schedule import OFFSET
from bot.settings import load
from storage import database, settings

Result = TypeVar("Result")


@contextmanager
def reading() -> Iterator[Connection]:
    """The database as it is; one that is not there, or has no tables yet, is told in a sentence."""
    url = load().database
    path = database.sqlite_path(url)
    if path is not None and not path.exists():
        stop(f"There is no database at {path}: start the service once.")
    engine = database.reader(url)
    try:
        with engine.begin() as connection:
            yield connection
    except (OperationalError, ProgrammingError):
        stop("The database can't be read: does it answer, and has the service been started once?")
    finally:
        engine.dispose()


def write(work: Callable[[Any], Any]) -> Any:
    """Does something with the engine, as the only service that writes; returns what it returns."""
    known = load()
    known.data_dir.mkdir(parents=True, exist_ok=True)
    with database.sole_service(known.database):
        engine = database.writer(known.database)
        try:
            return work(engine)
        finally:
            engine.dispose()


def beside(work: Callable[[Connection, datetime], Result]) -> Result:
    """Stores something small, also while the service runs: one short transaction, for which the service's
    own wait a moment. `work` gets the business time. A database that is not ready is told in a sentence."""
    url = load().database
    path = database.sqlite_path(url)
    if path is not None and not path.exists():
        stop(f"There is no database at {path}: start the service once.")
    engine = database.writer(url)
    try:
        with engine.begin() as connection:
            return work(connection, business_time(connection))
    except (OperationalError, ProgrammingError):
        stop("The database can't be written: does it answer, and has this version been started once?")
    finally:
        engine.dispose()


def anyway(work: Callable[[Connection, datetime], Result]) -> Result:
    """Stores something, whether or not the service runs: alone on a database brought up to date, else beside
    the service like `beside`."""

    def alone(engine: Any) -> Result:
        database.upgrade(engine)
        with engine.begin() as connection:
            return work(connection, business_time(connection))

    try:
        return cast(Result, write(alone))
    except database.InUse:
        return beside(work)


def business_time(connection: Connection) -> datetime:
    """Business time, as the database has it."""
    return Clock(timedelta(seconds=float(settings.get(connection, OFFSET) or 0))).now()


def stop(why: str) -> NoReturn:
    """Ends the command with a sentence."""
    typer.echo(why, err=True)
    raise typer.Exit(2)
