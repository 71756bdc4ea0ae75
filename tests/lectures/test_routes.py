"""The pages of this room answer, show where a learner stands, and never tell a key before the answer."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from tests.conftest import CONTENT

PAGES = ["/lectures", "/glossary", "/glossary?q=adapter", "/errata", "/errata?unit=mini", "/about"]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_without_questions_sets_no_cookie(address: str, mina: TestClient) -> None:
    response = mina.get(address)
    assert response.status_code == 200
    assert "set-cookie" not in response.headers
    assert response.text.count("<h1") == 1


@pytest.mark.parametrize("address", ["/", "/lectures/mini"])
def test_a_page_with_questions_sets_it_so_that_what_was_dealt_stays_dealt(address: str, mina: TestClient) -> None:
    response = mina.get(address)
    assert response.status_code == 200
    assert "set-cookie" in response.headers


def test_what_stands_before_the_first_section_is_on_the_page(tmp_path: Path) -> None:
    content = shutil.copytree(CONTENT, tmp_path / "content")
    lecture = content / "mini" / "lecture.md"
    text = lecture.read_text(encoding="utf-8")
    lecture.write_text(text.replace("## 어댑터", "들어가며 읽습니다.\n\n## 어댑터"), encoding="utf-8")
    app = create_app(Settings(data=tmp_path / "data", content=content))
    assert "들어가며 읽습니다." in TestClient(app).get("/lectures/mini").text


def test_a_unit_leads_to_the_one_before_and_the_one_after(tmp_path: Path) -> None:
    content = shutil.copytree(CONTENT, tmp_path / "content")
    text = (content / "mini" / "lecture.md").read_text(encoding="utf-8")
    (content / "later").mkdir()
    plain = re.sub(r":::question .*\n:::\n", "", text).replace("[mini-ox-02]", "[]")
    (content / "later" / "lecture.md").write_text(plain.replace("order: 1", "order: 2"), encoding="utf-8")
    visitor = TestClient(create_app(Settings(data=tmp_path / "data", content=content)))
    first, second = visitor.get("/lectures/mini").text, visitor.get("/lectures/later").text
    assert 'rel="next" href="/lectures/later"' in first
    assert 'rel="prev"' not in first
    assert 'rel="prev" href="/lectures/mini"' in second
    assert 'rel="next"' not in second
    assert 'href="/practice?unit=later"' in second


def test_an_unknown_unit_is_told_kindly(mina: TestClient) -> None:
    response = mina.get("/lectures/nowhere")
    assert response.status_code == 404
    assert "강의 목록" in response.text


def test_a_newcomer_tries_one_question_on_the_home_page_and_later_goes_on_where_they_left(mina: TestClient) -> None:
    assert 'id="q-mini-ox-02"' in mina.get("/").text
    mina.post("/study/items/mini-ox-02/answer", data={"answer": "O", "deal": 0, "place": "lecture"})
    page = mina.get("/").text
    assert "이어서 하기" in page
    assert "/lectures/mini#q-" in page


def test_what_went_wrong_is_offered_again_to_this_learner_alone(mina: TestClient, jun: TestClient) -> None:
    for item, letter in {"mini-ox-01": "O", "mini-ox-02": "O"}.items():  # right, wrong
        mina.post(f"/study/items/{item}/answer", data={"answer": letter, "deal": 0, "place": "lecture"})
    review = mina.get("/").text.split("다시 볼 문항")[1].split("</ul>")[0]
    assert review.count("<li>") == 1
    assert 'href="/lectures/mini#q-mini-ox-02"' in review
    assert "다시 볼 문항" not in jun.get("/").text


def test_the_lecture_page_holds_no_explanation_before_the_answer(mina: TestClient) -> None:
    page = mina.get("/lectures/mini").text
    assert "해설" not in page
    assert "정답" not in page


def test_search_in_the_glossary_works_as_a_plain_address(mina: TestClient) -> None:
    assert 'id="adapter"' in mina.get("/glossary?q=ADAPTER").text
    assert "찾는 말이 없습니다" in mina.get("/glossary?q=없는말").text


def test_what_is_searched_for_is_shown_as_text(mina: TestClient) -> None:
    assert "<script>alert" not in mina.get("/glossary?q=<script>alert(1)</script>").text


def test_the_page_names_where_one_is(mina: TestClient) -> None:
    assert 'href="/lectures" aria-current="true"' in mina.get("/lectures/mini").text
    assert 'href="/errata" aria-current="page"' in mina.get("/errata").text


def test_the_code_that_a_corrected_question_asks_about_stays_code(tmp_path: Path) -> None:
    content = shutil.copytree(CONTENT, tmp_path / "content")
    quiz = content / "mini" / "quiz.yaml"
    code = "prompt: |\n    이 코드는 돌아간다.\n\n    ```python\n    x = nn.GRU(10)\n    ```\n"
    text = quiz.read_text(encoding="utf-8")
    quiz.write_text(text.replace("prompt: 어댑터를 쓸 때는 어댑터를 학습한다.\n", code, 1), encoding="utf-8")
    seen = TestClient(create_app(Settings(data=tmp_path / "data", content=content))).get("/errata").text
    assert "<h3>이 코드는 돌아간다.</h3>" in seen
    assert re.search(r"<pre[^>]*><code[^>]*>.*GRU", seen)
