"""Who edits, and what there is to edit: what every route of the editor needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query, Request

from app.authoring.published import Published
from app.course import Course
from app.database import Database
from app.pages import wants_fragment
from app.people.cookie import Member, visitor
from app.people.permissions import AnInstructor


@dataclass(frozen=True)
class Room:
    request: Request
    member: Member
    published: Published
    database: Database

    @property
    def course(self) -> Course:
        return self.published.course

    @property
    def handle(self) -> str:
        return visitor(self.request).handle

    @property
    def partly(self) -> bool:
        """Whether only a part of the page is wanted."""
        return wants_fragment(self.request)


async def room(request: Request, member: AnInstructor) -> Room:
    state = request.app.state
    return Room(request, member, state.published, state.database)


TheRoom = Annotated[Room, Depends(room)]
TheAdded = Annotated[str, Query(max_length=120)]  # a source or a term that was added a moment ago
