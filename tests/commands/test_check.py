"""`seodang check`: what it finds and how it says so."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from app.cli import main
from app.content import QUIZZES
from app.course import ContentError, load
from tests.bank.sample import NUMBER, OX
from tests.commands.sample import LECTURE, course

ROOT = Path(__file__).resolve().parents[2]


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
    assert "lecture.md:17:" in capsys.readouterr().out


def test_a_unit_that_builds_upon_an_unknown_one_is_found_and_not_served(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    course(tmp_path)
    (tmp_path / "demo" / "lecture.md").write_text(LECTURE.replace("after: []", "after: [dome]"), encoding="utf-8")
    assert main(["check", str(tmp_path)]) == 1
    assert "lecture.md:5:9: after-unknown" in capsys.readouterr().out
    with pytest.raises(ContentError, match=r"lecture\.md:5:9: after-unknown"):
        load(tmp_path)


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


def test_the_check_is_fast_because_the_web_is_not_imported() -> None:
    code = "import sys, app.cli; assert not {'fastapi', 'uvicorn', 'sqlalchemy', 'markdown_it'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def test_a_check_that_there_is_not_is_found_without_importing_torch(tmp_path: Path) -> None:
    course(tmp_path, f"{OX}  check: counting.lora_of_a_squre_matrix\n")
    code = "import sys; sys.modules['torch'] = None; from app.cli import main; sys.exit(main(['check', sys.argv[1]]))"
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 1, done.stderr
    assert "quiz.yaml:12:10: check-unknown" in done.stdout
    assert "‘counting.lora_of_a_square_matrix’을(를) 뜻했나요?" in done.stdout
