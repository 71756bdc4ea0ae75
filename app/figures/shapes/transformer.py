"""Parameters of an encoder like BERT's or ALBERT's, part by part, with the formula of each. Exact; knows no page.

Source: Lan et al. 2020, section 3.1; the parts are those of transformers' BertModel and AlbertModel, pooler included.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

POSITIONS, SEGMENTS = 512, 2


@dataclass(frozen=True)
class Sizes:
    """The letters of the paper; `ffn` is the width of the feed-forward layer. E = H leaves the embedding undivided."""

    vocabulary: int
    hidden: int
    embedding: int
    layers: int
    ffn: int
    sharing: str = "none"  # none | attention | ffn | all

    @property
    def divided(self) -> bool:
        return self.embedding < self.hidden

    @property
    def attentions(self) -> int:
        """How many different ones there are."""
        return 1 if self.sharing in ("attention", "all") else self.layers

    @property
    def feed_forwards(self) -> int:
        return 1 if self.sharing in ("ffn", "all") else self.layers

    def plain(self) -> Sizes:
        """The same widths and depth without either saving: as BERT does it."""
        return replace(self, embedding=self.hidden, sharing="none")


@dataclass(frozen=True)
class Part:
    name: str
    symbols: str
    filled: str
    count: int


def parts(sizes: Sizes) -> tuple[Part, ...]:
    return (_words(sizes), _beside(sizes), _attention(sizes), _feed_forward(sizes), _pooler(sizes))


def total(sizes: Sizes) -> int:
    return sum(part.count for part in parts(sizes))


def products(sizes: Sizes) -> int:
    """Multiplications of one token with the matrices on its way; every layer is passed, shared or not. Scores between
    tokens are left out: they depend on the length, and sharing changes nothing of them."""
    h, ffn = sizes.hidden, sizes.ffn
    return sizes.layers * (4 * h * h + 2 * h * ffn) + sizes.divided * sizes.embedding * h


def _words(sizes: Sizes) -> Part:
    v, h, e = sizes.vocabulary, sizes.hidden, sizes.embedding
    if not sizes.divided:
        return Part("낱말 임베딩", "V × H", f"{v:,} × {h:,}", v * h)
    return Part("낱말 임베딩", "V × E + E × H", f"{v:,} × {e:,} + {e:,} × {h:,}", v * e + e * h)


def _beside(sizes: Sizes) -> Part:
    """Positions, segments, the normalisation behind them, and the bias of the widening layer if there is one."""
    h, e = sizes.hidden, sizes.embedding
    rows = POSITIONS + SEGMENTS + 2
    name = "위치, 세그먼트, 정규화"
    if not sizes.divided:
        return Part(name, "(512 + 2 + 2) × H", f"{rows} × {h:,}", rows * h)
    return Part(name, "(512 + 2 + 2) × E + H", f"{rows} × {e:,} + {h:,}", rows * e + h)


def _attention(sizes: Sizes) -> Part:
    h, times = sizes.hidden, sizes.attentions
    filled = f"{times} × (4 × {h:,}² + 6 × {h:,})"
    return Part("어텐션", f"{_times(times, sizes)} × (4H² + 6H)", filled, times * (4 * h * h + 6 * h))


def _feed_forward(sizes: Sizes) -> Part:
    h, ffn, times = sizes.hidden, sizes.ffn, sizes.feed_forwards
    filled = f"{times} × (2 × {h:,} × {ffn:,} + {ffn:,} + 3 × {h:,})"
    return Part("피드포워드", f"{_times(times, sizes)} × (2HF + F + 3H)", filled, times * (2 * h * ffn + ffn + 3 * h))


def _pooler(sizes: Sizes) -> Part:
    h = sizes.hidden
    return Part("풀러", "H² + H", f"{h:,}² + {h:,}", h * h + h)


def _times(times: int, sizes: Sizes) -> str:
    return "L" if times == sizes.layers else "1"
