"""The editor's routes, in one place for main."""

from __future__ import annotations

from fastapi import APIRouter

from app.authoring.editing import (
    history_routes,
    item_routes,
    lesson_routes,
    retiring_routes,
    shared_routes,
    unit_routes,
)

router = APIRouter()
for part in (unit_routes, item_routes, retiring_routes, lesson_routes, shared_routes, history_routes):
    router.include_router(part.router)
