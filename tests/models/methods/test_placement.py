"""Where the methods stand: behind which layers, which letters of attention, which normalisations train."""

from __future__ import annotations

from typing import Any

import pytest

from models.methods import configure
from models.tuning import Tuned
from tests.models.tiny import KINDS, tiny

ATTENTION = {
    "opt": "model.decoder.layers.{}.self_attn.out_proj",
    "llama": "model.layers.{}.self_attn.o_proj",
    "gpt2": "transformer.h.{}.attn.c_proj",
}
FFN = {
    "opt": "model.decoder.layers.{}.fc2",
    "llama": "model.layers.{}.mlp.down_proj",
    "gpt2": "transformer.h.{}.mlp.c_proj",
}
every = pytest.mark.parametrize("kind", KINDS)


def sites(kind: str, name: str, **given: Any) -> set[str]:
    return set(Tuned(tiny(kind), name, configure(name, given)).insertions)


def both(names: dict[str, str], kind: str) -> set[str]:
    return {names[kind].format(block) for block in (0, 1)}


@every
def test_houlsby_stands_behind_attention_and_behind_the_feed_forward_layer(kind: str) -> None:
    assert sites(kind, "houlsby") == both(ATTENTION, kind) | both(FFN, kind)


@every
def test_pfeiffer_stands_behind_the_feed_forward_layer_only(kind: str) -> None:
    assert sites(kind, "pfeiffer") == both(FFN, kind)


@every
def test_normalisations_train_only_when_asked_and_then_all_of_them(kind: str) -> None:
    def base(train: bool) -> set[str]:
        on = Tuned(tiny(kind), "houlsby", configure("houlsby", {"train_layer_norm": train}))
        return {name for name in on.trainable if "tuning" not in name.split(".")}

    norms = {name for name, _ in tiny(kind).named_parameters() if "norm" in name or ".ln_" in name}
    assert base(False) == set()
    assert base(True) == norms


@pytest.mark.parametrize(
    ("targets", "names"),
    [
        ("q,v", {"q_proj", "v_proj"}),
        ("o", {"out_proj"}),
        ("q,k,v,o", {"q_proj", "k_proj", "v_proj", "out_proj"}),
        ("all-linear", {"q_proj", "k_proj", "v_proj", "out_proj", "fc1", "fc2"}),
    ],
)
def test_lora_stands_beside_the_letters_it_was_given(targets: str, names: set[str]) -> None:
    found = sites("opt", "lora", targets=targets)
    assert {site.rpartition(".")[2] for site in found} == names
    assert len(found) == 2 * len(names)


def test_in_a_fused_layer_each_letter_has_its_own_update() -> None:
    on = Tuned(tiny("gpt2"), "lora", configure("lora", {"targets": "q,v,o"}))
    block = "transformer.h.0.attn"
    assert {name for name in on.trainable if name.startswith(block)} == {
        *(f"{block}.c_attn.tuning.parts.{letter}.{matrix}" for letter in "qv" for matrix in "AB"),
        *(f"{block}.c_proj.tuning.{matrix}" for matrix in "AB"),
    }
