"""what the desk asks is answered by indexes"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

UNKNOWN = sa.text("person_id IS NULL")


def upgrade() -> None:
    op.execute("UPDATE initiative SET search = substr(search, 1, 600) WHERE length(search) > 600")
    op.drop_index("ix_initiative_holder", table_name="initiative")
    op.create_index(
        "ix_initiative_holder",
        "initiative",
        ["holder_id", "status", "unit_id", "programme", "posted_on", "id"],
    )
    op.drop_index("ix_initiative_unit_id", table_name="initiative")
    op.create_index(
        "ix_initiative_unit", "initiative", ["unit_id", "status", "programme", "posted_on", "search", "id"]
    )
    op.create_index("ix_author_name", "author", ["name"], sqlite_where=UNKNOWN, postgresql_where=UNKNOWN)


def downgrade() -> None:
    op.drop_index("ix_author_name", table_name="author")
    op.drop_index("ix_initiative_unit", table_name="initiative")
    op.create_index("ix_initiative_unit_id", "initiative", ["unit_id"])
    op.drop_index("ix_initiative_holder", table_name="initiative")
    op.create_index("ix_initiative_holder", "initiative", ["holder_id", "status", "id"])
