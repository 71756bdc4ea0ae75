"""A few passages and terms to search in. Knows no test."""

from __future__ import annotations

from app.bank.terms import Term, Terms
from app.lectures.search.asking import read
from app.lectures.search.index import Index
from app.lectures.search.passages import LESSON, TERM, Paragraph, Passage

TERMS = Terms(
    Term(id=id, ko=ko, en=en, variants=variants, definition="d", units=("m",))
    for id, ko, en, variants in [
        ("lora", "로라", "LoRA", ("저랭크 적응", "Low-Rank Adaptation")),
        ("qlora", "큐로라", "QLoRA", ()),
        ("adapter", "어댑터", "adapter", ()),
        ("pre-training", "사전 학습", "pre-training", ()),
    ]
)


def lesson(key: str, title: str, *texts: str) -> Passage:
    return Passage(LESSON, key, f"/lectures/m#{key}", "단원", title, (), tuple(Paragraph("", text) for text in texts))


def term(key: str, *names: str) -> Passage:
    return Passage(TERM, key, f"/glossary#{key}", "용어집", names[0], names[1:], (Paragraph("", "뜻입니다."),))


PASSAGES = (
    lesson("body", "한 표로 비교하기", "어댑터는 층 사이에 있고 LoRA는 나란히 있습니다. 어댑터를 어댑터와 견줍니다."),
    lesson("title", "어댑터", "원래의 층은 그대로 둡니다."),
    lesson("rank", "변화량", "Low-Rank Adaptation이라는 말에서 왔습니다."),
    lesson("gpt", "크기", "GPT-2와 GPT-3을 견주고, 사전학습을 오래 했습니다. 점수는 20.7입니다."),
    lesson("prior", "순서", "이 전체를 사전에서 찾아 그래프 탐색으로 학습합니다."),
    term("adapter", "어댑터", "adapter"),
    term("qlora", "큐로라", "QLoRA"),
)
INDEX = Index(PASSAGES)


def keys(typed: str) -> list[str]:
    """What is found, best first."""
    return [passage.key for passage in INDEX.find(read(typed, TERMS))]
