"""What a comparison says: figures, differences, and the word on the learner's prediction. And what a form may ask."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.lab.compare.asking import Mistakes, Wanted, check
from app.lab.compare.differing import compare
from app.lab.compare.explaining import explain
from app.lab.compare.outcome import Outcome, Output, Prediction, outputs_from, to_json
from app.lab.compare.showing import UNMEASURED, facts, result
from app.lab.variants import Candidate, Shelf
from tests.lab.compare.stage import WANTED, shelf_in

NOBODY = Prediction(None, None)


def output(name: str, trainable: int | None, text: str, **more: object) -> Output:
    return Output(Candidate(name, name.upper(), "lora", trainable), "done", text, **more)  # type: ignore[arg-type]


def outcome(prediction: Prediction, *variants: Output) -> Outcome:
    drawn = {"temperature": 0.0, "top_p": 1.0, "seed": 0, "length": 24}
    return Outcome("negative", "이 영화는", drawn, prediction, (output("base", 0, "가 나"), *variants))


A, B = output("a", 100, "가 다"), output("b", 2000, "가 나")


def test_the_shelf_has_what_lies_there_for_a_task(shelf: Shelf) -> None:
    assert [one.name for one in shelf.of("negative")] == [
        "negative-lora-8", "negative-pfeiffer", "negative-prefix", "negative-prompt",
    ]  # fmt: skip
    assert [one.title for one in shelf.of("label")] == ["BitFit"]


def test_figures_come_from_the_table_and_counts_from_the_formula_where_it_says_nothing(shelf: Shelf) -> None:
    lora, *_, prompt = shelf.of("negative")
    assert (lora.trainable, lora.ms, lora.hardware) == (49_152, 3.25, "시험용 기계")
    assert (prompt.trainable, prompt.formula, prompt.ms) == (4096, "16×256", None)
    assert [one.value for one in facts(prompt)] == ["4,096개", "0.059%", "2.0 kB", UNMEASURED]
    assert shelf.base("negative").bytes == 13_804_544
    assert shelf.base("sentences").ms == shelf.base("negative").ms == 3.25


def test_without_a_table_only_the_times_are_missing(tmp_path: Path) -> None:
    lora = shelf_in(tmp_path, measured=False).of("negative")[0]
    assert (lora.trainable, lora.ms) == (49_152, None)


def test_a_variant_whose_weights_are_not_there_is_not_offered(shelf: Shelf) -> None:
    (shelf.folders[0] / "label-bitfit" / "adapter_model.safetensors").unlink()
    assert shelf.of("label") == []


@pytest.mark.parametrize(
    ("base", "text", "new", "first"),
    [
        ("가 나 다", "가 나 다", [], None),
        ("가 나 다", "가 라 다", ["라"], 2),
        ("가 나", "나", [], 1),
        ("", "가 나", ["가 나"], 1),
        ("가 나", "", [], 1),
        ("가", "가 나\n다", ["나\n다"], 2),
    ],
)
def test_words_that_the_base_does_not_say_there_are_new(
    base: str, text: str, new: list[str], first: int | None
) -> None:
    found = compare(base, text)
    assert [piece.text for piece in found.pieces if piece.new] == new
    assert "".join(piece.text for piece in found.pieces) == text
    assert found.first == first


def test_a_right_prediction_is_told_right_with_the_counts() -> None:
    fewest, changed = explain(outcome(Prediction("a", ("a",)), A, B))
    assert (fewest.right, changed.right) == (True, True)
    assert "A입니다(100개)" in fewest.told
    assert fewest.details[1] == "B: 2,000개 (가장 적은 것의 20배)"


def test_a_wrong_prediction_is_told_by_how_much() -> None:
    fewest, changed = explain(outcome(Prediction("b", ("a", "b")), A, B))
    assert (fewest.right, changed.right) == (False, False)
    assert "2,000개가 학습되어 가장 적은 것의 20배" in fewest.told
    assert "2가지 가운데 1가지를 맞혔습니다" in changed.told


def test_of_two_with_the_same_count_either_is_right() -> None:
    twin = replace(B, candidate=replace(B.candidate, trainable=100))
    assert explain(outcome(Prediction("b", None), A, twin))[0].right


def test_who_predicted_nothing_is_told_without_a_verdict() -> None:
    assert [verdict.right for verdict in explain(outcome(NOBODY, A, B))] == [None, None]


def test_that_nothing_will_change_can_be_right() -> None:
    assert explain(outcome(Prediction(None, ()), B))[1].right


def test_a_column_without_an_end_is_not_judged() -> None:
    failed = replace(A, state="failed", problem="멈추었습니다.")
    changed = explain(outcome(Prediction("a", ("a",)), failed))[1]
    assert (changed.right, changed.told) == (None, "끝까지 나온 출력이 모자라 견줄 수 없습니다.")


def test_a_choice_is_compared_by_its_label() -> None:
    base = output("base", 0, "", shares={"부정": 0.6, "긍정": 0.4})
    same, other = (
        output(name, 1, "", shares={"부정": share, "긍정": 1 - share}) for name, share in (("a", 0.9), ("b", 0.1))
    )
    shown = result(replace(outcome(NOBODY), outputs=(base, same, other)), None)
    assert [column.remark for column in shown.columns[1:]] == ["바탕과 같이 ‘부정’", "바탕과 달리 ‘긍정’"]
    assert shown.columns[2].bars[1].value == "90.0%"


def test_an_outcome_outlives_being_written_down() -> None:
    told = outcome(Prediction("a", ("a",)), A, B)
    assert outputs_from(to_json(told)["outputs"]) == told.outputs


def mistakes(shelf: Shelf, wanted: Wanted) -> set[str]:
    try:
        check(wanted, shelf.of(wanted.task), shelf.base(wanted.task))
    except Mistakes as found:
        return set(found.told)
    return set()


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({}, set()),
        ({"prompt": ""}, set()),  # a voice may begin freely
        ({"fewest": "unknown", "changed": ("unknown",)}, set()),
        ({"changed": ("none",)}, set()),
        ({"task": "cooking"}, {"task"}),
        ({"variant": ()}, {"variant"}),
        ({"variant": ("negative-lora-8", "label-bitfit")}, {"variant"}),
        ({"prompt": "가" * 2001}, {"prompt"}),
        ({"prompt": "송강호 연기가"}, {"prompt"}),
        ({"length": "0"}, {"length"}),
        ({"mode": "chance", "temperature": "9", "top_p": "x", "seed": "-1"}, {"temperature", "top_p", "seed"}),
        ({"temperature": "9"}, set()),  # says nothing where the likeliest token is taken
        ({"fewest": "", "changed": ()}, {"fewest", "changed"}),
        ({"fewest": "negative-prefix"}, {"fewest"}),
        ({"changed": ("none", "negative-lora-8")}, {"changed"}),
    ],
)
def test_every_mistake_of_a_form_is_told_at_its_field(
    shelf: Shelf, change: dict[str, object], fields: set[str]
) -> None:
    assert mistakes(shelf, replace(WANTED, **change)) == fields  # type: ignore[arg-type]


def test_a_choice_needs_something_to_read(shelf: Shelf) -> None:
    wanted = Wanted(task="label", variant=("label-bitfit",), fewest="unknown", changed=("unknown",))
    assert mistakes(shelf, wanted) == {"prompt"}
