"""The correction before instructors: nothing is published that was not foreseen, and nothing that was typed is lost."""

from __future__ import annotations

import re
from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import select

from app.authoring.items import item_text
from app.authoring.published import Author
from app.database import Database
from app.people.tables import Change
from app.study import disputes
from app.study.tables import Regrade, Response
from tests.authoring.regrading.acting import OX, QUIZ, flip
from tests.authoring.regrading.filling import FORM, NEW, PAGE, REASON, ended, fields, flipped, foreseen, plain
from tests.authoring.rows import answer


def _acts(database: Database) -> list[tuple[str, Any]]:
    with database.read() as session:
        rows = session.scalars(select(Change).where(Change.subject.contains(OX)).order_by(Change.id))
        return [(row.act, row.detail.get("reason")) for row in rows]


def test_the_form_opens_with_the_text_in_service_the_fairest_policy_and_the_old_key(client: TestClient) -> None:
    form = fields(client.get(NEW).text)
    assert form["text"].startswith(f"id: {OX}\n")
    assert (form["policy"], form["before"], form["sources"]) == ("either", "정답: O", "book2020, §1")
    assert "private" not in form


def test_the_dry_run_tells_what_would_change_and_writes_nothing(
    app: FastAPI, client: TestClient, database: Database
) -> None:
    before = app.state.published.text(QUIZ)
    page, form = foreseen(client)
    told = plain(page)
    assert "학습자 7명의 답 7개가 바뀝니다" in told
    assert "✕ 틀림✓ 맞음4개" in told.replace(" ", "").replace("✕틀림✓맞음", "✕ 틀림✓ 맞음")
    assert form["text"].count("answer: X") == 1
    assert app.state.published.text(QUIZ) == before
    with database.read() as session:
        assert session.scalars(select(Regrade)).all() == []
    told = plain(foreseen(client, policy="either")[0])
    assert "학습자 4명의 답 4개가 바뀝니다" in told


def test_each_box_that_is_to_be_mended_is_marked_and_says_why(client: TestClient) -> None:
    wrong = {"date": "어제", "before": "", "after": " ", "sources": "", "reason": ""}
    page = client.post(FORM, data=flipped(client, **wrong)).text
    for name in wrong:
        box = re.findall(rf'<(?:input|textarea)[^>]* name="{name}"[^>]*>', page)[0]
        assert 'aria-invalid="true"' in box
        described = box.split('aria-describedby="')[1].split('"')[0].split()
        assert f"{name}-problem" in described
        assert all(f'id="{each}"' in page for each in described)
    whole = client.post(FORM, data=flipped(client, after="")).text
    assert re.findall(r'name="(\w+)"[^>]* aria-invalid', whole) == ["after"]
    assert "비어 있습니다. 적어 주세요." in whole.split('id="after-problem"')[1].split("</span>")[0]


def test_the_end_of_a_regrade_is_told_in_a_region_that_stays_and_leads_to_the_disputes_that_wait(
    client: TestClient, database: Database, answered: list[int]
) -> None:
    with database.write() as session:
        for number in answered[1:3]:
            disputes.send(session, session.get_one(Response, number), "mine", "")
        session.commit()
    sent = client.post(PAGE, data=foreseen(client)[1])
    page = ended(client, sent)
    assert re.search(r'<section class="panel" role="status"[^>]*>\s*<div id="course"', page)
    assert "답을 기다리는 이의가 2건 있습니다" in page
    assert f'href="/authoring/disputes/items/{OX}"' in page
    client.post(f"/authoring/disputes/items/{OX}/mend", data={"text": "고쳤습니다.", "through": "2"})
    assert "이의에 답하기" not in client.get(sent.headers["location"]).text


def test_a_correction_is_published_judged_recorded_and_in_the_errata(
    app: FastAPI, client: TestClient, database: Database
) -> None:
    form = foreseen(client)[1]
    page = plain(ended(client, client.post(PAGE, data=form)))
    assert "답 7개를 다시 채점해 7개의 채점이 바뀌었습니다" in page
    assert app.state.course.questions[OX].answer == "X"
    erratum = app.state.course.questions[OX].correction
    assert (erratum.before, erratum.after, erratum.reason) == ("정답: O", "X가 맞습니다.", REASON)
    assert "X가 맞습니다." in client.get("/errata").text
    assert _acts(database) == [
        ("content.published", REASON), ("item.corrected", REASON), ("regrade.done", None)
    ]  # fmt: skip
    assert "답 7개 가운데 7개 바뀜" in client.get(PAGE).text


def test_what_was_changed_after_it_was_foreseen_is_foreseen_again(app: FastAPI, client: TestClient) -> None:
    form = foreseen(client)[1]
    for other in ({"policy": "full"}, {"after": "다른 말입니다."}, {"seen": ""}):
        told = client.post(PAGE, data=form | other)
        assert told.status_code == 422
        assert "미리 본 뒤에" in told.text
    assert app.state.course.questions[OX].answer == "O"


def test_what_is_to_be_mended_is_told_and_all_that_was_typed_stays(client: TestClient) -> None:
    wrong = {"reason": "", "date": "어제", "after": "", "sources": "nobody1999", "before": "이랬습니다."}
    told = client.post(FORM, data=flipped(client, **wrong))
    assert told.status_code == 422
    for message in ("왜 고치는지", "2026-01-31처럼", "바로잡은 내용", "nobody1999", "곳을 적어"):
        assert message in plain(told.text)
    kept = fields(told.text)
    assert (kept["before"], kept["sources"], kept["policy"]) == ("이랬습니다.", "nobody1999", "new")
    assert "answer: X" in kept["text"]
    told = client.post(FORM, data=flipped(client, text=f"id: {OX}\nkind: ox\nanswer: Y\n"))
    assert told.status_code == 422
    assert "째 줄" in told.text
    told = client.post(FORM, data=flipped(client, text="id: [", private="yes"))
    assert (told.status_code, fields(told.text)["text"]) == (422, "id: [")


def test_a_changed_wording_is_warned_of_and_leaves_old_answers_alone(client: TestClient) -> None:
    form = flipped(client)
    told = client.post(FORM, data=form | {"text": form["text"].replace("어댑터를 쓸 때는", "늘")})
    assert told.status_code == 200
    assert "지금까지 낸 답 7개는" in told.text
    assert "판정이 바뀌는 답이 없습니다" in told.text


def test_who_was_slower_is_told_and_overwrites_nothing(app: FastAPI, client: TestClient) -> None:
    form = foreseen(client)[1]
    changed = app.state.published.text(QUIZ).replace("비밀 해설 하나.", "그들의 해설.")
    app.state.published.publish({QUIZ: changed}, author=Author(None, "jisu"), reason="x", based_on={})
    told = client.post(PAGE, data=form)
    assert told.status_code == 409
    assert "그들의 해설." in told.text
    kept = fields(told.text)
    assert "answer: X" in kept["text"]
    assert "그들의 해설." not in kept["text"]
    assert kept["base"] == item_text(changed, OX)
    assert app.state.published.text(QUIZ) == changed


def test_an_item_or_a_regrade_that_is_not_there_is_told(client: TestClient) -> None:
    told = client.get("/authoring/regrades/new?item=<b>x")
    assert told.status_code == 404
    assert "‘&lt;b&gt;x’이라는 문항이 없습니다" in told.text
    assert client.get("/authoring/regrades/new").status_code == 200
    for address in (f"{PAGE}/99", f"{PAGE}/99999999999"):
        assert client.get(address).status_code == 404
    assert client.post(PAGE, data={"item": "x"}).status_code == 404


def test_what_learners_typed_is_escaped_in_the_dry_run(app: FastAPI, client: TestClient, database: Database) -> None:
    item = "mini-short-01"
    with database.write() as session:
        answer(session, app.state.course, item, ["<img src=x onerror=alert(1)>"])
        session.commit()
    form = fields(client.get(f"/authoring/regrades/new?item={item}").text)
    form |= {"policy": "full", "reason": "x", "private": "yes"}
    page = client.post(FORM, data=form).text
    assert "&lt;img src=x onerror=alert(1)&gt;" in page
    assert "<img src=x" not in page


def test_a_change_on_disk_is_judged_by_what_is_in_service(app: FastAPI, client: TestClient) -> None:
    """The editor has published the key already: nothing is left to edit, and the answers wait to be judged."""
    flip(app)
    form = fields(client.get(NEW).text) | {"policy": "new", "reason": "x", "private": "yes"}
    told = client.post(FORM, data=form)
    assert "학습자 7명의 답 7개가 바뀝니다" in plain(told.text)
    assert "문항의 글은 그대로입니다" in told.text
