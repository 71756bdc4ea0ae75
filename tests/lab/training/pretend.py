"""In place of models.trainer: tells a few steps without torch, keeps its place in the folder, and ends as it is told.

python -m tests.lab.training.pretend FOLDER       the job's rate says how: see HOW
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from pathlib import Path

from models.jobs.progress import Cancelled, Failed, Saved, Started, Step, Told
from models.protocol import line

STEPS = 6
REACHED = "reached"
WORDS = (sys.executable, "-m", "tests.lab.training.pretend")
AT_ONCE, SLOWLY, FAILING, DYING = 1.0, 2.0, 3.0, 4.0  # rates of jobs


def tell(told: Told) -> None:
    sys.stdout.buffer.write(line(told))
    sys.stdout.buffer.flush()


def main(folder: Path) -> None:
    asked = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: asked.set())
    rate = json.loads((folder / "job.json").read_text())["rate"]
    place = folder / REACHED
    done = int(place.read_text()) if place.exists() else 0
    tell(Started(trainable=49_152, total=6_902_272, examples=24, steps=STEPS, done=done, device="cpu", untrained=5.0))
    for number in range(done + 1, STEPS + 1):
        if asked.is_set():
            tell(Cancelled(number=number - 1))
            return
        validation = 5.0 - number / 10 if number % 2 == 0 else None
        tell(Step(number=number, of=STEPS, loss=5.0 - number / 9, validation=validation, seconds_left=STEPS - number))
        place.write_text(str(number))
        if number == 3 and rate == FAILING:
            tell(Failed(code="nan", message="학습이 발산했습니다.", field="rate"))
            return
        if number == 3 and rate == DYING and done == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        if rate == SLOWLY:
            asked.wait(0.2 if number < 3 else 20)
    save(folder / "variant")
    tell(
        Saved(
            path=str(folder / "variant"),
            steps=STEPS,
            loss=4.3,
            validation=4.4,
            trainable=49_152,
            total=6_902_272,
            size=2000,
            seconds=1.0,
        )
    )


def save(variant: Path) -> None:
    variant.mkdir()
    (variant / "adapter_model.safetensors").write_bytes(bytes(2000))
    (variant / "adapter_config.json").write_text("{}")
    label = {"method": "lora", "config": {"rank": 8}, "task": "sentences", "base": "0123456789abcdef"}
    (variant / "variant.json").write_text(json.dumps(label))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
