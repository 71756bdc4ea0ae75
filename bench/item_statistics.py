"""How long the statistics of an item with many answers take, and what they cost in memory.

    python bench/item_statistics.py [--answers 1000000] [--json]

The rows are those of bench/regrade.py: a real item, answered in 5,000 spellings. The baseline, in the same run over the
first 20,000 of them, loads each answer with its grades as objects and groups it by itself.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # run from anywhere, installed or not

from sqlalchemy import select  # noqa: E402

from app import course as courses  # noqa: E402
from app.authoring.statistics.grouping import reader  # noqa: E402
from app.authoring.statistics.surveying import Shelf  # noqa: E402
from app.content import QUIZZES  # noqa: E402
from app.course import Course  # noqa: E402
from app.database import Database  # noqa: E402
from app.migrations import migrate  # noqa: E402
from app.study import revisions  # noqa: E402
from app.study.tables import Grade, Response  # noqa: E402
from bench.regrade import ITEM, filled, peak  # noqa: E402

BASELINE = 20_000


def opened(folder: Path) -> tuple[Database, Course]:
    database = Database(f"sqlite:///{folder / 'seodang.db'}")
    course = courses.load(QUIZZES)
    return database, course.with_revisions(revisions.record(database, course.bank))


def fill(folder: Path, count: int) -> None:
    migrate(f"sqlite:///{folder / 'seodang.db'}", folder)
    database, course = opened(folder)
    filled(database, course, course.revisions[ITEM], count)
    database.close()


def one_by_one(database: Database, course: Course, count: int) -> float:
    """Answers a second."""
    read = reader(course.questions[ITEM], course.bank.terms)
    said: Counter[tuple[str, str]] = Counter()
    with database.read() as session:
        began = time.process_time()
        for response in session.scalars(select(Response).order_by(Response.id).limit(count)):
            newest = select(Grade).where(Grade.response_id == response.id).order_by(Grade.id.desc()).limit(1)
            said[read(response.raw, response.dealt).whole, session.scalars(newest).one().outcome] += 1
        return sum(said.values()) / (time.process_time() - began)


def measured(folder: Path, count: int) -> dict[str, float]:
    database, course = opened(folder)
    shelf, before, began = Shelf(), peak(), time.process_time()
    with database.read() as session:
        closely = shelf.closely(session, course, ITEM)
        spent = time.process_time() - began
        began = time.process_time()
        shelf.closely(session, course, ITEM)
        again = time.process_time() - began
    most = peak()
    assert closely.whole is not None
    assert closely.whole.answers == count
    baseline = one_by_one(database, course, min(BASELINE, count))
    return {
        "answers": count,
        "page_seconds": round(spent, 2),
        "page_again_seconds": round(again, 4),
        "answers_per_second": round(count / spent),
        "one_by_one_per_second": round(baseline),
        "ratio": round(count / spent / baseline, 1),
        "memory_before_mb": round(before),
        "memory_peak_mb": round(most),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--answers", type=int, default=1_000_000)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--fill", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.fill:
        return fill(options.fill, options.answers)
    with tempfile.TemporaryDirectory(prefix="seodang-") as folder:
        # by another process, so that the memory is that of the statistics
        command = [sys.executable, str(Path(__file__).resolve()), "--fill", folder, "--answers", str(options.answers)]
        subprocess.run(command, check=True)  # noqa: S603 -- this very file
        found = measured(Path(folder), options.answers)
    if options.json:
        return print(json.dumps(found))
    for name, value in found.items():
        print(f"{name:24} {value:>12,}")


if __name__ == "__main__":
    main()
