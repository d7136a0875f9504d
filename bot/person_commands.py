"""`sangkien data-requests` and `sangkien forget-person`: whose data is to be looked at, and what is done
then; beside a running service."""

import sys
from datetime import datetime
from typing import Annotated

import typer
from sqlalchemy import Connection

from bot import cli
from handlers.turn import ZONE
from storage import data_requests as requests
from storage import forgetting


def data_requests(
    done: Annotated[int | None, typer.Option(help="The number of a request that was seen to.")] = None,
) -> None:
    """Lists the people who took back their consent on a platform and whose data nobody has looked at yet:
    number, when, person, channel, kind; or marks one as done."""
    if done is not None:
        if not cli.beside(lambda connection, now: requests.done(connection, done, now)):
            cli.stop(f"No request {done} is open: see `sangkien data-requests`.")
        typer.echo(f"Request {done} is done.")
        return
    with cli.reading() as connection:
        for row in requests.waiting(connection):
            at = row.at.astimezone(ZONE)
            typer.echo(f"{row.id}  {at:%Y-%m-%d %H:%M}  person {row.person_id}  {row.channel}  {row.kind}")


def forget_person(
    number: Annotated[int, typer.Argument(help="As `sangkien data-requests` prints it.")],
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask.")] = False,
) -> None:
    """Removes a person and everything of theirs: initiatives, drafts, files, questions, chats, consents.
    Shows first what there is, and asks at a terminal."""
    with cli.reading() as connection:
        known = forgetting.known(connection, number)
    if known is None:
        cli.stop(f"There is no person {number}.")
    typer.echo(f"{known.name or '(no name)'}: " + ", ".join(f"{n} {what}" for what, n in known.had.items()))
    if known.official:
        cli.stop(
            "They hold or held a role: what they did for others can't go with them. See docs/operations.md."
        )
    if not yes and sys.stdin.isatty():
        typer.confirm("Remove all of it for good?", abort=True)

    def store(connection: Connection, _now: datetime) -> None:
        forgetting.forget_person(connection, number)

    cli.beside(store)
    typer.echo(f"Person {number} is forgotten. Backups still hold them.")
