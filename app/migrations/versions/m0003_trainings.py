"""What learners train in the lab. These rows change as their trainings do."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLE = "lab_training"
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(22), nullable=False),
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("created", MOMENT, nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("method", sa.String(20), nullable=False),
        sa.Column("config", sa.JSON(), nullable=False),
        sa.Column("task", sa.String(20), nullable=False),
        sa.Column("job", sa.JSON(), nullable=False),
        sa.Column("guess", sa.String(20), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("queued", MOMENT, nullable=False),
        sa.Column("progress", sa.JSON(), nullable=False),
        sa.Column("problem", sa.JSON()),
        sa.Column("ended", MOMENT),
        sa.ForeignKeyConstraint(["learner_id"], ["learner.id"], name="fk_lab_training_learner_id_learner"),
        sa.PrimaryKeyConstraint("id", name="pk_lab_training"),
        sa.UniqueConstraint("key", name="uq_lab_training_key"),
    )
    op.create_index("ix_lab_training_learner_id", TABLE, ["learner_id"])
    op.create_index("ix_lab_training_state", TABLE, ["state"])
