"""How long an instructor waits for a save, beside the check of the whole course, and what it leaves in memory.

    python bench/saving.py            the bundled course, in a folder of its own
    python bench/saving.py --json     last line: {"whole_check_s", "save_s", "ratio", "look_s", "grown_mb"}

Times are of this process alone (git not counted), the middle of several: other work on the machine counts little.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from app.authoring.editing import proofing, subjects
from app.authoring.editing.subjects import Subject
from app.authoring.published import Author, Published
from app.bank import loading
from app.content import QUIZZES
from app.main import create_app
from app.proofreading import proofread
from app.settings import Settings

SAVES, LOOKS = 9, 40
UNIT = "lora"


def measured(folder: Path) -> dict[str, float]:
    """Seconds of the processor, and megabytes that many saves and looks have added."""
    shutil.copytree(QUIZZES, folder / "course")
    app = create_app(Settings(data=folder / "data", content=folder / "course"))
    published: Published = app.state.published
    subject = Subject(UNIT, published.course.bank.units[UNIT].items[0].id)
    whole = _seconds(lambda: proofread(loading.read(folder / "course")))
    _save(published, subject, 0)  # the first makes the repository
    before = _megabytes()
    saves = [_seconds(lambda at=at: _save(published, subject, at)) for at in range(1, SAVES + 1)]
    text = subjects.current(published, subject)
    looks = [_seconds(lambda: proofing.item(published.course, subject, text)) for _ in range(LOOKS)]
    save = statistics.median(saves)
    return {
        "whole_check_s": round(whole, 2),
        "save_s": round(save, 3),
        "ratio": round(save / whole, 3),
        "look_s": round(statistics.median(looks), 4),
        "grown_mb": round(_megabytes() - before, 1),
    }


def _save(published: Published, subject: Subject, at: int) -> None:
    text = re.sub(
        r"(?m)^explanation:.*(\n[ ].*)*", f"explanation: 고친 해설 {at}.", subjects.current(published, subject)
    )
    edits = subjects.edits(published, subject, text)
    published.publish(edits, author=Author(None, "bench"), reason=f"{at}", based_on={})


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _megabytes() -> float:
    told = Path("/proc/self/status").read_text(encoding="ascii")
    return int(told.split("VmRSS:")[1].split()[0]) / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        found = measured(Path(made))
    if not options.json:
        print(f"whole check {found['whole_check_s']} s, a save {found['save_s']} s, a look {found['look_s']} s")
    print(json.dumps(found))


if __name__ == "__main__":
    main()
