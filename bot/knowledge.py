"""The knowledge as the service searches it: the files of the library, and what units have published."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from handlers.knowledge_search import KnowledgeIndex, Known
from programmes import knowledge as files
from storage import knowledge

GENERAL = "general"


@lru_cache(maxsize=4)  # files change with a new version of the service only
def seeds(folder: Path = files.FOLDER) -> tuple[Known, ...]:
    """What the files say. Raises `pydantic.ValidationError`, `yaml.YAMLError`."""
    return tuple(
        Known(
            key=key_of(file, one), question=one.question, answer=one.answer,
            source=one.source, topic=one.topic, programme=file.programme or "", also=one.also,
            since=one.since, until=one.until, common=one.common, conflicts=one.conflicts,
        )
        for file in files.library(folder)
        for one in file.entries
    )  # fmt: skip


def key_of(file: files.Knowledge, entry: files.Entry) -> str:
    """What an entry of a file is called among all."""
    return f"{file.programme or GENERAL}.{entry.key}"


def index(connection: Connection) -> KnowledgeIndex:
    """Files, and what is live in the database."""
    own = [_own(row) for row in knowledge.live(connection)]
    return KnowledgeIndex([*seeds(files.FOLDER), *own]) if own else _plain(files.FOLDER)


@lru_cache(maxsize=4)
def _plain(folder: Path) -> KnowledgeIndex:
    """The files alone: nothing in an index changes, so services of one process share it."""
    return KnowledgeIndex(seeds(folder))


def _own(row: Any) -> Known:
    return Known(
        key=f"own-{row.id}", question=row.question, answer=row.answer, source=row.source,
        topic=row.topic or "other", programme=row.programme, unit_id=row.unit_id, shortcut=row.shortcut,
        since=row.since, until=row.until,
    )  # fmt: skip
