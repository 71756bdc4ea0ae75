"""The interactive figures, one package each."""

from __future__ import annotations

from fastapi import APIRouter

from app.figures.attending import routes as attending
from app.figures.masking import routes as masking
from app.figures.shapes import routes as shapes

router = APIRouter()
for part in (masking, attending, shapes):
    router.include_router(part.router)
