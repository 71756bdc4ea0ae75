"""`seodang verify`: which keys it establishes, how it says so, and what it writes."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app.bank import loading, record
from app.cli import main
from app.content import QUIZZES
from models.checks.check import CHECKS, Check, Observed
from tests.bank.sample import CHOICE, NUMBER, OX
from tests.commands.sample import course

ROOT = Path(__file__).resolve().parents[2]


def known(monkeypatch: pytest.MonkeyPatch, run: Callable[..., Observed]) -> None:
    monkeypatch.setitem(CHECKS, "trial.run", Check("trial.run", "시험 삼아 셉니다.", run))


def product(d: int, r: int) -> int:
    return 2 * d * r


def with_check(item: str, check: str = "trial.run") -> str:
    return f"{item}  check: {check}\n"


def test_a_key_that_the_computation_gives_is_established(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    known(monkeypatch, product)
    assert main(["verify", str(course(tmp_path, OX, with_check(NUMBER)))]) == 0
    first, last = capsys.readouterr().out.splitlines()
    assert first == "확인  demo-number-01  trial.run  시험 삼아 셉니다."
    assert last.startswith("문항 2개 가운데 1개(50%)의 정답을 실행으로 확인했습니다.")


def test_a_wrong_key_fails_and_both_numbers_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    known(monkeypatch, product)
    wrong = NUMBER.replace("formula: 2 * d * r", "formula: 3 * d * r")
    assert main(["verify", str(course(tmp_path, with_check(wrong)))]) == 1
    assert "계산은 6,144인데 정답은 9,216개입니다 (d=768, r=4)." in capsys.readouterr().out


def test_a_check_that_raises_is_a_failed_item_and_the_others_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    known(monkeypatch, product)
    assert main(["verify", "--json", str(course(tmp_path, with_check(OX), with_check(NUMBER)))]) == 1
    report = json.loads(capsys.readouterr().out)
    failed, passed = report["items"]
    assert (failed["item"], failed["passed"], passed["passed"]) == ("demo-ox-01", False, True)
    assert failed["reason"].startswith("계산이 멈추었습니다(TypeError: product() missing 2")
    assert {"item", "check", "passed", "proves", "seconds"} <= passed.keys()
    assert {"seodang", "python", "torch", "transformers"} == report["versions"].keys()


def test_an_unknown_check_is_told_in_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(course(tmp_path, with_check(OX, "trial.nowhere")))]) == 1
    assert "‘trial.nowhere’이라는 계산은 없습니다. 있는 것: " in capsys.readouterr().out


def test_two_items_with_one_check_run_it_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = []
    known(monkeypatch, lambda: not ran.append("once"))
    second = OX.replace("demo-ox-01", "demo-ox-02")
    assert main(["verify", str(course(tmp_path, with_check(OX), with_check(second)))]) == 0
    assert ran == ["once"]


def test_what_was_established_is_written_and_what_was_not_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known(monkeypatch, product)
    assert main(["verify", "--write", str(course(tmp_path, with_check(OX), with_check(NUMBER)))]) == 1
    bank = loading.read(tmp_path).bank
    assert bank is not None
    written = record.read(tmp_path)
    assert written.items.keys() == {"demo-number-01"}
    assert record.proofs(bank, written)["demo-number-01"].proves == "시험 삼아 셉니다."


def test_a_unit_alone_is_verified_and_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    known(monkeypatch, product)
    course(tmp_path, with_check(NUMBER))
    assert main(["verify", str(tmp_path / "demo")]) == 0
    assert main(["verify", "--write", str(tmp_path / "demo")]) == 2
    assert capsys.readouterr().err == "seodang: --write는 학습 내용 폴더 전체에만 씁니다. 단원 이름을 빼 주세요.\n"
    assert main(["verify", str(tmp_path / "absent")]) == 2


def test_a_course_that_cannot_be_read_is_told_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(course(tmp_path, OX.replace("answer: O", "answer: A")))]) == 1
    assert "학습 내용에 고칠 곳이 있습니다" in capsys.readouterr().err


def test_options_of_a_choice_are_graded_by_its_own_kind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    known(monkeypatch, lambda: "low_rank")
    check = "{run: trial.run, answers: {low_rank: a, biases: b}}"
    assert main(["verify", str(course(tmp_path, with_check(CHOICE, check)))]) == 0
    assert "확인  demo-choice-01" in capsys.readouterr().out


def test_our_own_record_is_of_our_keys_as_they_are_now() -> None:
    """Else badges are lost in silence: `seodang verify --write` makes it anew."""
    bank = loading.read(QUIZZES).bank
    assert bank is not None
    named = {name for name, item in bank.items.items() if item.check is not None}
    assert record.proofs(bank, record.read(QUIZZES)).keys() == named


def test_help_needs_no_torch() -> None:
    code = "import sys; sys.modules['torch'] = None; from app.cli import main; main(['verify', '--help'])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, "seodang verify" in done.stdout) == (0, True), done.stderr
