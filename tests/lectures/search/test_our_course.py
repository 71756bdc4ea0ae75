"""The search over our own course: known questions find their sections, and nothing is told that only an answer may."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from app.bank.normalising import squeeze
from app.bank.terms import Term
from app.content import QUIZZES
from app.course import load
from app.lectures.search.asking import Asked, Phrase
from app.lectures.search.finding import Search
from app.lectures.search.index import Index
from app.lectures.search.passages import passages
from app.lectures.search.pieces import pieces

COURSE = load(QUIZZES)
SEARCH = Search(COURSE)
INDEX = Index(passages(COURSE))
SENTENCE = re.compile(r"(?<=[.?!])\s+|\n+")
LONG = 12  # pieces; a shorter sentence may well stand elsewhere by chance


def addresses(typed: str) -> list[str]:
    return [hit.address for group in SEARCH.page(typed).groups for hit in group.hits]


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("어댑터", "/lectures/peft#adapters"),
        ("어댑터는", "/lectures/peft#adapters"),
        ("로라", "/lectures/peft#lora"),
        ("LoRA", "/lectures/peft#lora"),
        ("내재 차원", "/lectures/lora#intrinsic"),
        ("intrinsic dimension", "/lectures/lora#intrinsic"),
        ("랭크", "/lectures/lora"),
        ("로라", "/glossary#lora"),
        ("저랭크적응", "/glossary#lora"),
        ("레이어 정규화", "/errata#peft-ox-08"),
    ],
)
def test_a_known_question_finds_its_place(typed: str, address: str) -> None:
    assert address in addresses(typed)


@pytest.mark.parametrize("term", COURSE.bank.terms.items, ids=lambda term: term.id)
def test_every_name_of_every_term_finds_the_term_first(term: Term) -> None:
    for form in term.forms:
        page = SEARCH.page(form)
        found = [hit.address for group in page.groups if group.kind == "term" for hit in group.hits]
        assert f"/glossary#{term.id}" in found[:2] or page.too_short, form


def texts(value: object) -> Iterator[str]:
    """Every sentence in an item as its file holds it: question, key, explanation, hints, rubric, whatever its kind."""
    if isinstance(value, str):
        yield from SENTENCE.split(value)
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts(inner)


def told() -> str:
    """Everything that the pages of lectures, glossary and errata tell, as its files hold it."""
    lectures = [path.read_text(encoding="utf-8") for path in QUIZZES.glob("*/lecture.md")]
    corrections = [question.correction for question in COURSE.questions.values() if question.correction]
    errata = [text for one in corrections for text in (one.before, one.after, one.reason)]
    prompts = [question.prompt for question in COURSE.questions.values() if question.correction]
    return squeeze("\n".join([*lectures, *errata, *prompts, *(term.definition for term in COURSE.bank.terms.items)]))


def test_no_sentence_that_only_an_item_holds_is_ever_found() -> None:
    open_to_all, looked_for = told(), 0
    for question in COURSE.questions.values():
        for sentence in texts(question.model_dump()):
            phrase = tuple(piece.text for piece in pieces(sentence))
            if len(phrase) < LONG or squeeze(sentence) in open_to_all:
                continue
            looked_for += 1
            found = INDEX.find(Asked((((Phrase(phrase, open=False),),),), frozenset()))
            assert [passage.address for passage in found] == [], (question.id, sentence)
    assert looked_for > 500
