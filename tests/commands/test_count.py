"""`seodang count`: what it prints, as JSON and for readers, and wrong use."""

import json

import pytest

from app.cli import main
from app.commands.count import grouped
from models import architectures
from models.counting import Trained
from models.methods import METHODS


def test_json_has_the_pinned_fields(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--architecture", "gpt2", "--method", "lora", "--set", "rank=4", "targets=q,k,v,o", "--json"]
    assert main(["count", *words]) == 0
    said = json.loads(capsys.readouterr().out)
    assert set(said) == {
        *("architecture", "method", "config", "base_parameters", "trainable_parameters", "head_parameters"),
        *("percent", "tensors", "formula"),
    }
    assert (said["base_parameters"], said["trainable_parameters"], said["head_parameters"]) == (124_439_808, 294_912, 0)
    assert said["percent"] == pytest.approx(100 * 294_912 / 124_439_808)
    assert said["config"] == {"rank": 4, "alpha": 16.0, "targets": "q,k,v,o"}
    assert sum(tensor["count"] for tensor in said["tensors"]) == 294_912
    assert said["tensors"][0]["shape"] == [4, 768]
    assert said["formula"].endswith("= 294,912")


def test_settings_may_be_given_one_by_one(capsys: pytest.CaptureFixture[str]) -> None:
    words = [
        "--architecture",
        "bundled",
        "--method",
        "houlsby",
        "--set",
        "bottleneck=2",
        "--set",
        "train_layer_norm=true",
    ]
    assert main(["count", *words, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["config"] == {"bottleneck": 2, "train_layer_norm": True}


def test_a_reader_sees_number_share_head_formula_and_what_the_paper_states(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["count", "--architecture", "roberta-base", "--method", "lora"]) == 0
    said = capsys.readouterr().out
    for part in ("124,055,040", "294,912", "0.2377%", "592,130", "24×8×(768 + 768)", "0.3M"):
        assert part in said
    assert "roberta.encoder.layer.{0..11}.attention.self.query.tuning.A  (8, 768)  6,144 ×12" in said


def test_without_arguments_everything_known_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["count"]) == 0
    said = capsys.readouterr().out
    assert all(name in said for name in (*architectures.names(), *METHODS))
    assert all(field in said for module in METHODS.values() for field in module.Config.model_fields)
    assert main(["count", "--list"]) == 0
    assert capsys.readouterr().out == said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--architecture gpt2", "--method"),
        ("--method lora", "--architecture"),
        ("--json", "--architecture"),
        ("--architecture gpt5 --method lora", "roberta-base"),
        ("--architecture gpt2 --method ia3", "p_tuning"),
        ("--architecture gpt2 --method lora --set rank", "이름=값"),
        ("--architecture gpt2 --method lora --set =4", "이름=값"),
        ("--architecture gpt2 --method lora --set rank=", "이름=값"),
        ("--architecture gpt2 --method lora --set rank=0", "1 이상"),
        ("--architecture gpt2 --method lora --set rank=two", "rank=two"),
        ("--architecture gpt2 --method lora --set depth=2", "depth"),
        ("--architecture gpt2 --method lora --set rank=1000", "768"),
        ("--architecture gpt2 --method prefix --set length=2000", "1023"),
        ("--architecture llama-7b --method bitfit", "편향"),
    ],
)
def test_wrong_use_is_a_sentence(capsys: pytest.CaptureFixture[str], words: str, said: str) -> None:
    assert main(["count", *words.split()]) == 2
    told = capsys.readouterr()
    assert said in told.err
    assert "Traceback" not in told.err
    assert told.out == ""


def test_tensors_that_differ_in_their_number_share_a_line() -> None:
    tensors = [Trained(f"h.{layer}.q.{part}", (2, 3), 6) for layer in range(3) for part in "AB"]
    assert grouped([*tensors, Trained("last.bias", (3,), 3)]) == [
        "h.{0..2}.q.A  (2, 3)  6 ×3",
        "h.{0..2}.q.B  (2, 3)  6 ×3",
        "last.bias  (3,)  3",
    ]
