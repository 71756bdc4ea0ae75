"""An answer tried by the draft's key, and marked responses."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from app.authoring.published import Published
from app.bank.kinds import KINDS
from tests.authoring.editing.acting import boxes
from tests.conftest import HTMX

SHORT = "/authoring/items/mini-short-01"
FILE = "mini/responses.csv"


def _form(client: TestClient, address: str, answer: str, **more: str) -> dict[str, list[str]]:
    return {
        **boxes(client.get(f"{address}?mode=raw").text),
        "answer_tried": [answer],
        **{k: [v] for k, v in more.items()},
    }


RIGHT = {
    "ox-01": "O",
    "blank-01": "어댑터 | 사전 학습 가중치",
    "short-01": "고정합니다",
    "essay-01": "사전 학습 가중치를 고정하므로 저장 공간이 적게 듭니다.",
    "choice-02": "b | c",
    "number-01": "2048",
    "match-01": "q | d | h",
    "order-01": "t | c | p | a",
}


def test_there_is_an_answer_for_every_kind() -> None:
    assert {name.split("-")[0] for name in RIGHT} == set(KINDS)


@pytest.mark.parametrize(("item", "answer"), RIGHT.items())
def test_an_answer_of_every_kind_is_judged_as_the_bench_would(kim: TestClient, item: str, answer: str) -> None:
    address = f"/authoring/items/mini-{item}"
    told = kim.post(f"{address}/try", data=_form(kim, address, answer), headers=HTMX).text
    assert "채점 결과: 맞음" in told
    assert "답한 뒤에 학습자가 보는 것" in told
    assert "비밀 해설" in told


def test_it_is_judged_by_the_draft_not_by_the_key_in_service(kim: TestClient, published: Published) -> None:
    form = _form(kim, SHORT, "얼림")
    assert "채점 결과: 틀림" in kim.post(f"{SHORT}/try", data=form, headers=HTMX).text
    form["text"] = [form["text"][0].replace("accept: [동결]", "accept: [동결, 얼림]")]
    assert "채점 결과: 맞음" in kim.post(f"{SHORT}/try", data=form, headers=HTMX).text
    assert "얼림" not in published.text("mini/quiz.yaml")


def test_what_cannot_be_read_as_an_answer_is_told(kim: TestClient) -> None:
    address = "/authoring/items/mini-match-01"
    assert "읽을 수 없음" in kim.post(f"{address}/try", data=_form(kim, address, "q | d"), headers=HTMX).text
    assert "답을 적어 주세요" in kim.post(f"{address}/try", data=_form(kim, address, " "), headers=HTMX).text


def test_a_response_is_added_with_its_mark_and_the_misses_are_seen_at_once(
    kim: TestClient, published: Published
) -> None:
    told = kim.post(f"{SHORT}/responses", data=_form(kim, SHORT, "얼린다, 그대로", mark="correct"), headers=HTMX).text
    assert "더했습니다" in told
    assert "맞는데 맞다고 하지 않은 답 1개" in told
    assert published.text(FILE) == 'item,mark,response\nmini-short-01,correct,"얼린다, 그대로"\n'
    told = kim.post(f"{SHORT}/responses", data=_form(kim, SHORT, "고정", mark="incorrect"), headers=HTMX).text
    assert "틀린데 맞다고 한 답 1개" in told
    assert "표시된 답 2개 가운데 0개" in told
    assert published.history(FILE)[0].author == "Kim"


@pytest.mark.parametrize("mark", ["correct", "incorrect"])
def test_the_same_response_is_not_added_twice(kim: TestClient, published: Published, mark: str) -> None:
    kim.post(f"{SHORT}/responses", data=_form(kim, SHORT, "동결", mark="correct"), headers=HTMX)
    before = published.text(FILE)
    told = kim.post(f"{SHORT}/responses", data=_form(kim, SHORT, "동결", mark=mark), headers=HTMX).text
    assert "적혀 있는 답" in told or "이미 있는 답" in told
    assert published.text(FILE) == before


def test_a_mark_that_there_is_not_adds_nothing(kim: TestClient, published: Published) -> None:
    told = kim.post(f"{SHORT}/responses", data=_form(kim, SHORT, "동결", mark="maybe"), headers=HTMX).text
    assert "표시를 골라" in told
    assert not (published.folder / FILE).exists()


def test_the_measured_file_is_never_shown_or_written(kim: TestClient, published: Published) -> None:
    measured = published.folder / "mini" / "responses-measured.csv"
    measured.write_text("item,mark,response\nmini-short-01,correct,몰래 재는 답\n", encoding="utf-8")
    told = kim.post(f"{SHORT}/responses", data=_form(kim, SHORT, "동결", mark="correct"), headers=HTMX).text
    assert "몰래 재는 답" not in told
    assert (published.folder / "mini" / "responses-measured.csv").read_text(encoding="utf-8").count("\n") == 2


@pytest.mark.parametrize(
    ("item", "typed", "row"),
    [
        ("choice-02", "c|b", "c | b"),
        ("choice-02", " b, c ", "b | c"),
        ("choice-02", "b c", "b | c"),
        ("blank-01", "어댑터|사전 학습 가중치", "어댑터 | 사전 학습 가중치"),
        ("order-01", "t|c |p| a", "t | c | p | a"),
    ],
)
def test_several_parts_are_joined_as_the_bench_reads_them(
    kim: TestClient, published: Published, item: str, typed: str, row: str
) -> None:
    address = f"/authoring/items/mini-{item}"
    told = kim.post(f"{address}/responses", data=_form(kim, address, typed, mark="correct"), headers=HTMX).text
    assert "표시된 답 1개 가운데 1개를" in told
    assert published.text(FILE).splitlines()[1:] == [f"mini-{item},correct,{row}"]


def test_one_answer_keeps_its_bars(kim: TestClient, published: Published) -> None:
    kim.post(f"{SHORT}/responses", data=_form(kim, SHORT, "동결|고정", mark="incorrect"), headers=HTMX)
    assert published.text(FILE).splitlines()[1:] == ["mini-short-01,incorrect,동결|고정"]
