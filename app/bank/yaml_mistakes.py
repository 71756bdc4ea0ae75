"""Says in Korean what is wrong with the form of a YAML file, and where. Knows only the errors of PyYAML."""

from __future__ import annotations

import yaml

from app.bank.problems import Place

_SENTENCES = {
    "found character '\\t'": "들여쓰기에 탭이 있습니다. 빈칸으로 바꾸어 주세요.",
    "found a tab character": "들여쓰기에 탭이 있습니다. 빈칸으로 바꾸어 주세요.",
    "cannot start any token": "이 글자로 값을 시작할 수 없습니다. 값을 따옴표로 감싸 주세요.",
    "mapping values are not allowed": "쌍점이 뜻밖의 자리에 있습니다. 값에 쌍점이 들어가면 따옴표로 감싸 주세요.",
    "could not find expected ':'": "이름 뒤에 쌍점이 없습니다. ‘이름: 값’으로 적어 주세요.",
    "did not find expected key": "들여쓰기나 따옴표가 맞지 않습니다. 바로 윗줄과 칸을 맞추어 주세요.",
    "did not find expected '-' indicator": "목록의 ‘-’ 자리가 맞지 않습니다. 들여쓰기를 맞추어 주세요.",
    "did not find expected ',' or": "대괄호나 중괄호가 닫히지 않았습니다. 쉼표와 괄호를 살펴보세요.",
    "unexpected end of stream": "따옴표나 괄호가 닫히지 않았습니다. 짝을 맞추어 주세요.",
    "control characters": "쓸 수 없는 글자(제어 문자)가 있습니다. 지워 주세요.",
    "special characters": "쓸 수 없는 글자(제어 문자)가 있습니다. 지워 주세요.",
    "expected a single document": "‘---’로 나눈 문서가 둘입니다. 하나만 남겨 주세요.",
}


def sentence(error: yaml.YAMLError) -> str:
    said = str(error)
    for english, korean in _SENTENCES.items():
        if english in said:
            return korean
    detail = getattr(error, "problem", None) or said.splitlines()[0]
    return f"YAML 문법에 맞지 않습니다({detail}). 들여쓰기, 쌍점 뒤의 빈칸, 따옴표를 살펴보세요."


def place(file: str, text: str, error: yaml.YAMLError) -> Place:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is not None:
        return Place(file, mark.line + 1, mark.column + 1)
    position = getattr(error, "position", 0) or 0  # in bytes
    before = text.encode()[:position].decode(errors="ignore")
    return Place(file, before.count("\n") + 1, len(before) - before.rfind("\n"))
