"""What becomes of trainings when the server ends in their middle and starts again, and what is evicted then."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import update

from app.lab.tables import LabTraining
from app.main import create_app
from app.settings import Settings
from tests.conftest import CONTENT
from tests.lab.training.conftest import FORM, until
from tests.lab.training.pretend import AT_ONCE, REACHED, SLOWLY, WORDS
from tests.lab.training.test_pages import begin, ended, reached


@contextmanager
def served(data: Path, cookies: dict[str, str] | None = None, **wishes: int) -> Iterator[TestClient]:
    """A server over the folder, with the learner's browser; it closes as a server does."""
    app = create_app(Settings(data=data, content=CONTENT, **wishes))  # type: ignore[arg-type]
    app.state.trainings.words = WORDS
    with TestClient(app, follow_redirects=False, cookies=cookies) as client:
        yield client


def stopped_in_the_middle(data: Path) -> tuple[str, dict[str, str]]:
    with served(data) as client:
        address = begin(client, rate=str(SLOWLY))
        reached(client, address, 3)
        return address, dict(client.cookies)


def hurry(data: Path, address: str, **values: object) -> None:
    """Changes the row while no server runs, first of all so that the rest goes at once."""
    app = create_app(Settings(data=data, content=CONTENT))
    with app.state.database.write() as session:
        row = session.query(LabTraining).filter_by(key=address.rsplit("/", 1)[1]).one()
        job = {**row.job, "rate": AT_ONCE}
        session.execute(update(LabTraining).where(LabTraining.id == row.id).values({"job": job, **values}))
        session.commit()
    app.state.database.close()


@pytest.mark.parametrize("state", ["waiting", "running"])
def test_what_a_restart_interrupted_goes_on_by_itself(tmp_path: Path, state: str) -> None:
    """`running` is what the row says when the server had no time to close."""
    address, cookies = stopped_in_the_middle(tmp_path)
    hurry(tmp_path, address, state=state)
    with served(tmp_path, cookies) as client:
        page = ended(client, address)
        assert "6단계를 모두 학습했습니다." in page
        assert "3단계에서 이어서 학습했습니다." in page


def test_a_job_of_another_version_ends_with_the_reason(tmp_path: Path) -> None:
    address, cookies = stopped_in_the_middle(tmp_path)
    hurry(tmp_path, address, job={"method": "lora", "rate": 0.1, "no_such": 1})
    with served(tmp_path, cookies) as client:
        page = client.get(address)
        assert page.status_code == 200
        assert "서버가 새 판으로 바뀌어" in page.text
        assert client.get("/lab/train").status_code == 200


def test_a_variant_that_stands_in_its_place_before_the_row_says_so_is_no_obstacle(tmp_path: Path) -> None:
    with served(tmp_path) as client:
        address, cookies = begin(client), dict(client.cookies)
        ended(client, address)
    key = address.rsplit("/", 1)[1]
    (tmp_path / "trainings" / key).mkdir()
    (tmp_path / "trainings" / key / REACHED).write_text("6")
    hurry(tmp_path, address, state="running")
    with served(tmp_path, cookies) as client:
        assert "6단계를 모두" in ended(client, address)


def test_what_is_too_old_at_the_start_is_gone_and_its_page_says_so(tmp_path: Path) -> None:
    with served(tmp_path) as client:
        address, cookies = begin(client), dict(client.cookies)
        ended(client, address)
    folder = tmp_path / "own" / address.rsplit("/", 1)[1]
    os.utime(folder, (time.time() - 9 * 86_400,) * 2)
    with served(tmp_path, cookies, trainings_days=10) as client:
        assert "학습했습니다" in client.get(address).text
    with served(tmp_path, cookies, trainings_days=8) as client:
        page = client.get(address).text
        assert "모델을 지웠습니다" in page
        assert f"{address}/download" not in page
        assert client.get(f"{address}/download").status_code == 404
        again = client.post("/lab/train", data=FORM)
        assert again.status_code == 303
        until(lambda: 'http-equiv="refresh"' not in client.get(again.headers["location"]).text)
    assert not folder.exists()
