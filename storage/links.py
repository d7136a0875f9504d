"""Links into the service from outside. Whoever was sent one knows its token; here only a hash is kept."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Connection, delete, insert, select, update

from storage.queue import PEOPLE, conversation, insert_inbox
from storage.roles import Executes
from storage.tables import Link

link = Link.__table__  # type: ignore[attr-defined]

UPLOAD, DOWNLOAD = "upload", "download"
CHANNEL = "upload"  # of the updates that files through a link are
MOST = 5  # upload links that one person holds: each takes 200 MB


def make(
    database: Executes, kind: str, person_id: int, conversation_id: int, now: datetime, expires_at: datetime,
    **about: str,
) -> str:  # fmt: skip
    """A new link's token. `about`: draft_id, question, sha256, name, mime, as far as there are any; an
    upload's `name` is the key of the question's text. Whoever holds `MOST` upload links gets one more for the
    oldest, which is over from `now` on."""
    token = secrets.token_urlsafe(18)
    empty = dict.fromkeys(("draft_id", "question", "sha256", "name", "mime"), "")
    database.execute(
        insert(link).values(
            token_hash=_hash(token), kind=kind, person_id=person_id, conversation_id=conversation_id,
            made_at=now, expires_at=expires_at, **{**empty, **about},
        )
    )  # fmt: skip
    if kind == UPLOAD:
        mine = (link.c.person_id == person_id) & _taking(now)
        older = select(link.c.id).where(mine).order_by(link.c.id.desc()).offset(MOST)
        database.execute(update(link).where(link.c.id.in_(older)).values(expires_at=now))
    return token


def find(database: Executes, kind: str, token: str) -> Any:
    """The row of a link, also of one that is used or out of date; None for a token nobody was given."""
    query = select(link).where(link.c.token_hash == _hash(token), link.c.kind == kind)
    return database.execute(query).first()


def still_taking(database: Executes, keys: Sequence[int], now: datetime) -> set[int]:
    """Those of some links through which more files may come."""
    return set(database.execute(select(link.c.id).where(link.c.id.in_(keys), _taking(now))).scalars())


def is_over(row: Any, now: datetime) -> bool:
    """Whether a link's time is up."""
    return bool(row.expires_at <= now)


def use(connection: Connection, key: int, now: datetime) -> bool:
    """Marks a link as used; False where it was before."""
    free = (link.c.id == key) & link.c.used_at.is_(None)
    return bool(connection.execute(update(link).where(free).values(used_at=now)).rowcount)


def arrived(
    connection: Connection, row: Any, files: Sequence[dict[str, Any]], now: datetime, received_at: datetime
) -> list[int]:
    """Uses a link up and puts what came through it before its conversation; returns its inbox id, nothing
    where the link was used before.

    `now` is business time, `received_at` machine time.
    """
    if not use(connection, row.id, now):
        return []
    speaker = select(conversation.c.person_id).where(conversation.c.id == row.conversation_id)
    values = {
        "channel": CHANNEL,
        "external_id": f"upload:{row.token_hash}",  # SQLite gives the number of a forgotten link to a new one
        "conversation_id": row.conversation_id,
        "person_id": connection.execute(speaker).scalar_one(),
        "priority": PEOPLE,
        "state": "open",
        "raw": orjson.dumps({"id": row.id}),
        "at": None,
        "received_at": received_at,
        "files": list(files),
        "attempts": 0,
        "error": "",
    }
    return list(insert_inbox(connection, [values]).values())


def forget(connection: Connection, before: datetime) -> None:
    """Removes links that ended before a moment."""
    connection.execute(delete(link).where(link.c.expires_at < before))


def _taking(now: datetime) -> Any:
    """Upload links that are neither used nor over."""
    return (link.c.kind == UPLOAD) & link.c.used_at.is_(None) & (link.c.expires_at > now)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
