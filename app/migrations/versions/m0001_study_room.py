"""The tables of the study room, with triggers that refuse to change what a learner did."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
APPEND_ONLY = ("item_revision", "response", "grade", "reveal", "self_score")


def upgrade() -> None:
    _content()
    _people()
    _rounds()
    _responses()
    _grades()
    _remarks()
    _protect()


def _content() -> None:
    op.create_table(
        "item_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.String(120), nullable=False),
        sa.Column("sha", sa.String(64), nullable=False),
        sa.Column("asked", sa.String(64), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("author", sa.String(200)),
        sa.Column("reason", sa.Text()),
        sa.Column("first_seen", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_item_revision"),
        sa.UniqueConstraint("item_id", "sha", name="uq_item_revision_item_id_sha"),
    )


def _people() -> None:
    op.create_table(
        "learner",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("handle", sa.String(64), nullable=False),
        sa.Column("created", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_learner"),
        sa.UniqueConstraint("handle", name="uq_learner_handle"),
    )


def _rounds() -> None:
    op.create_table(
        "attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("chosen", sa.JSON(), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column("created", MOMENT, nullable=False),
        sa.Column("finished", MOMENT),
        sa.ForeignKeyConstraint(["learner_id"], ["learner.id"], name="fk_attempt_learner_id_learner"),
        sa.PrimaryKeyConstraint("id", name="pk_attempt"),
    )
    op.create_index("ix_attempt_learner_id", "attempt", ["learner_id"])


def _responses() -> None:
    op.create_table(
        "response",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.String(120), nullable=False),
        sa.Column("place", sa.String(20), nullable=False),
        sa.Column("attempt_id", sa.Integer()),
        sa.Column("deal", sa.Integer(), nullable=False),
        sa.Column("dealt", sa.JSON(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("retry_of", sa.Integer()),
        sa.Column("raw", sa.JSON(), nullable=False),
        sa.Column("prompt_revision", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Integer()),
        sa.Column("created", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempt.id"], name="fk_response_attempt_id_attempt"),
        sa.ForeignKeyConstraint(["learner_id"], ["learner.id"], name="fk_response_learner_id_learner"),
        sa.ForeignKeyConstraint(
            ["prompt_revision"], ["item_revision.id"], name="fk_response_prompt_revision_item_revision"
        ),
        sa.ForeignKeyConstraint(["retry_of"], ["response.id"], name="fk_response_retry_of_response"),
        sa.PrimaryKeyConstraint("id", name="pk_response"),
        sa.UniqueConstraint(
            "learner_id", "item_id", "place", "deal", "turn", name="uq_response_learner_id_item_id_place_deal_turn"
        ),
    )
    op.create_index("ix_response_attempt_id", "response", ["attempt_id"])


def _grades() -> None:
    op.create_table(
        "grade",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("key_revision", sa.Integer(), nullable=False),
        sa.Column("grader", sa.String(40), nullable=False),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("near_miss", sa.Boolean(), nullable=False),
        sa.Column("spelling", sa.Boolean(), nullable=False),
        sa.Column("feedback", sa.Text(), nullable=False),
        sa.Column("trace", sa.JSON(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("cause", sa.String(20), nullable=False),
        sa.Column("created", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["key_revision"], ["item_revision.id"], name="fk_grade_key_revision_item_revision"),
        sa.ForeignKeyConstraint(["response_id"], ["response.id"], name="fk_grade_response_id_response"),
        sa.PrimaryKeyConstraint("id", name="pk_grade"),
    )
    op.create_index("ix_grade_response_id", "grade", ["response_id"])


def _remarks() -> None:
    op.create_table(
        "reveal",
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("created", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["response_id"], ["response.id"], name="fk_reveal_response_id_response"),
        sa.PrimaryKeyConstraint("response_id", name="pk_reveal"),
    )
    op.create_table(
        "self_score",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("created", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["response_id"], ["response.id"], name="fk_self_score_response_id_response"),
        sa.PrimaryKeyConstraint("id", name="pk_self_score"),
    )
    op.create_index("ix_self_score_response_id", "self_score", ["response_id"])
    op.create_table(
        "draft",
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.String(120), nullable=False),
        sa.Column("place", sa.String(20), nullable=False),
        sa.Column("deal", sa.Integer(), nullable=False),
        sa.Column("raw", sa.JSON(), nullable=False),
        sa.Column("problem", sa.Text()),
        sa.Column("updated", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["learner_id"], ["learner.id"], name="fk_draft_learner_id_learner"),
        sa.PrimaryKeyConstraint("learner_id", "item_id", "place", name="pk_draft"),
    )


def _protect() -> None:
    """A slip in the code must not be able to rewrite history."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'rows of % are only ever appended', TG_TABLE_NAME; END $$"
        )
    for table in APPEND_ONLY:
        for change in ("UPDATE", "DELETE"):
            op.execute(_trigger(table, change))


def _trigger(table: str, change: str) -> str:
    head = f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table}"
    if op.get_bind().dialect.name == "postgresql":
        return f"{head} FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    return f"{head} BEGIN SELECT RAISE(ABORT, 'rows of {table} are only ever appended'); END"
