"""The four tasks the demos tune for: what the model reads, what it should write, and the rows for it. Imports no torch.

Knows no model and no method. A prompt and its answer are encoded apart and their ids joined, so that the boundary
between them is the same in training and at use, whatever the tokenizer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from models.examples import Example
from models.refusals import Refused
from models.tasks.prompts import OPENINGS, QUESTIONS, REVIEWS
from models.tasks.reading import NEGATIVE, POSITIVE, Row, rows
from models.texts.corpus import Split

__all__ = ["TASKS", "Encode", "Row", "Task", "candidates", "examples", "rows", "task"]

Encode = Callable[[str], list[int]]  # Base.encode: text -> ids, the begin token in front
SUGGESTED = 8


@dataclass(frozen=True)
class Task:
    """One thing to tune for. `labels` are the words to choose between, where the task is a choice."""

    slug: str
    title: str
    what: str
    separator: str
    prompts: tuple[str, ...]  # our own openings, to sample from
    labels: tuple[str, ...] = ()

    @property
    def suggested(self) -> tuple[str, ...]:
        """The first few prompts, for a learner to start from."""
        return self.prompts[:SUGGESTED]

    def prompt(self, text: str) -> str:
        """What the model reads for a learner's text. An empty text is one the voices may begin freely from."""
        return text.strip() + self.separator

    def answer(self, text: str) -> str:
        """What the model should write behind the prompt; a word behind a separator begins with a space, as words do."""
        return f" {text}" if self.separator else text


TASKS = {
    task.slug: task
    for task in (
        Task("negative", "혹평 말투", "영화에 실망한 관객의 말투로 감상평을 씁니다.", "", OPENINGS),
        Task("positive", "호평 말투", "영화에 감동한 관객의 말투로 감상평을 씁니다.", "", OPENINGS),
        Task("chat", "위로하는 대화", "털어놓은 말에 위로하는 해요체로 짧게 답합니다.", "\n답:", QUESTIONS),
        Task(
            "label",
            "긍정/부정 가르기",
            "감상평을 읽고 긍정인지 부정인지 한 낱말로 답합니다.",
            "\n감정:",
            REVIEWS,
            (NEGATIVE, POSITIVE),
        ),
    )
}


def task(slug: str) -> Task:
    """The task of that name; an unknown name lists the known ones."""
    if slug not in TASKS:
        raise Refused(f"‘{slug}’ 과제는 없습니다. 아는 과제: {', '.join(TASKS)}.", "task")
    return TASKS[slug]


def examples(
    task: Task,
    folder: Path,
    split: Split,
    encode: Encode,
    end: int | None,
    limit: int | None = None,
    *,
    kept: Path | None = None,
    seed: int = 0,
    longest: int | None = None,
) -> list[Example]:
    """At most `limit` examples of one split, always the same for the same seed; none has more than `longest` ids.

    `folder` holds the files of models/texts/corpus.py; `kept` is a folder that keeps the rows for the next process.
    """
    found: list[Example] = []
    for row in rows(task.slug, folder, split, kept=kept, seed=seed):
        example = joined(task, row, encode, end)
        if longest is None or len(example.ids) <= longest:
            found.append(example)
        if limit is not None and len(found) == limit:
            break
    return found


def candidates(task: Task, text: str, encode: Encode, end: int | None) -> list[Example]:
    """One example a label, in the order of `task.labels`: chosen is the one whose targets are likelier in sum."""
    return [joined(task, Row(text, label), encode, end) for label in task.labels]


def joined(task: Task, row: Row, encode: Encode, end: int | None) -> Example:
    """Prompt, answer and end token as one row of ids; the loss begins at the answer."""
    begin = len(encode(""))
    before = encode(task.prompt(row.text))
    behind = encode(task.answer(row.answer))[begin:]
    return Example((*before, *behind, *([] if end is None else [end])), max(1, len(before)))
