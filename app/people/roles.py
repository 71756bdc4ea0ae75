"""What a role may do: each may do all that the one below it may. Knows no request."""

from __future__ import annotations

LEARNER, INSTRUCTOR, ADMIN = "learner", "instructor", "admin"
NAMES = {LEARNER: "학습자", INSTRUCTOR: "강사", ADMIN: "관리자"}
_RANK = {role: rank for rank, role in enumerate(NAMES)}


def covers(role: str, needed: str) -> bool:
    """Whether `role` may do what `needed` may. An unknown role may do nothing."""
    return _RANK.get(role, -1) >= _RANK[needed]
