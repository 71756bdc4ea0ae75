"""A source or a term more, by a small form: at the end of its file, every other line as it was."""

from __future__ import annotations

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.authoring.editing import adding
from app.authoring.editing.subjects import Subject
from app.authoring.items import ItemError
from app.authoring.published import Published
from tests.authoring.editing.acting import ITEM, edited
from tests.conftest import HTMX

TERMS, SOURCES = Subject("", file="terms.yaml"), Subject("", file="references.yaml")
SOURCE = {
    "key": "hu2022",
    "cite": 'Hu et al., "LoRA: 낮은 랭크", ICLR 2022',
    "arxiv": "2106.09685",
    "basis": "verified",
}
TERM = {
    "id": "lora",
    "ko": "로라",
    "en": "LoRA",
    "variants": "저랭크 적응\nLow-Rank Adaptation",
    "definition": "갱신을 낮은 랭크로 나타내는 방법",
    "confused_with": "adapter",
    "units": "mini",
}
NEW_SOURCE, NEW_TERM = "/authoring/shared/references/new", "/authoring/shared/terms/new"


def test_a_source_stands_at_the_end_of_the_file_and_every_other_line_stays(
    kim: TestClient, published: Published, app: FastAPI
) -> None:
    place = published.folder / "references.yaml"
    place.write_text(f"# 머리말\n{place.read_text(encoding='utf-8')}  # 꼬리말\n", encoding="utf-8")
    published.refresh()
    before = published.text("references.yaml")
    done = kim.post(NEW_SOURCE, data=SOURCE)
    assert done.headers["location"] == f"{NEW_SOURCE}?added=hu2022"
    after = published.text("references.yaml")
    assert after.startswith(before)
    assert after.removeprefix(before).startswith("  hu2022:\n    cite: ")
    added = app.state.course.bank.references["hu2022"]
    assert (added.cite, added.arxiv, added.url, added.basis) == (SOURCE["cite"], "2106.09685", None, "verified")
    assert published.history("references.yaml")[0].reason == "출처 hu2022 더하기"
    assert "‘hu2022’을(를) 더했습니다" in kim.get(done.headers["location"]).text


def test_a_term_is_in_the_glossary_at_once(kim: TestClient, mina: TestClient, published: Published) -> None:
    before = published.text("terms.yaml")
    assert kim.post(NEW_TERM, data=TERM).status_code == 303
    after = published.text("terms.yaml")
    assert after.startswith(before)
    assert "- id: lora\n  ko: 로라\n" in after.removeprefix(before)
    assert "variants: [저랭크 적응, Low-Rank Adaptation]" in after
    assert 'id="lora"' in mina.get("/glossary").text


@pytest.mark.parametrize(
    ("address", "values", "box", "told"),
    [
        (NEW_SOURCE, {**SOURCE, "key": "Hu 2022"}, "key", "영어 소문자나 숫자로 시작해"),
        (NEW_SOURCE, {**SOURCE, "key": "book2020"}, "", "이미 있습니다"),
        (NEW_SOURCE, {**SOURCE, "cite": " "}, "cite", "문헌</a></b> 비어 있습니다"),
        (NEW_SOURCE, {**SOURCE, "arxiv": "LoRA"}, "arxiv", "arXiv 번호를"),
        (NEW_SOURCE, {**SOURCE, "url": "javascript:alert(1)"}, "url", "http"),
        (NEW_SOURCE, {"key": "hu2022"}, "cite", "문헌</a></b> 비어 있습니다"),
        (NEW_TERM, {}, "ko", "한국어</a></b> 비어 있습니다"),
        (NEW_TERM, {**TERM, "id": "LoRA"}, "id", "꼴이 맞지 않습니다"),
        (NEW_TERM, {**TERM, "units": ""}, "units", "비어 있습니다"),
        (NEW_TERM, {**TERM, "id": "adapter"}, "", "이미 있습니다"),
        (NEW_TERM, {**TERM, "confused_with": "nobody"}, "", "nobody"),
        (NEW_TERM, {**TERM, "ko": "어댑터"}, "", "‘어댑터’은(는) ‘adapter’에도 있습니다"),
    ],
)
def test_what_does_not_fit_is_told_and_everything_is_kept(
    kim: TestClient, published: Published, address: str, values: dict[str, str], box: str, told: str
) -> None:
    before = published.text("references.yaml"), published.text("terms.yaml")
    refused = kim.post(address, data=values)
    assert refused.status_code == 422
    assert told in refused.text
    assert f'href="#f-{box}"' in refused.text if box else 'href="#f-' not in refused.text
    kept = "Hu et al., &#34;LoRA: 낮은 랭크&#34;" if values.get("cite") == SOURCE["cite"] else 'value="'
    assert kept in refused.text
    assert (published.text("references.yaml"), published.text("terms.yaml")) == before


def test_from_an_item_that_lacks_a_source_one_goes_there_and_back(kim: TestClient) -> None:
    form = edited(kim, ITEM, "ref: book2020", "ref: hu2022")
    seen = kim.post(f"{ITEM}/look", data=form, headers=HTMX).text
    way = "/authoring/shared/references/new?name=hu2022&amp;back=items/mini-ox-02"
    assert f'href="{way}"' in seen
    page = kim.get(way.replace("&amp;", "&")).text
    assert 'value="hu2022"' in page
    assert 'action="/authoring/shared/references/new?back=items/mini-ox-02"' in page
    done = kim.post("/authoring/shared/references/new?back=items/mini-ox-02", data=SOURCE)
    assert done.headers["location"] == f"{ITEM}?added=hu2022"
    back = kim.get(done.headers["location"]).text
    assert "‘hu2022’을(를) 더했습니다" in back
    assert "고칠 곳이 없습니다" in back
    assert "쓰다 만 초안" in back


def test_from_a_lecture_that_lacks_a_term_one_goes_there_too(kim: TestClient) -> None:
    lecture = "/authoring/lectures/mini"
    form = edited(kim, lecture, ":::summary", "[로라](/glossary#lora), [@hu2022 §4]\n\n:::summary")
    seen = kim.post(f"{lecture}/look", data=form, headers=HTMX).text
    assert "/authoring/shared/terms/new?name=lora&amp;back=lectures/mini" in seen
    assert "/authoring/shared/references/new?name=hu2022&amp;back=lectures/mini" in seen
    page = kim.get("/authoring/shared/terms/new?name=lora&back=lectures/mini").text
    assert "\nmini</textarea>" in page  # the unit that it is taught in


@pytest.mark.parametrize("back", ["//example.org", "https://example.org", "people/1", "items/nothing", "shared/terms"])
def test_one_is_sent_back_only_to_a_text_that_is_edited(kim: TestClient, back: str) -> None:
    done = kim.post(f"{NEW_SOURCE}?back={back}", data=SOURCE)
    assert done.headers["location"] == f"{NEW_SOURCE}?added=hu2022"


def test_two_who_add_at_once_both_add(kim: TestClient, lee: TestClient, app: FastAPI) -> None:
    kim.get(NEW_SOURCE), lee.get(NEW_SOURCE)
    assert kim.post(NEW_SOURCE, data=SOURCE).status_code == 303
    assert lee.post(NEW_SOURCE, data={**SOURCE, "key": "hu2023"}).status_code == 303
    assert {"hu2022", "hu2023"} <= set(app.state.course.bank.references)


@pytest.mark.parametrize("empty", ["references:\n", "references: {}\n", "# nothing\nreferences:\n"])
def test_the_first_entry_of_a_file_is_added_too(empty: str) -> None:
    assert "\n  hu2022:\n    cite:" in adding.appended(empty, SOURCES, SOURCE)


def test_entries_stand_as_deep_as_those_before() -> None:
    deep = "terms:\n    - id: a\n      ko: 가\n"
    assert "\n    - id: lora\n      ko: 로라\n" in adding.appended(deep, TERMS, TERM)
    deep = "references:\n    a:\n        cite: b\n"
    assert "\n    hu2022:\n      cite: " in adding.appended(deep, SOURCES, SOURCE)


@pytest.mark.parametrize("odd", ["references: {a: {cite: b}}\n", "references:\n  a: [\n", "references:\n  a: 1\n...\n"])
def test_a_file_of_another_shape_is_left_alone(odd: str) -> None:
    with pytest.raises(ItemError, match="원문에서"):
        adding.appended(odd, SOURCES, SOURCE)


def test_the_glossary_offers_it_to_instructors_alone(kim: TestClient, mina: TestClient) -> None:
    assert NEW_TERM in kim.get("/glossary").text
    assert NEW_TERM not in mina.get("/glossary").text
