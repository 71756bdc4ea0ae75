"""The attention weights of a layer, held against the library's own; the model is left untouched."""

from __future__ import annotations

from typing import Any

import pytest
import torch

from models.refusals import Refused
from models.serving.attending import LONGEST, attend
from tests.models.alone import Alone, engine_of
from tests.models.tiny import KINDS, LAYERS, tiny

IDS = [1, 40, 81, 122, 163]
BEFORE = {None: 0, "lora": 0, "prefix": 5, "prompt": 4}
CASES = [(kind, name) for kind in KINDS for name in BEFORE]
HEADS = {"opt": 2, "llama": 4, "gpt2": 2}


def theirs(model: Alone) -> list[torch.Tensor]:
    """What transformers says of the model alone, layer by layer: the rows of the text.  # L of (H, T, S)"""
    whole: Any = model.model
    whole.set_attn_implementation("eager")
    ids = torch.tensor([IDS])
    given = {"input_ids": ids, "attention_mask": torch.ones_like(ids)}
    with torch.no_grad():
        found = whole(**given, output_attentions=True).attentions
    return [one[0, :, -len(IDS) :] for one in found]


@pytest.mark.parametrize(("kind", "name"), CASES)
def test_the_weights_are_those_of_the_library(kind: str, name: str | None) -> None:
    made, model = engine_of(kind, name)
    for layer, wanted in enumerate(theirs(model), start=1):
        told = attend(made, name, IDS, layer)
        weights = torch.tensor(told.weights)  # (H, T, P + T)
        assert weights.shape == (HEADS[kind], len(IDS), BEFORE[name] + len(IDS))
        assert torch.allclose(weights, wanted, atol=6e-4)
        assert (told.before, told.layers, len(told.pieces)) == (BEFORE[name], LAYERS, len(IDS))


@pytest.mark.parametrize(("kind", "name"), CASES)
def test_rows_sum_to_one_and_nobody_looks_ahead(kind: str, name: str | None) -> None:
    made, _ = engine_of(kind, name)
    told = attend(made, name, IDS, 1)
    weights = torch.tensor(told.weights)
    assert torch.allclose(weights.sum(-1), torch.ones(weights.shape[:2]), atol=0.01)
    later = torch.ones(weights.shape[1:]).triu(told.before + 1).bool()
    assert not weights[:, later].any()
    assert bool((weights[:, :, : told.before].sum() > 0) == (told.before > 0))


@pytest.mark.parametrize("kind", KINDS)
def test_the_model_is_left_as_it_was(kind: str) -> None:
    made, _ = engine_of(kind, "lora")
    model: Any = made.base.model
    ids = torch.tensor([IDS])
    with torch.no_grad():
        before, usual = model(input_ids=ids).logits, model.config._attn_implementation
        attend(made, "lora", IDS, 1)
        assert model.config._attn_implementation == usual == "sdpa"
        assert torch.equal(model(input_ids=ids).logits, before)
        assert torch.equal(model(input_ids=ids).logits, tiny(kind)(input_ids=ids).logits)


def test_a_call_that_fails_leaves_the_model_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    made, _ = engine_of("opt", None)
    model: Any = made.base.model

    def no_memory(*_: object, **__: object) -> None:
        raise torch.OutOfMemoryError("CUDA out of memory")

    monkeypatch.setattr(model, "forward", no_memory)
    with pytest.raises(torch.OutOfMemoryError):
        attend(made, None, IDS, 1)
    assert model.config._attn_implementation == "sdpa"


@pytest.mark.parametrize("layer", [0, LAYERS + 1])
def test_a_layer_that_is_not_there_is_refused_at_its_field(layer: int) -> None:
    made, _ = engine_of("opt", None)
    with pytest.raises(Refused, match=f"1부터 {LAYERS}까지") as refusal:
        attend(made, None, IDS, layer)
    assert refusal.value.field == "layer"


def test_a_long_prompt_is_refused_and_the_longest_is_not() -> None:
    made, _ = engine_of("opt", None)
    assert len(attend(made, None, [3] * LONGEST, 1).pieces) == LONGEST
    with pytest.raises(Refused, match="48토큰까지") as refusal:
        attend(made, None, [3] * (LONGEST + 1), 1)
    assert refusal.value.field == "prompt"


def test_a_model_without_weights_and_one_without_numbers_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    made, _ = engine_of("opt", None)
    monkeypatch.setattr("models.serving.attending._weights", lambda *_: (None,))
    with pytest.raises(Refused, match="내놓지 않습니다"):
        attend(made, None, IDS, 1)
    monkeypatch.setattr("models.serving.attending._weights", lambda *_: (torch.full((1, 2, 5, 5), torch.nan),))
    with pytest.raises(Refused, match="수가 아닌 값"):
        attend(made, None, IDS, 1)
