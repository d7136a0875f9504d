"""The command line: `sangkien …`."""

import asyncio
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from bot import (
    backups,
    channel_commands,
    cli,
    knowledge_commands,
    logs,
    person_commands,
    programme_commands,
    role_commands,
    roster_commands,
    terminal,
    unit_commands,
)
from bot.bootstrap import App
from bot.channels.zalo_oa import commands as zalo_commands
from bot.library import BadProgramme
from bot.settings import Misconfigured, Settings, load
from documents import export as exporting
from storage import database, queue

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
app.add_typer(programme_commands.app, name="programme")
app.add_typer(knowledge_commands.app, name="knowledge")
app.add_typer(role_commands.app, name="role")
app.add_typer(zalo_commands.app, name="zalo")
app.command()(role_commands.invite)
app.command()(role_commands.audit)
app.command("data-requests")(person_commands.data_requests)
app.command("forget-person")(person_commands.forget_person)
app.command()(channel_commands.channels)


@app.callback()
def _main() -> None:
    """Chat service in which workers register initiatives and unions follow them."""


@app.command()
def run() -> None:
    """Runs the service until it is told to stop (SIGINT or SIGTERM)."""
    settings = load()
    logs.configure(settings.log_level)
    asyncio.run(_run(settings))


async def _run(settings: Settings) -> None:
    service = App(settings)
    stopping = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    try:
        await service.start()
        if "local" in service.channels:
            typer.echo(f"Sáng kiến: http://{settings.host}:{service.port}")
        done, _ = await asyncio.wait(
            [asyncio.create_task(stopping.wait()), asyncio.create_task(service.wait())],
            return_when=asyncio.FIRST_COMPLETED,
        )
        for task in done:
            task.result()
    finally:
        await service.stop()


@app.command()
def migrate() -> None:
    """Brings the database's schema up to date (the service does so by itself at its start)."""
    cli.write(database.upgrade)
    typer.echo("The schema is up to date.")


app.command("import-units")(unit_commands.import_units)
app.command("undo-import")(unit_commands.undo_import)
app.command("import-roster")(roster_commands.import_roster)


@app.command()
def export(
    json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
    records: Annotated[
        bool, typer.Option("--records", help="What officers entered, instead of initiatives.")
    ] = False,
) -> None:
    """Prints the stored initiatives, or what officers entered, answers under their question keys; works
    beside a running service."""
    if not json:
        cli.stop("say --json: it is the only format so far")
    with cli.reading() as connection:
        for line in exporting.records(connection) if records else exporting.initiatives(connection):
            sys.stdout.write(line + "\n")


@app.command()
def backup(file: Path) -> None:
    """Writes the database and all files into one archive, also while the service runs."""
    settings = load()
    _said(lambda: backups.backup(settings.database, settings.data_dir / "files", file))
    typer.echo(f"Saved to {file}.")


@app.command()
def restore(file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)]) -> None:
    """Puts the database and files of an archive in place of the present ones; the service must be stopped."""
    settings = load()
    _said(lambda: backups.restore(settings.database, settings.data_dir / "files", file))
    typer.echo("Restored.")


@app.command()
def parked() -> None:
    """Lists updates that were given up, with the kind and the place of their errors."""
    with cli.reading() as connection:
        for row in queue.parked(connection):
            typer.echo(f"{row.id}  {row.received_at:%Y-%m-%d %H:%M:%S}Z  {row.channel}  {row.error}")


@app.command()
def replay(inbox_id: int) -> None:
    """Lets a given-up update have its turn again (the service must be stopped on SQLite)."""

    def again(engine: Any) -> bool:
        with engine.begin() as connection:
            return queue.replay(connection, inbox_id)

    typer.echo("It will have its turn." if cli.write(again) else "No parked update has this number.")


@app.command()
def chat(
    person: Annotated[str, typer.Option(help="Whom to be.")] = "an",
    script: Annotated[
        Path | None, typer.Option(exists=True, help="Lines to say; see docs/chat-scripts.md.")
    ] = None,
    record: Annotated[Path | None, typer.Option(help="Writes what is said, as a script.")] = None,
) -> None:
    """The local chat in a terminal; talks to the running service."""
    settings = load()
    raise typer.Exit(asyncio.run(terminal.chat(settings.host, settings.port, person, script, record)))


def _said(work: Callable[[], None]) -> None:
    try:
        work()
    except backups.CannotBackUp as error:
        cli.stop(str(error))


def main() -> None:
    """Entry point: what an operator did wrong is one sentence, not a traceback."""
    try:
        app()
    except (Misconfigured, database.InUse, database.TooNew, BadProgramme) as error:
        typer.echo(str(error), err=True)
        raise SystemExit(2) from None


if __name__ == "__main__":
    main()
