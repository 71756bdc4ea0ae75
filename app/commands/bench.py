"""`seodang bench`: how often our grader and a human marker agree on marked responses. Measures only; tunes nothing."""

from __future__ import annotations

import argparse
import csv
import json
import os
from dataclasses import fields, replace
from pathlib import Path

from app.bank import benchmark, loading
from app.bank.benchmark import Figures
from app.bank.loading import Bank
from app.bank.problems import shown
from app.commands import CommandError
from app.content import QUIZZES

NAME = "bench"
HELP = "사람이 매긴 답을 채점해 보고, 얼마나 같은지와 어디가 다른지 알려 줍니다."
EXAMPLES = """\
예:
  seodang bench                          모든 단원의 responses.csv와 responses-measured.csv
  seodang bench mine.csv                 내가 매긴 답(칸: item,mark,response)
  seodang bench --json mine.csv          프로그램이 읽을 JSON으로
responses-measured.csv는 재기만 합니다: 파일을 따로 적어 주지 않으면 어긋난 답을 보여 주지 않습니다."""

_TITLES = (
    ("missed_positives", "놓친 정답"),
    ("missed_negatives", "인정한 오답"),
    ("other", "그 밖에 다른 것"),
    ("essay_misses", "서술형에서 다른 것"),
)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE.csv", help="칸이 item,mark,response인 CSV 파일")
    parser.add_argument("--json", action="store_true", help="JSON으로 적습니다")


def run(options: argparse.Namespace) -> int:
    folder = Path(os.environ.get("SEODANG_CONTENT") or QUIZZES)
    if not folder.is_dir():
        raise CommandError(f"SEODANG_CONTENT: ‘{folder}’ 폴더가 없습니다. 학습 내용이 든 폴더를 적어 주세요.")
    bank = _bank(folder)
    files = options.files or [path for unit in loading.unit_folders(folder) for path in _responses(unit)]
    if not files:
        raise CommandError(f"‘{folder}’의 단원에 responses.csv가 없습니다. 잴 파일을 적어 주세요.")
    silent = set() if options.files else {path for path in files if benchmark.held_out(path)}
    measured = {path: benchmark.measure(bank, _rows(path)) for path in files}
    if options.json:
        print(json.dumps(_report(measured, silent), ensure_ascii=False, indent=2))
    else:
        for path, figures in measured.items():
            _tell(path, figures, silent)
    return 0


def _responses(unit: Path) -> list[Path]:
    return sorted(unit.glob("responses*.csv"))


def _bank(folder: Path) -> Bank:
    loaded = loading.read(folder)
    if loaded.bank is None:
        listed = "\n".join(map(str, loaded.problems))
        raise CommandError(
            f"학습 내용에 고칠 곳이 {len(loaded.problems)}개 있습니다. 먼저 고쳐 주세요.\n{listed}", code=1
        )
    return loaded.bank


def _rows(path: Path) -> list[benchmark.Row]:
    try:
        return benchmark.read(path)
    except OSError as error:
        raise CommandError(f"‘{path}’ 파일을 열 수 없습니다({error.strerror}).") from None
    except UnicodeDecodeError:
        raise CommandError(f"‘{path}’이(가) UTF-8이 아닙니다. UTF-8로 저장해 주세요.") from None
    except (ValueError, csv.Error) as error:
        raise CommandError(str(error)) from None


def _report(measured: dict[Path, Figures], silent: set[Path]) -> dict[str, object]:
    """Figures of all rows together, then of each file. Misses of a silent file are counted, not shown."""
    together = Figures()
    for path, figures in measured.items():
        together = _sum(together, _without_misses(figures) if path in silent else figures)
    wrong = sum(len(figures.missed_negatives) for figures in measured.values())
    share = round(wrong / together.wrong, 4) if together.wrong else 0.0
    files = {shown(path): figures.report(rows=path not in silent) for path, figures in measured.items()}
    return {**together.report(), "wrong_accepted": share, "files": files}


def _without_misses(figures: Figures) -> Figures:
    return replace(figures, missed_positives=(), missed_negatives=(), other=(), essay_misses=())


def _sum(left: Figures, right: Figures) -> Figures:
    return Figures(**{each.name: getattr(left, each.name) + getattr(right, each.name) for each in fields(Figures)})


def _tell(path: Path, figures: Figures, silent: set[Path]) -> None:
    print(f"{shown(path)}: 답 {figures.total}개 가운데 {figures.agreement:.1%}가 같습니다.", end=" ")
    print(f"오답 {figures.wrong}개 가운데 {len(figures.missed_negatives)}개를 인정했습니다.", end=" ")
    print(f"서술형은 {figures.essays}개 가운데 {figures.essays_agreed}개가 같습니다.")
    if path in silent:
        return
    for name, title in _TITLES:
        for miss in getattr(figures, name):
            print(f"  {title}: {miss.item} [{miss.mark} -> {miss.verdict}] {miss.response}")
