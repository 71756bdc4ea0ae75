"""One broken course for each problem code: the place is exact, and the message says what to mend."""

import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from app.bank import checking
from app.bank.loading import read
from app.bank.problems import Problem
from tests.bank.sample import BLANK, CHOICE, ESSAY, MATCH, NUMBER, ORDER, OX, REFERENCES, SHORT, TERMS, write


@dataclass(frozen=True)
class Mistake:
    """`item` with `old` put to `new`; the problem stands where `at` is in the file (after `skip` of them)."""

    code: str
    mend: str
    item: str
    old: str
    new: str
    at: str
    file: str = "quiz.yaml"
    texts: dict[str, str] = field(default_factory=dict)


CORRECTION = """\
  correction:
    date: 2026-11-21
    before: 앞
    after: 뒤
    reason: 까닭
    sources: [{ref: hu2022lora, locus: "§4"}]
"""

OX4 = "".join(OX.replace("ox-01", f"ox-0{n}") for n in range(1, 5))

MISTAKES = [
    Mistake("missing-field", "‘answer’ 칸이 없습니다. 더해", OX, "  answer: O\n", "", "id: demo-ox-01"),
    Mistake("missing-field", "‘kind’ 칸이 없습니다", OX, "  kind: ox\n", "", "id: demo-ox-01"),
    Mistake("unknown-kind", "없는 갈래입니다. ox, ", OX, "kind: ox", "kind: xo", "xo"),
    Mistake("unknown-field", "‘prompt’을(를) 뜻했나요", OX, "prompt:", "promt: 문제\n  prompt:", "promt:"),
    Mistake("unknown-field", "key, text, correct, why 가운데", CHOICE, "text: BitFit", "txt: B, text: B", "txt"),
    Mistake("wrong-type", "‘prompt’: 글이어야", OX, "LoRA는 가중치를 고정한다.", "2024", "2024"),
    Mistake("wrong-type", "정수를 적어", OX, "difficulty: 1", "difficulty: 쉬움", "쉬움"),
    Mistake("wrong-type", "수를 적어", NUMBER, "r: [4, 8]", "r: [4, 많음]", "많음"),
    Mistake("wrong-type", "목록이어야", CHOICE, "options:\n", "options: {a: 1}\n  old:\n", "{a: 1}"),
    Mistake("wrong-type", "‘이름: 값’ 꼴", NUMBER, "vary: {d: [768, 1024], r: [4, 8]}", "vary: 아무거나", "아무거나"),
    Mistake("wrong-type", "true나 false", CHOICE, "correct: true", "correct: 아마", "아마"),
    Mistake("wrong-value", "O, X 가운데 하나", OX, "answer: O", "answer: 0x", "0x"),
    Mistake("wrong-value", "3 이하로", OX, "difficulty: 1", "difficulty: 4", "4"),
    Mistake("wrong-value", "1 이상으로", OX, "difficulty: 1", "difficulty: 0", "0\n"),
    Mistake("wrong-value", "‘m’의 값이 없습니다", NUMBER, "2 * d * r", "2 * d * m", "2 * d * m"),
    Mistake("wrong-value", "‘q’의 값이 없습니다", NUMBER, "formula: d * r", "formula: d * q", "d * q"),
    Mistake("empty-field", "비어 있습니다", OX, "LoRA는 가중치를 고정한다.", "''", "''"),
    Mistake("too-few", "1개 이상", NUMBER, "r: [4, 8]", "r: []", "[]"),
    Mistake("too-many", "지워 주세요", NUMBER, "{formula: d * r", "{answers: ['3'], formula: d * r", "['3']"),
    Mistake("wrong-form", "예: peft-ox-08", OX, "id: demo-ox-01", "id: Demo_1", "Demo_1"),
    Mistake("too-long", "120자까지만", OX, "id: demo-ox-01", f"id: {'demo-' * 24}ox-01", "demo-demo"),
    Mistake("wrong-form", "2026-11-21 꼴", OX + CORRECTION, "2026-11-21", "21.11.2026", "21.11.2026"),
    Mistake("wrong-form", "예: lora-count", OX, "answer: O\n", "answer: O\n  demo: Lora_1\n", "Lora_1"),
    Mistake("duplicate-key", "하나를 지워", OX, "  answer: O\n", "  answer: O\n  answer: X\n", "answer: X"),
    Mistake("duplicate-id", "다른 번호", OX + NUMBER, "demo-number-01", "demo-ox-01", "demo-ox-01\n  kind: number"),
    Mistake("id-unit", "‘demo-…’", OX, "demo-ox-01", "other-ox-01", "other-ox-01"),
    Mistake("id-kind", "하나로 맞추어", OX, "demo-ox-01", "demo-short-01", "demo-short-01"),
    Mistake("concept-form", "소문자와 붙임표", OX, "some-fact", "Some Fact", "Some Fact"),
    Mistake("correction-date", "달력에 없는", OX + CORRECTION, "2026-11-21", "2026-02-30", "2026-02-30"),
    Mistake(
        "correction-same", "before와 after가 같습니다", OX + CORRECTION, "after: 뒤", "after: 앞", "앞\n    reason"
    ),
    Mistake("option-none-right", "맞는 보기가 없습니다", CHOICE, "correct: true, ", "", "- {key: a"),
    Mistake(
        "option-many-right", "multiple: true", CHOICE, "text: BitFit,", "text: BitFit, correct: true,", "- {key: a"
    ),
    Mistake("option-why", "왜 틀렸는지", CHOICE, ", why: 편향만 학습합니다.", "", "{key: b"),
    Mistake("option-twice", "서로 다르게", CHOICE, "key: b", "key: a", "a, text: LoRA"),
    Mistake("ox-balance", "O가 100%", OX4, "", "", "O\n"),
    Mistake("wrong-value", "2개, blanks에는 1개", BLANK, "____입니다", "____ 또는 ____입니다", "저랭크 행렬을"),
    Mistake("wrong-value", "1이 되게", ESSAY, "point: 고정, weight: 0.5", "point: 고정, weight: 0.2", "- {point: 고정"),
    Mistake("source-unknown", "‘hu2022lora’을(를) 뜻했나요", OX, "ref: hu2022lora", "ref: hu2022", "hu2022, locus"),
    Mistake("source-unknown", "없습니다", OX + CORRECTION, "[{ref: hu2022lora", "[{ref: nobody", "nobody"),
    Mistake(
        "near-miss-accepted",
        "틀린 답 ‘O’",
        OX,
        "answer: O\n",
        "answer: O\n  near_misses: [{answers: [O], feedback: 음}]\n",
        "O\n",
    ),
    Mistake("near-miss-accepted", "(d=768, r=4)", NUMBER, "formula: d * r", "formula: d * r * 2", "id: demo-number-01"),
    Mistake("prompt-tells", "답 ‘로라’", SHORT, "두 개를 더하는 방법은?", "LoRA의 한글 이름은?", "저랭크 행렬"),
    Mistake("prompt-tells", "답 ‘로라’", BLANK, "저랭크 행렬을", "로라가", "로라가"),
    Mistake("prompt-tells", "풀이에만", NUMBER, "몇 개입니까?", "{answer}개입니까?", "$d = {d}$"),
    Mistake("hint-tells", "풀이에만", NUMBER, "두 행렬을 모두 세었나요?", "'답은 {answer}'", "'답은"),
    Mistake(
        "hint-tells",
        "생각할 거리",
        SHORT,
        "층을 끼워",
        "LoRA를 떠올리고 층을 끼워",
        "LoRA를",
    ),
    Mistake(
        "term-unknown",
        "id가 없습니다",
        OX,
        "",
        "",
        "qlor]",
        "terms.yaml",
        {"terms": TERMS.replace("[qlora]", "[qlor]")},
    ),
    Mistake(
        "term-itself",
        "자기 자신",
        OX,
        "",
        "",
        "lora]\n  units",
        "terms.yaml",
        {"terms": TERMS.replace("[qlora]", "[lora]")},
    ),
    Mistake(
        "term-shared", "한 용어에만", OX, "", "", "lo-ra", "terms.yaml", {"terms": TERMS.replace("QLoRA", "lo-ra")}
    ),
    Mistake(
        "wrong-form",
        "2106.09685",
        OX,
        "",
        "",
        '"9685"',
        "references.yaml",
        {"references": REFERENCES.replace("2106.0", "")},
    ),
    Mistake(
        "unknown-field",
        "‘extra’은(는) 없는 칸입니다. terms",
        OX,
        "",
        "",
        "extra",
        "terms.yaml",
        {"terms": TERMS + "extra: 1\n"},
    ),
    Mistake(
        "duplicate-id",
        "이름을 바꾸어",
        OX,
        "",
        "",
        "- id: lora\n  ko: 큐",
        "terms.yaml",
        {"terms": TERMS.replace("id: qlora", "id: lora")},
    ),
    Mistake("id-vanished", "되살리거나", OX, "", "", "demo-ox-02", "ids.txt", {"ids": "demo-ox-01\ndemo-ox-02"}),
    Mistake("id-retired", "새 번호를", OX, "", "", "demo-ox-01\n", texts={"ids": "demo-ox-01 retired"}),
    Mistake("id-unlisted", "seodang check --add-ids", OX, "", "", "", "ids.txt", {"ids": ""}),
    Mistake("wrong-unit", "‘unit: demo’", OX, "", "", "other", texts={"head": "unit: other\n"}),
    Mistake("unknown-field", "unit, items 가운데", OX, "", "", "author", texts={"head": "unit: demo\nauthor: me\n"}),
]


def problems(folder: Path, mistake: Mistake) -> list[Problem]:
    assert mistake.old in mistake.item
    write(folder, mistake.item.replace(mistake.old, mistake.new, 1) if mistake.old else mistake.item, **mistake.texts)
    return checking.check(read(folder))


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda each: f"{each.code}: {each.mend}")
def test_a_mistake_is_told_with_its_place_and_what_to_mend(tmp_path: Path, mistake: Mistake) -> None:
    found = [each for each in problems(tmp_path, mistake) if each.code == mistake.code and mistake.mend in each.message]
    assert found, f"{mistake.code} was not found"
    (path,) = tmp_path.rglob(mistake.file)
    text = path.read_text(encoding="utf-8")
    first = found[0]
    assert Path(first.file).name == mistake.file
    at = text.index(mistake.at) if mistake.at else 0
    at += 2 if mistake.at.startswith("- id") else 0
    assert (first.line, first.column) == (text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))


def test_a_whole_course_has_no_problem(tmp_path: Path) -> None:
    folder = write(tmp_path, OX, CHOICE, NUMBER, SHORT, BLANK, ESSAY, MATCH, ORDER)
    assert [str(each) for each in checking.check(read(folder))] == []


def test_every_message_is_a_korean_sentence_that_asks_for_something(tmp_path: Path) -> None:
    for nth, mistake in enumerate(MISTAKES):
        for each in problems(tmp_path / str(nth), mistake):
            assert re.search(r"세요[.(]|해야 합니다", each.message), each.message


def test_missing_files_and_an_empty_folder_are_problems(tmp_path: Path) -> None:
    assert [each.code for each in checking.check(read(tmp_path))] == ["no-units", "missing-file", "missing-file"]
