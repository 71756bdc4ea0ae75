"""A variant in a model or beside it: what does not fit is refused, and the model is then as it was."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from models.insertions import Bottleneck, LowRank, Renorm, Shift, Slices
from models.methods import configure
from models.refusals import Refused
from models.tuning import Tuned
from models.variants import read, save
from models.variants.fitting import Ready, Variant, attach, ready
from tests.models.methods.cases import CASES, IDS, MASK, NAMES, logits, train, tuned
from tests.models.tiny import tiny

ALONE = ("full", "head")


def variant(kind: str, name: str, given: dict[str, Any], folder: Path) -> tuple[Variant, Tensor]:
    """A variant that was trained, saved and read, and its logits."""
    on = tuned(kind, name, given)
    train(on)
    save(on, folder / "variant", task="chat", base="b")
    return read(folder / "variant"), logits(on)


def state(model: nn.Module) -> list[tuple[str, bool, Tensor]]:
    named = model.named_parameters(remove_duplicate=False)
    return [(name, tensor.requires_grad, tensor.detach().clone()) for name, tensor in named]


def unchanged(model: nn.Module, before: list[tuple[str, bool, Tensor]]) -> bool:
    after = state(model)
    hooks = [hook for module in model.modules() for hook in (*module._forward_hooks, *module._forward_pre_hooks)]
    return not hooks and [a[:2] for a in after] == [b[:2] for b in before] and all(
        torch.equal(a[2], b[2]) for a, b in zip(after, before, strict=True)
    )  # fmt: skip


def with_insertions(model: nn.Module, prepared: Ready) -> Tensor:
    """The logits when the insertions stand behind their layers."""
    handles = [
        model.get_submodule(layer).register_forward_hook(lambda _, given, found, part=part: part(given[0], found))
        for layer, part in prepared.insertions.items()
    ]
    with torch.no_grad():
        found = model(input_ids=IDS, attention_mask=MASK).logits
    for handle in handles:
        handle.remove()
    return found


@pytest.mark.parametrize(("kind", "name", "given"), CASES, ids=NAMES)
def test_a_ready_variant_stands_beside_an_untouched_base(
    kind: str, name: str, given: dict[str, Any], tmp_path: Path
) -> None:
    made, wanted = variant(kind, name, given, tmp_path)
    model = tiny(kind)
    before = state(model)
    if name in ALONE:
        with pytest.raises(Refused, match="사본"):
            ready(model, made)
    else:
        prepared = ready(model, made)
        tensors = [tensor for part in prepared.insertions.values() for tensor in part.parameters()]
        assert not any(tensor.requires_grad for tensor in tensors)
        if name == "prefix":
            assert prepared.keys_values is not None
            assert torch.equal(prepared.keys_values, made.tensors["tuning.values"])
        elif name in ("prompt", "p_tuning"):
            assert prepared.embeddings is not None
            assert torch.equal(prepared.embeddings, made.tensors["tuning.vectors"])
        else:
            torch.testing.assert_close(with_insertions(model, prepared), wanted, atol=1e-5, rtol=1e-4)
    assert unchanged(model, before)


@pytest.mark.parametrize(
    ("kind", "name", "given", "parts"),
    [
        ("opt", "lora", {}, {LowRank}),
        ("gpt2", "lora", {}, {Slices}),
        ("opt", "pfeiffer", {}, {Bottleneck}),
        ("opt", "bitfit", {}, {Shift}),
        ("llama", "houlsby", {"train_layer_norm": True}, {Bottleneck, Renorm}),
    ],
)
def test_what_the_engine_is_given(
    kind: str, name: str, given: dict[str, Any], parts: set[type], tmp_path: Path
) -> None:
    prepared = ready(tiny(kind), variant(kind, name, given, tmp_path)[0])
    assert {type(part) for part in prepared.insertions.values()} == parts
    assert (prepared.keys_values, prepared.embeddings) == (None, None)


def wrong(made: Variant) -> dict[str, Variant]:
    name, tensor = next(iter(made.tensors.items()))
    rest = {key: value for key, value in made.tensors.items() if key != name}
    return {
        "없습니다": replace(made, tensors=rest),
        "자리가 없는": replace(made, tensors=made.tensors | {"model.decoder.embed_tokens.weight.x": tensor}),
        "모양": replace(made, tensors=rest | {name: torch.zeros(*tensor.shape, 2)}),
    }


@pytest.mark.parametrize("name", ["full", "head", "bitfit", "houlsby", "lora", "prefix", "prompt"])
@pytest.mark.parametrize("why", ["없습니다", "자리가 없는", "모양"])
def test_a_variant_that_does_not_fit_leaves_the_model_as_it_was(name: str, why: str, tmp_path: Path) -> None:
    made = wrong(variant("opt", name, {}, tmp_path)[0])[why]
    model = tiny("opt")
    before = state(model)
    for use in (attach, ready):
        with pytest.raises(Refused, match=why):
            use(model, made)
        assert unchanged(model, before)


def test_a_variant_for_another_shape_is_refused(tmp_path: Path) -> None:
    made, _ = variant("opt", "lora", {}, tmp_path)
    for kind in ("llama", "gpt2"):
        with pytest.raises(Refused):
            attach(tiny(kind), made)


def test_a_model_that_has_a_method_takes_no_second(tmp_path: Path) -> None:
    made, _ = variant("opt", "bitfit", {}, tmp_path)
    model = tiny("opt")
    Tuned(model, "pfeiffer")
    for use in (attach, ready):
        with pytest.raises(Refused, match="이미"):
            use(model, made)


def test_attaching_and_readying_draw_no_random_numbers(tmp_path: Path) -> None:
    made, _ = variant("opt", "prompt", {}, tmp_path)
    model = tiny("opt")
    before = torch.get_rng_state()
    ready(model, made)
    attach(model, made)
    assert torch.equal(torch.get_rng_state(), before)


def test_a_normalisation_that_counts_otherwise_is_refused() -> None:
    """Gemma multiplies by 1 + weight: a tuned weight would be misread."""

    class GemmaRMSNorm(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.weight = nn.Parameter(torch.zeros(16))
            self.eps = 1e-6

        def forward(self, inputs: Tensor) -> Tensor:
            return nn.functional.rms_norm(inputs, (16,), 1 + self.weight, self.eps)

    model = tiny("llama")
    model.model.norm = GemmaRMSNorm()
    on = Tuned(model, "houlsby", configure("houlsby", {"train_layer_norm": True}))
    made = Variant("houlsby", on.config, {name: p.detach() for name, p in on.trainable.items()}, "", "")
    on.detach()
    with pytest.raises(Refused, match="정규화"):
        ready(model, made)
