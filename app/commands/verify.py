"""`seodang verify`: runs the checks that items name, and says which keys they establish. Computes nothing itself."""

from __future__ import annotations

import argparse
import json
import platform
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from app.bank import loading, proving, record
from app.bank.loading import Bank
from app.bank.question import Check, Question
from app.bank.terms import Terms
from app.commands import CommandError
from app.commands.check import where
from models import checks

NAME = "verify"
HELP = "문항이 가리키는 계산을 실제로 돌려, 정답이 맞는지 확인합니다."
EXAMPLES = """\
예:
  seodang verify                   check가 있는 문항 모두
  seodang verify quizzes/peft      단원 하나만
  seodang verify --json            프로그램이 읽을 JSON으로
  seodang verify --write           결과를 verified.json에 적어 화면에 ‘실행으로 확인됨’을 보이게
종료 코드: 0 모두 확인됨, 1 확인되지 않은 정답이 있음, 2 명령을 잘못 씀"""
LIBRARIES = ("seodang", "torch", "transformers")


@dataclass(frozen=True)
class Finding:
    """One item after its check ran. `reason` says why it did not pass."""

    item: str
    check: str
    passed: bool
    proves: str
    seconds: float
    reason: str = ""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", nargs="?", type=Path, metavar="PATH", help="학습 내용 폴더, 또는 그 안의 단원 폴더")
    parser.add_argument("--json", action="store_true", help="JSON으로 적습니다")
    parser.add_argument("--write", action="store_true", help=f"확인된 것을 {record.FILE}에 적습니다")


def run(options: argparse.Namespace) -> int:
    folder, unit = where(options.path)
    if options.write and unit is not None:
        raise CommandError("--write는 학습 내용 폴더 전체에만 씁니다. 단원 이름을 빼 주세요.")
    bank = _bank(folder)
    items = [item for slug in bank.units if unit is None or slug == unit.name for item in bank.units[slug].items]
    findings = []
    for finding in _findings(items, bank.terms):
        findings.append(finding)
        if not options.json:
            print(_line(finding), flush=True)
    if options.write:
        _write(folder, bank, findings)
    if options.json:
        print(json.dumps(_report(findings), ensure_ascii=False, indent=2))
    else:
        print(_total(findings, len(items)))
    return 0 if all(finding.passed for finding in findings) else 1


def _bank(folder: Path) -> Bank:
    loaded = loading.read(folder)
    if loaded.bank is None:
        listed = "\n".join(map(str, loaded.problems))
        raise CommandError(f"학습 내용에 고칠 곳이 있습니다. 먼저 고쳐 주세요.\n{listed}", code=1)
    return loaded.bank


def _findings(items: list[Question], terms: Terms) -> Iterator[Finding]:
    @cache
    def found(name: str, dealt: tuple[tuple[str, Any], ...]) -> proving.Observed:
        return _known(name).run(**dict(dealt))

    def observe(name: str) -> proving.Observe:
        return lambda **dealt: found(name, tuple(dealt.items()))

    for item in items:
        if item.check is not None:
            yield _finding(item, item.check, observe(item.check.run), terms)


def _finding(item: Question, check: Check, observe: proving.Observe, terms: Terms) -> Finding:
    begun, reason, proves = time.perf_counter(), "", ""
    try:
        proves = _known(check.run).proves
        begun = time.perf_counter()  # importing torch is no part of the computation
        proving.prove(item, check, observe, terms)
    except proving.UnprovedError as error:
        reason = str(error)
    except Exception as error:  # a check is anybody's computation: whatever it raises, the others go on
        reason = f"계산이 멈추었습니다({type(error).__name__}: {error})."
    seconds = round(time.perf_counter() - begun, 2)
    return Finding(item.id, check.run, not reason, proves, seconds, reason)


def _known(name: str) -> checks.Check:
    found = checks.find(name)
    if found is None:
        raise proving.UnprovedError(f"‘{name}’이라는 계산은 없습니다. 있는 것: {', '.join(checks.names())}.")
    return found


def _report(findings: list[Finding]) -> dict[str, Any]:
    return {"items": [asdict(each) for each in findings], "versions": versions()}


def versions() -> dict[str, str]:
    """What the computations run on."""
    return {"python": platform.python_version(), **{name: version(name) for name in LIBRARIES}}


def _write(folder: Path, bank: Bank, findings: list[Finding]) -> None:
    entries = {
        each.item: record.Entry(
            check=each.check, proves=each.proves, revision=bank.revision(each.item), seconds=each.seconds
        )
        for each in findings
        if each.passed
    }
    today = datetime.now(UTC).date().isoformat()
    try:
        record.write(folder, record.Record(date=today, versions=versions(), items=entries))
    except OSError as error:
        raise CommandError(f"{folder / record.FILE}에 쓸 수 없습니다({error.strerror}).") from None


def _line(finding: Finding) -> str:
    sign = "확인" if finding.passed else "틀림"
    return f"{sign}  {finding.item}  {finding.check}  {finding.reason or finding.proves}"


def _total(findings: list[Finding], items: int) -> str:
    passed, seconds = sum(each.passed for each in findings), sum(each.seconds for each in findings)
    failed = len(findings) - passed
    share = f"{passed / items:.0%}" if items else "0%"
    told = f"문항 {items}개 가운데 {passed}개({share})의 정답을 실행으로 확인했습니다. {seconds:.1f}초 걸렸습니다."
    return f"{told} {failed}개는 확인되지 않았습니다." if failed else told
