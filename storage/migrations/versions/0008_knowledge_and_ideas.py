"""knowledge, ideas, teams: what questions lead to"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Text

from sqlalchemy.dialects import postgresql

import storage.tables

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), "postgresql")
MOMENT = storage.tables.Instant(timezone=True)


def upgrade() -> None:
    op.create_table(
        "team_plan",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=True),
        sa.Column("hours", JSON, server_default=sa.text("'[]'"), nullable=False),
        sa.Column("weekdays", JSON, server_default=sa.text("'[]'"), nullable=False),
        sa.Column("days_off", JSON, server_default=sa.text("'[]'"), nullable=False),
        sa.ForeignKeyConstraint(["lead_id"], ["person.id"], name=op.f("fk_team_plan_lead_id_person")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_team_plan_unit_id_unit")),
        sa.PrimaryKeyConstraint("unit_id", name=op.f("pk_team_plan")),
    )
    op.create_table(
        "ask_block",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("lifted_at", MOMENT, nullable=True),
        sa.Column("lifted_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_ask_block_by_id_person")),
        sa.ForeignKeyConstraint(["lifted_by"], ["person.id"], name=op.f("fk_ask_block_lifted_by_person")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_ask_block_person_id_person")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_ask_block_ticket_id_ticket")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_ask_block_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ask_block")),
    )
    op.create_index(op.f("ix_ask_block_person_id"), "ask_block", ["person_id"], unique=False)

    op.create_table(
        "help",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_help_person_id_person")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_help_ticket_id_ticket")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_help_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_help")),
    )
    op.create_index(op.f("ix_help_person_id"), "help", ["person_id"], unique=False)
    op.create_index(op.f("ix_help_unit_id"), "help", ["unit_id"], unique=False)

    op.create_table(
        "idea",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("programme", sa.String(), nullable=False),
        sa.Column("desk_id", sa.Integer(), nullable=False),
        sa.Column("adviser_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("draft_id", sa.String(), nullable=True),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("touched_at", MOMENT, nullable=False),
        sa.Column("next_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["adviser_id"], ["person.id"], name=op.f("fk_idea_adviser_id_person")),
        sa.ForeignKeyConstraint(["desk_id"], ["unit.id"], name=op.f("fk_idea_desk_id_unit")),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_idea_draft_id_draft")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_idea_person_id_person")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_idea_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idea")),
        sa.UniqueConstraint("ticket_id", name=op.f("uq_idea_ticket_id")),
    )
    op.create_index("ix_idea_desk", "idea", ["desk_id", "state", "id"], unique=False)
    op.create_index(op.f("ix_idea_person_id"), "idea", ["person_id"], unique=False)

    op.create_table(
        "knowledge_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("programme", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("shortcut", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("reviewer_id", sa.Integer(), nullable=True),
        sa.Column("ticket_id", sa.Integer(), nullable=True),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_knowledge_entry_author_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["reviewer_id"], ["person.id"], name=op.f("fk_knowledge_entry_reviewer_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name=op.f("fk_knowledge_entry_ticket_id_ticket")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_knowledge_entry_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_knowledge_entry")),
    )
    op.create_index(op.f("ix_knowledge_entry_unit_id"), "knowledge_entry", ["unit_id"], unique=False)

    op.create_table(
        "knowledge_use",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry", sa.String(), nullable=False),
        sa.Column("programme", sa.String(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("ticket_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_knowledge_use_ticket_id_ticket")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_knowledge_use_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_knowledge_use")),
    )
    op.create_index("ix_knowledge_use_unit", "knowledge_use", ["unit_id", "at"], unique=False)
    op.create_index("ix_knowledge_use_ticket", "knowledge_use", ["ticket_id"], unique=False)
    op.create_index(
        "ix_knowledge_use_programme", "knowledge_use", ["programme", "at", "kind", "entry"], unique=False
    )

    op.create_index("ix_ticket_asked", "ticket", ["asked_at"], unique=False)
    op.add_column("ticket", sa.Column("settle_by", MOMENT, nullable=True))
    op.add_column("ticket", sa.Column("settled_at", MOMENT, nullable=True))
    op.add_column("ticket", sa.Column("topic", sa.String(), server_default="", nullable=False))
    op.add_column("ticket", sa.Column("language", sa.String(), server_default="vi", nullable=False))
    op.add_column("ticket", sa.Column("offered", JSON, server_default=sa.text("'[]'"), nullable=False))
    op.add_column("ticket", sa.Column("merged_into_id", sa.Integer(), nullable=True))

    op.add_column("ticket_entry", sa.Column("data", JSON, server_default=sa.text("'{}'"), nullable=False))


def downgrade() -> None:
    op.drop_column("ticket_entry", "data")

    op.drop_index("ix_ticket_asked", table_name="ticket")
    op.drop_column("ticket", "merged_into_id")
    op.drop_column("ticket", "offered")
    op.drop_column("ticket", "language")
    op.drop_column("ticket", "topic")
    op.drop_column("ticket", "settled_at")
    op.drop_column("ticket", "settle_by")

    op.drop_index("ix_knowledge_use_programme", table_name="knowledge_use")
    op.drop_index("ix_knowledge_use_ticket", table_name="knowledge_use")
    op.drop_index("ix_knowledge_use_unit", table_name="knowledge_use")

    op.drop_table("knowledge_use")
    op.drop_index(op.f("ix_knowledge_entry_unit_id"), table_name="knowledge_entry")

    op.drop_table("knowledge_entry")
    op.drop_index(op.f("ix_idea_person_id"), table_name="idea")
    op.drop_index("ix_idea_desk", table_name="idea")

    op.drop_table("idea")
    op.drop_index(op.f("ix_help_unit_id"), table_name="help")
    op.drop_index(op.f("ix_help_person_id"), table_name="help")

    op.drop_table("help")
    op.drop_index(op.f("ix_ask_block_person_id"), table_name="ask_block")

    op.drop_table("ask_block")
    op.drop_table("team_plan")
