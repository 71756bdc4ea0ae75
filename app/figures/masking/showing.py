"""What the page shows for what was asked: the form as it was typed, the figure, the table. Knows no request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from random import Random
from urllib.parse import urlencode

from app.figures.masking import tallying
from app.figures.masking.methods import METHODS, Method
from app.figures.masking.pieces import SIGNS, Example, Kind
from app.figures.masking.tallying import Row

ADDRESS = "/figures/masking"
LONGEST, FEWEST, SEEDS = 200, 4, 9999  # letters of a text, words of it, and the last seed
FIRST = {
    "method": "bert",
    "text": "어제 저녁 도서관에서 두꺼운 소설책을 빌렸다. 집에 오는 길에 비가 많이 내려서 책이 조금 젖었다. "
    "오늘은 창가에 앉아 따뜻한 차를 마시며 그 책을 끝까지 읽었다. 친구가 다음 책을 골라 달라고 했다.",
    "pair": "Last night I borrowed a thick novel from the library. It rained on my way home and it got a bit wet. "
    "Today I sat by the window with hot tea and finished it. A friend asked me to pick the next book.",
    "seed": "1",
}
NAMES = {"text": "글", "pair": "짝이 되는 문장"}


@dataclass(frozen=True)
class Page:
    """GET /figures/masking -> figures/masking/show.html. Without a figure where something is to be mended."""

    title: str
    given: dict[str, str]  # as it was typed
    problems: dict[str, str]
    groups: tuple[tuple[str, tuple[Method, ...]], ...]
    method: Method | None
    example: Example | None
    legend: tuple[tuple[Kind, str, str], ...]  # kind, sign, what it means
    rows: tuple[Row, ...]
    next: str  # the same with the next seed
    tokens: int = tallying.TOKENS
    texts: int = tallying.TEXTS
    longest: int = LONGEST


def show(asked: Mapping[str, str]) -> Page:
    given = {field: asked.get(field, usual) for field, usual in FIRST.items()}
    found = problems(given)
    method = METHODS.get(given["method"])
    example = drawn(method, given) if method is not None and not found else None
    return Page(
        title="가리고 되살리기",
        given=given,
        problems=found,
        groups=tuple((group, tuple(methods)) for group, methods in groupby(METHODS.values(), lambda one: one.group)),
        method=method,
        example=example,
        legend=legend(example) if example else (),
        rows=counted(method.slug, int(given["seed"])) if method is not None and example else (),
        next=f"{ADDRESS}?{urlencode({**given, 'seed': _after(given['seed'])})}",
    )


def problems(given: Mapping[str, str]) -> dict[str, str]:
    """What is to be mended, by field. The second sentence counts only where it is used."""
    found = {}
    if given["method"] not in METHODS:
        found["method"] = f"‘{given['method'][:60]}’이라는 방법은 없습니다. 목록에서 골라 주세요."
    for field in ("text", "pair") if given["method"] == "xlm" else ("text",):
        if told := _wrong(given[field]):
            found[field] = f"{NAMES[field]}: {told}"
    if not _is_seed(given["seed"]):
        found["seed"] = f"시드: 0부터 {SEEDS:,}까지의 정수를 적어 주세요."
    return found


def drawn(method: Method, given: Mapping[str, str]) -> Example:
    """The same text, method and seed give the same example on every machine."""
    draw = Random(f"{int(given['seed'])}/{method.slug}")  # noqa: S311 -- no secret
    return method.make(tuple(given["text"].split()), tuple(given["pair"].split()), draw)


@lru_cache(maxsize=256)
def counted(slug: str, seed: int) -> tuple[Row, ...]:
    """The table does not depend on the learner's text."""
    method = METHODS[slug]
    return tuple(method.count(tallying.examples(method.make, f"{seed}/{slug}")))


def legend(example: Example) -> tuple[tuple[Kind, str, str], ...]:
    """Of the kinds that are there, in the order of the signs."""
    there = {piece.kind for strip in example.strips for piece in strip.pieces}
    return tuple((kind, sign, told) for kind, (sign, told) in SIGNS.items() if kind in there)


def _wrong(text: str) -> str | None:
    if len(text) > LONGEST:
        return f"{LONGEST}자까지 적을 수 있습니다. 지금은 {len(text)}자입니다."
    if (count := len(text.split())) < FEWEST:
        return f"띄어 쓴 낱말이 {FEWEST}개 이상이어야 합니다. 지금은 {count}개입니다."
    return None


def _is_seed(seed: str) -> bool:
    return seed.isascii() and seed.isdecimal() and len(seed) <= len(str(SEEDS))


def _after(seed: str) -> int:
    return (int(seed) + 1) % (SEEDS + 1) if _is_seed(seed) else 1
