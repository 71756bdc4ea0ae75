"""Who studies here. Knows nothing of what they study."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, Moment


class Learner(Base):
    """Somebody with a cookie. Made at the first thing they send, not by reading pages."""

    __tablename__ = "learner"

    id: Mapped[int] = mapped_column(primary_key=True)
    handle: Mapped[str] = mapped_column(String(64), unique=True)
    """What the signed cookie carries; random, so that a new database never mistakes an old cookie for somebody else."""
    created: Mapped[datetime] = mapped_column(Moment)
