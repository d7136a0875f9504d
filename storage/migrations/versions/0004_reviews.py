"""reviews: authors, registers, the audit log, rosters"""

import unicodedata
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Text
from sqlalchemy.dialects import postgresql

import storage.tables

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), "postgresql")
MOMENT = storage.tables.Instant(timezone=True)

NEW: dict[str, list[tuple[str, Any, str | None]]] = {
    "initiative": [
        ("search", sa.String(), "''"),
        ("posted_on", sa.Date(), None),
    ],
    "invitation": [
        ("uses", sa.Integer(), "1"),
        ("used", sa.Integer(), "0"),
        ("revoked_at", MOMENT, None),
        ("since", sa.Date(), None),
        ("until", sa.Date(), None),
    ],
    "role": [("since", sa.Date(), None), ("until", sa.Date(), None)],
}
REFERRING = (
    ("initiative", "holder_id", "unit"),
    ("invitation", "role_id", "role"),
    ("role", "covers_id", "role"),
)


def upgrade() -> None:
    # No batch for tables that are there: it would make them anew, and SQLite refuses to drop one that others
    # refer to.
    for table, columns in NEW.items():
        for name, kind, default in columns:
            column = sa.Column(
                name, kind, nullable=default is None, server_default=sa.text(default) if default else None
            )
            op.add_column(table, column)
    for table, name, other in REFERRING:
        constraint = f"fk_{table}_{name}_{other}"
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN {name} INTEGER CONSTRAINT {constraint} REFERENCES {other} (id)"
        )
    op.create_index("ix_initiative_holder", "initiative", ["holder_id", "status", "id"], unique=False)
    op.create_table(
        "author",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("percent", sa.Float(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("code_hash", sa.String(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["initiative.id"], name=op.f("fk_author_initiative_id_initiative")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_author_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_author")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_author_code_hash")),
    )
    op.create_index("ix_author_initiative", "author", ["initiative_id", "id"], unique=False)
    op.create_index("ix_author_person_id", "author", ["person_id"], unique=False)
    op.create_table(
        "register_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("struck_at", MOMENT, nullable=True),
        sa.Column("struck_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["initiative.id"], name=op.f("fk_register_entry_initiative_id_initiative")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_register_entry_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["struck_by"], ["person.id"], name=op.f("fk_register_entry_struck_by_person")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_register_entry_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_entry")),
        sa.UniqueConstraint("unit_id", "year", "number", name=op.f("uq_register_entry_unit_id_year_number")),
    )
    op.create_index("ix_register_entry_initiative_id", "register_entry", ["initiative_id"], unique=False)
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("about_id", sa.Integer(), nullable=True),
        sa.Column("invitation_id", sa.Integer(), nullable=True),
        sa.Column("data", JSON, server_default=sa.text("'{}'"), nullable=False),
        sa.ForeignKeyConstraint(["about_id"], ["person.id"], name=op.f("fk_audit_about_id_person")),
        sa.ForeignKeyConstraint(
            ["invitation_id"], ["invitation.id"], name=op.f("fk_audit_invitation_id_invitation")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_audit_person_id_person")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_audit_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index("ix_audit_unit_id", "audit", ["unit_id"], unique=False)
    op.create_table(
        "member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("digits", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("imported_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_member_person_id_person")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_member_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member")),
    )
    op.create_index("ix_member_name", "member", ["unit_id", "folded"], unique=False)
    op.create_index("ix_member_person_id", "member", ["person_id"], unique=False)
    connection = op.get_bind()
    connection.execute(sa.text("UPDATE invitation SET used = 1 WHERE used_at IS NOT NULL"))
    connection.execute(sa.text("UPDATE initiative SET holder_id = unit_id"))
    _of_before(connection)


def _of_before(connection: sa.Connection) -> None:
    """Initiatives that were sent before: their words for the search, and who they name as authors."""
    columns = ("id", "code", "person_id", "search")
    initiative = sa.table(
        "initiative", *map(sa.column, columns), sa.column("answers", JSON), sa.column("sent_at", MOMENT)
    )
    person = sa.table("person", sa.column("id"), sa.column("name"))
    kept = ("initiative_id", "name", "percent", "person_id", "state", "way", "words")
    author = sa.table("author", *map(sa.column, kept), sa.column("at", MOMENT))
    query = sa.select(initiative, person.c.name)
    rows = connection.execute(query.join(person, person.c.id == initiative.c.person_id)).all()
    for row in rows:
        answers: dict[str, Any] = row.answers
        named = answers.get("authors") or []
        told = " ".join([row.code, str(answers.get("title", "")), row.name, *(a["name"] for a in named)])
        connection.execute(
            sa.update(initiative).where(initiative.c.id == row.id).values(search=_folded(told))
        )
        for one in named:
            mine = one["name"] == row.name and "worker" not in answers
            values = {
                "initiative_id": row.id,
                "name": one["name"],
                "percent": float(one["percent"]),
                "person_id": row.person_id if mine else None,
                "state": "confirmed" if mine else "named",
                "way": "sender" if mine else "",
                "words": "",
                "at": row.sent_at,
            }
            connection.execute(sa.insert(author).values(values))


def _folded(text: str) -> str:
    """Lower case without accents, words apart by one blank: as the search folds what is typed."""
    plain = unicodedata.normalize("NFD", text.lower().translate({0x111: "d"}))
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join("".join(letter if letter.isalnum() else " " for letter in bare).split())


def downgrade() -> None:
    for table in ("member", "audit", "register_entry", "author"):
        op.drop_table(table)
    op.drop_index("ix_initiative_holder", table_name="initiative")
    for table, columns in NEW.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for name in (*(column[0] for column in columns), *(n for t, n, _ in REFERRING if t == table)):
                batch_op.drop_column(name)
