"""Regrades that are announced before their key is published, and prepared before they are appended."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "announced_regrade",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.String(120), nullable=False),
        sa.Column("sha", sa.String(64), nullable=False),
        sa.Column("policy", sa.String(20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Integer()),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_announced_regrade_account_id_account"),
        sa.PrimaryKeyConstraint("id", name="pk_announced_regrade"),
    )
    op.create_table(
        "prepared_verdict",
        sa.Column("regrade_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("near_miss", sa.Boolean(), nullable=False),
        sa.Column("spelling", sa.Boolean(), nullable=False),
        sa.Column("feedback", sa.Text(), nullable=False),
        sa.Column("trace", sa.JSON(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("regrade_id", "number", name="pk_prepared_verdict"),
    )
    op.create_table(
        "prepared_grade",
        sa.Column("regrade_id", sa.Integer(), nullable=False),
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("regrade_id", "response_id", name="pk_prepared_grade"),
        sqlite_with_rowid=False,  # the key is all there is of a row
    )
