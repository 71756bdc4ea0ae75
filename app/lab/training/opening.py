"""The line of trainings as the server opens it: where it writes, what it evicts, and who was in it before a restart."""

from __future__ import annotations

from functools import partial

from app.database import Database
from app.lab.training import records
from app.lab.training.folders import Folders
from app.lab.training.line import Trainings
from app.settings import Settings


def trainings_in(settings: Settings, database: Database) -> Trainings:
    """Nothing runs and nothing is removed before `wake`."""
    trainings = Trainings(Folders(settings.data.resolve()), partial(records.keep, database))
    trainings.tidy = partial(tidy, trainings, settings, database)
    return trainings


def wake(trainings: Trainings, database: Database) -> None:
    """Whoever waited or ran when the server ended goes on, in order. A second time changes nothing."""
    trainings.put_back(records.unfinished(database))
    trainings.clear_up()


def tidy(trainings: Trainings, settings: Settings, database: Database) -> None:
    gone = trainings.folders.evict(settings.trainings_days, settings.trainings_mb, trainings.keys())
    for key in gone:
        trainings.forget(key)
    records.evicted(database, gone)
