"""Disputes before instructors: by item with what others answered; replied to, explained, or mended for all at once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response
from sqlalchemy import select

from app.authoring.disputes import deciding
from app.course import Course
from app.database import Database
from app.people.tables import Change
from app.study.dispute_tables import Dispute
from tests.people.acting import make, signed_in
from tests.study.disputing import doubt
from tests.study.forms import send

MINE = "/disputes"
LIST = "/authoring/disputes"
ITEM = f"{LIST}/items/mini-short-01"


@pytest.fixture
def teacher(app: FastAPI, database: Database) -> Iterator[TestClient]:
    make(database, "teacher", "instructor")
    with signed_in(app, "teacher") as client:
        yield client


@pytest.fixture
def both(mina: TestClient, jun: TestClient) -> None:
    """Two learners have doubted what was said of their answers to one item."""
    send(mina, "mini-short-01", "그대로 둔다")
    doubt(mina, 1, "mine", "<script>저도</script> 맞아야 합니다")
    send(jun, "mini-short-01", "그대로  둔다!")
    doubt(jun, 2, "key")


def say(client: TestClient, act: str, text: str, number: int = 1) -> Response:
    return client.post(f"{LIST}/{number}/{act}", data={"text": text})


def mend(client: TestClient, text: str, through: int = 2) -> Response:
    return client.post(f"{ITEM}/mend", data={"text": text, "through": str(through)})


def log(database: Database) -> list[tuple[str, str]]:
    with database.read() as session:
        disputes = select(Change.act, Change.subject).where(Change.act.startswith("dispute.")).order_by(Change.id)
        return [(act, subject) for act, subject in session.execute(disputes)]


def states(database: Database) -> list[str | None]:
    with database.read() as session:
        return list(session.scalars(select(Dispute.outcome).order_by(Dispute.id)))


@pytest.mark.usefixtures("both")
def test_items_with_open_disputes_come_first_with_reasons_and_wrong_answers(
    teacher: TestClient, mina: TestClient
) -> None:
    for number, item in enumerate(("mini-ox-02", "mini-ox-03"), 3):
        send(mina, item, "O" if number == 3 else "X")
        doubt(mina, number, "typo")
    say(teacher, "keep", "맞는 정답입니다.", 3)
    page = teacher.get(LIST).text
    assert "답을 기다리는 이의가 3건" in page
    assert page.index("mini-short-01") < page.index("mini-ox-03") < page.index("mini-ox-02")
    assert "제 답도 맞아야 해요 1" in page
    assert "정답이 틀렸어요 1" in page
    assert "<b>0%</b>" in page
    assert "답한 이의 1건" in page


@pytest.mark.usefixtures("both")
def test_an_item_shows_question_key_figures_and_each_dispute(teacher: TestClient, mina: TestClient) -> None:
    mina.post("/study/items/mini-short-01/again", data={"deal": "0", "place": "lecture"})
    send(mina, "mini-short-01", "고정", deal=1)
    page = teacher.get(ITEM).text
    assert "나머지 가중치는 어떻게 합니까?" in page
    assert "<p>고정</p>" in page
    assert 'href="/authoring/items/mini-short-01"' in page
    assert "비밀 해설 여덟" in page
    assert "<b>33%</b>" in page
    assert '그대로  둔다!</span> <span class="note">2건</span>' in page
    assert "이름 없는 학습자 #" in page
    assert "&lt;script&gt;저도&lt;/script&gt; 맞아야 합니다" in page
    assert "<script>저도" not in page
    assert "이의가 온 뒤로 이 문항은 아직 바뀌지 않았습니다" in page


def test_a_member_is_called_by_the_name_that_is_shown(app: FastAPI, database: Database, teacher: TestClient) -> None:
    make(database, "nari")
    with signed_in(app, "nari") as member:
        send(member, "mini-short-01", "둔다")
        doubt(member)
    assert "<h3>Nari</h3>" in teacher.get(ITEM).text


def test_a_retry_stands_with_its_first_answer_and_varied_values_with_their_question(
    teacher: TestClient, mina: TestClient
) -> None:
    send(mina, "mini-short-01", "삭제")
    send(mina, "mini-short-01", "버린다")
    doubt(mina, 2)
    assert "첫 답: 삭제" in teacher.get(ITEM).text
    send(mina, "mini-number-01", "3")
    doubt(mina, 3)
    assert "너비가" in teacher.get(f"{LIST}/items/mini-number-01").text


@pytest.mark.usefixtures("both")
def test_opening_an_item_tells_its_learners_that_somebody_looks(teacher: TestClient, mina: TestClient) -> None:
    assert "보냈습니다" in mina.get(MINE).text
    teacher.get(LIST)
    assert "보냈습니다" in mina.get(MINE).text
    teacher.get(ITEM)
    assert "살펴보는 중입니다" in mina.get(MINE).text


@pytest.mark.usefixtures("both")
def test_a_reply_leaves_the_dispute_open(teacher: TestClient, mina: TestClient, database: Database) -> None:
    assert say(teacher, "reply", "어느 뜻입니까?").headers["location"] == f"{ITEM}?done=replied"
    say(teacher, "reply", "어느 뜻입니까?")
    assert mina.get(MINE).text.count("어느 뜻입니까?") == 1
    assert states(database) == [None, None]
    assert log(database) == [("dispute.replied", "mini-short-01")]


@pytest.mark.usefixtures("both")
def test_keeping_needs_an_explanation_and_ends_one_dispute(
    teacher: TestClient, mina: TestClient, database: Database
) -> None:
    refused = say(teacher, "keep", "  ")
    assert refused.status_code == 422
    assert deciding.NO_EXPLANATION in refused.text
    assert say(teacher, "keep", "두는 것과 고정은 다릅니다.").status_code == 303
    assert states(database) == ["kept", None]
    page = mina.get(MINE).text
    assert "답변 있음: 그대로 둡니다" in page
    assert "두는 것과 고정은 다릅니다." in page
    assert log(database) == [("dispute.kept", "mini-short-01")]


@pytest.mark.usefixtures("both")
def test_mending_ends_all_open_disputes_of_the_item_that_were_on_the_page(
    teacher: TestClient, jun: TestClient, database: Database
) -> None:
    assert deciding.NO_WORD in mend(teacher, "").text
    mend(teacher, "정답에 더했습니다.", through=1)
    assert states(database) == ["fixed", None]
    assert mend(teacher, "정답에 더했습니다.").headers["location"] == f"{ITEM}?done=fixed"
    assert states(database) == ["fixed", "fixed"]
    assert "답변이 온 이의 1건" in jun.get("/").text
    assert "답변 있음: 고쳤습니다" in jun.get(MINE).text
    assert log(database) == [("dispute.fixed", "mini-short-01")] * 2
    assert mend(teacher, "또").headers["location"] == f"{ITEM}?done=none"


@pytest.mark.usefixtures("both")
def test_what_two_instructors_decide_at_once_is_decided_once_and_no_text_is_lost(
    teacher: TestClient, database: Database
) -> None:
    say(teacher, "keep", "그대로입니다.")
    assert say(teacher, "keep", "그대로입니다.").status_code == 303
    for act in ("keep", "reply"):
        late = say(teacher, act, "아니요, 다른 말입니다.")
        assert late.status_code == 422
        assert deciding.DECIDED in late.text
        assert "아니요, 다른 말입니다." in late.text
    assert len(log(database)) == 1


@pytest.mark.usefixtures("both")
def test_a_question_that_left_the_course_keeps_its_disputes(
    teacher: TestClient, app: FastAPI, mina: TestClient, course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = {item: question for item, question in course.questions.items() if item != "mini-short-01"}
    monkeypatch.setattr(type(course), "questions", left)
    page = teacher.get(ITEM).text
    assert "강의에서 빠진 문항입니다" in page
    assert 'href="/authoring/items/mini-short-01"' not in page
    assert "나머지 가중치는" in teacher.get(LIST).text
    assert "나머지 가중치는" in mina.get("/disputes").text


def test_what_does_not_exist_is_not_there_and_an_empty_list_says_so(teacher: TestClient, mina: TestClient) -> None:
    assert "아직 이의가 한 건도 없습니다" in teacher.get(LIST).text
    for path in ("mini-short-01", "nothing-01"):
        assert teacher.get(f"{LIST}/items/{path}").status_code == 404
    assert say(teacher, "reply", "말").status_code == 404
    assert say(teacher, "keep", "말", 2**40).status_code == 404
    assert mina.post(f"{LIST}/1/reply", data={"text": "말"}).status_code == 401
