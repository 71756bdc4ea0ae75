"""The lab's pages, one package each, and its part of the API."""

from __future__ import annotations

from fastapi import APIRouter

from app.lab import api
from app.lab.compare import routes as compare
from app.lab.inside import routes as inside
from app.lab.parameters import routes as parameters
from app.lab.results import routes as results
from app.lab.trained import routes as trained
from app.lab.training import actions
from app.lab.training import routes as training

router = APIRouter()
for part in (api, compare, inside, parameters, results, trained, training, actions):
    router.include_router(part.router)
