"""What the local chat page shows: read from the database, so that a reload and a restart lose nothing."""

from typing import Any
from zoneinfo import ZoneInfo

import orjson
from sqlalchemy import Connection, delete, or_, select

from storage.queue import conversation, inbox, outbox
from storage.tables import Consent, Draft, FileUse, Initiative, InitiativeEvent, Person, Reminder, Unit

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def _table(model: Any) -> Any:
    return model.__table__


def lane(connection: Connection, person: str) -> Any:
    """The conversation of a person's name, None before the first word."""
    query = select(conversation).where(conversation.c.channel == "local", conversation.c.address == person)
    return connection.execute(query).first()


def messages(connection: Connection, person: str, after: int) -> tuple[list[dict[str, Any]], str]:
    """Messages with an id above `after`, oldest first, and the question that is open.

    The first message of a turn says what it answers, together with what was said before it and not answered.
    """
    found = lane(connection, person)
    if found is None:
        return [], ""
    rows = connection.execute(
        select(outbox)
        .where(outbox.c.conversation_id == found.id, outbox.c.id > after)
        .where(or_(outbox.c.push.is_(False), outbox.c.state == "sent"))
        .order_by(outbox.c.id)
        .limit(500)
    ).all()
    last = connection.execute(select(outbox.c.inbox_id).where(outbox.c.id == after)).scalar() or 0
    said = [
        row
        for row in connection.execute(
            select(inbox.c.id, inbox.c.raw, inbox.c.files, inbox.c.channel)
            .where(inbox.c.conversation_id == found.id, inbox.c.id > last, inbox.c.channel == "local")
            .order_by(inbox.c.id)
        )
    ]
    shown = []
    for row in rows:
        mine = [s for s in said if s.id <= (row.inbox_id or 0)]
        said = said[len(mine) :]
        shown.append(message(row, mine, person))
    return shown, str(found.session.get("asked", ""))


def message(row: Any, said: list[Any], person: str) -> dict[str, Any]:
    """One message as the API gives it."""
    body = orjson.loads(row.body)
    words = [orjson.loads(s.raw) if s.raw else {} for s in said]
    texts = [str(w.get("text") or w.get("choice") or "") for w in words]
    files = [file for s in said for file in s.files]
    return {
        "id": row.id,
        "said": "\n".join(t for t in texts if t) if said else None,
        "said_files": [_file(f, person) for f in files],
        "key": row.key,
        "text": body["text"],
        "choices": body["choices"],
        "files": [_file(f, person) for f in body["files"]],
        "at": row.created_at.astimezone(ZONE).isoformat(timespec="seconds"),
        "push": row.push,
    }


def _file(file: dict[str, Any], person: str) -> dict[str, Any]:
    url = f"/chat/api/files/{file['sha256']}?person={person}" if file.get("sha256") else ""
    return {"name": file.get("name", ""), "kind": file.get("kind", "document"), "url": url}


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


def may_see(connection: Connection, person: str, sha256: str) -> bool:
    """Whether a person sent (or holds) a file."""
    found = lane(connection, person)
    if found is None:
        return False
    uses = _table(FileUse)
    query = select(uses.c.id).where(uses.c.sha256 == sha256, uses.c.person_id == found.person_id)
    if connection.execute(query).first() is not None:
        return True
    rows = connection.execute(select(inbox.c.files).where(inbox.c.conversation_id == found.id))
    return any(file.get("sha256") == sha256 for row in rows for file in row.files)


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
    """Removes a person and everything of theirs, so that the demo can begin anew."""
    found = lane(connection, person)
    if found is None:
        return
    sent, events, uses, drafts = map(_table, (Initiative, InitiativeEvent, FileUse, Draft))
    mine = select(sent.c.id).where(sent.c.person_id == found.person_id)
    reminders = _table(Reminder)
    consents, people_ = _table(Consent), _table(Person)
    for statement in (
        delete(outbox).where(outbox.c.conversation_id == found.id),
        delete(inbox).where(inbox.c.conversation_id == found.id),
        delete(reminders).where(reminders.c.conversation_id == found.id),
        delete(uses).where(uses.c.person_id == found.person_id),
        delete(drafts).where(drafts.c.person_id == found.person_id),
        delete(events).where(events.c.initiative_id.in_(mine)),
        delete(sent).where(sent.c.person_id == found.person_id),
        delete(consents).where(consents.c.person_id == found.person_id),
        delete(conversation).where(conversation.c.id == found.id),
        delete(people_).where(people_.c.id == found.person_id),
    ):
        connection.execute(statement)
