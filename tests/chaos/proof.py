"""Counting: what users did and saw against what the database holds."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import orjson
from sqlalchemy import Connection, select

from documents.export import initiatives as export
from storage import database
from storage.queue import conversation, inbox, outbox
from storage.tables import Initiative

initiative = Initiative.__table__  # type: ignore[attr-defined]

CHANNEL = "telegram"
Person = dict[str, Any]


@dataclass(slots=True)
class Proof:
    """`violations` is empty when every promise was kept; `counts` say how much that means."""

    counts: dict[str, int] = field(default_factory=dict)
    violations: list[str] = field(default_factory=list)


def prove(address: str, found: dict[str, Any]) -> Proof:
    """Compares the crowd's result with the database, which nobody writes any more."""
    proof = Proof({"kills": found["kills"], "users": found["users"], "answered": found["turns"]})
    engine = database.reader(address)
    with engine.begin() as connection:
        stored = {line["code"]: line for line in map(orjson.loads, export(connection))}
        proof.violations += [
            *_finished(found["people"]),
            *_codes(connection, found["people"]),
            *_answers(stored, found["people"]),
            *_inbox(connection, found["people"], proof.counts),
            *_outbox(connection, found["people"], proof.counts),
        ]
    engine.dispose()
    return proof


def _finished(people: list[Person]) -> Iterator[str]:
    """Everybody came to the end, always at the right question."""
    for one in people:
        if one["failure"] or not one["code"]:
            yield "\n    ".join([f"user {one['id']}: {one['failure'] or 'no code'}", *one["lines"][-8:]])
    for code, times in Counter(one["code"] for one in people if one["code"]).items():
        if times > 1:
            yield f"code {code} was given {times} times"


def _codes(connection: Connection, people: list[Person]) -> Iterator[str]:
    """One initiative each, under the code that was told; numbers without gaps."""
    query = select(initiative.c.code, conversation.c.channel, conversation.c.address).join(
        conversation, conversation.c.person_id == initiative.c.person_id
    )
    rows = connection.execute(query).all()
    owned = defaultdict(list)
    for row in rows:
        if row.channel == CHANNEL:
            owned[row.address].append(row.code)
    for one in people:
        if owned.pop(str(one["id"]), []) != [one["code"]]:
            yield f"user {one['id']} was told {one['code']}, but that is not what is stored"
    yield from (f"initiatives of nobody: {codes}" for codes in owned.values())
    numbers = sorted(int(row.code.rpartition("-")[2]) for row in rows)
    if numbers != list(range(1, len(rows) + 1)):
        yield f"the codes are not 1 to {len(rows)}"


def _answers(stored: dict[str, Person], people: list[Person]) -> Iterator[str]:
    """What was answered is stored, once, and nothing else is."""
    for one in people:
        line = stored.get(one["code"])
        if line is None:
            continue
        if line["sender"] != one["name"]:
            yield f"user {one['id']}: the name {one['name']!r} is stored as {line['sender']!r}"
        for key in ("solution", "title", "applied", "applied_on", "benefit_how", "recognised"):
            if line.get(key) != one["answers"].get(key):
                yield f"user {one['id']}: {key} is {line.get(key)!r}, not {one['answers'].get(key)!r}"
        authors = [[author["name"], author["percent"]] for author in line["authors"]]
        if authors != one["answers"]["authors"]:
            yield f"user {one['id']}: authors are {authors}, not {one['answers']['authors']}"


def _inbox(connection: Connection, people: list[Person], counts: dict[str, int]) -> Iterator[str]:
    """Each deed is one row, and done."""
    query = select(conversation.c.address, inbox.c.state, inbox.c.attempts)
    query = query.join(conversation, conversation.c.id == inbox.c.conversation_id)
    rows = connection.execute(query.where(inbox.c.channel == CHANNEL)).all()
    received = Counter(row.address for row in rows)
    for one in people:
        if received[str(one["id"])] != one["deeds"]:
            yield f"user {one['id']} did {one['deeds']} things, {received[str(one['id'])]} are stored"
    states = Counter(row.state for row in rows)
    counts |= {"inbox rows": len(rows), "failed attempts": sum(row.attempts for row in rows)}
    if set(states) - {"done"}:
        yield f"inbox rows that are not done: {dict(states)}"


def _outbox(connection: Connection, people: list[Person], counts: dict[str, int]) -> Iterator[str]:
    """Everything said was heard; what was heard twice is marked as repeated."""
    query = select(conversation.c.address, outbox.c.state, outbox.c.repeated, outbox.c.attempts)
    query = query.join(conversation, conversation.c.id == outbox.c.conversation_id)
    rows = connection.execute(query.where(conversation.c.channel == CHANNEL)).all()
    said = Counter(row.address for row in rows)
    marked: Counter[str] = Counter()
    for row in rows:
        if row.repeated:
            marked[row.address] += max(1, row.attempts - 1)
    for one in people:
        address = str(one["id"])
        if one["repeats"] > marked[address]:
            yield f"user {address} heard {one['repeats']} things again, {marked[address]} are marked"
        if one["heard"] != said[address]:
            yield f"user {address} heard {one['heard']} things of {said[address]}"
    states = Counter(row.state for row in rows)
    counts |= {
        "replies": len(rows),
        "marked as repeated": sum(marked.values()),
        "heard twice": sum(one["repeats"] for one in people),
        "unknown": states["unknown"],
    }
    if set(states) - {"sent", "unknown"}:
        yield f"replies that were not sent: {dict(states)}"
