import json
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from app.cli import COMMANDS, main
from app.content import QUIZZES
from tests.bank.sample import NUMBER, OX, write

ROOT = Path(__file__).resolve().parents[1]
LECTURE = """\
---
title: 시험 단원
order: 1
summary: 한 문장입니다.
prerequisites: []
objectives: [하나]
pretest: []
---

## 처음 {#first}

:::idea
한 문장입니다. 두 문장입니다.
:::

:::question demo-ox-01
:::

:::sources
[@hu2022lora §4]
:::

:::summary
요약입니다.
:::
"""


def course(folder: Path, *items: str, ids: str | None = None) -> Path:
    write(folder, *(items or (OX,)), ids=ids)
    (folder / "demo" / "lecture.md").write_text(LECTURE, encoding="utf-8")
    return folder


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.NAME)
def test_every_command_has_help_with_examples(command: object, capsys: pytest.CaptureFixture[str]) -> None:
    name = command.NAME  # type: ignore[attr-defined]
    with pytest.raises(SystemExit) as ended:
        main([name, "--help"])
    said = capsys.readouterr().out
    assert ended.value.code == 0
    assert f"seodang {name}" in said.split("예:")[1]


@pytest.mark.parametrize(
    "words", [[], ["teach"], ["check", "--colour"], ["serve", "--port", "many"], ["check", "/no/such"]]
)
def test_wrong_use_is_exit_code_2_and_a_sentence(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    try:
        code: object = main(words)
    except SystemExit as ended:
        code = ended.code
    said = capsys.readouterr()
    assert code == 2
    assert said.err.strip()
    assert "Traceback" not in said.err


def test_a_whole_course_passes_the_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(course(tmp_path))]) == 0
    assert capsys.readouterr().out == "단원 1개, 문항 1개: 잘못이 없습니다.\n"


def test_our_own_course_passes_the_check(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["check", str(QUIZZES)])
    assert (capsys.readouterr().out.splitlines()[:-1], code) == ([], 0)


def test_a_problem_is_one_line_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    course(tmp_path, OX.replace("answer: O", "answer: A"), ids="demo-ox-01")
    monkeypatch.chdir(tmp_path)
    assert main(["check", "."]) == 1
    first = capsys.readouterr().out.splitlines()[0]
    assert first == "demo/quiz.yaml:6:11: wrong-value: ‘answer’: O, X 가운데 하나를 적어 주세요."


def test_json_holds_the_same_problems(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    course(tmp_path, OX.replace("hu2022lora", "nobody"), ids="demo-ox-01")
    assert main(["check", "--json", str(tmp_path)]) == 1
    (found,) = json.loads(capsys.readouterr().out)["problems"]
    assert (found["line"], found["column"], found["code"], found["item"]) == (11, 11, "source-unknown", "demo-ox-01")


def test_a_mistake_in_a_lecture_is_found_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    course(tmp_path)
    (tmp_path / "demo" / "lecture.md").write_text(LECTURE.replace("demo-ox-01", "demo-ox-77"), encoding="utf-8")
    assert main(["check", str(tmp_path)]) == 1
    assert "lecture.md:16:" in capsys.readouterr().out


def test_one_unit_can_be_checked_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    course(tmp_path)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "quiz.yaml").write_text("unit: wrong\nitems: []\n", encoding="utf-8")
    assert main(["check", str(tmp_path / "demo")]) == 0
    capsys.readouterr()
    assert main(["check", str(tmp_path / "other")]) == 1
    *problems, _ = capsys.readouterr().out.splitlines()
    assert [line for line in problems if "wrong-unit" in line]
    assert [line for line in problems if "/other/" not in line] == []


def test_new_ids_are_added_when_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    course(tmp_path, OX, NUMBER, ids="demo-ox-01")
    assert main(["check", str(tmp_path)]) == 1
    assert "id-unlisted" in capsys.readouterr().out
    assert main(["check", "--add-ids", str(tmp_path)]) == 0


def test_a_taken_port_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert main(["serve", "--port", port, "--data", str(tmp_path / "data")]) == 2
    assert f"127.0.0.1:{port} 주소를 쓸 수 없습니다" in capsys.readouterr().err


def test_a_setting_that_cannot_be_used_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--port", "99999", "--data", str(tmp_path)]) == 2
    assert "SEODANG_PORT" in capsys.readouterr().err


@pytest.mark.parametrize("broken", ["seodang.db", "secret"])
def test_a_data_folder_that_cannot_be_read_is_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], broken: str
) -> None:
    (tmp_path / broken).mkdir()
    assert main(["serve", "--port", "0", "--data", str(tmp_path)]) in (1, 2)
    said = capsys.readouterr().err
    assert broken in said
    assert "습니다" in said


def test_a_database_that_does_not_answer_is_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEODANG_DATABASE_URL", "sqlite:////no/such/folder/seodang.db")
    assert main(["serve", "--port", "0", "--data", str(tmp_path)]) == 1
    assert "SEODANG_DATABASE_URL과 그 서버를 살펴 주세요." in capsys.readouterr().err


def test_a_missing_driver_is_named_with_how_to_install_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEODANG_DATABASE_URL", "postgresql://u@127.0.0.1:1/x")
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert main(["serve", "--port", "0", "--data", str(tmp_path)]) == 1
    assert "seodang[postgresql]" in capsys.readouterr().err


def test_content_that_cannot_be_served_is_told_problem_by_problem(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    course(tmp_path / "content", OX.replace("kind: ox", "kind: xo"))
    monkeypatch.setenv("SEODANG_CONTENT", str(tmp_path / "content"))
    assert main(["serve", "--port", "0", "--data", str(tmp_path / "data")]) == 1
    assert "quiz.yaml:4:9: unknown-kind" in capsys.readouterr().err


def test_serve_answers_within_seconds(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = [sys.executable, "-m", "app.cli", "serve", "--port", str(port), "--data", str(tmp_path)]
    server = subprocess.Popen(words, cwd=ROOT, stderr=subprocess.PIPE)
    try:
        assert _answer(f"http://127.0.0.1:{port}/healthz")["status"] == "ok"
    finally:
        server.terminate()
        server.communicate(timeout=20)


def _answer(address: str) -> dict[str, str]:
    for _ in range(100):
        try:
            with urllib.request.urlopen(address, timeout=2) as reply:  # noqa: S310
                return dict(json.load(reply))
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the server did not answer")


def test_the_check_is_fast_because_the_web_is_not_imported() -> None:
    code = "import sys, app.cli; assert not {'fastapi', 'uvicorn', 'sqlalchemy', 'markdown_it'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


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
