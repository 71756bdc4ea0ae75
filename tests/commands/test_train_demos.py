"""`seodang train-demos`: one real run on a tiny model, and what is said when it cannot begin."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.cli import main
from models.demos.results import read_table
from tests.models.demos.small import tiny_base, write_texts
from tests.models.tiny import tiny_folder


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    write_texts(tmp_path / "texts")
    return tmp_path / "texts"


def words(texts: Path, tmp_path: Path, *more: str) -> list[str]:
    places = ["--texts", str(texts), "--out", str(tmp_path / "out"), "--work", str(tmp_path / "work")]
    return ["train-demos", *places, "--seeds", "1", "--steps", "2", "--search-steps", "1", *more]


def test_another_base_model_gets_searched_trained_measured_and_published(
    texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SEODANG_BASE_MODEL", str(tiny_base(tmp_path / "base")))
    assert main(words(texts, tmp_path, "--task", "chat", "--recipe", "prompt")) == 0
    said = capsys.readouterr().out
    assert "chat-prompt: 학습률별 검증 손실" in said
    assert "chat-prompt (시드 0): 검증 손실" in said
    (line,) = read_table(tmp_path / "out" / "results.json").lines
    assert line.latency is not None
    assert set(line.latency.unmerged) == {1, 4, 16, 64}
    rates = json.loads((tmp_path / "work" / "rates.json").read_text(encoding="utf-8"))
    assert line.rate == rates["chat"]["prompt"]["rate"]


def test_a_method_that_the_model_cannot_bear_is_left_out_with_the_reason(
    texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SEODANG_BASE_MODEL", str(tiny_folder("llama", tmp_path / "llama")))
    assert main(words(texts, tmp_path, "--task", "chat", "--recipe", "bitfit")) == 0
    assert "chat-bitfit: 하지 않았습니다." in capsys.readouterr().out


def test_missing_texts_are_named_before_anything_starts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train-demos", "--texts", str(tmp_path)]) == 2
    assert "nsmc_raw_678k.tsv.xz, ChatbotData.csv" in capsys.readouterr().err


@pytest.mark.parametrize("number", ["0", "-1", "many"])
def test_a_number_of_seeds_below_one_is_wrong_use(number: str, tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["train-demos", "--texts", str(tmp_path), "--seeds", number])
    assert ended.value.code == 2


def test_a_base_that_cannot_be_read_ends_in_a_sentence(
    texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SEODANG_BASE_MODEL", str(tmp_path / "nothing"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "__init__.py").write_text("raise SystemExit('a stranger')")
    assert main(words(texts, tmp_path, "--task", "chat", "--recipe", "prompt")) == 1
    told = capfd.readouterr().err
    assert "모델을 읽지 못했습니다" in told
    assert "Traceback" not in told
