"""Attaching and detaching: one method at a time, in any precision, with gradients and without."""

from __future__ import annotations

from typing import Any

import pytest
import torch

from models.methods import METHODS, configure
from models.refusals import Refused
from models.tuning import Tuned
from tests.models.methods.cases import CASES, IDS, MASK, NAMES, logits, train, tuned
from tests.models.tiny import KINDS, VOCABULARY, opt, tiny

every = pytest.mark.parametrize(("kind", "name", "given"), CASES, ids=NAMES)


@pytest.mark.parametrize("first", METHODS)
def test_a_second_method_is_refused_and_the_first_stays(first: str) -> None:
    on = tuned("opt", first, {})
    before = logits(on)
    trainable = {name for name, tensor in on.model.named_parameters() if tensor.requires_grad}
    with pytest.raises(Refused, match="이미"):
        Tuned(on.model, "lora")
    assert torch.equal(logits(on), before)
    assert trainable == {name for name, tensor in on.model.named_parameters() if tensor.requires_grad}


@every
@pytest.mark.parametrize("kind_of_number", [torch.bfloat16, torch.float16])
def test_a_model_in_half_precision_is_tuned_in_full(
    kind: str, name: str, given: dict[str, Any], kind_of_number: torch.dtype
) -> None:
    on = Tuned(tiny(kind).to(kind_of_number), name, configure(name, given))
    added = [tensor.dtype for name, tensor in on.trainable.items() if "tuning" in name.split(".")]
    assert set(added) <= {torch.float32}
    found = on(IDS, MASK)
    assert found.dtype == kind_of_number
    found.float().square().mean().backward()
    assert all(tensor.grad is not None for tensor in on.trainable.values())


@every
def test_training_under_autocast_reaches_every_tensor(kind: str, name: str, given: dict[str, Any]) -> None:
    on = tuned(kind, name, given)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        found = on(IDS, MASK)
    found.float().square().mean().backward()
    assert [key for key, tensor in on.trainable.items() if tensor.grad is None] == []
    torch.testing.assert_close(found.float()[MASK.bool()], logits(on)[MASK.bool()], atol=0.3, rtol=0.1)


@every
def test_one_row_without_gradients_is_what_a_row_with_them_is(kind: str, name: str, given: dict[str, Any]) -> None:
    on = tuned(kind, name, given)
    with torch.inference_mode():
        quick = on(IDS[:1]).clone()
    with torch.no_grad():
        torch.testing.assert_close(on(IDS[:1]), quick, atol=1e-6, rtol=1e-6)
    torch.testing.assert_close(on(IDS[:1]).detach(), quick, atol=1e-5, rtol=1e-4)
    assert quick.shape == (1, IDS.shape[1], VOCABULARY)
    train(on)


@pytest.mark.parametrize("name", METHODS)
def test_an_embedding_narrower_than_the_model_is_kept_apart(name: str) -> None:
    torch.manual_seed(0)
    on = Tuned(opt(embedding=8).eval(), name)
    train(on)
    assert logits(on).shape == (*IDS.shape, VOCABULARY)
    if name in ("prompt", "p_tuning"):
        assert on.trainable["tuning.vectors"].shape == (16, 8)


@pytest.mark.parametrize("kind", KINDS)
def test_the_head_trains_a_copy_and_the_embeddings_stay(kind: str) -> None:
    model = tiny(kind)
    embedded = model.get_input_embeddings().weight.detach().clone()
    on = Tuned(model, "head")
    train(on)
    assert list(on.trainable) == ["lm_head.weight"]
    assert torch.equal(model.get_input_embeddings().weight, embedded)


def test_looking_at_the_parts_of_the_head_unties_nothing() -> None:
    model = tiny("opt")
    METHODS["head"].parts(model, configure("head"))
    assert model.lm_head.weight is model.get_input_embeddings().weight


@pytest.mark.parametrize(
    ("name", "given", "field"),
    [
        ("lora", {"rank": 17}, "rank"),
        ("houlsby", {"bottleneck": 17}, "bottleneck"),
        ("pfeiffer", {"bottleneck": 17}, "bottleneck"),
        ("prefix", {"length": 64}, "length"),
        ("prompt", {"length": 64}, "length"),
        ("p_tuning", {"length": 64}, "length"),
    ],
)
@pytest.mark.parametrize("kind", KINDS)
def test_what_the_model_cannot_bear_is_refused_before_it_is_touched(
    kind: str, name: str, given: dict[str, Any], field: str
) -> None:
    model = tiny(kind)
    with pytest.raises(Refused) as refused:
        Tuned(model, name, configure(name, given))
    assert refused.value.field == field
    assert all(tensor.requires_grad for tensor in model.parameters())


@pytest.mark.parametrize(("name", "length"), [("prefix", 63), ("prompt", 63), ("lora", 0)])
def test_the_length_before_the_text_is_told(name: str, length: int) -> None:
    assert tuned("opt", name, {"length": length} if length else {}).length == length


@pytest.mark.parametrize("first", METHODS)
def test_after_detaching_another_method_may_come(first: str) -> None:
    on = tuned("opt", first, {})
    on.detach()
    assert list(Tuned(on.model, "prompt").trainable) == ["tuning.vectors"]
