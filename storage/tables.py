"""Everything that is remembered, one class a table.

Times are UTC. JSON columns are replaced, never changed in place (a change inside is not saved).
"""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Dialect,
    Index,
    Integer,
    MetaData,
    String,
    TypeDecorator,
    UniqueConstraint,
    text,
)
from sqlalchemy import DateTime as SqlDateTime
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
metadata: MetaData = SQLModel.metadata

Json = JSON().with_variant(JSONB(), "postgresql")
ByteWise = String().with_variant(String(collation="C"), "postgresql")
"""Text in the order of its bytes, so that a range of it is a range of its index (SQLite's own order)."""


class Instant(TypeDecorator[datetime]):
    """A moment: aware in Python, UTC in the database (SQLite has no time zones and would drop them)."""

    impl = SqlDateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuses a naive moment: nobody knows which zone it was meant in."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Always aware, always UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def json_column(default: str) -> Column[Any]:
    """A JSON column that is never NULL."""
    return Column(Json, nullable=False, server_default=text(f"'{default}'"))


class Setting(SQLModel, table=True):
    """A value of the running service, e.g. how far the demo clock is ahead."""

    key: str = Field(primary_key=True)
    value: str


class ProgrammeVersion(SQLModel, table=True):
    """The whole text of a programme file as it was when a draft began with it."""

    __tablename__ = "programme_version"
    __table_args__ = (UniqueConstraint("key", "checksum"),)

    id: int | None = Field(default=None, primary_key=True)
    key: str
    checksum: str
    body: str
    loaded_at: datetime = Field(sa_type=Instant)


class Unit(SQLModel, table=True):
    """A node of the union tree, with the workplace its people know it by.

    `path` holds the ids from the top down to its own, e.g. /1/4/9/: all below a unit is one range of it.
    `level` is any word; known ones have names in the messages. A closed unit stays, for what was done in it:
    `closed_on` has a day, `merged_into_id` its successor where there is one. `attributes` are the columns of
    an imported table that have none here, by their heading.
    """

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True)
    parent_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    path: str = Field(default="", sa_column=Column(ByteWise, nullable=False, server_default="", index=True))
    level: str
    name: str
    workplace: str = ""
    workplace_kind: str = ""
    head_title: str = ""
    has_council: bool = False
    short: str = ""
    former: list[str] = Field(default_factory=list, sa_column=json_column("[]"))
    locality: str = ""
    sector: str = ""
    headcount: int | None = None
    headcount_on: date | None = None
    has_hscv: bool = True
    officer_name: str = ""
    officer_phone: str = ""
    attributes: dict[str, str] = Field(default_factory=dict, sa_column=json_column("{}"))
    merged_into_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    closed_on: date | None = None


class UnitImport(SQLModel, table=True):
    """A table of units that was imported, or the undoing of one (`undoes_id`); rows are only ever added, so
    that a higher number than before means that the tree has changed.

    `before` is what it takes to undo: ids that were added, what changed in rows, who moved where. Nobody
    (`person_id`) is an operator's command.
    """

    __tablename__ = "unit_import"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int | None = Field(default=None, foreign_key="person.id")
    at: datetime = Field(sa_type=Instant)
    file: str
    counts: dict[str, int] = Field(default_factory=dict, sa_column=json_column("{}"))
    before: dict[str, Any] = Field(default_factory=dict, sa_column=json_column("{}"))
    undoes_id: int | None = Field(default=None, foreign_key="unit_import.id")


class Person(SQLModel, table=True):
    """Somebody we talk to; nameless until consent. `merged_into_id`: they turned out to be somebody we know
    already; all that was theirs is that person's."""

    id: int | None = Field(default=None, primary_key=True)
    name: str = ""
    language: str = "vi"
    unit_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    unit_note: str = ""
    flags: list[str] = Field(default_factory=list, sa_column=json_column("[]"))
    created_at: datetime = Field(sa_type=Instant)
    merged_into_id: int | None = None  # no foreign key: SQLite can't add one to a table that others refer to


class Consent(SQLModel, table=True):
    """What somebody answered to which text, when and where: consent must be provable."""

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    purpose: str
    version: str
    given: bool
    at: datetime = Field(sa_type=Instant)
    channel: str


class Conversation(SQLModel, table=True):
    """A person at one address of one channel: owns the session and the order of what goes out.

    `heard_at` (machine time): their last sign of life, where the platform lets the service write first only
    for a while after it. `phone`: by which they agreed to be reminded when nothing else is allowed.
    """

    __table_args__ = (UniqueConstraint("channel", "address"),)

    id: int | None = Field(default=None, primary_key=True)
    channel: str
    address: str
    person_id: int = Field(foreign_key="person.id", index=True)
    session: dict[str, Any] = Field(default_factory=dict, sa_column=json_column("{}"))
    reachable: bool = True
    delivered_seq: int | None = None
    heard_at: datetime | None = Field(default=None, sa_type=Instant)
    phone: str = Field(default="", sa_column=Column(String, nullable=False, server_default=""))


class Link(SQLModel, table=True):
    """A link into the service from outside, for what a channel can't carry. Only a hash of it is kept.

    `kind`: upload (files for what is open in the conversation, for a draft's `question`, or for the ticket
    that `question` names; `name` is the key of the question's text) | download (the file `sha256`).
    `used_at`: files came through it; it takes no more. `expires_at`: earlier than it was said to be, where
    somebody has got too many since.
    """

    id: int | None = Field(default=None, primary_key=True)
    token_hash: str = Field(unique=True)
    kind: str
    person_id: int = Field(foreign_key="person.id", index=True)
    conversation_id: int = Field(foreign_key="conversation.id")
    draft_id: str = ""
    question: str = ""
    sha256: str = ""
    name: str = ""
    mime: str = ""
    made_at: datetime = Field(sa_type=Instant)
    expires_at: datetime = Field(sa_type=Instant, index=True)
    used_at: datetime | None = Field(default=None, sa_type=Instant)


class LinkCode(SQLModel, table=True):
    """A code that somebody was shown in one chat and types in another: both are theirs."""

    __tablename__ = "link_code"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    conversation_id: int = Field(foreign_key="conversation.id")
    code_hash: str = Field(index=True)
    made_at: datetime = Field(sa_type=Instant)
    expires_at: datetime = Field(sa_type=Instant)
    used_at: datetime | None = Field(default=None, sa_type=Instant)


class ChannelUse(SQLModel, table=True):
    """How many messages a channel took and sent on a day of Vietnam, and what pushes cost (đồng)."""

    __tablename__ = "channel_use"

    channel: str = Field(primary_key=True)
    day: date = Field(primary_key=True)
    received: int = 0
    sent: int = 0
    price: int = 0


class Grant(SQLModel, table=True):
    """What a platform lets the service act with for a while, where it has to be renewed: a pair of tokens.

    One process renews at a time: `owner`, until `lease_until`. `error`: why the last renewal failed. Machine
    time.
    """

    __tablename__ = "channel_grant"

    key: str = Field(primary_key=True)
    access: str
    refresh: str
    issued_at: datetime = Field(sa_type=Instant)
    expires_at: datetime = Field(sa_type=Instant)
    owner: str = ""
    lease_until: datetime | None = Field(default=None, sa_type=Instant)
    error: str = ""


class DataRequest(SQLModel, table=True):
    """Somebody has taken back their consent on the platform: their data is to be looked at by a person.
    `done_at`: it was."""

    __tablename__ = "data_request"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    channel: str
    kind: str
    at: datetime = Field(sa_type=Instant)
    done_at: datetime | None = Field(default=None, sa_type=Instant)
    note: str = ""


class Draft(SQLModel, table=True):
    """Answers not sent yet, by question key. `notes` keep what is known beside the answers."""

    id: str = Field(primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    form: str
    programme_version_id: int | None = Field(default=None, foreign_key="programme_version.id")
    initiative_id: int | None = Field(default=None, foreign_key="initiative.id", index=True)
    state: str = "open"
    answers: dict[str, Any] = Field(default_factory=dict, sa_column=json_column("{}"))
    notes: dict[str, Any] = Field(default_factory=dict, sa_column=json_column("{}"))
    created_at: datetime = Field(sa_type=Instant)
    updated_at: datetime = Field(sa_type=Instant)


class Counter(SQLModel, table=True):
    """The last number given out under a name; taken in the same commit as what it numbers, so no gaps."""

    name: str = Field(primary_key=True)
    value: int = 0


class Initiative(SQLModel, table=True):
    """A solution put forward for recognition. `status` is one of `programmes.acts.STATES`.

    `holder_id`: the unit whose officers act on it now. `search`: code, title and names, folded, for the
    search of officers; it stands in an index, so it is short (`registration_form.SEARCHED`). `posted_on`:
    the day since which it stands on the outside portal.
    """

    __table_args__ = (
        Index("ix_initiative_person", "person_id", "id"),
        # With all that counts and pages of lists ask: they are answered without looking at the rows.
        Index("ix_initiative_holder", "holder_id", "status", "unit_id", "programme", "posted_on", "id"),
        Index("ix_initiative_unit", "unit_id", "status", "programme", "posted_on", "search", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True)
    programme: str
    programme_version_id: int = Field(foreign_key="programme_version.id")
    person_id: int = Field(foreign_key="person.id")
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
    unit_note: str = ""
    status: str = "sent"
    answers: dict[str, Any] = Field(default_factory=dict, sa_column=json_column("{}"))
    notes: dict[str, Any] = Field(default_factory=dict, sa_column=json_column("{}"))
    sent_at: datetime = Field(sa_type=Instant)
    holder_id: int | None = Field(default=None, foreign_key="unit.id")
    search: str = Field(default="", sa_column=Column(String, nullable=False, server_default=""))
    posted_on: date | None = None


_UNKNOWN = text("person_id IS NULL")


class Author(SQLModel, table=True):
    """One of the authors an initiative names, and whether they have said so themselves.

    `state`: named (nobody could be asked yet) | asked | confirmed | objected | gone (not named any more).
    `way` of confirming: sender | chat | code | paper. `code_hash`: of the code that lets a person confirm who
    was not found here.
    """

    __table_args__ = (
        Index("ix_author_initiative", "initiative_id", "id"),
        Index("ix_author_name", "name", sqlite_where=_UNKNOWN, postgresql_where=_UNKNOWN),
    )

    id: int | None = Field(default=None, primary_key=True)
    initiative_id: int = Field(foreign_key="initiative.id")
    name: str
    percent: float
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    state: str = "named"
    way: str = ""
    words: str = ""
    code_hash: str | None = Field(default=None, unique=True)
    at: datetime = Field(sa_type=Instant)


class RegisterEntry(SQLModel, table=True):
    """A line of a unit's register (sổ tiếp nhận) of a year: numbered without gaps, never taken out; one that
    was made in error is struck out and keeps its number."""

    __tablename__ = "register_entry"
    __table_args__ = (UniqueConstraint("unit_id", "year", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id")
    year: int
    number: int
    initiative_id: int = Field(foreign_key="initiative.id", index=True)
    person_id: int = Field(foreign_key="person.id")
    at: datetime = Field(sa_type=Instant)
    struck_at: datetime | None = Field(default=None, sa_type=Instant)
    struck_by: int | None = Field(default=None, foreign_key="person.id")


class InitiativeEvent(SQLModel, table=True):
    """What happened to an initiative, in order; nothing is ever removed from it."""

    __tablename__ = "initiative_event"

    id: int | None = Field(default=None, primary_key=True)
    initiative_id: int = Field(foreign_key="initiative.id", index=True)
    at: datetime = Field(sa_type=Instant)
    kind: str
    person_id: int | None = Field(default=None, foreign_key="person.id")
    data: dict[str, Any] = Field(default_factory=dict, sa_column=json_column("{}"))


class StoredFile(SQLModel, table=True):
    """Bytes under DATA_DIR/files, named by their checksum: the same file twice is stored once."""

    __tablename__ = "stored_file"

    sha256: str = Field(primary_key=True)
    size: int
    mime: str
    stored_at: datetime = Field(sa_type=Instant)


class FileUse(SQLModel, table=True):
    """Where a stored file belongs: to one question of a draft, later of an initiative."""

    __tablename__ = "file_use"

    id: int | None = Field(default=None, primary_key=True)
    sha256: str = Field(foreign_key="stored_file.sha256", index=True)
    person_id: int = Field(foreign_key="person.id")
    draft_id: str | None = Field(default=None, foreign_key="draft.id", index=True)
    initiative_id: int | None = Field(default=None, foreign_key="initiative.id", index=True)
    question: str
    kind: str
    mime: str
    name: str = ""
    size: int
    seconds: int | None = None


class Role(SQLModel, table=True):
    """What somebody is within a unit: adviser | officer | council | administrator. One that has ended grants
    nothing. `granted_by`: `invitation:<id>`, `person:<id>` or `demo`.

    A cover stands in for another role (`covers_id`) while its holder is away: from the day `since` to the day
    `until`, both included, on Vietnam's calendar.
    """

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    role: str
    unit_id: int = Field(foreign_key="unit.id", index=True)
    granted_at: datetime = Field(sa_type=Instant)
    granted_by: str = ""
    ended_at: datetime | None = Field(default=None, sa_type=Instant)
    since: date | None = None
    until: date | None = None
    covers_id: int | None = Field(default=None, foreign_key="role.id")


class Invitation(SQLModel, table=True):
    """A code that grants a role, `uses` times at most. Only its checksum is kept: the code itself is in its
    guests' hands. `used_at` and `used_by` are of the last use; every use stands in the audit log.

    `role_id`: the role that is handed over with it (it ends), or, where `since` and `until` have days,
    covered.
    """

    id: int | None = Field(default=None, primary_key=True)
    code_hash: str = Field(unique=True)
    role: str
    unit_id: int = Field(foreign_key="unit.id")
    created_at: datetime = Field(sa_type=Instant)
    created_by: int | None = Field(default=None, foreign_key="person.id")
    expires_at: datetime = Field(sa_type=Instant)
    used_at: datetime | None = Field(default=None, sa_type=Instant)
    used_by: int | None = Field(default=None, foreign_key="person.id")
    uses: int = Field(default=1, sa_column=Column(Integer, nullable=False, server_default="1"))
    used: int = Field(default=0, sa_column=Column(Integer, nullable=False, server_default="0"))
    revoked_at: datetime | None = Field(default=None, sa_type=Instant)
    role_id: int | None = Field(default=None, foreign_key="role.id")
    since: date | None = None
    until: date | None = None


class Audit(SQLModel, table=True):
    """What happened to roles and invitations, in order; rows are only ever added.

    `kind`: invited | granted | ended | revoked | handed_over | covered | exported | ask_blocked |
    ask_unblocked (questions of somebody are not taken) | merged_person (`about_id` turned out to be
    `data["into"]`). `person_id` is who did it (nobody: an operator's command), `about_id` whose role it is,
    or whose questions.
    """

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=Instant)
    kind: str
    role: str = ""
    unit_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id")
    about_id: int | None = Field(default=None, foreign_key="person.id")
    invitation_id: int | None = Field(default=None, foreign_key="invitation.id")
    data: dict[str, Any] = Field(default_factory=dict, sa_column=json_column("{}"))


class Member(SQLModel, table=True):
    """A line of a unit's roster: who works there, by name and the last digits of the telephone, and which
    person of the chat it was found to be."""

    __table_args__ = (Index("ix_member_name", "unit_id", "folded"),)

    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id")
    name: str
    folded: str
    digits: str = ""
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    imported_at: datetime = Field(sa_type=Instant)


class ProgrammeDecision(SQLModel, table=True):
    """What was decided about a programme, in order; the newest row of a subject holds, none is ever changed.

    `subject`: `state` (open | closed), `conflict:<key>` (a reading), `date:<deadline>` (a `when` of the
    programme's file). Nobody (`person_id`) is the service itself or an operator's command.
    """

    __tablename__ = "programme_decision"

    id: int | None = Field(default=None, primary_key=True)
    programme: str = Field(index=True)
    subject: str
    value: Any = Field(sa_column=Column(Json, nullable=False))
    reason: str
    person_id: int | None = Field(default=None, foreign_key="person.id")
    at: datetime = Field(sa_type=Instant)


class Record(SQLModel, table=True):
    """What an officer entered for a unit: an activity, a report of a round ("2024"), a duty or the step of a
    deadline that is done, a target of its own.

    `kind`: activity | report | duty | step | target. `key` is the activity's, report's, duty's, deadline's or
    target's in the programme's file; files hang on the draft.
    """

    __table_args__ = (Index("ix_record_programme", "programme", "kind", "unit_id"),)

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    programme: str
    programme_version_id: int = Field(foreign_key="programme_version.id")
    unit_id: int = Field(foreign_key="unit.id", index=True)
    person_id: int = Field(foreign_key="person.id")
    key: str
    round: str = ""
    answers: dict[str, Any] = Field(default_factory=dict, sa_column=json_column("{}"))
    draft_id: str | None = Field(default=None, foreign_key="draft.id")
    sent_at: datetime = Field(sa_type=Instant)


class Reminder(SQLModel, table=True):
    """To whom, about what, when: a row makes a reminder happen once.

    `state`: waiting | fired (it is an update) | sent | held (it may not go out before its person writes) |
    dropped | missed; `why` not sent.
    """

    __table_args__ = (
        UniqueConstraint("kind", "subject", "due_at"),
        Index("ix_reminder_conversation", "conversation_id", "state"),
        Index("ix_reminder_due", "due_at", sqlite_where=text("state = 'waiting'"),
              postgresql_where=text("state = 'waiting'")),
    )  # fmt: skip

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    subject: str
    conversation_id: int = Field(foreign_key="conversation.id")
    due_at: datetime = Field(sa_type=Instant)
    state: str = "waiting"
    why: str = ""


class Ticket(SQLModel, table=True):
    """A question (câu hỏi) to an advisory team or an officer, by its `number`, until it is closed.

    `desk_id`: the unit whose people answer it now, `kind` whether they are its team or its officers.
    `adviser_id`: who has taken it. `draft_id`, `question`: what it was asked from, shared with the team.
    `state`: waiting (nobody has taken it) | taken | answered (the asker may go on) | closed | withdrawn |
    merged (it goes on in `merged_into_id`). `due`, `settle_by`: when a first answer is expected, and when
    it shall be settled, in the team's hours. `answered_at`: the first answer; `settled_at`: the last one, as
    long as the asker has not gone on. `touched_at`: when somebody wrote last.
    `topic`: what it is about (`programmes.topics`), `language`: the asker's. `offered`: keys of the knowledge
    that was shown before it was sent.
    """

    __table_args__ = (
        Index("ix_ticket_desk", "desk_id", "state", "id"),
        Index("ix_ticket_person", "person_id", "id"),
        Index("ix_ticket_asked", "asked_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    number: int = Field(unique=True)
    person_id: int = Field(foreign_key="person.id")
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
    programme: str = ""
    desk_id: int = Field(foreign_key="unit.id")
    kind: str
    anonymous: bool = False
    state: str = "waiting"
    adviser_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    draft_id: str | None = Field(default=None, foreign_key="draft.id")
    question: str = ""
    asked_at: datetime = Field(sa_type=Instant)
    due: datetime = Field(sa_type=Instant)
    answered_at: datetime | None = Field(default=None, sa_type=Instant)
    touched_at: datetime = Field(sa_type=Instant)
    closed_at: datetime | None = Field(default=None, sa_type=Instant)
    settle_by: datetime | None = Field(default=None, sa_type=Instant)
    settled_at: datetime | None = Field(default=None, sa_type=Instant)
    topic: str = Field(default="", sa_column=Column(String, nullable=False, server_default=""))
    language: str = Field(default="vi", sa_column=Column(String, nullable=False, server_default="vi"))
    offered: list[str] = Field(default_factory=list, sa_column=json_column("[]"))
    merged_into_id: int | None = None  # no foreign key: SQLite can't add one to a table that others refer to


class TicketEntry(SQLModel, table=True):
    """What was said and done in a question, in order; nothing is ever removed from it.

    `kind`: asked | answered | noted (for colleagues only) | taken | put_back | passed | handed | widened |
    closed | reopened | withdrawn | merged | proposed (an answer of the draft, by the adviser) | accepted |
    declined | reported (rude) | contacted | trial | registered (what became of an idea) | dropped.
    `files`: checksums with what belongs to them. `data`: what else belongs to it, e.g. whom it was handed to
    (`to`), or which answer is proposed (`question`).
    """

    __tablename__ = "ticket_entry"

    id: int | None = Field(default=None, primary_key=True)
    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    at: datetime = Field(sa_type=Instant)
    kind: str
    person_id: int | None = Field(default=None, foreign_key="person.id")
    text: str = ""
    files: list[dict[str, Any]] = Field(default_factory=list, sa_column=json_column("[]"))
    data: dict[str, Any] = Field(default_factory=dict, sa_column=json_column("{}"))


class Idea(SQLModel, table=True):
    """An idea (ý tưởng) that a question brought, followed by the team until it is registered or given up;
    its history are the entries of the question.

    `state`: new | contacted | trial | registered | dropped. `desk_id`: the unit whose people follow it,
    `adviser_id`: who of them. `draft_id`: the registration that came of it. `next_at`: when they are reminded
    again.
    """

    __table_args__ = (Index("ix_idea_desk", "desk_id", "state", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    ticket_id: int = Field(foreign_key="ticket.id", unique=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    programme: str
    desk_id: int = Field(foreign_key="unit.id")
    adviser_id: int | None = Field(default=None, foreign_key="person.id")
    state: str = "new"
    text: str = ""
    draft_id: str | None = Field(default=None, foreign_key="draft.id")
    opened_at: datetime = Field(sa_type=Instant)
    touched_at: datetime = Field(sa_type=Instant)
    next_at: datetime | None = Field(default=None, sa_type=Instant)


class TeamPlan(SQLModel, table=True):
    """How the people of a unit who answer questions work: who leads them (tổ trưởng), from when to when
    ("07:30-11:30", in Vietnam), on which days of the week (0 is Monday), and on which days they do not
    ("2022-05-20", or "2022-05-20/2022-05-22"). Empty: as offices do."""

    __tablename__ = "team_plan"

    unit_id: int = Field(primary_key=True, foreign_key="unit.id")
    lead_id: int | None = Field(default=None, foreign_key="person.id")
    hours: list[str] = Field(default_factory=list, sa_column=json_column("[]"))
    weekdays: list[int] = Field(default_factory=list, sa_column=json_column("[]"))
    days_off: list[str] = Field(default_factory=list, sa_column=json_column("[]"))


class AskBlock(SQLModel, table=True):
    """Somebody may not ask the people of a unit any more: who decided so, why, until it was lifted."""

    __tablename__ = "ask_block"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    unit_id: int = Field(foreign_key="unit.id")
    ticket_id: int = Field(foreign_key="ticket.id")
    by_id: int = Field(foreign_key="person.id")
    why: str
    at: datetime = Field(sa_type=Instant)
    lifted_at: datetime | None = Field(default=None, sa_type=Instant)
    lifted_by: int | None = Field(default=None, foreign_key="person.id")


class KnowledgeEntry(SQLModel, table=True):
    """A question and its answer that the people of a unit wrote themselves; those of the plans are files
    (`programmes/library/knowledge`). Its key is `own-<id>`.

    `unit_id`: it is for that unit and all below. `state`: proposed (the lead has yet to read it) | live |
    retired. `shortcut`: what an adviser types after / to send it. `since`, `until`: days on which it is true,
    both included.
    """

    __tablename__ = "knowledge_entry"

    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    programme: str = ""
    question: str
    answer: str
    source: str = ""
    topic: str = ""
    shortcut: str = ""
    since: date | None = None
    until: date | None = None
    state: str = "proposed"
    author_id: int = Field(foreign_key="person.id")
    reviewer_id: int | None = Field(default=None, foreign_key="person.id")
    ticket_id: int | None = Field(default=None, foreign_key="ticket.id")
    made_at: datetime = Field(sa_type=Instant)
    changed_at: datetime = Field(sa_type=Instant)


class KnowledgeUse(SQLModel, table=True):
    """An entry of the knowledge was read, or helped: what is often asked. `entry`: its key; empty: nothing
    was found for a question (`ticket_id`). `kind`: read | helped | refused (it was shown, the question was
    sent all the same) | sent (by an adviser) | none."""

    __tablename__ = "knowledge_use"
    __table_args__ = (
        Index("ix_knowledge_use_unit", "unit_id", "at"),
        Index("ix_knowledge_use_ticket", "ticket_id"),
        Index("ix_knowledge_use_programme", "programme", "at", "kind", "entry"),
    )

    id: int | None = Field(default=None, primary_key=True)
    entry: str = ""
    programme: str = ""
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
    ticket_id: int | None = Field(default=None, foreign_key="ticket.id")
    kind: str
    at: datetime = Field(sa_type=Instant)


class Help(SQLModel, table=True):
    """Help that an adviser gave outside the chat and wrote down: the log behind the support of teams (003
    III.3). `kind`: met | trial | papers | other; `minutes` as they said, 0 where they did not."""

    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    ticket_id: int | None = Field(default=None, foreign_key="ticket.id")
    kind: str
    day: date
    minutes: int = 0
    text: str = ""
    at: datetime = Field(sa_type=Instant)


class Urging(SQLModel, table=True):
    """A round of urging (đôn đốc lần n): what an officer had said at once to the officers of units below.

    `kind`: what the units lack (a debt's kind), or `typed` words; `text` are the words of the officer.
    `unreached`: units nobody could be told for, with why: [[unit id, reason]]. `number` counts the rounds of
    a unit's officers about the same kind, deadline and round.
    """

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    programme: str
    deadline: str = ""
    round: str = ""
    unit_id: int = Field(foreign_key="unit.id", index=True)
    person_id: int = Field(foreign_key="person.id")
    number: int
    text: str = ""
    unreached: list[list[Any]] = Field(default_factory=list, sa_column=json_column("[]"))
    at: datetime = Field(sa_type=Instant)


class Notice(SQLModel, table=True):
    """A line of the ledger: somebody was told that something is missing, or was to be told and why not.

    One line for each deadline of each message; lines of one message share `inbox_id`, the turn that said it,
    and through it the platform's answer in the outbox; when that is forgotten, `state`, `error` and `sent_at`
    keep it.

    `kind`: reminder | support (somebody above is asked to help) | urged. `unit_id` is the unit that it is
    about. `number`: the how manyth time (lần) this person is told of it. `debts`: kind, count, of, key, aim.
    `state`: said | sent | failed | unknown | missed (not said; `error` is why) | elsewhere (not delivered;
    another line says it in another chat). `answer`: nothing yet | known
    (đã rõ) | later (nhắc lại) | passed (không phải việc tôi phụ trách).
    """

    __table_args__ = (
        Index("ix_notice_about", "programme", "deadline", "round", "unit_id"),
        Index("ix_notice_unit", "unit_id", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    programme: str
    deadline: str = ""
    round: str = ""
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    role: str
    number: int
    debts: list[list[Any]] = Field(default_factory=list, sa_column=json_column("[]"))
    text: str = ""
    due_at: datetime = Field(sa_type=Instant)
    at: datetime = Field(sa_type=Instant)
    channel: str = ""
    inbox_id: int | None = Field(default=None, index=True)
    state: str = "said"
    error: str = ""
    sent_at: datetime | None = Field(default=None, sa_type=Instant)
    answer: str = ""
    answered_at: datetime | None = Field(default=None, sa_type=Instant)
    answered_by: int | None = Field(default=None, foreign_key="person.id")
    data: dict[str, Any] = Field(default_factory=dict, sa_column=json_column("{}"))
    urging_id: int | None = Field(default=None, foreign_key="urging.id", index=True)


class Preference(SQLModel, table=True):
    """How somebody wishes to be reminded. `muted`: kinds of reminders they turned down. `night_shift`: they
    sleep in the morning. `quiet_from`, `quiet_until`: hours of their own ("21:00"), empty for the usual.
    `conversation_id`: where, of several chats of theirs."""

    person_id: int = Field(primary_key=True, foreign_key="person.id")
    night_shift: bool = False
    muted: list[str] = Field(default_factory=list, sa_column=json_column("[]"))
    quiet_from: str = ""
    quiet_until: str = ""
    conversation_id: int | None = None  # no foreign key: a chat may go


_TO_DO = text("state IN ('waiting', 'running')")


class Task(SQLModel, table=True):
    """Slow work that a turn wished for: done outside any turn, its result comes as an event of its
    conversation. `state`: waiting | running | done | failed | over (nothing more follows from it).

    `lease_until` is machine time; `owner` names the process that does it. What `wish` holds under `secret` is
    gone when the task is over.
    """

    __table_args__ = (Index("ix_task_to_do", "id", sqlite_where=_TO_DO, postgresql_where=_TO_DO),)

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    conversation_id: int = Field(foreign_key="conversation.id")
    person_id: int = Field(foreign_key="person.id")
    wish: dict[str, Any] = Field(default_factory=dict, sa_column=json_column("{}"))
    result: dict[str, Any] = Field(default_factory=dict, sa_column=json_column("{}"))
    state: str = "waiting"
    owner: str = ""
    lease_until: datetime | None = Field(default=None, sa_type=Instant)
    attempts: int = 0
    created_at: datetime = Field(sa_type=Instant)


_WAITING = text("state IN ('open', 'fetching')")
_PARKED = text("state = 'parked'")
_UNSENT = text("state IN ('pending', 'sending')")


class Inbox(SQLModel, table=True):
    """What was received. `state`: fetching (files on their way) | open | done | parked."""

    __table_args__ = (
        UniqueConstraint("channel", "external_id"),
        Index(
            "ix_inbox_waiting",
            "person_id",
            "priority",
            "id",
            sqlite_where=_WAITING,
            postgresql_where=_WAITING,
        ),
        Index("ix_inbox_received_at", "received_at"),
        Index("ix_inbox_parked", "id", sqlite_where=_PARKED, postgresql_where=_PARKED),
        {"sqlite_autoincrement": True},  # ids are never used again, drafts are named after them
    )

    id: int | None = Field(default=None, primary_key=True)
    channel: str
    external_id: str
    conversation_id: int = Field(foreign_key="conversation.id", index=True)
    person_id: int = Field(foreign_key="person.id")
    priority: int = 0
    state: str = "open"
    raw: bytes
    at: datetime | None = Field(default=None, sa_type=Instant)
    received_at: datetime = Field(sa_type=Instant)
    files: list[dict[str, Any]] = Field(default_factory=list, sa_column=json_column("[]"))
    attempts: int = 0
    retry_at: datetime | None = Field(default=None, sa_type=Instant)
    error: str = ""


class Outbox(SQLModel, table=True):
    """One API call to make. `state`: pending | sending | sent | failed | unknown.

    `with_id`: it went out in the call of another one. `price`: what it cost, in đồng.

    `retry_at` and `lease_until` are machine time; `owner` names the process that sends it.
    """

    __table_args__ = (
        Index("ix_outbox_unsent", "conversation_id", "id", sqlite_where=_UNSENT, postgresql_where=_UNSENT),
        Index("ix_outbox_waiting", "state", "push", "id", sqlite_where=_UNSENT, postgresql_where=_UNSENT),
        Index("ix_outbox_created_at", "created_at"),
        {"sqlite_autoincrement": True},  # ids are never used again, pages ask for what came after one
    )

    id: int | None = Field(default=None, primary_key=True)
    inbox_id: int | None = Field(default=None, index=True)
    conversation_id: int = Field(foreign_key="conversation.id", index=True)
    key: str
    params: dict[str, Any] = Field(default_factory=dict, sa_column=json_column("{}"))
    method: str
    body: bytes
    files: dict[str, str] = Field(default_factory=dict, sa_column=json_column("{}"))
    push: bool = False
    state: str = "pending"
    owner: str = ""
    lease_until: datetime | None = Field(default=None, sa_type=Instant)
    attempts: int = 0
    repeated: bool = False
    retry_at: datetime | None = Field(default=None, sa_type=Instant)
    external_id: str = ""
    error: str = ""
    created_at: datetime = Field(sa_type=Instant)
    sent_at: datetime | None = Field(default=None, sa_type=Instant)
    with_id: int | None = None
    price: int = Field(default=0, sa_column=Column(Integer, nullable=False, server_default="0"))
