"""What a training job is, and what is wrong with one. Knows no process and imports no torch."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from models.jobs.lines import read_lines
from models.jobs.progress import Saved
from models.methods import configure
from models.refusals import Refused
from models.tasks import task

JOB, SAVED, VARIANT, LOG = "job.json", "saved.json", "variant", "trainer.log"  # in the folder of a job


class Job(BaseModel):
    """One training: which method on which base, on a task's rows or on lines of one's own, for how long.

    Exactly one of `task` (with `texts`, the folder of the corpus' files) and `lines`, and of `steps` and `seconds`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    base: str = Field("bundled", min_length=1, max_length=500)
    method: str
    config: dict[str, str | int | float | bool] = {}
    task: str | None = None
    texts: str | None = None
    rows: int = Field(8000, ge=1, le=200_000)  # of the task, at most
    lines: str | None = Field(None, max_length=100_000)
    steps: int | None = Field(None, ge=1, le=20_000)
    seconds: float | None = Field(None, ge=2, le=7200)  # of training; the number of steps is chosen to fit
    rate: float = Field(gt=0, le=10)
    batch: int = Field(32, ge=1, le=256)
    seed: int = Field(0, ge=0, lt=1 << 31)
    device: str = "auto"
    threads: int = Field(1, ge=1, le=64)
    precision: Literal["fp32", "bf16"] = "fp32"


class Finished(BaseModel):
    """What `saved.json` notes: how which job ended. A second start of the same job has nothing to do."""

    job: Job
    saved: Saved


BOUNDS = {
    "base": "모델의 이름(base)은 1자 이상 500자 이하여야 합니다",
    "config": "방법의 설정(config)은 이름과 값의 묶음이어야 합니다",
    "rows": "예문 수(rows)는 1 이상 200,000 이하의 정수여야 합니다",
    "lines": "적은 글(lines)은 모두 100,000자 이하여야 합니다",
    "steps": "단계 수(steps)는 1 이상 20,000 이하의 정수여야 합니다",
    "seconds": "시간(seconds)은 2초 이상 7,200초 이하여야 합니다",
    "rate": "학습률(rate)은 0보다 크고 10 이하인 수여야 합니다",
    "batch": "배치 크기(batch)는 1 이상 256 이하의 정수여야 합니다",
    "seed": "시드(seed)는 0 이상 2,147,483,647 이하의 정수여야 합니다",
    "threads": "스레드 수(threads)는 1 이상 64 이하의 정수여야 합니다",
    "precision": "정밀도(precision)는 fp32나 bf16이어야 합니다",
}


def job_of(given: dict[str, Any]) -> Job:
    """The job from what was typed (numbers may come as text). Refused names the field and what it should be."""
    try:
        job = Job.model_validate(given)
    except ValidationError as error:
        raise _refusal(error) from None
    configure(job.method, dict(job.config))
    if (job.task is None) == (job.lines is None):
        raise Refused("과제(task)와 직접 적은 글(lines) 가운데 꼭 하나를 골라 주세요.", "task")
    if (job.steps is None) == (job.seconds is None):
        raise Refused("단계 수(steps)와 시간(seconds) 가운데 꼭 하나를 정해 주세요.", "steps")
    if job.task is not None and task(job.task) and job.texts is None:
        raise Refused("과제로 학습하려면 자료가 있는 폴더(texts)를 적어 주세요.", "texts")
    if job.lines is not None and (problems := read_lines(job.lines)[1]):
        raise Refused(f"{problems[0].line}번째 줄: {problems[0].message}", "lines")
    return job


def _refusal(error: ValidationError) -> Refused:
    first = error.errors()[0]
    field = str(first["loc"][0]) if first["loc"] else ""
    if first["type"] == "extra_forbidden":
        return Refused(f"‘{field[:40]}’ 설정은 없습니다. 있는 설정: {', '.join(Job.model_fields)}.", field)
    if first["type"] == "missing":
        return Refused(f"‘{field}’ 값을 적어 주세요.", field)
    return Refused(
        f"{BOUNDS.get(field, f'{field}에는 글을 적어야 합니다')}. 받은 값: {str(first['input'])[:40]}.", field
    )
