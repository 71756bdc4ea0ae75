"""The worker's process as its parent sees it: pauses, loops, orphans, and where its socket lies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.lab.process import DEATHS, LONGEST_PATH, OCCUPIED, WINDOW, Down, Process, command, socket_path

PARENT = """
import sys, time
from app.lab.process import Process
process = Process([sys.executable, "-m", "tests.lab.pretend", "--socket", sys.argv[1]])
process.ensure()
print(process.child.pid, flush=True)
time.sleep(60)
"""


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def ends_with(code: int, clock: Clock) -> Process:
    return Process([sys.executable, "-S", "-c", f"import os; os._exit({code})"], clock)


def run(process: Process) -> None:
    """Starts it and waits until it has ended."""
    process.ensure()
    assert process.child
    process.child.wait(10)
    assert not process.alive()


def test_one_death_is_an_accident_and_the_next_ones_are_followed_by_longer_pauses() -> None:
    clock = Clock()
    process = ends_with(1, clock)
    run(process)
    run(process)
    for pause in (2, 4, 8):
        clock.now += pause - 0.5
        with pytest.raises(Down, match="다시 켜는 중") as told:
            process.ensure()
        assert told.value.retry_after == 1.0
        clock.now += 0.6
        run(process)


def test_a_loop_is_reported_until_its_deaths_are_long_ago() -> None:
    clock = Clock()
    process = ends_with(1, clock)
    process.deaths.extend([clock.now] * DEATHS)
    clock.now += 100
    with pytest.raises(Down, match="거듭") as told:
        process.ensure()
    assert told.value.retry_after == WINDOW - 100
    clock.now += WINDOW
    run(process)


def test_a_worker_that_found_another_at_its_socket_did_not_die() -> None:
    process = ends_with(OCCUPIED, Clock())
    run(process)
    assert not process.deaths


def test_a_worker_that_does_not_end_by_itself_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    process = Process([sys.executable, "-S", "-c", "import time; time.sleep(60)"])
    process.ensure()
    child = process.child
    assert child
    wait = child.wait
    monkeypatch.setattr(child, "wait", lambda timeout=None: wait(0.1) if timeout else wait())
    process.stop()
    assert child.returncode == -signal.SIGKILL


def test_a_worker_whose_parent_is_killed_ends(short: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    path = short / "lab.sock"
    with subprocess.Popen([sys.executable, "-c", PARENT, str(path)], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        worker = int(parent.stdout.readline())
        assert waits(path.exists)
        parent.kill()
    assert waits(lambda: gone(worker))
    assert not path.exists()


def waits(found: object) -> bool:
    until = time.monotonic() + 10
    while time.monotonic() < until:
        if found():  # type: ignore[operator]
            return True
        time.sleep(0.02)
    return False


def gone(process: int) -> bool:
    """Also where nobody has asked how it ended."""
    status = Path(f"/proc/{process}/status")
    try:
        return "State:\tZ" in status.read_text() if Path("/proc/self").exists() else bool(os.kill(process, 0))
    except (FileNotFoundError, ProcessLookupError):
        return True


def test_the_socket_lies_in_the_data_folder(tmp_path: Path) -> None:
    data = Path("/srv/data")
    assert socket_path(data) == data / "lab.sock"


def test_a_path_that_is_too_long_for_a_socket_gets_a_private_folder_elsewhere(
    short: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(short))
    deep = short / ("d" * LONGEST_PATH)
    path = socket_path(deep)
    assert len(os.fsencode(path)) <= LONGEST_PATH
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert socket_path(deep) == path != socket_path(deep / "other")
    path.parent.chmod(0o777)
    with pytest.raises(PermissionError):
        socket_path(deep)


def test_the_command_names_the_program_and_what_it_needs() -> None:
    words = command(Path("/run/lab.sock"), "gpt2", "cuda", [Path("/srv/variants"), Path("/srv/own")])
    assert words[0] == sys.executable
    assert words[1:4] == ["-P", "-m", "models.worker"]
    assert "--device cuda" in " ".join(words)
    assert "--variants /srv/variants --variants /srv/own" in " ".join(words)
