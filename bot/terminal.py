"""The local chat in a terminal, and scripts of conversations replayed against the running service."""

import asyncio
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from io import BytesIO
from pathlib import Path
from typing import IO, Any

import aiohttp
import typer

from bot.settings import EVERYWHERE


class _Stop(Exception):
    """The conversation can't go on; the message is one sentence for whoever typed the command."""


async def chat(host: str, port: int, person: str, script: Path | None, record: Path | None) -> int:
    """Says lines and prints what comes back; 0 when all went through, 2 when it could not go on."""
    base = f"http://{EVERYWHERE.get(host, host)}:{port}/chat/api"
    try:
        with _opened(record) as kept:
            async with aiohttp.ClientSession() as session:
                for line in _lines(script):
                    answer = await _say(session, base, person, line)
                    if kept:
                        kept.write(line + "\n")
                    _show(answer, line if script else None)
    except aiohttp.ClientConnectionError:
        typer.echo(f"Nothing answers on {host}:{port}. Start the service first: make run", err=True)
        return 2
    except _Stop as why:
        typer.echo(str(why), err=True)
        return 2
    return 0


def _opened(record: Path | None) -> "IO[str] | nullcontext[None]":
    return record.open("w", encoding="utf-8", buffering=1) if record else nullcontext()


def _lines(script: Path | None) -> Iterator[str]:
    """Lines of a script: empty ones and those that begin with # say nothing; `@path` sends a file."""
    source: IO[str] = script.open(encoding="utf-8") if script else sys.stdin
    with source:
        for line in source:
            text = line.rstrip("\n")
            if text.strip() and not text.startswith("#"):
                yield text


async def _say(session: aiohttp.ClientSession, base: str, person: str, line: str) -> dict[str, Any]:
    if line.startswith("@"):
        form = aiohttp.FormData({"person": person}, quote_fields=False)  # names go as browsers send them
        path = Path(line[1:].strip())
        try:
            form.add_field("file", BytesIO(await asyncio.to_thread(path.read_bytes)), filename=path.name)
        except OSError:
            raise _Stop(f"{path} can't be read.") from None
        request = session.post(f"{base}/events", data=form)
    else:
        request = session.post(f"{base}/events", json={"person": person, "text": line})
    async with request as response:
        if response.content_type != "application/json":
            raise _Stop(f"There is no local chat on {base}: with a token it is served only with DEMO=1.")
        answer: dict[str, Any] = await response.json()
        return answer


def _show(answer: dict[str, Any], said: str | None) -> None:
    if said is not None:
        typer.echo(f"> {said}")
    if "error" in answer:
        typer.echo(f"! {answer['error']}")
    for reply in answer.get("replies", []):
        typer.echo(f"  {reply['text']}".replace("\n", "\n  "))
        for choice in reply["choices"]:
            number = f"{choice['number']}. " if choice["number"] else ""
            typer.echo(f"    {number}{choice['label']}")
