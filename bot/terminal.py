"""The local chat in a terminal, and scripts of conversations replayed against the running service."""

import asyncio
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import aiohttp
import typer


async def chat(host: str, port: int, person: str, script: Path | None, record: Path | None) -> int:
    """Says lines and prints what comes back; 0 when all went through."""
    base = f"http://{host}:{port}/chat/api"
    async with aiohttp.ClientSession() as session:
        with record.open("w", encoding="utf-8") if record else open("/dev/null", "w") as kept:  # noqa: ASYNC230, PTH123
            for line in _lines(script):
                try:
                    answer = await _say(session, base, person, line)
                except aiohttp.ClientConnectionError:
                    typer.echo(
                        f"Nothing answers on {host}:{port}. Start the service first: make run", err=True
                    )
                    return 2
                kept.write(line + "\n")
                _show(answer, line if script else None)
    return 0


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
        path = Path(line[1:].strip())
        form = aiohttp.FormData({"person": person})
        form.add_field("file", await asyncio.to_thread(path.read_bytes), filename=path.name)
        request = session.post(f"{base}/events", data=form)
    else:
        request = session.post(f"{base}/events", json={"person": person, "text": line})
    async with request as response:
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
            typer.echo(f"    {choice['number']}. {choice['label']}")
