"""Suspicions of a wrong key that an instructor has set aside."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "suspicion_set_aside",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.String(120), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("flag", sa.String(20), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision"], ["item_revision.id"], name="fk_suspicion_set_aside_revision_item_revision"
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_suspicion_set_aside_account_id_account"),
        sa.PrimaryKeyConstraint("id", name="pk_suspicion_set_aside"),
        sa.UniqueConstraint("item_id", "revision", "flag", name="uq_suspicion_set_aside_item_id_revision_flag"),
    )
