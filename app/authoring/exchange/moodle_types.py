"""What Moodle calls its types of questions: those that we read, and why not the others."""

from __future__ import annotations

from app.authoring.exchange.entries import Type

TYPES: dict[str, Type] = {
    "truefalse": "truefalse",
    "multichoice": "multichoice",
    "shortanswer": "shortanswer",
    "numerical": "numerical",
    "essay": "essay",
    "matching": "matching",
    "match": "matching",
    "ddmatch": "matching",
    "ordering": "ordering",
}
REFUSED = {
    "cloze": "글 속에 답을 넣는 문항(cloze)은 읽지 않습니다. 빈칸 문항으로 나누어 적어 주세요.",
    "multianswer": "글 속에 답을 넣는 문항(cloze)은 읽지 않습니다. 빈칸 문항으로 나누어 적어 주세요.",
    "description": "답이 없는 설명글입니다. 문항만 들여옵니다.",
    "calculated": "값이 바뀌는 계산 문항은 읽지 않습니다. kind: number에 formula로 적어 주세요.",
}
COMBINED = {
    "correctfeedback": "맞은 답 모두에 대한 되먹임",
    "partiallycorrectfeedback": "일부 맞은 답에 대한 되먹임",
    "incorrectfeedback": "틀린 답 모두에 대한 되먹임",
}
