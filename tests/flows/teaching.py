"""`python -m tests.flows.teaching --port N --data FOLDER`: the server with a small whole course of its own, and two
instructors."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from app.bank import loading
from app.bank.checking import ids
from app.main import create_app
from app.settings import Settings
from tests.conftest import CONTENT
from tests.people.acting import make

INSTRUCTORS = ("kim", "lee")


def application() -> tuple[FastAPI, int]:
    """The application with a copy of the small course, as the command's arguments say, and its port."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--data", type=Path, required=True)
    given = parser.parse_args()
    content = given.data.parent / "course"
    shutil.copytree(CONTENT, content)
    ids.add(loading.read(content))
    return create_app(Settings(data=given.data, content=content)), given.port


def main() -> None:
    app, port = application()
    for name in INSTRUCTORS:
        make(app.state.database, name, "instructor")
    uvicorn.run(app, port=port, log_level="warning")


if __name__ == "__main__":
    main()
