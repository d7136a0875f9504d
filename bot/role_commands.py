"""`sangkien role …`, `sangkien invite` and `sangkien audit`: who is what within which unit, and how that came
about; beside a running service."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import Connection

from bot import cli
from bot.links import start_links
from bot.role_sheets import Sheet
from bot.settings import load
from documents.table import as_docx, as_xlsx
from handlers import role_book, role_news
from handlers.role_form import MOST_USES
from handlers.turn import ZONE
from messages.catalogue import Catalogue
from storage import audit as audits
from storage import roles, units
from storage.store import Store

LANGUAGE = "vi"  # files are for unions
EVERYWHERE = "sangkien"  # what a log of all units is headed with

app = typer.Typer(no_args_is_help=True, help="Roles: list them, end one.")


@dataclass
class _Teller:
    """A command that leaves word for people of the running service."""

    store: Store
    now: datetime


@app.command("list")
def list_held(
    unit: Annotated[str | None, typer.Option(help="Only of the unit with this code.")] = None,
) -> None:
    """Lists the roles held now: number, unit, role, name, since when; a cover with its days."""
    with cli.reading() as connection:
        unit_id = _unit(connection, unit) if unit is not None else None
        for row in roles.standing(connection, unit_id):
            since = row.granted_at.astimezone(ZONE)
            days = f"  covers {row.since} to {row.until}" if row.since else ""
            typer.echo(f"{row.id}  {row.code}  {row.role}  {row.name}  since {since:%Y-%m-%d}{days}")


@app.command()
def end(number: Annotated[int, typer.Argument(help="As `sangkien role list` prints it.")]) -> None:
    """Ends a role: its holder's next message is answered without it. They are told in the chat, and so are
    the officers above a unit that has nobody left."""

    def store(connection: Connection, now: datetime) -> bool:
        entry = roles.end(connection, number, now)
        if entry is not None:
            known = Store(connection, now)
            role_news.ended(_Teller(known, now), entry)
            known.save()
        return entry is not None

    if not cli.beside(store):
        cli.stop(f"Nobody holds a role {number}: see `sangkien role list`.")
    typer.echo(f"Role {number} has ended.")


def invite(
    role: Annotated[str | None, typer.Option(help=f"One of: {', '.join(roles.ROLES)}.")] = None,
    unit: Annotated[
        str | None, typer.Option(help="The unit's code; the role counts for it and all below.")
    ] = None,
    days: Annotated[int, typer.Option(min=1, max=365, help="How long the code can be used.")] = 14,
    uses: Annotated[int, typer.Option(min=1, max=MOST_USES, help="How many guests may use it.")] = 1,
    units_below: Annotated[
        str | None, typer.Option(help="Instead of --unit: a code for every grassroots union below this one.")
    ] = None,
    without_officer: Annotated[
        bool, typer.Option("--without-officer", help="Of those only unions without an officer.")
    ] = False,
    out: Annotated[Path | None, typer.Option(help="The Word file that --units-below writes.")] = None,
    revoke: Annotated[str | None, typer.Option(help="A code that shall grant nothing any more.")] = None,
) -> None:
    """Prints a code that gives its guests a role, writes codes for many units into a Word file, or revokes a
    code; works beside a running service."""
    if revoke is not None:
        _revoke(revoke)
    elif role is None or (unit is None) == (units_below is None):
        cli.stop("Say --role and --unit or --units-below, or --revoke with a code.")
    elif role not in roles.ROLES:
        cli.stop(f"There is no role {role}: say one of {', '.join(roles.ROLES)}.")
    elif unit is not None:
        _invite(role, unit, timedelta(days=days), uses)
    elif role != "officer" or out is None or uses != 1:
        cli.stop("--units-below is for --role officer, one guest a code, and needs --out.")
    else:
        _invite_below(str(units_below), timedelta(days=days), without_officer, out)


def _invite(role: str, unit: str, lasting: timedelta, uses: int) -> None:
    code = roles.new_code()

    def store(connection: Connection, now: datetime) -> None:
        held = roles.Held(role, _unit(connection, unit))
        roles.invite(connection, code, held, now, now + lasting, uses=uses)

    cli.beside(store)
    typer.echo(f"{code}\nType in the chat: mã {code}\nOr open it with: /start i_{code}")
    for link in start_links(load()):
        typer.echo(f"Or open: {link}i_{code}")


def _invite_below(code: str, lasting: timedelta, without_officer: bool, out: Path) -> None:
    """The file is made before the codes are good, and outside any transaction: pictures take a while."""

    def begin(connection: Connection, now: datetime) -> tuple[str, Sheet]:
        unit_id = _unit(connection, code)
        return units.name_of(connection, unit_id), Sheet(
            connection, unit_id, now, now + lasting, without_officer
        )

    below, sheet = cli.beside(begin)
    if not sheet.units:
        cli.stop(f"Every grassroots union below {code} has an officer.")
    _write(out, as_docx(sheet.table(Catalogue(), LANGUAGE, below, start_links(load()))))
    gone = cli.beside(lambda connection, _now: sheet.keep(connection, None))
    typer.echo(f"{len(sheet.units)} codes, good until {sheet.until.astimezone(ZONE):%Y-%m-%d %H:%M}: {out}")
    if gone:
        typer.echo(f"{gone} unused codes of an earlier file for these unions grant nothing any more.")


def _revoke(code: str) -> None:
    if not cli.beside(lambda connection, now: roles.revoke(connection, code, now)):
        cli.stop("No open invitation has this code: it is unknown, used or expired.")
    typer.echo("The code grants nothing any more.")


def audit(
    unit: Annotated[str | None, typer.Option(help="Only of the unit with this code and all below.")] = None,
    out: Annotated[
        Path | None, typer.Option(help="Writes an Excel file instead; that is logged too.")
    ] = None,
) -> None:
    """Prints what happened to roles and invitations, the newest first: when, unit, what, role, who, whose."""
    with cli.reading() as connection:
        top = _unit(connection, unit) if unit is not None else None
        name = units.name_of(connection, top) if top is not None else EVERYWHERE
        rows = audits.entries(connection, [top] if top is not None else None)
    if out is None:
        for row in rows:
            at = row.at.astimezone(ZONE)
            who = f"{row.who or 'operator'} -> {row.whose}" if row.whose else row.who or "operator"
            typer.echo(f"{at:%Y-%m-%d %H:%M}  {row.unit_code or '-'}  {row.kind}  {row.role or '-'}  {who}")
        return

    def store(connection: Connection, now: datetime) -> datetime:
        audits.log_all(connection, now, "exported", [{"unit_id": top, "data": {"rows": len(rows)}}])
        return now

    made = cli.beside(store)
    text = partial(Catalogue().text, language=LANGUAGE)
    _write(out, as_xlsx(role_book.log(text, [name], made, rows)))
    typer.echo(f"{len(rows)} lines: {out}")


def _write(out: Path, data: bytes) -> None:
    """For whoever typed the command alone: it may hold codes."""
    try:
        out.touch(mode=0o600)
        out.write_bytes(data)
    except OSError as error:
        cli.stop(f"{out} can't be written: {error.strerror}.")


def _unit(connection: Connection, code: str) -> int:
    unit_id = units.find(connection, code)
    if unit_id is None:
        cli.stop(f"There is no unit {code}.")
    return unit_id
