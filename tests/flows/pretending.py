"""`python -m tests.flows.pretending --port N --data FOLDER`: the server with a worker that only pretends, slowly."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import uvicorn

from app.lab.client import VARIANTS, Lab
from app.lab.process import Process, socket_path
from app.main import create_app
from app.settings import Settings
from tests.lab.compare.stage import shelf_in

ROWS = ("--rows", "2", "--waiting", "8", "--per-caller", "8")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--data", type=Path, required=True)
    given = parser.parse_args()
    shelf_in(given.data / VARIANTS)
    app = create_app(Settings(data=given.data))
    path = socket_path(given.data)
    command = [sys.executable, "-m", "tests.lab.pretend", "--socket", str(path), *ROWS]
    app.state.lab = app.state.comparisons.lab = Lab(path, Process(command))
    uvicorn.run(app, port=given.port, log_level="warning")


if __name__ == "__main__":
    main()
