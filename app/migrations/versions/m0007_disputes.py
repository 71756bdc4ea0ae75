"""What learners object to, and what was said of it. Messages are only ever appended."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _disputes()
    _messages()
    for change in ("UPDATE", "DELETE"):
        op.execute(_trigger("dispute_message", change))


def _disputes() -> None:
    op.create_table(
        "dispute",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("grade_id", sa.Integer(), nullable=False),
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.String(120), nullable=False),
        sa.Column("reason", sa.String(20), nullable=False),
        sa.Column("created", MOMENT, nullable=False),
        sa.Column("looked", MOMENT),
        sa.Column("outcome", sa.String(20)),
        sa.Column("closed", MOMENT),
        sa.Column("unread", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["response_id"], ["response.id"], name="fk_dispute_response_id_response"),
        sa.ForeignKeyConstraint(["grade_id"], ["grade.id"], name="fk_dispute_grade_id_grade"),
        sa.ForeignKeyConstraint(["learner_id"], ["learner.id"], name="fk_dispute_learner_id_learner"),
        sa.PrimaryKeyConstraint("id", name="pk_dispute"),
        sa.UniqueConstraint("response_id", name="uq_dispute_response_id"),
    )
    op.create_index("ix_dispute_learner_id", "dispute", ["learner_id"])
    op.create_index("ix_dispute_item_id", "dispute", ["item_id", "outcome"])


def _messages() -> None:
    op.create_table(
        "dispute_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dispute_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer()),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["dispute_id"], ["dispute.id"], name="fk_dispute_message_dispute_id_dispute"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_dispute_message_account_id_account"),
        sa.PrimaryKeyConstraint("id", name="pk_dispute_message"),
    )
    op.create_index("ix_dispute_message_dispute_id", "dispute_message", ["dispute_id"])


def _trigger(table: str, change: str) -> str:
    head = f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table}"
    if op.get_bind().dialect.name == "postgresql":
        return f"{head} FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    return f"{head} BEGIN SELECT RAISE(ABORT, 'rows of {table} are only ever appended'); END"
