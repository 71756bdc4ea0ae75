"""A draft keeps what its form showed, so that it is never graded as an answer to other words. Those that were refused
because the words had changed are told by what they were refused with."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

REFUSED = "화면을 연 뒤에 문항이 바뀌었습니다."


def upgrade() -> None:
    op.add_column("draft", sa.Column("shown", sa.String(40), nullable=True))
    draft = sa.table("draft", sa.column("shown"), sa.column("problem"))
    op.execute(sa.update(draft).where(draft.c.problem.startswith(REFUSED)).values(shown="changed"))
