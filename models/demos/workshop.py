"""Where demos are made: the base model, the rows of each task and the judge, each read once. Knows no method."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import torch

from models.architectures.width import context_of
from models.base import Base
from models.examples import Example
from models.tasks import Row, Task, examples, rows
from models.tasks.reading import moods
from models.texts.corpus import Split
from models.texts.judge import Judge

JUDGED = 50_000  # reviews of each mood that the judge learns from
TRAIN, VALIDATION, TEST = 40_000, 400, 800  # rows of a task, at most
LONGEST_PREFIX = 32  # positions left free in front of every row, so that all methods read the same rows


@dataclass(frozen=True)
class Workshop:
    """`texts` holds the files of models/texts/corpus.py; `work` keeps what is costly to make twice."""

    base: Base
    texts: Path
    work: Path

    @lru_cache(maxsize=16)  # noqa: B019 -- one workshop a process, as long as the process
    def examples(self, task: Task, split: Split) -> list[Example]:
        """The rows of one split as ids, the same for every method."""
        limit = {"train": TRAIN, "validation": VALIDATION, "test": TEST}[split]
        longest = context_of(self.base.model) - LONGEST_PREFIX
        return examples(
            task, self.texts, split, self.base.encode, self.base.end, limit, kept=self.work, longest=longest
        )

    def test_rows(self, task: Task) -> list[Row]:
        """The test rows as text, for figures that need an answer and not a loss."""
        found = rows(task.slug, self.texts, "test", kept=self.work)
        return [row for row, _ in zip(found, range(TEST), strict=False)]

    @cached_property
    def judge(self) -> Judge:
        """Tells a good mood from a bad one; fitted once and kept."""
        file = self.work / "judge.npz"
        if not file.exists():
            self.work.mkdir(parents=True, exist_ok=True)
            found = moods(self.texts, "train", self.work)
            Judge.fit(found.negative[:JUDGED], found.positive[:JUDGED]).save(file)
        return Judge.load(file)

    def judge_accuracy(self) -> float:
        """The share of the test reviews that the judge takes for what their rating says."""
        found = moods(self.texts, "test", self.work)
        return self.judge.accuracy(found.negative, found.positive)


def hardware() -> str:
    """The processor (or accelerator) and the threads that torch uses on it."""
    if torch.cuda.is_available():
        return torch.cuda.get_device_name()
    info = Path("/proc/cpuinfo")
    names = [line.partition(":")[2].strip() for line in info.read_text().splitlines() if line.startswith("model name")]
    return f"{names[0] if names else platform.machine()}, {torch.get_num_threads()} thread(s)"
