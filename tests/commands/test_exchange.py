"""`seodang export` and `seodang import`: files out, drafts in, and what did not come along."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.cli import main
from tests.conftest import CONTENT


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SEODANG_CONTENT", str(CONTENT))
    return tmp_path / "data"


def test_export_writes_the_file_and_says_what_it_does_not_hold(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "mini.gift.txt"
    assert main(["export", "--unit", "mini", "--format", "gift", "-o", str(out), "--data", str(data)]) == 0
    told = capsys.readouterr()
    assert "문항 9개를 내보냈습니다" in told.out
    assert "sources: GIFT에는 적을 곳이 없습니다." in told.err
    assert "::mini-ox-01::" in out.read_text()


def test_what_was_exported_comes_in_as_a_draft_whose_items_are_known(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "one.xml"
    assert main(["export", "--item", "mini-ox-02", "-o", str(out), "--data", str(data), "--json"]) == 0
    assert {each["field"] for each in json.loads(capsys.readouterr().out)["lost"]} == {"sources"}
    assert main(["import", str(out), "--unit", "mini", "--data", str(data), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["draft"], told["format"], told["items"][0]["twin"]) == (1, "moodle-xml", "mini-ox-02")
    assert "id: mini-ox-04" in told["items"][0]["text"]
    assert main(["import", str(out), "--unit", "mini", "--data", str(data)]) == 0
    assert "/authoring/import/2" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["export", "--unit", "nil", "-o", "x"], 2, "‘nil’ 단원이 없습니다"),
        (["export", "--item", "nil-ox-01", "-o", "x"], 2, "‘nil-ox-01’ 문항이 없습니다"),
        (["import", "nil.xml", "--unit", "mini"], 2, "열 수 없습니다"),
        (["import", __file__, "--unit", "mini"], 1, "형식을 알 수 없습니다"),
    ],
)
def test_wrong_use_is_told_in_a_sentence(
    data: Path, words: list[str], code: int, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*words, "--data", str(data)]) == code
    assert told in capsys.readouterr().err


def test_a_unit_that_is_not_there_takes_no_draft(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.gift"
    file.write_text("One {TRUE}")
    assert main(["import", str(file), "--unit", "nil", "--data", str(data)]) == 2
    assert "‘nil’ 단원이 없습니다" in capsys.readouterr().err
