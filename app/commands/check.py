"""`seodang check`: every mistake in the content folder, with its place and what to mend. Mends nothing itself."""

from __future__ import annotations

import argparse
import json
import os
from dataclasses import asdict
from pathlib import Path

from app.bank import loading
from app.bank.checking import ids
from app.bank.loading import Bank
from app.bank.problems import Problem
from app.commands import CommandError
from app.content import QUIZZES
from app.proofreading import proofread

NAME = "check"
HELP = "학습 내용의 잘못을 찾아 파일, 줄, 칸과 함께 고칠 점을 알려 줍니다."
EXAMPLES = """\
예:
  seodang check                    쓰고 있는 학습 내용 전체
  seodang check quizzes            폴더를 골라서
  seodang check quizzes/peft       단원 하나만
  seodang check --json             프로그램이 읽을 JSON으로
  seodang check --add-ids          새 문항 번호를 ids.txt에 더하고 나서
종료 코드: 0 잘못 없음, 1 잘못 있음, 2 명령을 잘못 씀"""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", nargs="?", type=Path, metavar="PATH", help="학습 내용 폴더, 또는 그 안의 단원 폴더")
    parser.add_argument("--json", action="store_true", help="JSON으로 적습니다")
    parser.add_argument("--add-ids", action="store_true", help="처음 나온 문항 번호를 ids.txt에 더합니다")


def run(options: argparse.Namespace) -> int:
    folder, unit = where(options.path)
    loaded = loading.read(folder)
    if options.add_ids:
        _add_ids(loaded)
    found = proofread(loaded)
    if unit is not None:
        found = [each for each in found if Path(each.file).resolve().is_relative_to(unit)]
    _tell(found, loaded.readable, as_json=options.json)
    return 1 if found else 0


def where(path: Path | None) -> tuple[Path, Path | None]:
    """The content folder, and the one unit in it that was asked for."""
    chosen = path or Path(os.environ.get("SEODANG_CONTENT") or QUIZZES)
    if not chosen.is_dir():
        raise CommandError(f"‘{chosen}’ 폴더가 없습니다. 학습 내용이 든 폴더를 적어 주세요.")
    resolved = chosen.resolve()
    if (resolved / "quiz.yaml").is_file() or (resolved / "lecture.md").is_file():
        return chosen.parent if chosen.parent != chosen else resolved.parent, resolved
    return chosen, None


def _add_ids(loaded: loading.Loaded) -> None:
    try:
        ids.add(loaded)
    except OSError as error:
        raise CommandError(f"{loaded.folder / ids.LIST}에 쓸 수 없습니다({error.strerror}).") from None


def _tell(found: list[Problem], bank: Bank, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps({"problems": [asdict(each) for each in found]}, ensure_ascii=False, indent=2))
        return
    for each in found:
        print(each)
    units, items = len(bank.units), len(bank.items)
    print(f"잘못이 {len(found)}개 있습니다." if found else f"단원 {units}개, 문항 {items}개: 잘못이 없습니다.")
