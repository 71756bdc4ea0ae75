"""Classes, who is in them, and assignments; a round may belong to one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
# Written out: altering by copy, SQLite's other way, would rewrite every round there is.
COLUMN = "assignment_id INTEGER CONSTRAINT fk_attempt_assignment_id_assignment REFERENCES assignment (id)"


def upgrade() -> None:
    _classes()
    _memberships()
    _assignments()
    op.execute(f"ALTER TABLE attempt ADD COLUMN {COLUMN}")
    op.create_index("ix_attempt_assignment_id", "attempt", ["assignment_id"])


def _classes() -> None:
    op.create_table(
        "classroom",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(8)),
        sa.Column("created", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["account.id"], name="fk_classroom_owner_id_account"),
        sa.PrimaryKeyConstraint("id", name="pk_classroom"),
        sa.UniqueConstraint("code", name="uq_classroom_code"),
    )
    op.create_index("ix_classroom_owner_id", "classroom", ["owner_id"])


def _memberships() -> None:
    op.create_table(
        "membership",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("classroom_id", sa.Integer(), nullable=False),
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("joined", MOMENT, nullable=False),
        sa.Column("removed", MOMENT),
        sa.ForeignKeyConstraint(["classroom_id"], ["classroom.id"], name="fk_membership_classroom_id_classroom"),
        sa.ForeignKeyConstraint(["learner_id"], ["learner.id"], name="fk_membership_learner_id_learner"),
        sa.PrimaryKeyConstraint("id", name="pk_membership"),
        sa.UniqueConstraint("classroom_id", "learner_id", name="uq_membership_classroom_id_learner_id"),
    )
    op.create_index("ix_membership_learner_id", "membership", ["learner_id"])


def _assignments() -> None:
    op.create_table(
        "assignment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("classroom_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column("count", sa.Integer()),
        sa.Column("opens", MOMENT, nullable=False),
        sa.Column("closes", MOMENT, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("keys", sa.String(20), nullable=False),
        sa.Column("created", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["classroom_id"], ["classroom.id"], name="fk_assignment_classroom_id_classroom"),
        sa.PrimaryKeyConstraint("id", name="pk_assignment"),
    )
    op.create_index("ix_assignment_classroom_id", "assignment", ["classroom_id"])
