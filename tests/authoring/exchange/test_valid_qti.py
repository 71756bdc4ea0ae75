"""What the schemas of QTI 2.1 and of its packages ask for, each where an export of ours once failed."""

from __future__ import annotations

import io
import zipfile
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

from app.authoring.exchange import qti
from app.authoring.exchange.drafting import Lost
from app.bank.kinds import KINDS
from app.bank.question import Question
from tests.authoring.exchange.making import SOURCES

ITEM, LOM = "{http://www.imsglobal.org/xsd/imsqti_v2p1}", "{http://ltsc.ieee.org/xsd/LOM}"
PACKAGE = "{http://www.imsglobal.org/xsd/imscp_v1p1}"
RUBRIC = [{"point": "요점", "weight": 1.0, "says": [[["말"]]]}]


def essay(text: str) -> Question:
    body = {"id": "mini-essay-10", "kind": "essay", "concept": "a", "difficulty": 1, "skill": "recall"}
    body |= {"prompt": text, "explanation": "-", "sources": SOURCES, "answer": "답", "rubric": RUBRIC}
    return KINDS["essay"].Question.model_validate(body)


def written(question: Question) -> tuple[Element, Element, tuple[Lost, ...]]:
    """The manifest, the item and what was lost."""
    data, lost = qti.write([question])
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        files = {name: fromstring(package.read(name)) for name in package.namelist()}
    return files["imsmanifest.xml"], files["items/mini-essay-10.xml"], lost


def prompt(question: Question) -> str:
    return str(qti.read(qti.write([question])[0])[0][0].fields["prompt"])


def test_keywords_of_a_resource_are_those_of_learning_object_metadata() -> None:
    """The profile of QTI 2.1 allows `lom` of the IEEE alone, and there a keyword holds `string`s."""
    manifest, _, _ = written(essay("글"))
    (found,) = manifest.iter(f"{PACKAGE}resource")
    (metadata,) = found.findall(f"{PACKAGE}metadata")
    assert [each.tag for each in metadata] == [f"{LOM}lom"]
    keywords = metadata.findall(f"{LOM}lom/{LOM}general/{LOM}keyword/{LOM}string")
    assert [each.text for each in keywords] == ["concept:a", "difficulty:1", "skill:recall"]
    assert {each.get("language") for each in keywords} == {"en"}


def test_packages_of_our_own_from_before_are_read() -> None:
    data, _ = qti.write([essay("글")])
    old = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(old, "w") as other:
        for name in package.namelist():
            text = package.read(name).decode()
            other.writestr(
                name,
                text.replace("lom:string language", "lom:langstring xml:lang").replace(
                    "/lom:string", "/lom:langstring"
                ),
            )
    fields = qti.read(old.getvalue())[0][0].fields
    assert (fields["concept"], fields["skill"]) == ("a", "recall")


@pytest.mark.parametrize(
    ("text", "tag", "name", "word"),
    [("3. 셋\n4. 넷", "ol", "start", "1부터"), ('[글](https://a.b "이름")', "a", "title", "풍선")],
)
def test_attributes_that_no_element_of_qti_has_are_left_and_told(text: str, tag: str, name: str, word: str) -> None:
    _, item, lost = written(essay(text))
    (found,) = item.iter(f"{ITEM}{tag}")
    assert name not in found.attrib
    assert [each.field for each in lost if word in each.why] == ["prompt"]


def test_a_list_that_begins_at_one_loses_nothing() -> None:
    assert [each.field for each in written(essay("1. 하나\n2. 둘"))[2]] == ["sources", "rubric"]


def test_a_table_of_a_head_alone_has_a_body() -> None:
    table = "| 가 | 나 |\n|---|---|"
    _, item, _ = written(essay(table))
    (found,) = item.iter(f"{ITEM}table")
    assert [each.tag for each in found] == [f"{ITEM}tbody"]
    assert [each.tag for each in found.iter() if each.text == "가"] == [f"{ITEM}th"]
    assert prompt(essay(table)) == table
