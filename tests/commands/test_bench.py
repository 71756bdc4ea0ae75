"""`seodang bench`: figures, and which misses it lists."""

import json
from pathlib import Path

import pytest

from app.cli import main
from tests.commands.sample import course

CSV = """\
item,mark,response
demo-ox-01,correct,맞다
demo-ox-01,incorrect,X
demo-ox-01,correct,아니요
demo-ox-01,incorrect,O
"""


@pytest.fixture
def bench_course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = course(tmp_path / "content")
    monkeypatch.setenv("SEODANG_CONTENT", str(folder))
    (folder / "demo" / "responses.csv").write_text(CSV, encoding="utf-8")
    (folder / "demo" / "responses-measured.csv").write_text(CSV.replace("아니요", "거짓"), encoding="utf-8")
    return folder


def test_bench_lists_the_misses_of_a_file(bench_course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", str(bench_course / "demo" / "responses.csv"), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["total"], said["agreement"]) == (4, 0.5)
    assert [(miss["item"], miss["response"]) for miss in said["missed_positives"]] == [("demo-ox-01", "아니요")]
    assert [(miss["item"], miss["response"]) for miss in said["missed_negatives"]] == [("demo-ox-01", "O")]


def test_bench_shows_the_misses_of_a_measured_file_only_when_it_is_named(
    bench_course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["bench"]) == 0
    said = capsys.readouterr().out
    assert "아니요" in said
    assert "거짓" not in said
    assert said.count("50.0%가 같습니다") == 2
    assert main(["bench", "--json"]) == 0
    said = capsys.readouterr().out
    assert "거짓" not in said
    assert (json.loads(said)["total"], json.loads(said)["wrong_accepted"]) == (8, 0.5)
    assert main(["bench", str(bench_course / "demo" / "responses-measured.csv")]) == 0
    assert "거짓" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("none.csv", None),
        ("head.csv", b"a,b\n1,2\n"),
        ("mark.csv", b"item,mark,response\nx,good,y\n"),
        ("old.csv", b"\xb0\xa1"),
    ],
)
def test_a_file_that_cannot_be_measured_is_a_sentence(
    bench_course: Path, capsys: pytest.CaptureFixture[str], name: str, text: bytes | None
) -> None:
    path = bench_course / name
    if text is not None:
        path.write_bytes(text)
    assert main(["bench", str(path)]) == 2
    assert name in capsys.readouterr().err


def test_nothing_to_measure_is_a_sentence(
    bench_course: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in bench_course.glob("demo/*.csv"):
        path.unlink()
    assert main(["bench"]) == 2
    assert "responses.csv가 없습니다" in capsys.readouterr().err
    monkeypatch.setenv("SEODANG_CONTENT", str(bench_course / "nowhere"))
    assert main(["bench"]) == 2
    assert "nowhere’ 폴더가 없습니다" in capsys.readouterr().err


def test_bench_of_broken_content_says_what_to_mend(bench_course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (bench_course / "terms.yaml").unlink()
    assert main(["bench"]) == 1
    assert "terms.yaml:1:1: missing-file" in capsys.readouterr().err
