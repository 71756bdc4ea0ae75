"""Why the loss falls: by copying, unless the mask stays or the sentences come again."""

from collections.abc import Iterator

import pytest
import torch

from models.checks import sight
from models.checks.sight import Predictor


@pytest.fixture
def mask() -> Iterator[torch.Tensor]:
    state = torch.get_rng_state()
    yield torch.triu(torch.full((sight.LENGTH, sight.LENGTH), -torch.inf), diagonal=1)
    torch.set_rng_state(state)


def test_what_sees_the_next_word_copies_it() -> None:
    assert sight.why_the_loss_falls() == "copied"


def test_behind_a_mask_there_is_nothing_to_learn(mask: torch.Tensor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sight, "Predictor", lambda: Predictor(mask))
    assert sight.why_the_loss_falls() == "nothing_learnt"


def test_few_sentences_are_memorised(mask: torch.Tensor) -> None:
    few = torch.randint(sight.WORDS, (8, sight.LENGTH), generator=torch.Generator().manual_seed(0))
    assert sight._story(lambda: Predictor(mask), lambda _: few) == "memorised"
