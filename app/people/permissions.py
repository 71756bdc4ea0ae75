"""Who may come in: dependencies of routes that return the member they let pass. Templates decide nothing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Depends, HTTPException, Request

from app.people.cookie import Member, visitor
from app.people.roles import ADMIN, INSTRUCTOR, LEARNER, NAMES, covers

SIGN_IN = "로그인해야 볼 수 있습니다."


def needs(role: str) -> Callable[[Request], Awaitable[Member]]:
    """401 for those not signed in (a page then leads to the sign-in), 403 for those who may not."""

    async def allowed(request: Request) -> Member:
        member = visitor(request).member
        if member is None:
            raise HTTPException(401, SIGN_IN)
        if not covers(member.role, role):
            raise HTTPException(403, f"{NAMES[role]}만 볼 수 있는 화면입니다.")
        return member

    return allowed


AMember = Annotated[Member, Depends(needs(LEARNER))]
AnInstructor = Annotated[Member, Depends(needs(INSTRUCTOR))]
AnAdmin = Annotated[Member, Depends(needs(ADMIN))]
