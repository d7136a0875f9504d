"""`sangkien import-roster`: who works in a unit and those below; alone, or beside a running service."""

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import Connection

from bot import cli
from bot.roster_tasks import planned
from handlers import roster_plan
from handlers.events import Phrase
from handlers.roster_plan import Roster
from messages.catalogue import Catalogue
from storage import members, unit_files, units
from storage.unit_files import BadFile


def import_roster(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
    unit: Annotated[
        str,
        typer.Option(
            help="The unit's code: rows are for it or units below; those without a unit are its own."
        ),
    ],
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask.")] = False,
) -> None:
    """Takes in who works where from a CSV or Excel file (unit, name, phone or digits); it replaces the former
    rosters of the units it names, all or nothing. Of telephones only the last digits are kept. Shows first
    what it holds, and asks at a terminal."""
    found, before = cli.anyway(lambda connection, _now: _read(connection, file, unit))
    _show(found, before)
    if not yes and sys.stdin.isatty():
        typer.confirm("Write this?", abort=True)

    def write(connection: Connection, now: datetime) -> None:
        members.replace(connection, found.lines, now)

    if found.lines:
        cli.anyway(write)
    typer.echo(f"{len(found.lines)} people.")


def _read(connection: Connection, file: Path, unit: str) -> tuple[Roster, int]:
    unit_id = units.find(connection, unit)
    if unit_id is None:
        cli.stop(f"There is no unit {unit}.")
    try:
        found = planned(connection, unit_files.opened(file, roster_plan.is_roster), [unit_id], unit_id)
    except BadFile as error:
        key = "roster.headings" if error.key == "headings" else f"units.file#{error.key}"
        cli.stop(f"{file}: {Catalogue().text(Phrase(key), 'en')}")
    return found, members.count(connection, found.units)


def _show(found: Roster, before: int) -> None:
    """The preview; ends the command where something hinders it."""
    words = Catalogue()
    if found.problems:
        for line in roster_plan.problems(found.problems):
            typer.echo(words.text(line, "en").removeprefix("• "), err=True)
        cli.stop(f"Nothing is written: {len(found.problems)} places need another look.")
    counts = found.counts
    typer.echo(
        f"{counts['people']} people in {counts['units']} units, {counts['without']} without digits; "
        f"{before} lines are replaced"
    )
