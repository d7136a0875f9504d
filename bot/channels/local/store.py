"""What the local chat page shows: read from the database, so that a reload and a restart lose nothing."""

from typing import Any
from urllib.parse import urlencode

import orjson
from sqlalchemy import Connection, func, select

from bot.channels.local.moments import Moments
from storage import forgetting
from storage.queue import conversation, inbox, outbox
from storage.tables import Draft, FileUse, Initiative, Person, StoredFile, Unit

AT_ONCE = 500  # messages in one answer; who asks for more asks again


def _table(model: Any) -> Any:
    return model.__table__


def lane(connection: Connection, person: str) -> Any:
    """The conversation of a person's name, None before the first word."""
    query = select(conversation).where(conversation.c.channel == "local", conversation.c.address == person)
    return connection.execute(query).first()


def messages(connection: Connection, person: str, after: int, moments: Moments) -> dict[str, Any]:
    """Messages with an id above `after`, oldest first; the question that is open; what was not answered yet.

    The first message of a turn says what it answers, together with what was said before it and not answered.
    """
    found = lane(connection, person)
    if found is None:
        return {"messages": [], "asked": "", "unanswered": []}
    mine = outbox.c.conversation_id == found.id
    rows = connection.execute(
        select(outbox).where(mine, outbox.c.id > after).order_by(outbox.c.id).limit(AT_ONCE)
    ).all()
    before, newest = (
        connection.execute(select(func.max(outbox.c.inbox_id)).where(mine, *which)).scalar() or 0
        for which in ((outbox.c.id <= after,), ())
    )
    said = _said(connection, found.id, before)
    shown = []
    for row in rows:
        answered = [s for s in said if s.id <= (row.inbox_id or 0)]
        said = said[len(answered) :]
        shown.append(_message(row, answered, person, moments))
    left = [s for s in said if s.id > newest and s.state in ("done", "parked")]
    return {
        "messages": shown,
        "asked": str(found.session.get("asked", "")),
        "unanswered": _turns(left, person, moments),
    }


def _said(connection: Connection, conversation_id: int, before: int) -> list[Any]:
    """What the person said after an update, oldest first; what fell due by itself is left out."""
    query = (
        select(inbox.c.id, inbox.c.raw, inbox.c.files, inbox.c.received_at, inbox.c.state)
        .where(inbox.c.conversation_id == conversation_id, inbox.c.id > before, inbox.c.channel == "local")
        .order_by(inbox.c.id)
    )
    return list(connection.execute(query))


def _message(row: Any, answered: list[Any], person: str, moments: Moments) -> dict[str, Any]:
    body, turns = orjson.loads(row.body), _turns(answered, person, moments)
    return {
        "id": row.id,
        "said": "\n".join(turn["said"] for turn in turns if turn["said"]) if turns else None,
        "said_files": [file for turn in turns for file in turn["files"]],
        "turns": turns,
        "key": row.key,
        "text": body["text"],
        "choices": body["choices"],
        "files": [_file(f, person) for f in body["files"]],
        "at": moments.iso(row.created_at),
        "push": row.push,
        "edits": body.get("edits", ""),
    }


def _turns(said: list[Any], person: str, moments: Moments) -> list[dict[str, Any]]:
    """What a person did, one by one. What was blanked (no consent was given) leaves nothing to show."""
    turns = []
    for row in said:
        words = orjson.loads(row.raw) if row.raw else {}
        text, files = (
            str(words.get("text") or words.get("choice") or ""),
            [_file(f, person) for f in row.files],
        )
        if text or files:
            turns.append({"said": text, "files": files, "at": moments.iso(row.received_at)})
    return turns


def _file(file: dict[str, Any], person: str) -> dict[str, Any]:
    url = f"/chat/api/files/{file['sha256']}?{urlencode({'person': person})}" if file.get("sha256") else ""
    return {"name": file.get("name", ""), "kind": file.get("kind", "document"), "url": url}


def replies(connection: Connection, external_id: str) -> list[int] | None:
    """The ids of what the turn of an update said, none if it is forgotten; None while it is to come."""
    row = connection.execute(
        select(inbox.c.id, inbox.c.state).where(
            inbox.c.channel == "local", inbox.c.external_id == external_id
        )
    ).first()
    if row is None:
        return []
    if row.state not in ("done", "parked"):
        return None
    query = select(outbox.c.id).where(outbox.c.inbox_id == row.id).order_by(outbox.c.id)
    return list(connection.execute(query).scalars())


def choices(connection: Connection, person: str) -> list[dict[str, Any]]:
    """The newest choices a person was given in answer: what a bare token or a label means."""
    found = lane(connection, person)
    if found is None:
        return []
    query = (
        select(outbox.c.body)
        .where(outbox.c.conversation_id == found.id, outbox.c.push.is_(False))
        .order_by(outbox.c.id.desc())
        .limit(10)
    )
    given = (orjson.loads(body)["choices"] for body in connection.execute(query).scalars())
    return next(filter(None, given), [])


def stored(connection: Connection, person: str) -> dict[str, Any]:
    """Everything kept of a person, for the panel "Đã lưu những gì"."""
    found = lane(connection, person)
    if found is None:
        return {"person": {}, "drafts": [], "initiatives": []}
    people, units, drafts, sent = map(_table, (Person, Unit, Draft, Initiative))
    who = connection.execute(select(people).where(people.c.id == found.person_id)).one()
    unit = connection.execute(select(units.c.name).where(units.c.id == who.unit_id)).scalar() or who.unit_note
    open_ = connection.execute(
        select(drafts)
        .where(drafts.c.person_id == who.id, drafts.c.state == "open")
        .order_by(drafts.c.created_at)
    )
    initiatives = connection.execute(select(sent).where(sent.c.person_id == who.id).order_by(sent.c.id))
    return {
        "person": {"name": who.name, "unit": unit, "language": who.language},
        "drafts": [
            {"form": d.form, "answers": d.answers, "files": _files(connection, draft=d.id)} for d in open_
        ],
        "initiatives": [
            {
                "code": i.code,
                "status": i.status,
                "answers": i.answers,
                "files": _files(connection, initiative=i.id),
            }
            for i in initiatives
        ],
    }


def _files(connection: Connection, draft: str | None = None, initiative: int | None = None) -> dict[str, int]:
    uses = _table(FileUse)
    which = uses.c.draft_id == draft if draft else uses.c.initiative_id == initiative
    counted: dict[str, int] = {}
    for row in connection.execute(select(uses.c.question).where(which)):
        counted[row.question] = counted.get(row.question, 0) + 1
    return counted


def file(connection: Connection, person: str, sha256: str) -> tuple[str, str] | None:
    """MIME type and name of a file this person sent, holds or was sent; None for everybody else's."""
    found = lane(connection, person)
    if found is None:
        return None
    uses, kept = _table(FileUse), _table(StoredFile)
    mime = connection.execute(select(kept.c.mime).where(kept.c.sha256 == sha256)).scalar()
    held = select(uses.c.name).where(uses.c.sha256 == sha256, uses.c.person_id == found.person_id)
    names = list(connection.execute(held).scalars())
    rows = connection.execute(select(inbox.c.files).where(inbox.c.conversation_id == found.id)).scalars()
    names += [str(sent["name"]) for row in rows for sent in row if sent.get("sha256") == sha256]
    names += _given(connection, found.id, sha256)
    return (mime, names[0]) if mime and names else None


def _given(connection: Connection, lane_id: int, sha256: str) -> list[str]:
    """The names under which a file was sent to a conversation: what the service made, others' attachments."""
    bodies = connection.execute(select(outbox.c.body).where(outbox.c.conversation_id == lane_id)).scalars()
    naming = (body for body in bodies if sha256.encode() in body)
    given = (file for body in naming for file in orjson.loads(body)["files"])
    return [str(file["name"]) for file in given if file.get("sha256") == sha256]


def people(connection: Connection) -> list[dict[str, str]]:
    """Everybody who has written here, with a note of where they stand."""
    persons, drafts = _table(Person), _table(Draft)
    rows = connection.execute(
        select(conversation.c.address, persons.c.id, persons.c.name)
        .join(persons, persons.c.id == conversation.c.person_id)
        .where(conversation.c.channel == "local")
        .order_by(conversation.c.id)
    ).all()
    waiting = {
        row.person_id
        for row in connection.execute(
            select(drafts.c.person_id).where(drafts.c.state == "open", drafts.c.form == "registration")
        )
    }
    return [
        {
            "person": row.address,
            "note": "có bản đang làm dở" if row.id in waiting else row.name or "người mới",
        }
        for row in rows
    ]


def forget(connection: Connection, person: str) -> None:
    """Removes whoever spoke under a name and everything of theirs, so that the demo can begin anew."""
    found = lane(connection, person)
    if found is None:
        return
    speakers = {found.person_id, *found.session.get("people", [])}  # several people may share a phone
    forgetting.forget(connection, speakers, [found.id])
