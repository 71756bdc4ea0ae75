"""The log-likelihood of given texts, for one row among those that run."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from models.base import Base
from models.examples import Example
from models.refusals import Refused
from models.sampling import Sampling
from models.serving.scoring import log_likelihoods, shares
from models.variants import read
from models.variants.fitting import attach
from tests.models.serving.shelf import IDS, library
from tests.models.tiny import tiny


@pytest.mark.parametrize("method", [None, "lora", "pfeiffer", "prefix", "prompt", "bitfit", "full"])
def test_log_likelihoods_are_those_of_the_model_tuned_alone(base: Base, shelf: Path, method: str | None) -> None:
    name = None if method is None else f"chat-{method}"
    rows = [Example((1, 40, 41, 50, 2), 3), Example((1, 40, 41, 60, 61, 62, 2), 3)]
    engine, inside = library(base, shelf).take(name)
    engine.join(1, IDS, inside, Sampling(length=8))
    engine.step()
    wanted = []
    plain = tiny("opt")
    tuned = None if name is None else attach(plain, read(shelf / name))
    for ids, start in rows:
        given = torch.tensor([ids])
        with torch.no_grad():
            logits = plain(given).logits if tuned is None else tuned(given)
        logs = logits[0].log_softmax(-1)
        wanted.append(sum(float(logs[place - 1, ids[place]]) for place in range(start, len(ids))))
    assert log_likelihoods(engine, inside, rows) == pytest.approx(wanted, abs=1e-3)
    assert len(engine.step()) == 1


@pytest.mark.parametrize(("method", "room"), [(None, 64), ("prefix", 61), ("prompt", 61)])
def test_a_choice_behind_more_text_than_the_context_holds_is_refused(
    base: Base, shelf: Path, method: str | None, room: int
) -> None:
    engine, inside = library(base, shelf).take(None if method is None else f"chat-{method}")
    fits = Example((1, *[40] * (room - 1)), 3)
    assert log_likelihoods(engine, inside, [fits])
    with pytest.raises(Refused, match=f"{room}토큰 이하") as refused:
        log_likelihoods(engine, inside, [fits, Example((*fits.ids, 40), 3)])
    assert refused.value.field == "text"


def test_shares_add_up_to_one() -> None:
    assert shares({"긍정": -1.0, "부정": -1.0}) == pytest.approx({"긍정": 0.5, "부정": 0.5})
