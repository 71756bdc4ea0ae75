"""What a method did to 10,000 tokens, counted from its own examples, beside what its paper says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from app.figures.masking.drawing import ENGLISH, KOREAN
from app.figures.masking.pieces import Example, Kind, Piece, Strip

TEXTS, LENGTH, SENTENCE = 20, 500, 12  # tokens of a text, and of a sentence in it
TOKENS = TEXTS * LENGTH
OURS = "계산"  # what follows from the paper's figures, or from a rule of this page
Make = Callable[[tuple[str, ...], tuple[str, ...], Random], Example]


@dataclass(frozen=True)
class Row:
    """`counted` is of this seed; `stated` what to expect, and where that stands."""

    told: str
    counted: str
    stated: str
    where: str


def examples(make: Make, seed: str) -> list[Example]:
    """The method on texts of words drawn from our lists, with a full stop after every twelfth."""
    draws = [Random(f"{seed}/{number}") for number in range(TEXTS)]  # noqa: S311 -- no secret
    return [make(_text(draw, KOREAN), _text(draw, ENGLISH), draw) for draw in draws]


def chosen(found: Sequence[Example], where: str, share: str = "15 %") -> Iterator[Row]:
    """BERT's rule, in the rows that the model reads first."""
    pieces = [piece for example in found for piece in example.strips[0].pieces]
    picked = [piece for piece in pieces if piece.answer is not None]
    yield Row("맞힐 자리로 고른 토큰", percent(len(picked), len(pieces)), share, where)
    fates: tuple[tuple[Kind, str, str], ...] = (
        ("mask", "고른 자리 가운데 [MASK]로 바꾼 것", "80 %"),
        ("random", "고른 자리 가운데 다른 낱말로 바꾼 것", "10 %"),
        ("same", "고른 자리 가운데 그대로 둔 것", "10 %"),
    )
    for kind, told, stated in fates:
        yield Row(told, percent(_of(picked, kind), len(picked)), stated, where)
    yield Row(
        "모든 토큰 가운데 [MASK]가 된 것", percent(_of(pieces, "mask"), len(pieces)), "12 %", f"{OURS}: 15 % × 80 %"
    )


def again(found: Sequence[Example]) -> Row:
    """How many chosen places of the first epoch are chosen in the second as well."""
    pairs = [[_places(strip) for strip in example.strips[:2]] for example in found]
    both, first = sum(len(one & two) for one, two in pairs), sum(len(one) for one, _ in pairs)
    return Row("첫 에폭에 고른 자리를 둘째 에폭에 또 고른 것", percent(both, first), "15 %", f"{OURS}: 새로 뽑으므로")


def spans(found: Sequence[Example], mean: str, where: str) -> Iterator[Row]:
    lengths = [length for example in found for length in example.lengths]
    yield Row("뽑은 구간의 평균 길이", f"{sum(lengths) / len(lengths):.2f}", mean, where)


def longest(found: Sequence[Example], where: str) -> Row:
    most = max(length for example in found for length in example.lengths)
    return Row("가장 긴 구간", str(most), "10 이하", where)


def empty(found: Sequence[Example]) -> Row:
    lengths = [length for example in found for length in example.lengths]
    return Row("길이가 0인 구간", percent(lengths.count(0), len(lengths)), "5.0 %", f"{OURS}: e⁻³")


def judged(found: Sequence[Example]) -> Iterator[Row]:
    """ELECTRA: what the generator masks, and where either of the two learns."""
    generator, judge = ([piece for example in found for piece in example.strips[n].pieces] for n in (0, 1))
    masked = _of(generator, "mask")
    yield Row("생성기가 맞힐 자리", percent(masked, len(generator)), "15 %", "Clark et al. 2020, §2")
    yield Row("판별기가 답하는 자리", percent(_answered(judge), len(judge)), "100 %", "Clark et al. 2020, §2")
    yield Row("가린 자리 가운데 정답이 ‘교체’인 것", percent(_of(judge, "random"), masked), "75 %", "이 그림의 규칙")


def predicted(found: Sequence[Example]) -> Iterator[Row]:
    asked = [len(example.strips[0].answers) for example in found]
    yield Row("예측하는 토큰", percent(sum(asked), TOKENS), "16.7 %", "Yang et al. 2019, §2.3, §3.1: K = 6")
    seen = [_of(example.strips[1].pieces, "kept") for example in found]
    yield Row("첫 예측에서 볼 수 있는 토큰", percent(sum(seen), TOKENS), "83.3 %", f"{OURS}: 앞선 순서의 5/6")


def sides(found: Sequence[Example], where: str) -> Iterator[Row]:
    """TLM: the share on either side of the pair."""
    for number, side in enumerate(("첫 문장", "둘째 문장")):
        pieces = [piece for example in found for piece in example.strips[number].pieces]
        yield Row(f"{side}의 {len(pieces):,}개에서 고른 토큰", percent(_answered(pieces), len(pieces)), "15 %", where)


def kept(found: Sequence[Example], stated: str, where: str) -> Row:
    """Of the learner's tokens, those that the reading side still sees."""
    seen = sum(_seen(example.strips[0]) for example in found)
    return Row("읽는 쪽에 그대로 남은 토큰", percent(seen, TOKENS), stated, where)


def read(found: Sequence[Example], stated: str, where: str) -> Row:
    length = sum(len(example.strips[0].pieces) for example in found)
    return Row("읽는 글의 길이 ÷ 원문의 길이", percent(length, TOKENS), stated, where)


def written(found: Sequence[Example], stated: str, where: str) -> Row:
    return Row("쓰는 토큰 ÷ 원문의 길이", percent(sum(example.losses for example in found), TOKENS), stated, where)


def percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %"


def _text(draw: Random, words: tuple[str, ...]) -> tuple[str, ...]:
    drawn = draw.choices(words, k=LENGTH)
    return tuple(f"{word}." if place % SENTENCE == 0 else word for place, word in enumerate(drawn, 1))


def _of(pieces: Sequence[Piece], kind: Kind) -> int:
    return sum(piece.kind == kind for piece in pieces)


def _answered(pieces: Sequence[Piece]) -> int:
    return sum(piece.answer is not None for piece in pieces)


def _places(strip: Strip) -> set[int | None]:
    return {piece.place for piece in strip.answers}


def _seen(strip: Strip) -> int:
    return sum(piece.place is not None and piece.kind in ("kept", "moved") for piece in strip.pieces)
