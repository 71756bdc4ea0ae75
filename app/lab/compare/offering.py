"""What a learner may compare: what everybody may and, behind it, what they trained themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.lab.compare.asking import COMPARED, Wanted
from app.lab.tables import LabTraining
from app.lab.training import records
from app.lab.training.progress import from_json
from app.lab.variants import Candidate, Own, Shelf
from models.jobs.lines import SENTENCES
from models.tasks import TASKS, Task


@dataclass(frozen=True)
class Offer:
    """For one learner and one task. `tasks` are those that they can choose among."""

    tasks: tuple[Task, ...]
    task: Task
    candidates: tuple[Candidate, ...]
    base: Candidate


def offered(session: Session, learner: int | None, shelf: Shelf, slug: str) -> Offer:
    """A task that is none, or none for this learner, is taken for the first."""
    trained = own(records.finished(session, learner))
    sentences = shelf.owned(trained, SENTENCES.slug)
    tasks = tuple(COMPARED.values() if sentences else TASKS.values())
    task = next((one for one in tasks if one.slug == slug), TASKS[Wanted.task])
    mine = sentences if task is SENTENCES else shelf.owned(trained, task.slug)
    return Offer(tasks, task, (*shelf.of(task.slug), *mine), shelf.base(task.slug))


def own(rows: Sequence[LabTraining]) -> list[Own]:
    """By their titles, the latest first; of equal titles those behind the first are numbered as they were made."""
    seen, found = Counter[str](), list[Own]()
    for row in reversed(rows):
        seen[row.title] += 1
        title = row.title if seen[row.title] == 1 else f"{row.title} ({seen[row.title]})"
        found.append(Own(row.key, title, from_json(row.progress).trainable))
    return found[::-1]
