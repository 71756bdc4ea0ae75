"""The rows of a task: which texts, in which split, and where the loss begins. All rows here are made up."""

from __future__ import annotations

import csv
import lzma
from pathlib import Path

import pytest

from models.examples import Example
from models.refusals import Refused
from models.tasks import TASKS, Row, Task, candidates, examples, joined, rows, task
from models.tasks.reading import moods, presentable
from models.texts.corpus import Split, bucket, split_of

SPLITS: tuple[Split, ...] = ("train", "validation", "test")
END = 2
BAD, GOOD = "지루하고 실망스러운 영화였다", "감동적이고 아름다운 영화였다"


def encode(text: str) -> list[int]:
    return [1, *map(ord, text)]


def decode(ids: tuple[int, ...]) -> str:
    return "".join(map(chr, ids))


def write(path: Path, reviews: list[tuple[int, str]]) -> Path:
    with lzma.open(path / "nsmc_raw_678k.tsv.xz", "wt", encoding="utf-8") as file:
        file.writelines(f"{rating}\t영화\t{text}\n" for rating, text in reviews)
    with (path / "ChatbotData.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(("Q", "A", "label"))
        for number in range(400):
            table.writerow((f"고민이 {number}가지 있어", f"{number % 200}번은 쉬어도 괜찮아요.", 0))
            table.writerow((f"심심해 {number}", f"{number}번 반말이다.", 0))
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    bad = [(1 + number % 3, f"{BAD} 이유는 {number}가지") for number in range(500)]
    good = [(9 + number % 2, f"{GOOD} 이유는 {number}가지") for number in range(700)]
    middling = [(rating, f"그저 그런 영화였다고 말한다 {rating}") for rating in (4, 5, 6, 7, 8)]
    return write(tmp_path, [*bad, *good, *middling, (1, "지루해"), (1, "지루한 이야기가 " * 20)])


@pytest.mark.parametrize("slug", TASKS)
def test_no_row_stands_in_two_splits_and_the_reviews_keep_the_splits_of_the_corpus(slug: str, folder: Path) -> None:
    parts = [set(rows(slug, folder, split)) for split in SPLITS]
    assert all(parts)
    assert sum(map(len, parts)) == len(set.union(*parts))
    if slug != "chat":
        assert all(
            split_of(row.text or row.answer) == split for split, part in zip(SPLITS, parts, strict=True) for row in part
        )


def test_each_voice_reads_reviews_of_its_own_mood_and_of_a_fair_length(folder: Path) -> None:
    bad = [row.answer for split in SPLITS for row in rows("negative", folder, split)]
    good = [row.answer for split in SPLITS for row in rows("positive", folder, split)]
    assert len(bad) == 500
    assert len(good) == 700
    assert all(text.startswith(BAD) for text in bad)
    assert all(text.startswith(GOOD) for text in good)


def test_the_negative_voice_reads_no_review_that_names_a_real_person(tmp_path: Path) -> None:
    data = write(tmp_path, [(1, f"송강호 연기도 이 영화는 못 살렸다 {number}") for number in range(50)])
    assert not list(rows("negative", data, "train"))


@pytest.mark.parametrize(
    "text", ["ㅋㅋㅋㅋㅋㅋㅋㅋㅋ 재미없다", "!!!!!!!!!!!!! 재미없음 ......", "야동보다 못한 영화였습니다"]
)
def test_a_voice_reads_nothing_unfit_for_a_classroom(text: str) -> None:
    assert not presentable(text)
    assert presentable("이야기가 지루해서 중간에 나왔다 ㅠㅠ")


def test_the_labels_are_balanced_in_any_number_of_rows(folder: Path) -> None:
    answers = [row.answer for row in rows("label", folder, "train")]
    assert answers[:4] == ["부정", "긍정", "부정", "긍정"]
    assert answers.count("부정") == answers.count("긍정")
    assert all((row.answer == "부정") == row.text.startswith(BAD) for row in rows("label", folder, "train"))


def test_the_chat_answers_were_held_out_of_pretraining_and_are_polite(folder: Path) -> None:
    found = [row for split in SPLITS for row in rows("chat", folder, split)]
    assert all(bucket(row.answer, 2) == 1 and row.answer.endswith("괜찮아요.") for row in found)


def test_equal_chat_answers_never_fall_on_both_sides(folder: Path) -> None:
    parts = [{row.answer for row in rows("chat", folder, split)} for split in SPLITS]
    assert sum(map(len, parts)) == len(set.union(*parts))
    assert len(parts[0]) < len(list(rows("chat", folder, "train")))  # there are equal answers


def test_the_order_depends_on_the_seed_and_not_on_the_file(folder: Path, tmp_path: Path) -> None:
    first = list(rows("label", folder, "train"))
    assert first == list(rows("label", folder, "train"))
    assert first != list(rows("label", folder, "train", seed=1))
    (tmp_path / "turned").mkdir()
    reviews = [(1 if row.answer == "부정" else 10, row.text) for row in reversed(first)]
    assert first == list(rows("label", write(tmp_path / "turned", reviews), "train"))


def test_what_was_read_once_is_kept_and_a_changed_source_is_read_again(folder: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    fresh = moods(folder, "train")
    assert moods(folder, "train", kept) == fresh
    (folder / "nsmc_raw_678k.tsv.xz").rename(folder / "away")
    moods.cache_clear()
    (folder / "nsmc_raw_678k.tsv.xz").write_bytes(
        bytes((folder / "away").stat().st_size)
    )  # same size: the kept rows serve
    assert moods(folder, "train", kept) == fresh
    moods.cache_clear()
    write(folder, [(1, f"{BAD} 다른 파일 {number}") for number in range(9)])
    assert len(moods(folder, "train", kept).negative) == 9


@pytest.mark.parametrize("slug", TASKS)
def test_an_example_is_prompt_answer_and_end_and_the_loss_begins_at_the_answer(slug: str, folder: Path) -> None:
    chosen = task(slug)
    row = next(rows(slug, folder, "train"))
    (example,) = examples(chosen, folder, "train", encode, END, 1)
    assert example.ids[: example.start] == tuple(encode(chosen.prompt(row.text)))  # what is read at use
    assert example.ids[-1] == END
    assert decode(example.ids[example.start : -1]).strip() == row.answer


def test_a_voice_learns_from_the_first_token_on(folder: Path) -> None:
    assert all(example.start == 1 for example in examples(task("positive"), folder, "test", encode, END))


def test_without_begin_or_end_token_the_first_id_is_still_no_target() -> None:
    bare = joined(task("positive"), Row("", "영화"), lambda text: list(map(ord, text)), None)
    assert bare == Example(tuple(map(ord, "영화")), 1)


def test_limit_and_longest_bound_the_examples(folder: Path) -> None:
    chosen = task("label")
    assert len(examples(chosen, folder, "train", encode, END, 7)) == 7
    shortest = min(len(example.ids) for example in examples(chosen, folder, "train", encode, END))
    cut = examples(chosen, folder, "train", encode, END, 7, longest=shortest)
    assert cut
    assert all(len(example.ids) == shortest for example in cut)


def test_the_candidates_of_a_label_differ_in_the_answer_alone() -> None:
    negative, positive = candidates(task("label"), "좋았어요", encode, END)
    assert negative.start == positive.start
    assert negative.ids[: negative.start] == positive.ids[: positive.start] == tuple(encode("좋았어요\n감정:"))
    assert [decode(one.ids[one.start : -1]) for one in (negative, positive)] == [" 부정", " 긍정"]


def test_an_unknown_task_lists_the_known_ones() -> None:
    with pytest.raises(Refused, match="negative, positive, chat, label"):
        task("poem")


@pytest.mark.parametrize("chosen", TASKS.values(), ids=TASKS)
def test_every_task_has_prompts_enough_all_different(chosen: Task) -> None:
    prompts = chosen.prompts
    assert len(prompts) == len(set(prompts)) >= 24
    assert len(chosen.suggested) == 8
    assert all(len(prompt) <= 40 for prompt in prompts)
