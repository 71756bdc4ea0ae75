"""What was asked, as typed and as understood. Knows the fields and their limits, no mask and no page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

LONGEST, FEWEST, MOST, SEEDS = 120, 2, 12, 9999  # letters of a text, its tokens, the last seed
FIRST = {
    "kind": "causal",
    "text": "나는 어제 도서관에서 두꺼운 책을 끝까지 읽었다",
    "second": "책은 생각보다 아주 짧았다",
    "prefix": "3",
    "seed": "1",
    "order": "",
}
NAMES = {"text": "글", "second": "둘째 글", "prefix": "프리픽스의 길이", "seed": "시드", "order": "순서"}


@dataclass(frozen=True)
class Asked:
    """`order` holds places from 0; what a kind has no use for is whatever stood in the form."""

    tokens: tuple[str, ...]
    second: tuple[str, ...]
    prefix: int = 0
    order: tuple[int, ...] = ()


def problems(given: Mapping[str, str], fields: tuple[str, ...]) -> dict[str, str]:
    """What is to be mended, by field; only the fields that are used count."""
    told = {field: _wrong(field, given) for field in ("text", *fields)}
    return {field: f"{NAMES[field]}: {wrong}" for field, wrong in told.items() if wrong}


def understood(given: Mapping[str, str], fields: tuple[str, ...]) -> Asked:
    """Of what has no problems."""
    tokens = tuple(given["text"].split())
    prefix = int(given["prefix"]) if "prefix" in fields else 0
    return Asked(
        tokens, tuple(given["second"].split()), prefix, _order(given, len(tokens)) if "order" in fields else ()
    )


def number(typed: str, most: int) -> int | None:
    """0 to `most` in plain digits."""
    plain = typed.isascii() and typed.isdecimal() and len(typed) <= len(str(SEEDS))
    return int(typed) if plain and int(typed) <= most else None


def _order(given: Mapping[str, str], n: int) -> tuple[int, ...]:
    """As typed, else drawn: the same seed and length give the same order on every machine."""
    if typed := _places(given["order"]):
        return tuple(place - 1 for place in typed)
    return tuple(Random(int(given["seed"])).sample(range(n), n))  # noqa: S311 -- no secret


def _places(typed: str) -> list[int]:
    """Numbers parted by anything that is no digit: `3 1 2`, `3→1→2`, `3, 1, 2`."""
    return [int(one) for one in re.findall(r"[0-9]{1,4}", typed)]


def _wrong(field: str, given: Mapping[str, str]) -> str | None:
    typed, n = given[field], len(given["text"].split())
    if field in ("text", "second"):
        return _wrong_text(typed)
    if field == "prefix":
        return None if number(typed, n) is not None else f"0부터 토큰의 수({n})까지의 정수를 적어 주세요."
    if field == "seed":
        return None if number(typed, SEEDS) is not None else f"0부터 {SEEDS:,}까지의 정수를 적어 주세요."
    if not typed.strip() or sorted(_places(typed)) == list(range(1, n + 1)):
        return None
    return f"1부터 {n}까지의 번호를 한 번씩 모두 적어 주세요. 비워 두면 시드로 뽑습니다."


def _wrong_text(text: str) -> str | None:
    if len(text) > LONGEST:
        return f"{LONGEST}자까지 적을 수 있습니다. 지금은 {len(text)}자입니다."
    if not FEWEST <= (count := len(text.split())) <= MOST:
        return f"띄어 쓴 낱말이 {FEWEST}개 이상 {MOST}개 이하여야 합니다. 지금은 {count}개입니다."
    return None
