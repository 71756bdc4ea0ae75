"""An instructor finds a key that lacks an answer before anybody complains: those who know the rest all write it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from app import course as courses
from app.bank.kinds import KINDS
from app.content import QUIZZES
from app.database import Database
from app.migrations import migrate
from app.study import revisions
from tests.authoring.rows import give, learn, sort_by_strength
from tests.flows import looking
from tests.flows.conftest import Visitor, served
from tests.flows.test_accessibility import assert_accessible
from tests.flows.watching import Watch
from tests.people.acting import PASSWORD, make

ITEM = "peft-short-03"
SORTING = [f"peft-ox-{number:02}" for number in (1, 2, 4, 8)]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server whose forty invented learners have answered five items; the strongest fifteen write the same thing."""
    folder = tmp_path_factory.mktemp("statistics")
    (folder / "data").mkdir()
    url = f"sqlite:///{folder / 'data' / 'seodang.db'}"
    migrate(url, folder / "data")
    database = Database(url)
    _answers(database)
    make(database, "sam", "instructor")
    database.close()
    with served(folder, "app.cli", "serve") as place:
        yield place


def _answers(database: Database) -> None:
    course = courses.load(QUIZZES)
    course = course.with_revisions(revisions.record(database, course.bank))
    with database.write() as session:
        learners = learn(session, 40)
        keys = [(item, KINDS["ox"].key(course.questions[item], {}).key) for item in SORTING]
        sort_by_strength(session, course, [(item, key, "X" if key == "O" else "O") for item, key in keys], learners)
        right = KINDS["short"].key(course.questions[ITEM], {}).key
        give(session, course, ITEM, {who: "두 행렬의 합" if n >= 25 else right for n, who in enumerate(learners)})
        session.commit()


@pytest.fixture
def teacher(visitor: Visitor) -> Page:
    page = visitor()
    page.goto("/sign-in")
    page.get_by_label("로그인 이름").fill("sam")
    page.get_by_label("비밀번호").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="로그인").click()
    page.get_by_role("link", name="저작").wait_for()
    return page


def test_an_item_is_suspected_looked_into_and_set_aside(teacher: Page, watch: Watch) -> None:
    watch.expect("status of 422")
    teacher.goto("/authoring")
    teacher.get_by_role("navigation", name="저작").get_by_role("link", name="통계").click()
    expect(teacher.get_by_text("정답이 의심스러운 문항이 1개")).to_be_visible()
    teacher.get_by_role("link", name=ITEM).click()
    expect(teacher.get_by_text("똑같이 ‘두 행렬의 합’")).to_be_visible()
    expect(teacher.get_by_role("link", name="고치기")).to_have_attribute("href", f"/authoring/items/{ITEM}")
    flag = teacher.locator(".flags li", has_text="같은 오답")
    flag.locator("summary").click()
    flag.get_by_role("button", name="내려놓기").click()
    expect(teacher.get_by_role("alert")).to_contain_text("까닭을 적어 주세요")
    teacher.get_by_label("내려놓는 까닭").locator("visible=true").fill("합이 아니라 곱이 맞습니다")
    teacher.get_by_role("button", name="내려놓기").locator("visible=true").click()
    expect(teacher.get_by_text("합이 아니라 곱이 맞습니다")).to_be_visible()


@pytest.mark.parametrize("path", ["/authoring/statistics", f"/authoring/statistics/{ITEM}"])
def test_the_pages_fit_a_phone_and_everybody_can_read_them(teacher: Page, path: str) -> None:
    for width in (390, 1280):
        teacher.set_viewport_size({"width": width, "height": 850})
        teacher.goto(path)
        assert teacher.evaluate(looking.WIDER_THAN_WINDOW) == 0
        assert teacher.evaluate(looking.CLIPPED) == []
    assert_accessible(teacher)
