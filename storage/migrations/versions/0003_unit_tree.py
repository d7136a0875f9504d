"""unit tree"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Text
from sqlalchemy.dialects import postgresql

import storage.tables

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), "postgresql")
PATH = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    # No batch here: it would make the table anew, and SQLite refuses to drop one that others refer to.
    op.add_column("unit", sa.Column("path", PATH, nullable=False, server_default=""))
    op.add_column("unit", sa.Column("attributes", JSON, nullable=False, server_default="{}"))
    op.add_column("unit", sa.Column("closed_on", sa.Date(), nullable=True))
    op.execute(
        "ALTER TABLE unit ADD COLUMN merged_into_id INTEGER "
        "CONSTRAINT fk_unit_merged_into_id_unit REFERENCES unit (id)"
    )
    op.create_index("ix_unit_path", "unit", ["path"], unique=False)
    op.create_index("ix_unit_merged_into_id", "unit", ["merged_into_id"], unique=False)
    _paths(op.get_bind())
    op.create_table(
        "unit_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("at", storage.tables.Instant(timezone=True), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("counts", JSON, server_default=sa.text("'{}'"), nullable=False),
        sa.Column("before", JSON, server_default=sa.text("'{}'"), nullable=False),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_unit_import_person_id_person")),
        sa.ForeignKeyConstraint(
            ["undoes_id"], ["unit_import.id"], name=op.f("fk_unit_import_undoes_id_unit_import")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_import")),
    )
    op.create_table(
        "task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("conversation_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("wish", JSON, server_default=sa.text("'{}'"), nullable=False),
        sa.Column("result", JSON, server_default=sa.text("'{}'"), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("lease_until", storage.tables.Instant(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", storage.tables.Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_task_conversation_id_conversation")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_task_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
    )
    to_do = sa.text("state IN ('waiting', 'running')")
    op.create_index("ix_task_to_do", "task", ["id"], sqlite_where=to_do, postgresql_where=to_do)


def _paths(connection: sa.Connection) -> None:
    """Those of the units that are there already: level after level, from the tops down."""
    unit = sa.table("unit", sa.column("id"), sa.column("parent_id"), sa.column("path"))
    above = unit.alias("above")
    own = sa.cast(unit.c.id, sa.String()) + "/"
    connection.execute(sa.update(unit).where(unit.c.parent_id.is_(None)).values(path=sa.literal("/") + own))
    path = sa.select(above.c.path).where(above.c.id == unit.c.parent_id).scalar_subquery()
    next_level = sa.update(unit).where(unit.c.path == "", path != "").values(path=path + own)
    while connection.execute(next_level).rowcount:
        continue


def downgrade() -> None:
    op.drop_table("task")
    op.drop_table("unit_import")
    op.drop_index("ix_unit_merged_into_id", table_name="unit")
    op.drop_index("ix_unit_path", table_name="unit")
    with op.batch_alter_table("unit", schema=None) as batch_op:
        for column in ("merged_into_id", "closed_on", "attributes", "path"):
            batch_op.drop_column(column)
