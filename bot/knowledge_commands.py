"""`sangkien knowledge …`: what is asked again and again, searched and checked from the command line."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError
from sqlalchemy.exc import OperationalError, ProgrammingError

from bot import cli, knowledge, library
from bot.clock import machine_now
from bot.settings import load
from handlers.knowledge_search import Found, KnowledgeIndex
from handlers.turn import today_of
from programmes import knowledge as files
from programmes.places import Unreadable, read
from storage import database

app = typer.Typer(no_args_is_help=True, help="Questions that are asked again and again, and their answers.")

MOST = 10
LONGEST_KEY = 50  # bytes of `programme.key`: it goes into a button


Programme = Annotated[str | None, typer.Option(help="A programme's key: its entries and the general ones.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON array of question, answer, source.")]
Folder = Annotated[Path, typer.Argument(exists=True, file_okay=False, help="Files; those of the library.")]


@app.command()
def search(
    text: Annotated[str, typer.Argument(help="A question, as people type it.")],
    programme: Programme = None,
    as_json: AsJson = False,
) -> None:
    """Prints the entries that fit, the best first; works beside a running service, and without a database."""
    if programme is not None and programme not in (known := library.files(load().programmes_dir)):
        cli.stop(f"No programme has the key {programme}. There are: {', '.join(known)}.")
    index, today = _known()
    everywhere = {entry.unit_id for entry in index.entries if entry.unit_id is not None}
    found = index.find(text, today=today, programmes=programme and {programme}, units=everywhere, count=MOST)
    typer.echo(_as_json(found) if as_json else "\n\n".join(map(_as_text, found)) or "Nothing was found.")


@app.command()
def check(folder: Folder = files.FOLDER) -> None:
    """Tells what is wrong in knowledge files, and where; ends with 1 where one can't be used."""
    paths = sorted(folder.glob("*.yaml"))
    problems = [problem for path in paths for problem in _problems(path)]
    for problem in problems:
        typer.echo(problem)
    typer.echo(f"{len(paths)} files, {len(problems)} errors")
    raise typer.Exit(1 if problems else 0)


def _known() -> tuple[KnowledgeIndex, date]:
    """Everything, and the day it is; without a database only the files."""
    url = load().database
    path = database.sqlite_path(url)
    if path is not None and not path.exists():
        return KnowledgeIndex(knowledge.seeds()), today_of(machine_now())
    engine = database.reader(url)
    try:
        with engine.begin() as connection:
            return knowledge.index(connection), today_of(cli.business_time(connection))
    except (OperationalError, ProgrammingError):
        typer.echo("The database can't be read; only the files are searched.", err=True)
        return KnowledgeIndex(knowledge.seeds()), today_of(machine_now())
    finally:
        engine.dispose()


def _as_json(found: list[Found]) -> str:
    told = [{name: getattr(one.entry, name) for name in ("question", "answer", "source")} for one in found]
    return json.dumps(told, ensure_ascii=False)


def _as_text(one: Found) -> str:
    entry = one.entry
    return f"{one.score:.2f}  {entry.key}: {entry.question}\n    {entry.answer}\n    ({entry.source})"


def _problems(path: Path) -> Iterator[str]:
    text = path.read_text("utf-8")
    try:
        _, places = read(text)
    except Unreadable as why:
        yield f"{path}:{why.line}: error: {why}"
        return
    try:
        file = files.load(text)
    except ValidationError as refused:
        for error in refused.errors():
            loc = error["loc"]
            yield f"{path}:{places.line(loc)}: error: {places.path(loc)}: {error['msg']}"
        return
    if file.programme is not None and file.programme not in library.files(load().programmes_dir):
        yield f"{path}:{places.line(('programme',))}: error: no programme has the key {file.programme}"
    for number, entry in enumerate(file.entries):
        key, at = knowledge.key_of(file, entry), ("entries", number)
        if len(key) > LONGEST_KEY:
            yield f"{path}:{places.line((*at, 'key'))}: error: {key} is longer than {LONGEST_KEY} letters"
        if entry.since and entry.until and entry.since > entry.until:
            yield f"{path}:{places.line((*at, 'until'))}: error: {key} ends before it begins"
