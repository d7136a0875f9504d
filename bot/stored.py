"""How parts of events and replies look as JSON in the database."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import orjson

from bot.channels.base import FileRef
from handlers import phrases
from handlers.events import Attachment, Event, Param
from storage import links, tasks


def stored_files(files: Sequence[FileRef | Attachment]) -> list[dict[str, Any]]:
    """Files of an inbox row."""
    return [asdict(file) for file in files]


def attachments(files: Sequence[Mapping[str, Any]]) -> tuple[Attachment, ...]:
    """Files of an inbox row whose bytes are there, or never will be."""
    return tuple(Attachment(**file) for file in files)


def file_refs(files: Sequence[Mapping[str, Any]]) -> list[FileRef]:
    """Files of an inbox row that are still to be fetched."""
    return [FileRef(**file) for file in files]


def own_event(channel: str, raw: bytes, files: tuple[Attachment, ...] = ()) -> Event:
    """What no platform sent. It fell due: `value` is the kind of reminder, `text` what it is about, `seq` its
    row. Or a task is finished: `value` is its kind, `seq` its row. Or files came through a link: `value` is
    its row."""
    row = orjson.loads(raw)
    if channel == links.CHANNEL:
        return Event("file", value=str(row["id"]), attachments=files)
    if channel == tasks.CHANNEL:
        return Event("finished", value=row["kind"], seq=row["id"])
    return Event("due", value=row["kind"], text=row["subject"], seq=row["id"])


def to_json(params: Mapping[str, Param]) -> dict[str, Any]:
    """Parameters of a reply, so that another channel can render it again."""
    return {name: phrases.to_json(value) for name, value in params.items()}
