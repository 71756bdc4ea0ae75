"""Which unit a learner might read next. Pure: knows what was done, not by whom or when."""

from __future__ import annotations

from collections.abc import Collection

from app.lectures.path.graph import Graph


def next_unit(graph: Graph, done: Collection[str], last: str | None) -> str | None:
    """What was read last comes first while it is unfinished, then what builds upon finished units alone, then what
    builds upon nothing, then the rest; of equals the first in the order of teaching. None when all is done.
    Prerequisites advise: who began in the middle goes on there, and what was left out comes back at the end."""

    def rank(unit: str) -> tuple[bool, bool, bool]:
        after = graph.after[unit]
        ready = all(before in done for before in after)
        return unit != last, not ready, not after

    return min((unit for unit in graph.after if unit not in done), key=rank, default=None)
