"""A class in the lab, over HTTP: every learner compares base, LoRA, adapter and prefix, reads, waits, compares again.

    python bench/lab.py [--learners 64] [--minutes 10] [--cores 2] [--alone] [--json]     # docs/lab-worker.md

Afterwards, in the same run and for as long, the same class with Gradio, which serves the same models one after another
(bench/gradio_lab.py): what people would use instead. The class is the same: its prompts and pauses come from the same
seeds, and texts are greedy. Learners and servers share the cores, and only 127.0.0.1 is spoken to.
"""

from __future__ import annotations

import argparse
import asyncio
import importlib.util
import json
import os
import socket
import sqlite3
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # run from anywhere, installed or not

import httpx2  # noqa: E402
from classroom import TASK, VARIANTS, Heard, Trouble, by_gradio, by_lab  # noqa: E402
from lesson import Lesson, ratios  # noqa: E402
from serving import HOST, first_page, free_port, resident, seodang, server  # noqa: E402

from app.lab.process import socket_path  # noqa: E402
from models.protocol import Hello, Welcome, event, line  # noqa: E402
from models.tasks import TASKS  # noqa: E402

MISSING = """gradio, the baseline, is missing. It is no dependency of ours and wants an environment of its own:
    python -m venv venv && venv/bin/pip install -e '.[test]' gradio && venv/bin/python bench/lab.py
Or measure the lab alone with --alone."""
PAUSE = (5.0, 15.0)  # seconds that a learner reads, drawn for each comparison
PATIENT = httpx2.Timeout(10, read=600, pool=None)
Compare = Callable[[httpx2.AsyncClient, str], Awaitable[Heard]]


async def teach(port: int, compare: Compare, learners: int, seconds: float, processes: dict[str, int]) -> Lesson:
    """Whoever has begun a comparison when the time is over brings it to its end."""
    lesson, begun = Lesson(), time.perf_counter()
    watching = asyncio.create_task(_watch(lesson, processes))
    until = begun + seconds
    await asyncio.gather(*(_learn(number, port, compare, until, lesson) for number in range(learners)))
    lesson.seconds = time.perf_counter() - begun
    watching.cancel()
    lesson.memory.append(_resident(processes))
    lesson.tokens = sum(one.tokens for one in lesson.heard)
    return lesson


async def _learn(number: int, port: int, compare: Compare, until: float, lesson: Lesson) -> None:
    chance = Random(number)  # noqa: S311 -- no secret
    async with httpx2.AsyncClient(base_url=f"http://{HOST}:{port}", timeout=PATIENT) as client:
        await asyncio.sleep(chance.uniform(0, PAUSE[0]))  # a class does not press the button as one
        while time.perf_counter() < until:
            try:
                lesson.heard.append(await compare(client, chance.choice(TASKS[TASK].prompts)))
            except (Trouble, httpx2.HTTPError) as trouble:
                lesson.troubles.append(str(trouble) or type(trouble).__name__)
            await asyncio.sleep(min(chance.uniform(*PAUSE), max(0.0, until - time.perf_counter())))


async def _watch(lesson: Lesson, processes: dict[str, int]) -> None:
    while True:
        lesson.memory.append(_resident(processes))
        await asyncio.sleep(60)


def _resident(processes: dict[str, int]) -> dict[str, float]:
    """MB of memory of each process; nothing where the system has no /proc."""
    found = {name: resident(number) for name, number in processes.items()}
    return {name: memory for name, memory in found.items() if memory is not None}


def in_the_lab(learners: int, seconds: float) -> Lesson:
    port = free_port()
    with tempfile.TemporaryDirectory() as data, server(seodang(port, data), {}) as web:
        first_page(port, "/lab")
        asyncio.run(_warm(port, by_lab))
        begun = _tokens(data)
        processes = {"web": web.pid, "worker": _worker(Path(data))}
        lesson = asyncio.run(teach(port, by_lab, learners, seconds, processes))
        lesson.tokens = _tokens(data) - begun
    return lesson


def with_gradio(learners: int, seconds: float) -> Lesson:
    port = free_port()
    words = ["bench/gradio_lab.py", "--port", str(port), "--variants", *VARIANTS]
    quiet = {"GRADIO_ANALYTICS_ENABLED": "False", "HF_HUB_OFFLINE": "1"}
    with server(words, quiet) as gradio:
        first_page(port, "/", 120)
        asyncio.run(_warm(port, by_gradio))
        return asyncio.run(teach(port, by_gradio, learners, seconds, {"gradio": gradio.pid}))


async def _warm(port: int, compare: Compare) -> None:
    """Models are read at the first comparison."""
    async with httpx2.AsyncClient(base_url=f"http://{HOST}:{port}", timeout=PATIENT) as client:
        await compare(client, TASKS[TASK].prompts[0])


def _worker(data: Path) -> int:
    with socket.socket(socket.AF_UNIX) as asking:
        asking.connect(str(socket_path(data)))
        asking.sendall(line(Hello()))
        with asking.makefile("rb") as answers:
            welcome = event(answers.readline())
    assert isinstance(welcome, Welcome)
    return welcome.process


def _tokens(data: str) -> int:
    """Of all columns that were kept so far."""
    with closing(sqlite3.connect(f"{data}/seodang.db")) as kept:
        rows = kept.execute("SELECT outputs FROM lab_comparison").fetchall()
    return sum(output["tokens"] for (outputs,) in rows for output in json.loads(outputs))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--learners", type=int, default=64)
    parser.add_argument("--minutes", type=float, default=10, help="of each of the two")
    parser.add_argument("--cores", type=int, default=2, help="for servers and learners together")
    parser.add_argument("--alone", action="store_true", help="without Gradio")
    parser.add_argument("--json", action="store_true", help="one last line of JSON")
    given = parser.parse_args()
    if not given.alone and importlib.util.find_spec("gradio") is None:
        raise SystemExit(MISSING)
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: given.cores])  # children inherit it
    figures: dict[str, Any] = {"learners": given.learners, "minutes": given.minutes, "cores": given.cores}
    classes = {"lab": in_the_lab} | ({} if given.alone else {"gradio": with_gradio})
    for name, run in classes.items():
        lesson = run(given.learners, given.minutes * 60)
        figures[name] = lesson.figures()
        print(f"\n{name}: {given.learners} learners, {given.minutes:g} minutes, {given.cores} cores")
        for what, value in figures[name].items():
            for one in value if isinstance(value, list) else [value]:
                print(f"  {what:20} {one}")
        for trouble in sorted(set(lesson.troubles)):
            print(f"  {lesson.troubles.count(trouble)} times: {trouble}")
    if not given.alone:
        figures["times_better"] = ratios(figures["lab"], figures["gradio"])
        print("\nthe lab against Gradio, times:", figures["times_better"])
    if given.json:
        print(json.dumps(figures))


if __name__ == "__main__":
    main()
