"""The commands for the union tree: `sangkien import-units` and `sangkien undo-import`."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import Connection

from bot import cli
from handlers import unit_lines
from handlers.events import Phrase
from handlers.turn import ZONE
from messages.catalogue import Catalogue
from storage import unit_files, unit_imports
from storage.unit_files import BadFile, Row
from storage.unit_imports import CannotUndo, Last, Stale, Told
from storage.unit_moves import AT_ONCE
from storage.unit_plan import KINDS, Plan, plan

EACH = 20  # lines of each kind in a preview
LARGE = 2000  # rows from which on the progress is shown


def import_units(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask.")] = False,
) -> None:
    """Adds, changes, moves, merges and closes union units from a CSV or Excel file, by their code; all or
    nothing. Shows first what it would do, and asks at a terminal."""
    try:
        rows = _read(file)
    except BadFile as error:
        cli.stop(f"{file}: {Catalogue().text(Phrase(f'units.file#{error.key}'), 'en')}")

    def based(connection: Connection, now: datetime) -> tuple[int, Plan]:
        base, known = unit_imports.snapshot(connection)
        return base, plan(rows, known, now.astimezone(ZONE).date())

    base, planned = cli.anyway(based)
    _show(planned)
    if not yes and sys.stdin.isatty():
        typer.confirm("Write this?", abort=True)

    def write(connection: Connection, now: datetime) -> int:
        with _bar(len(planned.steps), "Writing") as told:
            return unit_imports.run(connection, planned, base, file.name, None, now, told)

    try:
        if planned.steps:
            cli.anyway(write)
    except Stale:
        cli.stop("The units have changed meanwhile: nothing is written. Start again.")
    typer.echo(f"{planned.rows} units.")


def _read(file: Path) -> list[Row]:
    sheet = unit_files.opened(file)
    with _bar(sheet.about, "Reading") as told:
        return list(_watched(sheet.rows, told))


def _watched(rows: Iterable[Row], told: Told) -> Iterator[Row]:
    for number, row in enumerate(rows, start=1):
        if number % AT_ONCE == 0:
            told(AT_ONCE)
        yield row


@contextmanager
def _bar(length: int, label: str) -> Iterator[Told]:
    """For people who wait before a terminal."""
    if length < LARGE or not sys.stderr.isatty():
        yield unit_imports.nobody
        return
    with typer.progressbar(length=length, label=label, file=sys.stderr) as bar:
        yield bar.update


def _show(planned: Plan) -> None:
    """The preview; ends the command where something hinders it."""
    words = Catalogue()
    if planned.problems:
        for line in unit_lines.problems(planned.problems):
            typer.echo(words.text(line, "en").removeprefix("• "), err=True)
        cli.stop(f"Nothing is written: {len(planned.problems)} places need another look.")
    counts = planned.counts
    typer.echo(", ".join(f"{counts[kind]} {kind}" for kind in KINDS) + f" ({planned.rows} rows)")
    for line in unit_lines.steps(planned, EACH, EACH * len(KINDS)):
        typer.echo(words.text(line, "en").replace("• ", "  ", 1))
    if planned.attributes:
        typer.echo(words.text(Phrase("units.attributes", {"columns": ", ".join(planned.attributes)}), "en"))


def undo_import() -> None:
    """Makes the last import of units undone: everything as it was before; works beside a running service."""

    def undo(connection: Connection, now: datetime) -> Last:
        return unit_imports.undo(connection, None, None, now)

    try:
        undone = cli.anyway(undo)
    except CannotUndo as error:
        if error.codes:
            cli.stop(f"People or work belong to units that it added: {', '.join(error.codes)}.")
        cli.stop("There is no import to undo.")
    typer.echo(f"Undone: {undone.file} of {undone.at:%Y-%m-%d %H:%M}Z.")
