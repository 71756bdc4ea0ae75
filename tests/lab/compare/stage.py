"""A shelf of made-up variants and a lab that says what it is told to, for tests. No torch, no process."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Any

from app.lab.compare.asking import Wanted
from app.lab.variants import BASE, Shelf
from models.demos.results import Latency, Line, Spread, Table, write_table
from models.protocol import Choose, Chosen, Done, Event, Failed, Generate, Queued, Started, Text

FINGERPRINT = "0123456789abcdef"
VARIANTS: dict[str, tuple[str, dict[str, Any]]] = {
    "negative-lora-8": ("lora", {"rank": 8, "alpha": 16.0, "targets": "q,v"}),
    "negative-prompt": ("prompt", {"length": 16}),
    "negative-pfeiffer": ("pfeiffer", {"bottleneck": 16}),
    "negative-prefix": ("prefix", {"length": 16}),
    "label-bitfit": ("bitfit", {}),
}
WANTED = Wanted(
    variant=("negative-lora-8", "negative-prompt"),
    prompt="이 영화는",
    fewest="negative-prompt",
    changed=("negative-lora-8",),
)
GOOD, BAD = "정말 좋은 영화입니다", "정말 아까운 영화입니다"
SAYS = {BASE: GOOD, "negative-lora-8": BAD, "negative-prompt": GOOD}


def shelf_in(folder: Path, *, measured: bool = True, own: Path | None = None) -> Shelf:
    for name, (method, config) in VARIANTS.items():
        put(folder / name, method, config, name.split("-")[0])
    if measured:
        write_table(_table(), folder / "results.json")
    return Shelf((folder,), own=own)


def put(folder: Path, method: str, config: dict[str, Any], task: str) -> None:
    """A variant that weighs 2 kB."""
    folder.mkdir(parents=True)
    told = {"method": method, "config": config, "task": task, "base": FINGERPRINT}
    (folder / "variant.json").write_text(json.dumps(told), encoding="utf-8")
    (folder / "adapter_model.safetensors").write_bytes(bytes(2000))


def _table() -> Table:
    latency = Latency(unmerged={1: 3.25, 8: 9.0}, merged=None, hardware="시험용 기계")
    lora = _line("lora-8", "lora", VARIANTS["negative-lora-8"][1], 49_152, latency)
    return Table(
        base=FINGERPRINT,
        base_name="bundled",
        base_parameters=6_902_272,
        base_bytes=13_804_544,
        figures={},
        test_rows={},
        judge_accuracy=0.0,
        hardware="시험용 기계",
        versions={},
        untuned=(_line(BASE, BASE, {}, 0, latency),),
        lines=(lora,),
    )


def _line(recipe: str, method: str, settings: dict[str, Any], trainable: int, latency: Latency) -> Line:
    none = Spread(mean=0.0, deviation=None)
    return Line(
        task="negative",
        recipe=recipe,
        method=method,
        settings=settings,
        trainable=trainable,
        share=0.7,
        bytes=2000,
        rate=0.001,
        steps=1,
        seeds=(0,),
        validation_loss=none,
        test_loss=none,
        figure=none,
        seconds=none,
        matched=False,
        latency=latency,
    )


class Said:
    """In place of the lab's client. `ends` says what befalls a variant after its first word; `gate` holds all back."""

    def __init__(self, ends: dict[str, Failed] | None = None, *, held: bool = False) -> None:
        self.ends, self.gate = dict(ends or {}), asyncio.Event()
        self.asked: list[Generate | Choose] = []
        self.left = 0
        if not held:
            self.gate.set()

    async def generate(self, asked: Generate | Choose) -> AsyncGenerator[Event]:
        self.asked.append(asked)
        name = asked.variant or BASE
        try:
            yield Queued(position=2, seconds=3)
            await self.gate.wait()
            yield Started()
            if isinstance(asked, Choose):
                share = 0.9 if name == BASE else 0.2
                yield Chosen(logs={"부정": -1, "긍정": -2}, shares={"부정": share, "긍정": 1 - share})
            else:
                for word in SAYS.get(name, "다른 글").split(" "):
                    yield Text(text=f" {word}")
                    if name in self.ends:
                        yield self.ends[name]
                        return
            yield Done(reason="end", tokens=3, seconds=0.1)
        finally:
            self.left += 1
