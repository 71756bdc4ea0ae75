"""`seodang train-demos`: makes the lab's variants of a base model, measures them and writes their table and cards.

Starts the processes of models/demos, which own torch; knows none of it itself.
"""

from __future__ import annotations

import argparse
import json
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.commands import CommandError
from models.demos.recipes import RECIPES
from models.launching import command, environment
from models.tasks import TASKS

if TYPE_CHECKING:
    from app.settings import Settings

NAME = "train-demos"
HELP = "실습실의 비교용 모델들을 학습하고, 재고, 표와 카드를 만듭니다."
EXAMPLES = """\
예:
  seodang train-demos --texts texts                        모든 과제와 방법 (CPU로 몇 시간)
  seodang train-demos --texts texts --recipe full --seeds 1   너무 커서 함께 싣지 않은 전체 미세 조정 사본
  SEODANG_BASE_MODEL=./my-model seodang train-demos --texts texts   내 모델로
--texts는 nsmc_raw_678k.tsv.xz와 ChatbotData.csv가 든 폴더입니다(docs/training-the-demos.md).
멈추었다가 다시 시작하면 끝난 것은 건너뜁니다."""
NEEDED = ("nsmc_raw_678k.tsv.xz", "ChatbotData.csv")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--texts", type=Path, required=True, metavar="폴더", help="학습할 글이 든 폴더")
    parser.add_argument("--out", type=Path, metavar="폴더", help="결과를 둘 폴더 (기본: 데이터 폴더의 variants)")
    parser.add_argument(
        "--work", type=Path, metavar="폴더", help="하던 일을 두는 폴더 (기본: 데이터 폴더의 variants-work)"
    )
    parser.add_argument("--task", action="append", choices=tuple(TASKS), help="과제 (여러 번 적을 수 있음)")
    parser.add_argument("--recipe", action="append", choices=tuple(RECIPES), help="방법 (여러 번 적을 수 있음)")
    parser.add_argument("--seeds", type=_positive, default=3, metavar="N", help="시드 수 (기본 3)")
    parser.add_argument("--steps", type=_positive, default=400, metavar="N", help="학습 단계 수 (기본 400)")
    parser.add_argument(
        "--search-steps", type=_positive, default=100, metavar="N", help="학습률을 찾는 단계 수 (기본 100)"
    )
    parser.add_argument("--search", action="store_true", help="학습률을 새로 찾습니다 (다른 바탕 모델이면 언제나)")
    parser.add_argument(
        "--precision", choices=("fp32", "bf16"), default="fp32", help="bf16은 지원하는 CPU에서 빠릅니다"
    )
    parser.add_argument("--processes", type=_positive, default=1, metavar="N", help="함께 일하는 프로세스 수 (기본 1)")


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"‘{text}’: 1 이상의 정수를 적어 주세요.")
    return int(text)


def run(options: argparse.Namespace) -> int:
    from app.settings import SettingsError, load_settings  # reads the database's addresses: slow for the other commands

    try:
        settings = load_settings()
    except SettingsError as error:
        raise CommandError(str(error)) from None
    missing = [name for name in NEEDED if not (options.texts / name).is_file()]
    if missing:
        names = ", ".join(missing)
        raise CommandError(
            f"--texts: ‘{options.texts}’에 없는 파일이 있습니다: {names}. 받는 법: docs/training-the-demos.md"
        )
    work = options.work or settings.data / "variants-work"
    out = options.out or settings.data / "variants"
    if options.search or settings.base_model != "bundled":
        for said in _makers("search", options, settings, work, steps=options.search_steps):
            _show(said)
        _keep_rates(work)
    for said in _makers("make", options, settings, work, steps=options.steps):
        _show(said)
    _one(["latency", *_common(options, settings, work)])
    _one(["publish", *_common(options, settings, work), "--out", str(out)])
    print(f"표와 카드: {out}")
    return 0


def _common(options: argparse.Namespace, settings: Settings, work: Path) -> list[str]:
    chosen = [word for name in options.recipe or () for word in ("--recipe", name)]
    chosen += [word for name in options.task or () for word in ("--task", name)]
    device = "cpu" if settings.device == "auto" else settings.device
    places = ["--base", settings.base_model, "--device", device, "--texts", str(options.texts), "--work", str(work)]
    own = work / "rates.json"
    return [*places, *(["--rates", str(own)] if own.exists() else []), *chosen]


def _makers(
    what: str, options: argparse.Namespace, settings: Settings, work: Path, *, steps: int
) -> Iterator[dict[str, Any]]:
    """What the makers say, one after another; all of them have ended when this does."""
    words = [what, *_common(options, settings, work), "--steps", str(steps), "--seeds", str(options.seeds)]
    words += ["--precision", options.precision]
    with ExitStack() as open_until_read:
        makers = [open_until_read.enter_context(_start(words)) for _ in range(options.processes)]
        for maker in makers:
            yield from (json.loads(line) for line in maker.stdout or ())
    if any(maker.returncode for maker in makers):
        raise CommandError(
            "학습하던 프로세스가 멈추었습니다. 위에 적힌 까닭을 보고 같은 명령을 다시 내리면 이어서 합니다.", 1
        )


def _start(words: list[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603 -- our own module
        [*command("models.demos"), *words], env=environment(), stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )


def _one(words: list[str]) -> None:
    with _start(words) as process:
        process.communicate()
    if process.returncode:
        raise CommandError("재는 중에 멈추었습니다. 위에 적힌 까닭을 봐 주세요.", 1)


def _keep_rates(work: Path) -> None:
    """The best rate of every search, for the makers to read."""
    from models.demos.rates import best, searches

    (work / "rates.json").write_text(json.dumps(best(searches(work)), indent=1) + "\n", encoding="utf-8")


def _show(said: dict[str, Any]) -> None:
    name = f"{said['task']}-{said['recipe']}"
    if "left_out" in said:
        print(f"{name}: 하지 않았습니다. {said['left_out']}")
    elif "found" in said:
        print(f"{name}: 학습률별 검증 손실 {said['found']}")
    else:
        outcome = said["outcome"]
        print(
            f"{name} (시드 {said['seed']}): 검증 손실 {outcome['validation_loss']:.3f}, 시험 손실 "
            f"{outcome['test_loss']:.3f}, 과제 {outcome['figure']:.1%}, {outcome['seconds']:.0f}초",
            flush=True,
        )
