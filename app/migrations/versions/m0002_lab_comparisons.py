"""What learners compared in the lab, with triggers that refuse to change it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLE = "lab_comparison"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("task", sa.String(40), nullable=False),
        sa.Column("variants", sa.JSON(), nullable=False),
        sa.Column("prompt", sa.Text(), nullable=False),
        sa.Column("sampling", sa.JSON(), nullable=False),
        sa.Column("prediction", sa.JSON(), nullable=False),
        sa.Column("outputs", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["learner_id"], ["learner.id"], name="fk_lab_comparison_learner_id_learner"),
        sa.PrimaryKeyConstraint("id", name="pk_lab_comparison"),
    )
    op.create_index("ix_lab_comparison_learner_id", TABLE, ["learner_id"])
    for change in ("UPDATE", "DELETE"):
        op.execute(_refusal(change))


def _refusal(change: str) -> str:
    """On PostgreSQL the function stands already, from the first migration."""
    head = f"CREATE TRIGGER {TABLE}_no_{change.lower()} BEFORE {change} ON {TABLE}"
    if op.get_bind().dialect.name == "postgresql":
        return f"{head} FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    return f"{head} BEGIN SELECT RAISE(ABORT, 'rows of {TABLE} are only ever appended'); END"
