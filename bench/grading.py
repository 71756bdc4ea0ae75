"""Graded answers per second (of processor time) over the real bank and its marked responses, and the slowest hostile
answer of 10,000 characters.

    python bench/grading.py [--json] [--seconds 3]

The baseline is what many quiz programs do: compare casefolded text with each accepted form, in the same run.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # run from anywhere, installed or not

from app.bank import benchmark, loading  # noqa: E402
from app.bank.benchmark import Row  # noqa: E402
from app.bank.kinds import KINDS  # noqa: E402
from app.bank.loading import Bank  # noqa: E402

LENGTH = 10_000
PIECES = {
    "particles": "은는이가을를",
    "endings": "입니다",
    "brackets": "(",
    "closed brackets": "(가)",
    "nested brackets": "((((가))))",
    "one syllable": "가",
    "loose jamo": "ㄱㅏ",
    "decomposed": "\u1112\u1161\u11ab",
    "combining marks": "a\u0301\u0302",
    "spaces": " ",
    "letters": "a",
    "prefixes of terms": "prompt",
    "prefixes of Korean terms": "사전 학",
    "separators": "가,",
    "contrast": "어댑터가 아니라 ",
    "that is not it": "그게 아니고 ",
    "negation": "않 ",
    "not": "not ",
    "comparison": "보다 ",
    "key words": "어댑터 고정 학습 ",
    "clauses": "학습하고 ",
    "sentences": "어댑터를 학습한다. ",
    "digits": "1,000",
    "hyphens": "a-",
    "plus": "a+",
    "lines": "가\n",
    "emoji": "\U0001f468\u200d\U0001f469",
}


def rows(folder: Path, bank: Bank) -> list[Row]:
    files = [path for path in sorted(folder.glob("*/responses*.csv")) if not benchmark.held_out(path)]
    return [row for path in files for row in benchmark.read(path) if row.item in bank.items]


def per_second(work: Callable[[Row], object], sample: list[Row], seconds: float) -> float:
    """Runs over the sample again and again; the first round, which prepares the keys, is not timed."""
    for row in sample:
        work(row)
    done, start = 0, time.process_time()
    while time.process_time() - start < seconds:
        for row in sample:
            work(row)
        done += len(sample)
    return done / (time.process_time() - start)


def graded(bank: Bank) -> Callable[[Row], object]:
    return lambda row: benchmark.verdict(bank.items[row.item], row.response, bank.terms)


def equal(bank: Bank) -> Callable[[Row], object]:
    """The baseline: is the casefolded answer one of the casefolded accepted forms?"""
    accepted = {
        name: KINDS[item.kind].key(item, benchmark.first_deal(item)).accepted for name, item in bank.items.items()
    }
    return lambda row: any(row.response.strip().casefold() == form.strip().casefold() for form in accepted[row.item])


def hostile() -> Iterator[tuple[str, str]]:
    for name, piece in PIECES.items():
        yield name, (piece * (LENGTH // len(piece) + 1))[:LENGTH]


def slowest(bank: Bank) -> tuple[float, str]:
    """The worst (milliseconds, "item: input") over one item of every typed kind and every hostile answer; best
    of two.
    """
    typed = [item for item in bank.items.values() if item.kind in ("blank", "short", "essay")]
    worst = (0.0, "")
    for item in typed:
        for name, text in hostile():
            times = []
            for _ in range(2):
                start = time.process_time()
                benchmark.verdict(item, text, bank.terms)
                times.append((time.process_time() - start) * 1000)
            worst = max(worst, (min(times), f"{item.id}: {name}"))
    return worst


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="one line of JSON instead of text")
    parser.add_argument("--seconds", type=float, default=3.0, help="how long each speed is measured")
    options = parser.parse_args()
    bank = loading.read(ROOT / "quizzes").readable
    sample = rows(ROOT / "quizzes", bank)
    ours, baseline = (per_second(work(bank), sample, options.seconds) for work in (graded, equal))
    milliseconds, where = slowest(bank)
    figures = {
        "rows": len(sample),
        "graded_per_second": round(ours),
        "baseline": "casefold equality with every accepted form",
        "baseline_per_second": round(baseline),
        "ratio": round(ours / baseline, 4),
        "slowest_hostile_ms": round(milliseconds, 1),
        "slowest_hostile": where,
    }
    print(
        json.dumps(figures, ensure_ascii=False) if options.json else "\n".join(f"{k}: {v}" for k, v in figures.items())
    )


if __name__ == "__main__":
    main()
