"""What a learner asks to compare: the form as it was typed, and the same once it holds. Knows no worker, no page."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from app.lab.compare.outcome import Prediction
from app.lab.variants import Candidate
from models.jobs.lines import SENTENCES
from models.protocol import LONGEST_PROMPT
from models.refusals import Refused
from models.sampling import BOUNDS, Sampling, sampling
from models.tasks import TASKS, Task
from models.texts import names

MOST = 5  # variants beside the base, so that one comparison stays below the worker's limit for one caller
UNKNOWN, NONE = "unknown", "none"  # answers to a prediction: I do not know; no output will change
NEGATIVE = "negative"
COMPARED = {**TASKS, SENTENCES.slug: SENTENCES}  # the last for who has trained on sentences of their own

NO_TASK = "그런 과제는 없습니다. 아래에서 골라 주세요."
NO_VARIANT = "견줄 방법을 하나 이상 골라 주세요."
TOO_MANY = f"한 번에 {MOST}가지 방법까지 견줄 수 있습니다. 몇 개를 빼 주세요."
GONE = "고른 방법 가운데 이 과제에 없는 방법이 있습니다. 지워졌을 수도 있으니 다시 골라 주세요."
NO_PROMPT = "이 과제는 읽을 글이 있어야 합니다. 글을 적거나 아래 예문에서 골라 주세요."
TOO_LONG = f"글이 너무 깁니다. {LONGEST_PROMPT:,}자까지 적을 수 있습니다."
PREDICT = "먼저 예측해 보세요. 짐작이 가지 않으면 ‘모르겠습니다’를 고르면 됩니다."
NOT_CHOSEN = "견주지 않을 방법으로 예측했습니다. 고른 방법 가운데에서 다시 골라 주세요."
BOTH_WAYS = "달라질 방법을 고르면서 ‘달라지지 않는다’나 ‘모르겠습니다’를 함께 고를 수는 없습니다."


@dataclass(frozen=True)
class Wanted:
    """The form, field by field, whatever it holds."""

    task: str = NEGATIVE
    variant: tuple[str, ...] = ()
    prompt: str = ""
    mode: str = "greedy"  # or `chance`
    temperature: str = "0.8"
    top_p: str = "0.9"
    seed: str = "1"
    length: str = "32"
    fewest: str = ""
    changed: tuple[str, ...] = ()

    def settings(self) -> list[tuple[str, str]]:
        """What an address names: everything but the prediction."""
        told = [("task", self.task), *(("variant", name) for name in self.variant), ("prompt", self.prompt)]
        told += [("mode", self.mode), ("length", self.length)]
        if self.mode == "chance":
            told += [("temperature", self.temperature), ("top_p", self.top_p), ("seed", self.seed)]
        return told


@dataclass(frozen=True)
class Asked:
    """A comparison that can be run."""

    task: Task
    base: Candidate
    variants: tuple[Candidate, ...]
    prompt: str
    sampling: Sampling
    prediction: Prediction


@dataclass
class Mistakes(Exception):  # noqa: N818 -- what a form shows
    """Field -> sentence."""

    told: dict[str, str] = field(default_factory=dict)


def check(wanted: Wanted, candidates: Sequence[Candidate], base: Candidate) -> Asked:
    """Raises Mistakes with all that is to be mended."""
    if wanted.task not in COMPARED:
        raise Mistakes({"task": NO_TASK})
    task, told = COMPARED[wanted.task], dict[str, str]()
    chosen = tuple(one for one in candidates if one.name in wanted.variant)
    prompt = tidy(wanted.prompt)
    if problem := _variants(wanted, candidates, chosen):
        told["variant"] = problem
    if problem := prompt_problem(task, prompt):
        told["prompt"] = problem
    drawn = _sampling(wanted, told)
    prediction = _prediction(wanted, {one.name for one in chosen}, told)
    if told or drawn is None:
        raise Mistakes(told)
    return Asked(task, base, chosen, prompt, drawn, prediction)


def missing(wanted: Wanted, candidates: Sequence[Candidate]) -> bool:
    """Whether a method is named that is not there, or not there for this learner."""
    return not set(wanted.variant) <= {one.name for one in candidates}


def tidy(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\x00", "")).strip()


def _variants(wanted: Wanted, candidates: Sequence[Candidate], chosen: Sequence[Candidate]) -> str | None:
    if not wanted.variant:
        return NO_VARIANT
    if missing(wanted, candidates):
        return GONE
    return TOO_MANY if len(chosen) > MOST else None


def prompt_problem(task: Task, prompt: str) -> str | None:
    """What is to be mended in a tidied prompt of the task."""
    if not prompt and task.separator:
        return NO_PROMPT
    if len(prompt) > LONGEST_PROMPT:
        return TOO_LONG
    if task.slug == NEGATIVE and (name := names.blocked(prompt)):
        return names.NAMED.format(name=name)
    return None


def _sampling(wanted: Wanted, told: dict[str, str]) -> Sampling | None:
    given: dict[str, Any] = {"length": wanted.length}
    if wanted.mode == "chance":
        given |= {"temperature": wanted.temperature, "top_p": wanted.top_p, "seed": wanted.seed}
    found = None
    for name in given:  # one by one, so that every mistake is told
        try:
            sampling({name: given[name].strip()})
        except Refused:
            told[name] = f"{BOUNDS[name]}."
    if not told.keys() & given.keys():
        found = sampling({name: value.strip() for name, value in given.items()})
    return found


def _prediction(wanted: Wanted, chosen: set[str], told: dict[str, str]) -> Prediction:
    changed = set(wanted.changed)
    if not wanted.fewest:
        told["fewest"] = PREDICT
    elif wanted.fewest not in chosen | {UNKNOWN} and "variant" not in told:
        told["fewest"] = NOT_CHOSEN
    if not changed:
        told["changed"] = PREDICT
    elif len(changed) > 1 and changed & {NONE, UNKNOWN}:
        told["changed"] = BOTH_WAYS
    elif not changed <= chosen | {NONE, UNKNOWN} and "variant" not in told:
        told["changed"] = NOT_CHOSEN
    fewest = None if wanted.fewest == UNKNOWN else wanted.fewest
    return Prediction(fewest, None if UNKNOWN in changed else tuple(sorted(changed - {NONE})))
