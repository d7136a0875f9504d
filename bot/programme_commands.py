"""`sangkien programme …`: what an officer's helper does with programme files."""

import asyncio
import json
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, get_args

import typer
from sqlalchemy import Connection

from bot import cli, library, rehearsal, verdicts
from bot.askable import ASKABLE
from bot.settings import load
from handlers.text import clean
from programmes import checking, model
from programmes.calendar import AFTER, BEFORE, MOVED, Occurrence, nudges, occurrences, undated
from programmes.checking import SEVERITIES
from programmes.decided import CONFLICT, decided
from programmes.model import Programme, Role
from storage import decisions, settings

app = typer.Typer(no_args_is_help=True, help="Programme files: check them, list them, look ahead.")

ProgrammeFile = Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="A programme file.")]

DAY = ["%Y-%m-%d"]


@app.command()
def check(file: ProgrammeFile) -> None:
    """Tells what is wrong or open in a programme file, and where; ends with 1 where it can't be used."""
    problems = checking.check(_text(file), ASKABLE)
    for problem in problems:
        path = f"{problem.path}: " if problem.path else ""
        typer.echo(f"{file}:{problem.line}: {problem.level}: {path}{problem.message}")
    counts = Counter(problem.level for problem in problems)
    typer.echo(", ".join(_counted(counts[level], level) for level in SEVERITIES))
    raise typer.Exit(1 if counts["error"] else 0)


@app.command("list")
def list_known() -> None:
    """Lists the programmes the service knows, with what officers have decided so far."""
    texts = library.files(load().programmes_dir)
    with cli.reading() as connection:
        held, versions = decisions.in_force(connection), settings.versions(connection)
    for key in sorted({*texts, *versions}):
        state = held.get(key, {}).get(decisions.STATE, "new") if key in texts else "without a file"
        said = f"{key}: {state}, versions: {versions.get(key, 0)}"
        if key in texts:
            programme, holding = decided(model.load(texts[key]), held.get(key, {}))
            open_ = [c.key for c in programme.conflicts if f"{CONFLICT}{c.key}" not in holding]
            said += f", undecided: {len(open_)} of {len(programme.conflicts)} ({programme.body})"
        typer.echo(said)


@app.command()
def schema() -> None:
    """Prints the JSON Schema of a programme file, for editors."""
    typer.echo(json.dumps(Programme.model_json_schema(), indent=2, ensure_ascii=False))


@app.command()
def rehearse(
    key: Annotated[str, typer.Argument(help="A programme's key.")],
    first: Annotated[datetime | None, typer.Option("--from", formats=DAY)] = None,
    last: Annotated[datetime | None, typer.Option("--to", formats=DAY)] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Plays a programme's calendar with a small cast and prints what falls due for whom and what is said.

    Without days: its whole run, or thirteen months from its first deadline.
    """
    programme = _programme(key)
    usual = rehearsal.span(programme)
    begin, end = (given.date() if given else day for given, day in zip((first, last), usual, strict=True))
    if begin > end:
        cli.stop(f"--from {begin} is later than --to {end}.")
    lines = asyncio.run(rehearsal.rehearse(programme, begin, end))
    if as_json:
        for line in lines:
            typer.echo(json.dumps(line.as_json(), ensure_ascii=False))
    else:
        typer.echo("\n\n".join(line.as_text() for line in lines))


@app.command()
def verdict(
    key: Annotated[str, typer.Argument(help="A programme's key.")],
    answers: Annotated[
        Path, typer.Option(exists=True, dir_okay=False, help="Answers by question key: JSON or YAML.")
    ],
    at: Annotated[str, typer.Option(help="When it is entered, e.g. 2022-05-31T23:59:59; Vietnam time.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Says what a programme makes of some answers at a moment, why, and by which paragraph."""
    programme = _programme(key)
    try:
        found = verdicts.of(programme, verdicts.read(_text(answers)), verdicts.moment(at))
    except verdicts.Unreadable as why:
        cli.stop(f"{answers}: {why}" if why.in_file else str(why))
    for name in found.unknown:
        typer.echo(f"{answers}: {name} is no question; left out of account.", err=True)
    typer.echo(json.dumps(found.as_json(), ensure_ascii=False) if as_json else found.as_text())


@app.command()
def calendar(
    key: Annotated[str, typer.Argument(help="A programme's key.")],
    year: Annotated[int, typer.Option(min=1902, max=2098)],
    level: Annotated[str | None, typer.Option(help="Whose days, e.g. grassroots; else the plan's.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Prints what falls due in a year, with the days people are reminded on, and what has no date."""
    programme = _programme(key)
    for occurrence in occurrences(programme, date(year, 1, 1), date(year, 12, 31), level):
        told = _told(programme, occurrence, level)
        typer.echo(json.dumps(told, ensure_ascii=False) if as_json else _shown(told))
    for deadline in undated(programme):
        told = {"deadline": deadline.key, "title": deadline.title.en, "last_day": None}
        open_ = f"no date yet  {deadline.key}: {deadline.title.en}"
        typer.echo(json.dumps(told, ensure_ascii=False) if as_json else open_)


def _told(programme: Programme, occurrence: Occurrence, level: str | None) -> dict[str, Any]:
    deadline = programme.deadline(occurrence.deadline)
    return {
        "deadline": occurrence.deadline,
        "title": deadline.title.en if deadline else "",
        "round": occurrence.round,
        "first_day": str(occurrence.first_day),
        "last_day": str(occurrence.last_day),
        "weekday": f"{occurrence.last_day:%a}",
        "closes": occurrence.closes.isoformat(),
        "level": occurrence.level,
        "reminders": {
            role: days for role in get_args(Role) if (days := _reminded(programme, occurrence, role, level))
        },
    }


def _reminded(programme: Programme, occurrence: Occurrence, role: Role, level: str | None) -> list[str]:
    first, last = occurrence.last_day - BEFORE - MOVED, occurrence.last_day + AFTER
    found = nudges(programme, first, last, role, level)
    return [str(nudge.day) for nudge in found if nudge.occurrence == occurrence]


def _shown(told: dict[str, Any]) -> str:
    """The last good day first: that is what people look for."""
    level = f", {told['level']}'s own day" if told["level"] else ""
    lines = [
        f"{told['last_day']} {told['weekday']}  {told['deadline']} {told['round']}{level}: {told['title']}",
        f"    closes {told['closes']}",
        *(f"    {role}: {', '.join(days)}" for role, days in told["reminders"].items()),
    ]
    return "\n".join(lines)


Reason = Annotated[str, typer.Option(help="Why, or by which document; it stands in the journal.")]


@app.command("open")
def open_(key: str, reason: Reason) -> None:
    """Lets a programme take registrations again; works beside a running service."""
    _decide(key, decisions.OPEN, reason)


@app.command()
def close(key: str, reason: Reason) -> None:
    """Lets a programme take no new registrations; works beside a running service."""
    _decide(key, decisions.CLOSED, reason)


def _decide(key: str, state: str, reason: str) -> None:
    """The same act as an officer's in chat, by nobody in particular."""
    if not reason.strip():
        cli.stop("Say why with --reason.")

    def store(connection: Connection, now: datetime) -> list[str]:
        known = decisions.in_force(connection)
        if key in known:
            decisions.decide(connection, connection.dialect.name, key, decisions.STATE, state,
                             clean(reason), None, now)  # fmt: skip
        return sorted(known)

    known = cli.beside(store)
    if key not in known:
        cli.stop(f"No programme {key} takes part. There are: {', '.join(known)}.")
    typer.echo(f"{key} is {state}.")


def _programme(key: str) -> Programme:
    """A programme of the library or of the operator's folder, as its file says."""
    texts = library.files(load().programmes_dir)
    if key not in texts:
        cli.stop(f"No programme has the key {key}. There are: {', '.join(texts)}.")
    return model.load(texts[key])


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except UnicodeDecodeError:
        cli.stop(f"{file} is not written in UTF-8.")


def _counted(number: int, level: str) -> str:
    plural = "s" if number != 1 and level != "undecided" else ""
    return f"{number} {level}{plural}"
