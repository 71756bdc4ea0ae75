"""The view of ALBERT: sizes as fields, parts with and without its two savings, the models of its paper."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from urllib.parse import urlencode

from app.bank.figures import myriads
from app.figures.shapes.fields import ADDRESS, Field, Given, Problems, View, number
from app.figures.shapes.transformer import Part, Sizes, parts, products, total

SHARING = (("none", "공유하지 않음"), ("attention", "어텐션만"), ("ffn", "피드포워드만"), ("all", "모두"))
SLUG = "albert"
FIELDS = (
    Field("vocabulary", "어휘 V", "토큰의 종류", "30000", least=100, most=1_000_000),
    Field("hidden", "은닉 차원 H", "층과 층 사이를 지나는 벡터의 크기", "768", least=8, most=16_384),
    Field("embedding", "임베딩 차원 E", "H와 같게 적으면 임베딩을 나누지 않습니다.", "128", most=16_384),
    Field("layers", "층 L", "지나가는 횟수", "12", most=96),
    Field("ffn", "피드포워드 F", "BERT와 ALBERT에서는 4H입니다.", "3072", least=8, most=65_536),
    Field("sharing", "층 사이의 공유", "무엇을 모든 층이 함께 쓸지 고릅니다.", "all", choices=SHARING),
    Field(
        "scale", "막대의 눈금", "로그는 한 칸마다 10배입니다.", "linear",
        choices=(("linear", "선형"), ("log", "로그")),
    ),
)  # fmt: skip
PAPER = (  # Lan et al. 2020, Table 1: name, H, E, L, sharing, parameters in millions; V = 30,000 (section 4.1), F = 4H
    ("BERT base", 768, 768, 12, "none", 108),
    ("BERT large", 1024, 1024, 24, "none", 334),
    ("ALBERT base", 768, 128, 12, "all", 12),
    ("ALBERT large", 1024, 128, 24, "all", 18),
    ("ALBERT xlarge", 2048, 128, 24, "all", 60),
    ("ALBERT xxlarge", 4096, 128, 12, "all", 235),
)
VOCABULARY = 30_000


@dataclass(frozen=True)
class Bar:
    count: int
    percent: float  # of the width


@dataclass(frozen=True)
class Pair:
    """One part as BERT has it and as it was asked for."""

    name: str
    before: Part
    after: Part
    bars: tuple[Bar, Bar]


@dataclass(frozen=True)
class Stated:
    """A model of the paper beside our count of it."""

    name: str
    address: str
    exact: int
    without: int  # the pooler
    stated: int  # millions
    note: str
    chosen: bool


@dataclass(frozen=True)
class Found:
    sizes: Sizes
    pairs: tuple[Pair, ...]
    before: int
    after: int
    read: tuple[str, str]
    products: tuple[int, int]
    ticks: tuple[tuple[float, str], ...]
    log: bool
    paper: tuple[Stated, ...]

    @property
    def share(self) -> str:
        return f"{100 * self.after / self.before:.1f} %"


def judge(given: Given, wrong: Collection[str]) -> Problems:
    if not {"embedding", "hidden"} & set(wrong) and number(given["embedding"]) > number(given["hidden"]):
        told = f"임베딩 차원 E: H({number(given['hidden']):,}) 이하로 적어 주세요. 더 크면 줄어드는 것이 없습니다."
        return {"embedding": told}
    return {}


def work(given: Given) -> Found:
    sizes, log = asking(given), given["scale"] == "log"
    before, after = total(sizes.plain()), total(sizes)
    most, least = max(before, after), min(part.count for one in (sizes.plain(), sizes) for part in parts(one))
    sums = (Part("모두", "", "", before), Part("모두", "", "", after))
    pairs = [*zip(parts(sizes.plain()), parts(sizes), strict=True), sums]
    return Found(
        sizes=sizes,
        pairs=tuple(Pair(one.name, one, two, _bars((one.count, two.count), least, most, log)) for one, two in pairs),
        before=before,
        after=after,
        read=(myriads(before), myriads(after)),
        products=(products(sizes.plain()), products(sizes)),
        ticks=_ticks(least, most) if log else (),
        log=log,
        paper=tuple(_stated(*row, sizes=sizes) for row in PAPER),
    )


def asking(given: Given) -> Sizes:
    v, h, e, layers, ffn = (number(given[name]) for name in ("vocabulary", "hidden", "embedding", "layers", "ffn"))
    return Sizes(v, h, e, layers, ffn, given["sharing"])


def of_paper(hidden: int, embedding: int, layers: int, sharing: str) -> Sizes:
    return Sizes(VOCABULARY, hidden, embedding, layers, 4 * hidden, sharing)


def _bars(counts: tuple[int, int], least: int, most: int, log: bool) -> tuple[Bar, Bar]:
    first, second = (Bar(count, _percent(count, least, most, log)) for count in counts)
    return first, second


def _percent(count: int, least: int, most: int, log: bool) -> float:
    if not log:
        return round(100 * count / most, 2)
    low, high = _powers(least, most)
    return round(100 * (math.log10(count) - low) / (high - low), 2)


def _powers(least: int, most: int) -> tuple[int, int]:
    """The powers of ten around all bars."""
    return math.floor(math.log10(least)), math.ceil(math.log10(most))


def _ticks(least: int, most: int) -> tuple[tuple[float, str], ...]:
    low, high = _powers(least, most)
    return tuple((round(100 * (step - low) / (high - low), 2), myriads(10**step)) for step in range(low, high + 1))


def _stated(name: str, hidden: int, embedding: int, layers: int, sharing: str, stated: int, sizes: Sizes) -> Stated:
    own = of_paper(hidden, embedding, layers, sharing)
    pooler = parts(own)[-1].count
    exact, without = total(own), total(own) - pooler
    return Stated(name, _address(own), exact, without, stated, _note((exact, without), stated), chosen=own == sizes)


def _address(sizes: Sizes) -> str:
    return f"{ADDRESS}?{urlencode({'view': SLUG, **asdict(sizes)})}"


def _note(counts: Sequence[int], stated: int) -> str:
    """Whether the paper's figure is ours, rounded to millions."""
    exact, without = (round(count / 1e6) for count in counts)
    if exact == without == stated:
        return "반올림하면 같습니다."
    if without == stated:
        return "풀러를 빼고 반올림하면 같습니다."
    if exact == stated:
        return "풀러까지 세어 반올림하면 같습니다."
    return f"우리 셈은 {exact}M입니다. 어디에서 달라졌는지는 확인하지 못했습니다."


VIEW = View(
    SLUG,
    "ALBERT의 크기",
    "임베딩을 나누고 층을 함께 쓰면 무엇이 얼마나 줄어드나요? 줄지 않는 것은 무엇인가요?",
    FIELDS,
    work,
    judge,
    tuple((name, _address(of_paper(h, e, layers, sharing))) for name, h, e, layers, sharing, _ in PAPER),
)
