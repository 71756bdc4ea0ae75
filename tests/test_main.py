"""The application as a whole: what it tells about itself, what stops it, and how light it stays."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app import __version__
from app.course import ContentError
from app.main import create_app
from app.settings import Settings
from tests.conftest import CONTENT

LIGHT = """
import resource
import sys
from pathlib import Path
from app.main import create_app
from app.settings import Settings
from fastapi.testclient import TestClient
app = create_app(Settings(data=Path(sys.argv[1])))
print(TestClient(app).get("/").status_code)
print([name for name in ("torch", "transformers", "numpy") if name in sys.modules])
status = Path("/proc/self/status")
if status.exists():  # the most that this program held; getrusage would count pytest, from which it was forked
    print(int(status.read_text().split("VmHWM:")[1].split()[0]) // 1024)
else:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 * 1024))
"""


def test_it_says_that_it_is_well(mina: TestClient) -> None:
    response = mina.get("/healthz")
    assert response.status_code == 200
    assert response.json() == {"status": "ok", "version": __version__}


@pytest.mark.parametrize("path", ["/", "/lectures", "/practice", "/errata", "/glossary", "/about", "/docs"])
def test_every_page_opens_and_makes_no_learner(mina: TestClient, path: str) -> None:
    response = mina.get(path)
    assert response.status_code == 200
    assert response.text.startswith("<!doctype html>")


def test_the_api_describes_itself(mina: TestClient) -> None:
    described = mina.get("/openapi.json").json()
    assert set(described["paths"]) == {
        "/api/v1/units",
        "/api/v1/items",
        "/api/v1/items/{item_id}",
        "/api/v1/items/{item_id}/responses",
        "/api/v1/parameters",
    }
    for path in described["paths"].values():
        for operation in path.values():
            assert operation["summary"]
            schema = operation["responses"]["422"]["content"]["application/json"]["schema"]
            assert schema["$ref"].endswith("/ErrorOut")


def test_content_with_problems_stops_the_start_with_the_list_of_them(tmp_path: Path) -> None:
    content = tmp_path / "content"
    (content / "mini").mkdir(parents=True)
    for name in ("references.yaml", "terms.yaml", "mini/lecture.md"):
        (content / name).write_text((CONTENT / name).read_text(encoding="utf-8"), encoding="utf-8")
    quiz = (CONTENT / "mini" / "quiz.yaml").read_text(encoding="utf-8")
    (content / "mini" / "quiz.yaml").write_text(quiz.replace("answer: X", "answer: 둘 다"), encoding="utf-8")
    with pytest.raises(ContentError, match=r"quiz\.yaml:\d+:\d+: "):
        create_app(Settings(data=tmp_path / "data", content=content))


@pytest.mark.parametrize("kept_in", ["sqlite"], indirect=True)  # the driver of PostgreSQL is 4 MB more
def test_the_web_process_stays_light_and_never_imports_torch(tmp_path: Path) -> None:
    """With the course that is bundled. torch is not blocked here: it must not even be asked for."""
    command = [sys.executable, "-c", LIGHT, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    status, heavy, megabytes = done.stdout.splitlines()
    assert (status, heavy) == ("200", "[]")
    assert int(megabytes) < 150


def test_a_restart_keeps_the_learner(app: FastAPI, settings: Settings) -> None:
    first = TestClient(app, follow_redirects=False)
    first.post("/study/items/mini-ox-02/answer", data={"answer": "X"})
    second = TestClient(create_app(settings), cookies=dict(first.cookies))
    assert 'data-state="correct"' in second.get("/lectures/mini").text
