"""What the routes of the comparison read from a request: the form, by address or as it was sent, and the run that a key
names. Judges nothing of it."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Form, HTTPException, Query, Request

from app.errors import keep_typed
from app.lab.compare.asking import Wanted
from app.lab.compare.run import Run
from app.people.cookie import visitor

NO_RUN = "그런 비교가 없습니다. 끝난 비교는 실습실의 기록에 있습니다."
Words = Annotated[list[str] | None, Query()]
Fields = Annotated[list[str] | None, Form()]


async def from_query(
    task: str = Wanted.task,
    variant: Words = None,
    prompt: str = "",
    mode: str = Wanted.mode,
    temperature: str = Wanted.temperature,
    top_p: str = Wanted.top_p,
    seed: str = Wanted.seed,
    length: str = Wanted.length,
) -> Wanted:
    return Wanted(task, tuple(variant or ()), prompt, mode, temperature, top_p, seed, length)


async def from_form(
    request: Request,
    task: Annotated[str, Form()] = "",
    variant: Fields = None,
    prompt: Annotated[str, Form()] = "",
    mode: Annotated[str, Form()] = Wanted.mode,
    temperature: Annotated[str, Form()] = Wanted.temperature,
    top_p: Annotated[str, Form()] = Wanted.top_p,
    seed: Annotated[str, Form()] = Wanted.seed,
    length: Annotated[str, Form()] = Wanted.length,
    fewest: Annotated[str, Form()] = "",
    changed: Fields = None,
) -> Wanted:
    keep_typed(request, [prompt])
    chosen, expected = tuple(variant or ()), tuple(changed or ())
    return Wanted(task, chosen, prompt, mode, temperature, top_p, seed, length, fewest, expected)


async def running(request: Request, key: str) -> Run:
    """The visitor's own comparison, while it runs and shortly after."""
    run: Run | None = request.app.state.comparisons.find(key, visitor(request).handle)
    if run is None:
        raise HTTPException(404, NO_RUN)
    return run


TheRun = Annotated[Run, Depends(running)]
