"""A draft keeps which page of which tab typed it, so that an old tab does not overwrite what was typed elsewhere."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("draft", sa.Column("page", sa.String(40), nullable=True))
