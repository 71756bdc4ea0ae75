"""What tests ask of a lab, and what they wait for. Knows no single test."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

from app.lab.client import Lab
from models.protocol import Event, Generate, Text
from models.sampling import Sampling


def ask(prompt: str = "이 영화는", caller: str = "mina", length: int = 24) -> Generate:
    return Generate(prompt=prompt, caller=caller, sampling=Sampling(length=length))


async def all_of(lab: Lab, asked: Generate) -> list[Event]:
    return [told async for told in lab.generate(asked)]


def text(told: list[Event]) -> str:
    return "".join(one.text for one in told if isinstance(one, Text))


async def running(lab: Lab) -> int:
    return (await lab.status()).running


async def becomes(wanted: Any, found: Callable[[], Awaitable[Any]]) -> bool:
    """Within three seconds; a slow text takes six."""
    until = time.monotonic() + 3
    while time.monotonic() < until:
        if await found() == wanted:
            return True
        await asyncio.sleep(0.01)
    return False


async def counts(lab: Lab) -> tuple[int, int]:
    found = await lab.status()
    return found.running, found.waiting
