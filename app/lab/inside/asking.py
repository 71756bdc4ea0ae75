"""What a learner asks to see: the address as it stands, and what in it is to be mended. Knows no worker, no page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from app.lab.compare.asking import NEGATIVE, NO_TASK, prompt_problem, tidy
from app.lab.variants import BASE, Candidate
from models.refusals import Refused
from models.sampling import BOUNDS, Sampling, sampling
from models.tasks import TASKS, Task

ADDRESS = "/lab/inside"
NEXT, ATTENTION, UPDATE = "next", "attention", "update"
VIEWS = {NEXT: "다음 토큰", ATTENTION: "어텐션", UPDATE: "갱신의 랭크"}
SENTENCES = "label"  # the task whose prompts are whole sentences
FIRST = "lora-8"  # the recipe that is shown at first
MOST_LAYERS = 1000
NO_VARIANT = "이 과제에 그런 방법은 없습니다. 목록에서 골라 주세요."
NO_LAYER = "층은 1부터 세는 정수입니다."
FIELDS = {
    NEXT: ("task", "variant", "prompt", "temperature", "top_p"),
    ATTENTION: ("task", "variant", "prompt", "layer", "head", "row"),
    UPDATE: ("task", "rank", "matrix"),
}


@dataclass(frozen=True)
class Wanted:
    """The settings as the address gives them, whatever they hold. `prompt` None: not given; it may be empty."""

    view: str = NEXT
    task: str = NEGATIVE
    variant: str = ""
    prompt: str | None = None
    temperature: str = "0.8"
    top_p: str = "0.9"
    layer: str = "1"
    head: str = "1"
    row: str = ""  # the token whose row is told, from 1; empty for the last
    rank: str = "8"
    matrix: str = ""  # a kind of matrix, block by block; empty for all kinds

    @property
    def known_task(self) -> Task:
        return TASKS.get(self.task, TASKS[NEGATIVE])

    @property
    def suggested(self) -> tuple[str, ...]:
        """An opening of two words has little to look at: attention is shown on whole sentences."""
        task = self.known_task
        return TASKS[SENTENCES].suggested if self.view == ATTENTION and not task.separator else task.suggested

    @property
    def text(self) -> str:
        """The prompt as typed, or the first of the suggested ones."""
        return self.suggested[0] if self.prompt is None else self.prompt

    def address(self, **changed: Any) -> str:
        """With everything that its view reads, so that it can be shared. An empty prompt is one too."""
        new = replace(self, **changed)
        told = [(name, getattr(new, name)) for name in FIELDS[new.view]]
        given = [(name, value) for name, value in told if value or (name == "prompt" and value is not None)]
        return f"{ADDRESS}?" + urlencode([("view", new.view), *given])


def settled(wanted: Wanted, candidates: Sequence[Candidate]) -> Wanted:
    """An unknown view is the first; a variant that was not chosen is the usual one, with the base where that can be."""
    view = wanted.view if wanted.view in VIEWS else NEXT
    names_ = [one.name for one in candidates]
    usual = f"{wanted.task}-{FIRST}"
    variant = wanted.variant or (BASE if view == ATTENTION else "")
    if view == NEXT and variant in ("", BASE):
        variant = usual if usual in names_ else next(iter(names_), "")
    return replace(wanted, view=view, variant=variant)


def mistakes(wanted: Wanted, candidates: Sequence[Candidate]) -> dict[str, str]:
    """Field -> sentence, of what the view reads."""
    told: dict[str, str] = {}
    if wanted.task not in TASKS:
        return {"task": NO_TASK}
    if wanted.view == UPDATE:
        return told
    if wanted.variant not in {BASE, "", *(one.name for one in candidates)}:
        told["variant"] = NO_VARIANT
    if problem := prompt_problem(wanted.known_task, tidy(wanted.text)):
        told["prompt"] = problem
    if wanted.view == ATTENTION and layer_of(wanted) is None:
        told["layer"] = NO_LAYER
    for name in ("temperature", "top_p") if wanted.view == NEXT else ():
        try:
            sampling({name: getattr(wanted, name).strip()})
        except Refused:
            told[name] = f"{BOUNDS[name]}."
    return told


def layer_of(wanted: Wanted) -> int | None:
    return number(wanted.layer, MOST_LAYERS)


def number(text: str, most: int) -> int | None:
    """A whole number from 1 to `most`."""
    found = int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0
    return found if 1 <= found <= most else None


def drawing(wanted: Wanted) -> Sampling:
    """Once there are no mistakes."""
    given: dict[str, Any] = {"temperature": wanted.temperature.strip(), "top_p": wanted.top_p.strip()}
    return sampling(given)
