"""Run by Alembic: the migrations on the connection they were given. Knows the tables only through their metadata."""

from __future__ import annotations

from alembic import context

from app.authoring import tables as authoring
from app.authoring.regrading import tables as regrading
from app.authoring.statistics import tables as statistics
from app.database import Base
from app.lab import tables as lab
from app.people import tables as people
from app.study import class_tables as classes
from app.study import dispute_tables as disputes
from app.study import tables as study

# Imported, so that the metadata is whole.
TABLES = (people, study, classes, disputes, authoring, regrading, statistics, lab)

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
context.run_migrations()
