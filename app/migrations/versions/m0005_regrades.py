"""Regrades, marks by hand, and what learners have read of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
# Written out: altering by copy, SQLite's other way, would rewrite every grade there is and lose the triggers.
COLUMNS = (
    "regrade_id INTEGER CONSTRAINT fk_grade_regrade_id_regrade REFERENCES regrade (id)",
    "account_id INTEGER CONSTRAINT fk_grade_account_id_account REFERENCES account (id)",
    "comment TEXT",
)


def upgrade() -> None:
    op.create_table(
        "regrade",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.String(120), nullable=False),
        sa.Column("key_revision", sa.Integer(), nullable=False),
        sa.Column("policy", sa.String(20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Integer()),
        sa.Column("created", MOMENT, nullable=False),
        sa.Column("finished", MOMENT),
        sa.Column("judged", sa.Integer()),
        sa.Column("changed", sa.Integer()),
        sa.ForeignKeyConstraint(["key_revision"], ["item_revision.id"], name="fk_regrade_key_revision_item_revision"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_regrade_account_id_account"),
        sa.PrimaryKeyConstraint("id", name="pk_regrade"),
    )
    op.create_index("ix_regrade_item_id", "regrade", ["item_id"])
    op.create_table(
        "regrade_seen",
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("regrade_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["learner_id"], ["learner.id"], name="fk_regrade_seen_learner_id_learner"),
        sa.ForeignKeyConstraint(["regrade_id"], ["regrade.id"], name="fk_regrade_seen_regrade_id_regrade"),
        sa.PrimaryKeyConstraint("learner_id", name="pk_regrade_seen"),
    )
    for column in COLUMNS:
        op.execute(f"ALTER TABLE grade ADD COLUMN {column}")
    op.create_index("ix_grade_regrade_id", "grade", ["regrade_id"])
    op.create_index("ix_response_item_id", "response", ["item_id", "id"])
