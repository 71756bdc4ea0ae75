"""The formula of every method says what is measured, for every architecture; both say what papers and libraries say."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import nn

from models import architectures
from models.architectures import published
from models.counting import Count, build, count, measure
from models.methods import METHODS, configure, method
from models.refusals import Refused

OTHERS: dict[str, list[dict[str, Any]]] = {
    "houlsby": [{"bottleneck": 64, "train_layer_norm": True}, {"bottleneck": 1}],
    "pfeiffer": [{"bottleneck": 48}],
    "lora": [{"rank": 3, "targets": "k,o"}, {"rank": 16, "targets": "all-linear"}],
    "prefix": [{"length": 30}, {"length": 5, "reparameterise": True}],
    "prompt": [{"length": 100}],
    "p_tuning": [{"length": 7, "encoder": "mlp"}],
}
WAYS = [(name, given) for name in METHODS if name != "head" for given in [{}, *OTHERS.get(name, [])]]


def formula_and_count(model: nn.Module, architecture: str, name: str, given: dict[str, Any]) -> tuple[Any, Count]:
    config, shape = configure(name, given), architectures.shape(architecture)
    formula = method(name).formula(shape, config)
    return formula, measure(model, shape, name, config, formula)


@pytest.fixture(scope="module", params=architectures.names())
def architecture(request: pytest.FixtureRequest) -> tuple[str, nn.Module]:
    """A model on the meta device, built once for all methods. `head`, which leaves tied matrices apart, comes last."""
    return request.param, build(request.param)


@pytest.mark.parametrize(("name", "given"), WAYS, ids=str)
def test_the_formula_says_what_is_measured(
    architecture: tuple[str, nn.Module], name: str, given: dict[str, Any]
) -> None:
    shape, model = architectures.shape(architecture[0]), architecture[1]
    if name == "bitfit" and not shape.biases:
        with pytest.raises(Refused, match="편향"):
            method(name).formula(shape, configure(name))
        with pytest.raises(Refused, match="편향"):
            method(name).parts(model, configure(name))
        return
    formula, counted = formula_and_count(model, architecture[0], name, given)
    assert counted.trainable_parameters == formula.trainable == sum(tensor.count for tensor in counted.tensors)
    assert (counted.base_parameters, counted.head_parameters) == (shape.parameters, shape.head)
    assert counted.formula == formula


def test_the_head_is_counted_apart(architecture: tuple[str, nn.Module]) -> None:
    formula, counted = formula_and_count(architecture[1], architecture[0], "head", {})
    assert counted.trainable_parameters == formula.trainable == 0
    assert counted.head_parameters == formula.head == sum(tensor.count for tensor in counted.tensors)
    assert counted.percent == 0


KNOWN = [
    ("roberta-base", "lora", {}, 294_912),
    ("roberta-large", "lora", {}, 786_432),
    ("deberta-v2-xxlarge", "lora", {"rank": 16}, 4_718_592),
    ("gpt2-medium", "lora", {"rank": 4}, 393_216),
    ("gpt2-large", "lora", {"rank": 4}, 737_280),
    ("gpt3-175b", "lora", {"rank": 1}, 4_718_592),
    ("gpt3-175b", "lora", {"rank": 8}, 37_748_736),
    ("gpt3-175b", "houlsby", {"bottleneck": 1}, 7_078_080),
    ("gpt3-175b", "houlsby", {"bottleneck": 8}, 40_109_568),
    ("gpt3-175b", "bitfit", {}, 12_988_416),
    ("bert-base", "bitfit", {}, 102_144),
    ("bert-large", "bitfit", {}, 271_360),
    ("bert-large", "houlsby", {"bottleneck": 64}, 6_343_680),
    ("bert-large", "houlsby", {"bottleneck": 64, "train_layer_norm": True}, 6_444_032),
    ("llama-7b", "lora", {}, 4_194_304),
    ("llama-7b", "lora", {"rank": 16, "targets": "all-linear"}, 39_976_960),
    ("llama-7b", "prefix", {"length": 30}, 7_864_320),
    ("gpt2-medium", "prefix", {"length": 5}, 245_760),
    ("gpt2-medium", "prefix", {"length": 10}, 491_520),
]


@pytest.mark.parametrize(("architecture_name", "name", "given", "known"), KNOWN, ids=str)
def test_known_figures(architecture_name: str, name: str, given: dict[str, Any], known: int) -> None:
    assert method(name).formula(architectures.shape(architecture_name), configure(name, given)).trainable == known


def test_a_reparameterised_prefix_trains_a_network_and_keeps_the_prefix() -> None:
    formula = method("prefix").formula(
        architectures.shape("gpt2-medium"), configure("prefix", {"length": 5, "reparameterise": True})
    )
    assert 25_600_000 < formula.trainable < 25_800_000
    assert "245,760" in formula.note


@pytest.mark.parametrize("figure", published.FIGURES, ids=str)
def test_what_papers_state_stands_beside_our_exact_count(figure: published.Figure) -> None:
    config = configure(figure.method, dict(figure.settings))
    ours = method(figure.method).formula(architectures.shape(figure.architecture), config).trainable
    assert ours == figure.exact
    assert figure in published.matching(figure.architecture, figure.method, config.model_dump())
    if figure.stated.endswith("M"):
        digits = len(figure.stated.rstrip("M").partition(".")[2])
        assert figure.note or f"{ours / 1e6:.{digits}f}M" == figure.stated


def test_the_share_leaves_the_head_out_on_both_sides() -> None:
    counted = count("roberta-base", "lora", configure("lora"))
    assert counted.head_parameters == 592_130
    assert counted.percent == pytest.approx(100 * 294_912 / 124_055_040)
    assert not any("classifier" in tensor.name for tensor in counted.tensors)


def test_the_largest_is_counted_within_three_seconds_and_takes_no_memory() -> None:
    started = time.process_time()
    counted = count("gpt3-175b", "full", configure("full"))
    assert counted.trainable_parameters == 174_604_259_328
    assert time.process_time() - started < 3


REFUSED = [
    ("gpt2", "lora", {"rank": 769}, "768"),
    ("gpt2", "houlsby", {"bottleneck": 769}, "768"),
    ("gpt2", "prefix", {"length": 1024}, "1023"),
    ("roberta-base", "prompt", {"length": 512}, "511"),
    ("t5-base", "p_tuning", {"length": 512}, "511"),
    ("llama-7b", "bitfit", {}, "편향"),
]


@pytest.mark.parametrize(("architecture_name", "name", "given", "said"), REFUSED, ids=str)
def test_values_that_an_architecture_cannot_bear_are_refused(
    architecture_name: str, name: str, given: dict[str, Any], said: str
) -> None:
    with pytest.raises(Refused, match=said):
        count(architecture_name, name, configure(name, given))


SMALL: dict[str, Any] = {
    "vocab_size": 96,
    "hidden_size": 32,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "intermediate_size": 48,
    "max_position_embeddings": 64,
}
SHARED = {**SMALL, "num_key_value_heads": 2}  # two heads of queries share one of keys
T5 = {"model_type": "t5", "vocab_size": 96, "d_model": 32, "d_kv": 16, "d_ff": 48, "num_layers": 2, "num_heads": 4}
FOLDERS = {
    "qwen2": {"model_type": "qwen2", **SHARED},
    "mistral": {"model_type": "mistral", **SHARED, "head_dim": 16},
    "gemma": {"model_type": "gemma", **SHARED, "head_dim": 16},
    "llama with biases": {"model_type": "llama", **SMALL, "attention_bias": True, "mlp_bias": True},
    "llama tied": {"model_type": "llama", **SMALL, "tie_word_embeddings": True},
    "opt-350m": {
        **{"model_type": "opt", "vocab_size": 96, "hidden_size": 32, "word_embed_proj_dim": 16, "ffn_dim": 48},
        **{"num_hidden_layers": 2, "num_attention_heads": 4, "max_position_embeddings": 64},
        "do_layer_norm_before": False,
    },
    "t5 gated": {**T5, "feed_forward_proj": "gated-gelu", "tie_word_embeddings": False, "num_decoder_layers": 3},
    "t5 without positions": T5,
    "albert of two groups": {
        **{"model_type": "albert", **SMALL, "embedding_size": 16, "num_hidden_groups": 2, "type_vocab_size": 2},
    },
    "deberta-v3": {
        **{"model_type": "deberta-v2", **SMALL, "type_vocab_size": 0, "relative_attention": True},
        **{"position_buckets": 8, "norm_rel_ebd": "layer_norm", "share_att_key": True, "pos_att_type": "p2c|c2p"},
        "position_biased_input": False,
    },
    "xlm-roberta": {"model_type": "xlm-roberta", **SMALL, "type_vocab_size": 1},
    "gpt2 of other inner width": {
        **{"model_type": "gpt2", "vocab_size": 96, "n_embd": 32, "n_layer": 2, "n_head": 4, "n_positions": 64},
        "n_inner": 80,
    },
}


@pytest.fixture(params=FOLDERS)
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    (tmp_path / "config.json").write_text(json.dumps(FOLDERS[request.param]), encoding="utf-8")
    return str(tmp_path)


def test_folders_of_every_family_are_measured_as_their_formula_says(folder: str) -> None:
    shape, model = architectures.shape(folder), build(folder)
    for name in METHODS:
        if name == "head" or (name == "bitfit" and not shape.biases):
            continue
        formula, counted = formula_and_count(
            model, folder, name, {"train_layer_norm": True} if name == "houlsby" else {}
        )
        assert (counted.trainable_parameters, counted.base_parameters) == (formula.trainable, shape.parameters), name
        assert counted.formula is formula


def test_a_setting_that_no_formula_knows_leaves_the_measured_number_alone(tmp_path: Path) -> None:
    values = {**FOLDERS["opt-350m"], "enable_bias": False}
    (tmp_path / "config.json").write_text(json.dumps(values), encoding="utf-8")
    counted = count(str(tmp_path), "bitfit", configure("bitfit"))
    assert counted.trainable_parameters == sum(tensor.count for tensor in counted.tensors) == 4 * 32
    assert (counted.formula.symbols, counted.report()["formula"]) == ("", "")
    assert "공식" in counted.formula.note


def test_counting_leaves_the_precision_of_other_threads_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[torch.dtype] = []
    put = torch.set_default_dtype
    monkeypatch.setattr(torch, "set_default_dtype", lambda kind: (seen.append(kind), put(kind)))
    count("bundled", "lora", configure("lora"))
    assert set(seen) <= {torch.float32}
