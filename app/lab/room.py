"""The lab's room: what its pages find in `app.state`, opened with the application and closed with it."""

from __future__ import annotations

import asyncio
from functools import partial

from starlette.datastructures import State

from app.database import Database
from app.lab.client import OWN, VARIANTS, lab_in
from app.lab.compare import records
from app.lab.compare.comparing import Comparisons
from app.lab.training.opening import trainings_in, wake
from app.lab.variants import BUNDLED, Shelf
from app.settings import Settings


def open_room(state: State, settings: Settings, database: Database) -> None:
    """`lab` (the way to the worker), `shelf` (what can be compared), `comparisons` and `trainings` (what runs now)."""
    state.lab = lab_in(settings.data, settings.base_model, settings.device)
    state.shelf = Shelf((BUNDLED, settings.data / VARIANTS), settings.base_model, settings.data / OWN)
    state.comparisons = Comparisons(state.lab, partial(records.keep, database))
    state.trainings = trainings_in(settings, database)


async def wake_room(state: State) -> None:
    """Trainings that a restart interrupted go on."""
    await asyncio.to_thread(wake, state.trainings, state.database)


async def close_room(state: State) -> None:
    await asyncio.to_thread(state.trainings.close)
    await state.comparisons.close()
    await state.lab.close()
