"""Instructors who teach a class together with the one who made it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "class_teacher",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("classroom_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("added", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["classroom_id"], ["classroom.id"], name="fk_class_teacher_classroom_id_classroom"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_class_teacher_account_id_account"),
        sa.PrimaryKeyConstraint("id", name="pk_class_teacher"),
        sa.UniqueConstraint("classroom_id", "account_id", name="uq_class_teacher_classroom_id_account_id"),
    )
    op.create_index("ix_class_teacher_account_id", "class_teacher", ["account_id"])
