"""The interactive figures, one package each."""

from __future__ import annotations

from fastapi import APIRouter

from app.figures.masking import routes as masking

router = APIRouter()
for part in (masking,):
    router.include_router(part.router)
