"""What goes out is told first, then downloaded; keys go to instructors alone."""

from __future__ import annotations

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.authoring.exchange.formats import FORMATS


def test_the_page_tells_what_does_not_go_out(teacher: TestClient) -> None:
    page = teacher.get("/authoring/export?unit=mini&format=gift").text
    assert "나가지 않는 문항" in page
    assert "mini-order-01" in page
    assert "format=gift&amp;unit=mini" in page
    assert "모든 것이 담깁니다" in teacher.get("/authoring/export?unit=mini&format=csv").text


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_is_a_file_to_keep(teacher: TestClient, name: str) -> None:
    found = FORMATS[name]
    answer = teacher.get(f"/authoring/export/file?format={name}&unit=mini&item=mini-choice-01")
    assert answer.status_code == 200
    assert f'filename="seodang-mini{found.suffix}"' in answer.headers["content-disposition"]
    assert len(answer.content) > 50


def test_what_is_not_there_is_not_exported(teacher: TestClient, app: FastAPI) -> None:
    assert teacher.get("/authoring/export/file?format=gift&unit=nil").status_code == 404
    assert teacher.get("/authoring/export/file?format=doc").status_code == 404
    assert TestClient(app, follow_redirects=False).get("/authoring/export/file?format=gift").status_code == 303
