"""What is measured beside the engine: one at a time, from memory when asked again, and every trouble as a sentence."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator

import pytest

from models.methods import Config
from models.protocol import Count, Counted, Event, Failed
from models.serving import measuring
from models.serving.measuring import WAITING, Measuring

LORA = Count(architecture="gpt2", method="lora", config={"rank": "3"})


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Counting waits until it is set."""
    opened = threading.Event()

    def count(*_: object) -> Counted:
        assert opened.wait(20)
        raise ValueError("no count")

    monkeypatch.setattr(measuring, "_counted", count)
    yield opened
    opened.set()


def test_the_same_question_is_measured_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from models import counting

    asked: list[str] = []
    real = counting.count

    def count(architecture: str, name: str, config: Config) -> counting.Count:
        asked.append(architecture)
        return real(architecture, name, config)

    monkeypatch.setattr(counting, "count", count)
    measuring._counted.cache_clear()
    own = Measuring(1)
    first, again = (asyncio.run(own.count(LORA)) for _ in range(2))
    assert isinstance(first, Counted)
    assert first == again
    assert asked == ["gpt2"]


def test_what_cannot_be_is_refused_at_its_field() -> None:
    answer = asyncio.run(Measuring(1).count(LORA.model_copy(update={"config": {"rank": "0"}})))
    assert isinstance(answer, Failed)
    assert (answer.code, answer.field) == ("refused", "rank")


def test_too_many_are_sent_away_and_a_mistake_of_ours_is_told_and_makes_room_again(gate: threading.Event) -> None:
    own = Measuring(1)

    async def crowd() -> list[Event]:
        asking = [asyncio.create_task(own.count(LORA)) for _ in range(WAITING)]
        await asyncio.sleep(0)
        refused = await own.count(LORA)
        gate.set()
        return [refused, *await asyncio.gather(*asking)]

    codes = [answer.code for answer in asyncio.run(crowd()) if isinstance(answer, Failed)]
    assert codes == ["full", *["internal"] * WAITING]
    assert own.waiting == 0
