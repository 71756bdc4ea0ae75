"""The lab's room: what its pages find in `app.state`, opened with the application and closed with it."""

from __future__ import annotations

from functools import partial

from starlette.datastructures import State

from app.database import Database
from app.lab.client import VARIANTS, lab_in
from app.lab.compare import records
from app.lab.compare.comparing import Comparisons
from app.lab.variants import BUNDLED, Shelf
from app.settings import Settings


def open_room(state: State, settings: Settings, database: Database) -> None:
    """`lab` (the way to the worker), `shelf` (what can be compared) and `comparisons` (what runs now)."""
    state.lab = lab_in(settings.data, settings.base_model, settings.device)
    state.shelf = Shelf((BUNDLED, settings.data / VARIANTS), settings.base_model)
    state.comparisons = Comparisons(state.lab, partial(records.keep, database))


async def close_room(state: State) -> None:
    await state.comparisons.close()
    await state.lab.close()
