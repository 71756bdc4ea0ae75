"""Files of items that were read and wait for their review."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "import_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer()),
        sa.Column("unit", sa.String(120), nullable=False),
        sa.Column("file", sa.String(200), nullable=False),
        sa.Column("format", sa.String(20), nullable=False),
        sa.Column("created", MOMENT, nullable=False),
        sa.Column("entries", sa.JSON(), nullable=False),
        sa.Column("lost", sa.JSON(), nullable=False),
        sa.Column("published", MOMENT),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_import_draft_account_id_account"),
        sa.PrimaryKeyConstraint("id", name="pk_import_draft"),
    )
    op.create_index("ix_import_draft_account_id", "import_draft", ["account_id"])
