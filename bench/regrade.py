"""How fast an item's answers are judged anew after a key was corrected, and what it costs in memory.

    python bench/regrade.py [--answers 1000000] [--json]

The answers are the marked ones of a real item, each in many spellings of its own, drawn as answers are: a few often,
most once or twice. The baseline, in the same run over the first 20,000 of them, judges and stores one after another.
Meanwhile somebody else writes fifty times a second: `longest_wait_ms` is what the unluckiest of these writes took, and
`seconds` the whole regrade (wall time: run it on a machine that does nothing else). Rates count the regrade's own
processor time.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # run from anywhere, installed or not

from sqlalchemy import func, insert, select  # noqa: E402

from app import course as courses  # noqa: E402
from app.authoring.regrading import committing  # noqa: E402
from app.authoring.regrading.answers import answers  # noqa: E402
from app.authoring.regrading.judging import Judge  # noqa: E402
from app.authoring.regrading.planning import plan  # noqa: E402
from app.bank import benchmark  # noqa: E402
from app.content import QUIZZES  # noqa: E402
from app.course import Course  # noqa: E402
from app.database import Database  # noqa: E402
from app.migrations import migrate  # noqa: E402
from app.people.tables import Learner  # noqa: E402
from app.study import revisions  # noqa: E402
from app.study.asking import judge  # noqa: E402
from app.study.grades import grade  # noqa: E402
from app.study.tables import Grade, ItemRevision, Response  # noqa: E402

ITEM = "peft-short-03"
BASELINE = 20_000
CHUNK = 20_000
DISTINCT = 5_000
NOW = datetime.now(UTC)


def drawn(count: int) -> Iterator[str]:
    """Answers by Zipf's law over DISTINCT texts: the marked ones, with spaces and full stops of one's own."""
    draw = random.Random(1)  # noqa: S311 -- no secret
    marked = [row.response for row in benchmark.read(QUIZZES / "peft" / "responses.csv") if row.item == ITEM]
    texts = [f"{marked[at % len(marked)]}{' ' * (at // len(marked))}." for at in range(DISTINCT)]
    weights = [1 / (at + 1) for at in range(DISTINCT)]
    for _ in range(0, count, CHUNK):
        yield from draw.choices(texts, weights, k=min(CHUNK, count))


def filled(database: Database, course: Course, old: int, count: int) -> None:
    """The rows as the study room leaves them, all judged wrong by a key that is no more."""
    row = {
        "item_id": ITEM, "place": "lecture", "deal": 0, "dealt": {}, "turn": 0, "prompt_revision": old, "created": NOW,
    }  # fmt: skip
    grade_ = {
        "key_revision": old, "grader": "3", "outcome": "incorrect", "score": 0.0, "near_miss": False,
        "spelling": False, "feedback": "아닙니다.", "trace": [], "evidence": [], "cause": "answer", "created": NOW,
    }  # fmt: skip
    texts, at = drawn(count), 0
    while chunk := list(islice(texts, CHUNK)):
        with database.write() as session:
            numbers = range(at + 1, at + len(chunk) + 1)
            rows = [{**row, "id": n, "learner_id": n, "raw": text} for n, text in zip(numbers, chunk, strict=True)]
            session.execute(insert(Learner), [{"id": n, "handle": f"l{n}", "created": NOW} for n in numbers])
            session.execute(insert(Response), rows)
            session.execute(insert(Grade), [{**grade_, "response_id": n} for n in numbers])
            session.commit()
        at += len(chunk)


def one_by_one(database: Database, course: Course, count: int) -> float:
    """Answers a second where each is read, judged and stored by itself; nothing of it stays."""
    question = course.questions[ITEM]
    with database.write() as session:
        began = time.process_time()
        for response in session.scalars(select(Response).order_by(Response.id).limit(count)):
            grade(session, course, response, judge(course, question, {}, response.raw), "regrade")
        session.flush()
        spent = time.process_time() - began
        session.rollback()
    return count / spent


class Others(threading.Thread):
    """Everybody else, who writes a row now and then."""

    def __init__(self, database: Database) -> None:
        super().__init__()
        self._database, self._over = database, threading.Event()
        self.waits: list[float] = []

    def run(self) -> None:
        while not self._over.wait(0.02):
            began = time.perf_counter()
            with self._database.write() as session:
                session.add(Learner(handle=f"other{len(self.waits)}", created=NOW))
                session.commit()
            self.waits.append(time.perf_counter() - began)

    def stopped(self) -> float:
        """The longest wait, in seconds."""
        self._over.set()
        self.join()
        return max(self.waits)


def peak() -> float:
    """Megabytes this program has held at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measured(folder: Path, count: int) -> dict[str, float]:
    url = f"sqlite:///{folder / 'seodang.db'}"
    migrate(url, folder)
    database = Database(url)
    course = courses.load(QUIZZES)
    course = course.with_revisions(revisions.record(database, course.bank))
    with database.write() as session:  # the key that was wrong
        asked = course.bank.prompt_revision(ITEM)
        session.add(old := ItemRevision(item_id=ITEM, sha="old", asked=asked, body={}, first_seen=NOW))
        session.flush()
        number = old.id
        session.commit()
    filled(database, course, number, count)
    baseline = one_by_one(database, course, min(BASELINE, count))
    before, began = peak(), time.thread_time()
    with database.read() as session:
        rows = answers(session, ITEM, course.bank.prompt_revision(ITEM))
        foreseen = plan(rows, Judge(course.questions[ITEM], course.bank.terms), course.revisions[ITEM], "new")
    dry = time.thread_time() - began
    with database.write() as session:
        regrade = committing.begin(session, ITEM, course.revisions[ITEM], "new", "bench", None).id
        session.commit()
    others = Others(database)
    others.start()
    began, clock = time.thread_time(), time.perf_counter()
    done = committing.carry_out(database, course, regrade)
    spent, lasted = time.thread_time() - began, time.perf_counter() - clock
    waited = others.stopped()
    with database.read() as session:
        appended = (session.scalar(select(func.count()).select_from(Grade)) or 0) - count
    if not appended == done.changed == foreseen.changed:
        raise SystemExit(f"foreseen {foreseen.changed}, said {done.changed}, appended {appended}")
    return {
        "answers": count,
        "changed": foreseen.changed,
        "dry_run_per_second": round(count / dry),
        "regrade_per_second": round(count / spent),
        "one_by_one_per_second": round(baseline),
        "seconds": round(lasted, 1),
        "longest_wait_ms": round(waited * 1000),
        "ratio": round(count / spent / baseline, 1),
        "memory_before_mb": round(before),
        "memory_peak_mb": round(peak()),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--answers", type=int, default=1_000_000)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="seodang-") as folder:
        found = measured(Path(folder), options.answers)
    if options.json:
        print(json.dumps(found))
        return
    for name, value in found.items():
        print(f"{name:24} {value:>12,}")


if __name__ == "__main__":
    main()
