"""The model as a column of blocks, from the tensors that were measured: what is frozen, open or added, and where.

Blocks that look alike are drawn once. Knows no method but its name for what it adds, no request and no HTML.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from app.lab.trained.findings import norm_name
from app.lab.trained.glyphs import Glyphs, glyphs, side, width_of
from models.methods import METHODS
from models.protocol import Dissected, DissectedTensor

State = Literal["frozen", "partly", "trains"]
CHILD = ".tuning."
ADDED = {"lora": "LoRA", "houlsby": "어댑터", "pfeiffer": "어댑터"}
NAMES = {"embedding": "토큰 임베딩", "position": "위치 임베딩", "output": "출력층", "qkv": "q k v"}
ROWS = {**dict.fromkeys(("qkv", "q", "k", "v", "o"), "어텐션"), "ffn": "피드포워드"}
ROWS |= dict.fromkeys(("cross_q", "cross_k", "cross_v", "cross_o"), "크로스 어텐션")


@dataclass(frozen=True)
class Piece:
    """A layer of the base, its tensors as small rectangles, and what is added to it: `new` (empty for nothing), with
    so many values."""

    name: str
    state: State
    told: str
    glyphs: Glyphs | None
    new: str = ""
    values: int = 0
    new_glyphs: Glyphs | None = None


@dataclass(frozen=True)
class Line:
    """Pieces side by side; `name` is the sublayer's, empty where a piece stands alone. `before` is what a prefix puts
    before the keys and values."""

    name: str
    pieces: tuple[Piece, ...]
    before: Piece | None = None


@dataclass(frozen=True)
class Blocks:
    """Blocks `first` to `last`, counted from 1, that look alike."""

    first: int
    last: int
    lines: tuple[Line, ...]

    @property
    def number(self) -> int:
        return self.last - self.first + 1


@dataclass(frozen=True)
class Drawing:
    """From the input up to the output."""

    context: Piece | None  # what the method puts before the text, where that enters at the input
    before: tuple[Line, ...]
    blocks: tuple[Blocks, ...]
    after: tuple[Line, ...]


def draw(told: Dissected) -> Drawing:
    draft = _Draft(told)
    context = [tensor for tensor in told.tensors if tensor.part in ("prompt", "prefix")]
    own = [tensor for tensor in told.tensors if tensor.part not in ("prompt", "prefix")]
    numbers = [number for number, tensor in enumerate(own) if tensor.block is not None]
    first, last = (numbers[0], numbers[-1] + 1) if numbers else (len(own), len(own))
    inner = [(tensor.block, tensor) for tensor in own if tensor.block is not None]
    stacked = [
        (block, tuple(draft.lines([tensor for _, tensor in of])))
        for block, of in groupby(inner, key=lambda pair: pair[0])
    ]
    outside = own[first:last]
    return Drawing(
        context=draft.context(context),
        before=tuple(draft.lines(own[:first])),
        blocks=tuple(_alike(stacked)),
        after=tuple(draft.lines([*(tensor for tensor in outside if tensor.block is None), *own[last:]])),
    )


def _alike(stacked: Sequence[tuple[int, tuple[Line, ...]]]) -> Iterator[Blocks]:
    for lines, run in groupby(stacked, key=lambda pair: pair[1]):
        numbers = [number for number, _ in run]
        yield Blocks(numbers[0] + 1, numbers[-1] + 1, lines)


class _Draft:
    """Draws the tensors of one model."""

    def __init__(self, told: Dissected) -> None:
        self.told, self.width = told, width_of(told.tensors)
        self.norm = norm_name(tensor for tensor in told.tensors if tensor.part == "norm")
        self.layers = len({tensor.block for tensor in told.tensors if tensor.block is not None})

    def lines(self, tensors: Iterable[DissectedTensor]) -> Iterator[Line]:
        """One for each sublayer; pieces of no sublayer stand alone."""
        layers = [(name, list(of)) for name, of in groupby(tensors, key=_layer)]
        for name, group in groupby(layers, key=lambda pair: ROWS.get(pair[1][0].part, "")):
            pieces = [(of[0].part, self.piece(layer, of)) for layer, of in group]
            if name:
                pieces.sort(key=lambda pair: list(ROWS).index(pair[0]))
                yield Line(name, tuple(piece for _, piece in pieces), self._prefix() if name == "어텐션" else None)
            else:
                yield from (Line("", (piece,)) for _, piece in pieces)

    def piece(self, layer: str, tensors: Sequence[DissectedTensor]) -> Piece:
        own = [tensor for tensor in tensors if tensor.source != "added"]
        added = [tensor for tensor in tensors if tensor.source == "added"]
        state, words = _state(own)
        return Piece(
            self._name(layer, own),
            state,
            words,
            glyphs(own, self.width),
            self._added(added) if added else "",
            sum(tensor.count for tensor in added),
            glyphs(added, self.width),
        )

    def context(self, tensors: Sequence[DissectedTensor]) -> Piece | None:
        """A plain prefix is drawn in the blocks, where it acts; a network that makes it stands at the input."""
        if not tensors or self._plain(tensors):
            return None
        count = sum(tensor.count for tensor in tensors)
        vectors = f"벡터 {self.told.length}개" if tensors[0].part == "prompt" else "프리픽스를 만드는 신경망"
        return Piece(vectors, "trains", f"학습 {count:,}", glyphs(tensors, self.width))

    def _plain(self, tensors: Sequence[DissectedTensor]) -> bool:
        return len(tensors) == 1 and tensors[0].part == "prefix"

    def _prefix(self) -> Piece | None:
        """In every layer `length` keys and as many values."""
        tensors = [tensor for tensor in self.told.tensors if tensor.part == "prefix"]
        if not tensors:
            return None
        name = f"키와 밸류 {self.told.length}자리씩"
        if not self._plain(tensors):
            return Piece(name, "trains", "신경망이 만듦", None)
        each = tensors[0].count // self.layers
        height, width = side(self.told.length, self.width), side(each // (2 * self.told.length), self.width)
        return Piece(name, "trains", f"학습 {each:,}", Glyphs.of([(width, height), (width, height)], ["added"] * 2))

    def _name(self, layer: str, own: Sequence[DissectedTensor]) -> str:
        part, last = own[0].part, layer.rpartition(".")[2]
        if part == "norm":
            return self.norm
        return NAMES.get(part) or (last if part in ("ffn", "rest") else part.removeprefix("cross_"))

    def _added(self, added: Sequence[DissectedTensor]) -> str:
        name = ADDED.get(self.told.method, METHODS[self.told.method].TITLE)
        letters = dict.fromkeys(t.name.partition(".parts.")[2].partition(".")[0] for t in added)
        fused = "·".join(filter(None, letters))
        return f"{name}({fused})" if fused else name


def _layer(tensor: DissectedTensor) -> str:
    """The module of the base that the tensor lies in or was added to."""
    return tensor.name.partition(CHILD)[0] if tensor.source == "added" else tensor.name.rpartition(".")[0]


def _state(own: Sequence[DissectedTensor]) -> tuple[State, str]:
    trains = [tensor for tensor in own if tensor.trains]
    tied = "임베딩과 같은 행렬" if any(tensor.tied for tensor in own) else ""
    if not trains:
        return "frozen", tied or "얼어 있음"
    count = f"학습 {sum(tensor.count for tensor in trains):,}"
    if len(trains) == len(own):
        return "trains", f"{tied}, 학습" if tied else count
    only = {"bias": "편향만", "weight": "가중치만"}
    return "partly", f"{only.get(trains[0].name.rpartition('.')[2], '일부만')} {count}"
