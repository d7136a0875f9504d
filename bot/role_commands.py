"""`sangkien role …` and `sangkien invite`: who is what within which unit; beside a running service."""

from datetime import datetime, timedelta
from typing import Annotated

import typer
from sqlalchemy import Connection

from bot import cli
from handlers.turn import ZONE
from storage import roles, units

app = typer.Typer(no_args_is_help=True, help="Roles: list them, end one.")


@app.command("list")
def list_held(
    unit: Annotated[str | None, typer.Option(help="Only of the unit with this code.")] = None,
) -> None:
    """Lists the roles held now: number, unit, role, name, since when."""
    with cli.reading() as connection:
        unit_id = _unit(connection, unit) if unit is not None else None
        for row in roles.standing(connection, unit_id):
            since = row.granted_at.astimezone(ZONE)
            typer.echo(f"{row.id}  {row.code}  {row.role}  {row.name}  since {since:%Y-%m-%d}")


@app.command()
def end(number: Annotated[int, typer.Argument(help="As `sangkien role list` prints it.")]) -> None:
    """Ends a role: its holder's next message is answered without it."""
    if not cli.beside(lambda connection, now: roles.end(connection, number, now)):
        cli.stop(f"Nobody holds a role {number}: see `sangkien role list`.")
    typer.echo(f"Role {number} has ended.")


def invite(
    role: Annotated[str | None, typer.Option(help=f"One of: {', '.join(roles.ROLES)}.")] = None,
    unit: Annotated[
        str | None, typer.Option(help="The unit's code; the role counts for it and all below.")
    ] = None,
    days: Annotated[int, typer.Option(min=1, max=365, help="How long the code can be used.")] = 14,
    revoke: Annotated[str | None, typer.Option(help="A code that shall grant nothing any more.")] = None,
) -> None:
    """Prints a code that gives its guest a role, once, or revokes one; works beside a running service."""
    if revoke is not None:
        _revoke(revoke)
    elif role is None or unit is None:
        cli.stop("Say --role and --unit, or --revoke with a code.")
    elif role not in roles.ROLES:
        cli.stop(f"There is no role {role}: say one of {', '.join(roles.ROLES)}.")
    else:
        _invite(role, unit, timedelta(days=days))


def _invite(role: str, unit: str, lasting: timedelta) -> None:
    code = roles.new_code()

    def store(connection: Connection, now: datetime) -> None:
        held = roles.Held(role, _unit(connection, unit))
        roles.invite(connection, code, held, now, now + lasting)

    cli.beside(store)
    typer.echo(f"{code}\nType in the chat: mã {code}\nOr open it with: /start i_{code}")


def _revoke(code: str) -> None:
    if not cli.beside(lambda connection, now: roles.revoke(connection, code, now)):
        cli.stop("No open invitation has this code: it is unknown, used or expired.")
    typer.echo("The code grants nothing any more.")


def _unit(connection: Connection, code: str) -> int:
    unit_id = units.find(connection, code)
    if unit_id is None:
        cli.stop(f"There is no unit {code}.")
    return unit_id
