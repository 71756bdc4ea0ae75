"""Grades of a regrade are appended in steps: how far it is, and an index that tells which grade holds without reading
it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "prepared_regrade",
        sa.Column("regrade_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("asked", sa.String(64), nullable=False),
        sa.Column("grade", sa.Integer(), nullable=False),
        sa.Column("response", sa.Integer(), nullable=False),
        sa.Column("judged", sa.Integer(), nullable=False),
        sa.Column("appended", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("regrade_id", name="pk_prepared_regrade"),
    )
    op.add_column("prepared_verdict", sa.Column("grader", sa.String(40), nullable=False, server_default=""))
    op.create_index("ix_grade_response_id_regrade_id", "grade", ["response_id", "regrade_id"])
    op.drop_index("ix_grade_response_id", "grade")
