"""One comparison by one learner, over HTTP, in the lab and with Gradio: when its first word came, and its end."""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass

import httpx2

TASK, LENGTH = "negative", 32
VARIANTS = ("negative-lora-8", "negative-houlsby", "negative-prefix")  # and the base


class Trouble(Exception):  # noqa: N818 -- counted, not mended
    """A comparison that did not come to its end."""


@dataclass(frozen=True)
class Heard:
    """Seconds from the request on. `tokens` where the answer itself tells them."""

    first: float
    whole: float
    tokens: int = 0


async def by_lab(client: httpx2.AsyncClient, prompt: str) -> Heard:
    """Sends the form, follows the columns to their end, and opens the record."""
    form = {"task": TASK, "variant": list(VARIANTS), "prompt": prompt, "mode": "greedy", "length": str(LENGTH)}
    begun = time.perf_counter()
    sent = await client.post("/lab", data={**form, "fewest": "unknown", "changed": "unknown"})
    if sent.status_code != 303:
        raise Trouble(f"POST /lab answered {sent.status_code}")
    first, record = 0.0, ""
    async for event, data in _events(client, sent.headers["location"] + "/events"):
        if not first and 'class="text"' in data:
            first = time.perf_counter() - begun
        if 'class="state alert"' in data:
            raise Trouble("a column was not written to its end")
        if event == "ended":
            record = data
            break
    whole = time.perf_counter() - begun
    if not record or not first or (await client.get(record)).status_code != 200:
        raise Trouble("there is no record")
    return Heard(first, whole)


async def by_gradio(client: httpx2.AsyncClient, prompt: str) -> Heard:
    """The same columns; Gradio tells all texts again with every piece."""
    begun = time.perf_counter()
    sent = await client.post("/gradio_api/call/compare", json={"data": [TASK, prompt, LENGTH]})
    if sent.status_code != 200:
        raise Trouble(f"POST answered {sent.status_code}")
    first = 0.0
    async for event, data in _events(client, f"/gradio_api/call/compare/{sent.json()['event_id']}"):
        if event == "error":
            raise Trouble("Gradio told an error")
        if not first and event in ("generating", "complete") and any(json.loads(data)[:-1]):
            first = time.perf_counter() - begun
        if event == "complete":
            return Heard(first, time.perf_counter() - begun, int(json.loads(data)[-1]))
    raise Trouble("the stream ended before its end")


async def _events(client: httpx2.AsyncClient, path: str) -> AsyncIterator[tuple[str, str]]:
    """Server-sent events: name and data, whole."""
    async with client.stream("GET", path) as answer:
        if answer.status_code != 200:
            raise Trouble(f"GET {path} answered {answer.status_code}")
        event, lines = "message", list[str]()
        async for line in answer.aiter_lines():
            name, _, value = line.partition(":")
            if name == "event":
                event = value.strip()
            elif name == "data":
                lines.append(value.removeprefix(" "))
            elif not line and lines:
                yield event, "\n".join(lines)
                event, lines = "message", []
