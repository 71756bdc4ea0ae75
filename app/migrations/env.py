"""Run by Alembic: the migrations on the connection they were given. Knows the tables only through their metadata."""

from __future__ import annotations

from alembic import context

from app.people import tables as people
from app.study import tables as study

assert people.Base is study.Base  # noqa: S101 -- both are imported so that the metadata is whole

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=people.Base.metadata, render_as_batch=True)
context.run_migrations()
