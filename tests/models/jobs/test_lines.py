"""Own lines become rows, or every mistake is told with the number of its line."""

from __future__ import annotations

import pytest

from models.jobs.lines import LONGEST, MOST, PAIRS, SENTENCES, read_lines, task_of
from models.tasks import Row


def wrong(text: str) -> list[tuple[int, str]]:
    rows, problems = read_lines(text)
    assert rows == []
    return [(problem.line, problem.message) for problem in problems]


def test_sentences_are_learnt_whole() -> None:
    rows, problems = read_lines("  하루가 길다\r\n밤은 짧다 \n\n")
    assert rows == [Row("", "하루가 길다"), Row("", "밤은 짧다")]
    assert problems == []
    assert task_of(rows) is SENTENCES


def test_pairs_are_a_question_and_its_answer() -> None:
    rows, problems = read_lines("배고파\t밥을 드세요\n졸려 \t 주무세요")
    assert rows == [Row("배고파", "밥을 드세요"), Row("졸려", "주무세요")]
    assert problems == []
    assert task_of(rows) is PAIRS


def test_letters_typed_as_jamo_are_put_together() -> None:
    assert read_lines("\u1112\u1161\u11ab 줄")[0] == [Row("", "한 줄")]


@pytest.mark.parametrize("text", ["", " \n \n", "\n"])
def test_nothing_is_a_mistake_of_the_first_line(text: str) -> None:
    assert wrong(text) == [(1, "적은 줄이 없습니다. 한 줄에 한 문장씩, 또는 질문과 답을 탭으로 나누어 적어 주세요.")]


def test_every_mistake_is_told_with_its_line() -> None:
    found = wrong("좋은 줄\n\n" + "가" * (LONGEST + 1) + "\n종\x07소리\n질문\t답")
    assert [line for line, _ in found] == [2, 3, 4, 5]
    words = ["빈 줄", f"{LONGEST + 1}자", "제어 문자", "첫 줄과 모양이 다릅니다"]
    assert all(word in message for word, (_, message) in zip(words, found, strict=True))


@pytest.mark.parametrize("line", ["질문\t", "\t답", "하나\t둘\t셋"])
def test_a_pair_has_two_sides(line: str) -> None:
    assert [number for number, _ in wrong(f"배고파\t드세요\n{line}")] == [2]


def test_half_a_character_is_refused() -> None:
    assert wrong("좋은 줄\n반쪽 \ud83d")[0][0] == 2


def test_more_lines_than_allowed_are_refused_and_the_last_allowed_is_not() -> None:
    assert len(read_lines("줄\n" * MOST)[0]) == MOST
    assert wrong("줄\n" * (MOST + 1)) == [(MOST + 1, "201줄입니다. 200줄까지만 적을 수 있습니다.")]


def test_signs_without_width_are_dropped_and_make_no_line() -> None:
    assert read_lines("\ufeff하루가\u200b 길다\r밤은 짧다 👩\u200d🚀\r\u2060")[0] == [
        Row("", "하루가 길다"),
        Row("", "밤은 짧다 👩\u200d🚀"),
    ]
    assert wrong("좋은 줄\n\u200e\u2068\n줄")[0] == (2, "빈 줄입니다. 지우거나 글을 적어 주세요.")
    assert [line for line, _ in wrong("배고파\t드세요\n질문\t\u200e")] == [2]
