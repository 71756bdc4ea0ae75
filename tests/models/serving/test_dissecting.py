"""What is told of a method is what it does to a real model: what is open to training moves, and nothing else does."""

from __future__ import annotations

from typing import Any

import pytest
import torch

from models.base import Base, load
from models.methods import METHODS, configure
from models.protocol import Dissected, DissectedTensor
from models.refusals import Refused
from models.serving.dissecting import dissect
from models.tuning import CHILD
from tests.models.tiny import CONTEXT, KINDS, LAYERS, tiny_folder

OTHERS: dict[str, list[dict[str, Any]]] = {
    "houlsby": [{"train_layer_norm": True}],
    "lora": [{"rank": 2, "targets": "all-linear"}],
    "prefix": [{"reparameterise": True}],
    "p_tuning": [{"encoder": "mlp"}],
}
WAYS = [(name, given) for name in METHODS for given in [{}, *OTHERS.get(name, [])]]


@pytest.fixture(scope="module")
def bases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Base]:
    return {kind: load(str(tiny_folder(kind, tmp_path_factory.mktemp(kind)))) for kind in KINDS}


def of(base: Base, name: str, given: dict[str, Any] | None = None, **more: Any) -> Dissected:
    narrow = {"bottleneck": 4} if name in ("houlsby", "pfeiffer") else {}
    return dissect(base, name, configure(name, narrow | (given or {})), **more)


def training(told: Dissected) -> list[DissectedTensor]:
    return [tensor for tensor in told.tensors if tensor.trains]


def values(base: Base) -> dict[str, torch.Tensor]:
    return {name: tensor.detach().clone() for name, tensor in base.model.named_parameters()}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("name", "given"), WAYS, ids=str)
def test_what_trains_moves_and_nothing_else_and_the_base_in_use_stays(
    bases: dict[str, Base], kind: str, name: str, given: dict[str, Any]
) -> None:
    base = bases[kind]
    if (kind, name) == ("llama", "bitfit"):
        with pytest.raises(Refused, match="편향"):
            of(base, name)
        return
    before, modules, rng = values(base), list(base.model.modules()), torch.get_rng_state()
    told = of(base, name, given)
    assert told.steps == len(told.losses) == 2
    assert {tensor.name for tensor in training(told)} == {t.name for t in told.tensors if t.moved}
    assert training(told) != []
    assert all(torch.equal(before[key], tensor) for key, tensor in values(base).items())
    assert before.keys() == values(base).keys()
    assert list(base.model.modules()) == modules
    assert not any(module._forward_hooks or module._forward_pre_hooks for module in modules)
    assert torch.equal(torch.get_rng_state(), rng)


@pytest.mark.parametrize("kind", KINDS)
def test_houlsby_trains_layer_norm_only_when_that_is_switched_on_and_pfeiffer_never(
    bases: dict[str, Base], kind: str
) -> None:
    def norms(told: Dissected) -> list[bool]:
        return [tensor.trains for tensor in told.tensors if tensor.part == "norm"]

    each = 1 if kind == "llama" else 2
    assert norms(of(bases[kind], "houlsby")) == [False] * each * (2 * LAYERS + 1)
    assert norms(of(bases[kind], "houlsby", {"train_layer_norm": True})) == [True] * each * (2 * LAYERS + 1)
    assert not any(norms(of(bases[kind], "pfeiffer")))


@pytest.mark.parametrize("kind", ["opt", "gpt2"])
def test_bitfit_trains_exactly_the_biases(bases: dict[str, Base], kind: str) -> None:
    told = of(bases[kind], "bitfit")
    biases = [tensor.name for tensor in told.tensors if tensor.name.endswith(".bias")]
    assert [tensor.name for tensor in training(told)] == biases
    assert {tensor.source for tensor in told.tensors} == {"base"}


def test_lora_moves_b_first_and_a_once_b_is_no_zero_any_more(bases: dict[str, Base]) -> None:
    told = of(bases["opt"], "lora")
    assert {tensor.name[-1]: tensor.moved for tensor in training(told)} == {"A": 2, "B": 1}
    assert {tensor.part for tensor in training(told)} == {"q", "v"}
    assert {tensor.source for tensor in training(told)} == {"added"}


def test_tensors_stand_in_the_order_of_use_with_what_is_added_behind_its_layer(bases: dict[str, Base]) -> None:
    told = of(bases["llama"], "lora", {"targets": "q"})
    first = [(tensor.part, tensor.source) for tensor in told.tensors if tensor.block == 0]
    assert first == [
        ("norm", "base"), ("q", "base"), ("q", "added"), ("q", "added"), ("k", "base"), ("v", "base"), ("o", "base"),
        ("norm", "base"), ("ffn", "base"), ("ffn", "base"), ("ffn", "base"),
    ]  # fmt: skip
    assert [tensor.part for tensor in told.tensors if tensor.block is None] == ["embedding", "norm", "output"]
    assert {tensor.block for tensor in told.tensors} == {None, *range(LAYERS)}


def test_a_fused_projection_is_one_part_with_an_update_for_each_letter(bases: dict[str, Base]) -> None:
    added = [tensor for tensor in of(bases["gpt2"], "lora").tensors if tensor.source == "added" and tensor.block == 0]
    assert [tensor.name.partition(f"{CHILD}.parts.")[2] for tensor in added] == ["q.A", "q.B", "v.A", "v.B"]
    assert {tensor.part for tensor in added} == {"qkv"}


def test_what_comes_before_the_text_is_told_apart_and_stands_first(bases: dict[str, Base]) -> None:
    for name, part in (("prefix", "prefix"), ("prompt", "prompt"), ("p_tuning", "prompt")):
        told = of(bases["opt"], name, {"length": 5})
        assert {tensor.part for tensor in training(told)} == {part}
        assert told.tensors[0].part == part
        assert told.length == 5


def test_a_tied_output_is_told_under_both_names_until_head_sets_a_copy_apart(bases: dict[str, Base]) -> None:
    whole, head = of(bases["opt"], "full"), of(bases["opt"], "head")
    assert whole.tensors[-1].tied == "model.decoder.embed_tokens.weight"
    assert whole.tensors[-1].moved == 1
    assert (head.tensors[-1].source, head.tensors[-1].tied) == ("copied", None)
    assert [tensor.name for tensor in training(head)] == ["lm_head.weight"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["full", "lora", "prefix", "prompt"])
def test_a_large_base_is_told_without_a_step_and_why(bases: dict[str, Base], kind: str, name: str) -> None:
    small, large = of(bases[kind], name), of(bases[kind], name, largest=1000)
    assert (large.steps, large.losses) == (0, [])
    assert "학습 단계를 밟지 않았습니다" in str(large.unmeasured)
    assert [tensor.model_copy(update={"moved": None}) for tensor in small.tensors] == large.tensors


def test_where_no_room_is_left_for_a_text_no_step_is_taken(bases: dict[str, Base]) -> None:
    told = of(bases["opt"], "prefix", {"length": CONTEXT - 1})
    assert told.steps == 0
    assert "자리가 없어서" in str(told.unmeasured)
    assert of(bases["opt"], "prefix", {"length": CONTEXT - 4}).steps == 2


def test_a_family_that_nobody_knows_is_told_as_far_as_it_goes(
    bases: dict[str, Base], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.architectures.anatomy.FAMILIES", {})
    told = of(bases["opt"], "bitfit")
    assert {tensor.part for tensor in told.tensors} == {"embedding", "position", "norm", "output", "rest"}
    assert {tensor.moved for tensor in training(told)} == {1}
