"""Variants on disk, loaded when they are asked for and dropped when others need their room. Knows no callers, no text.

Insertions of all variants share one copy of the base (one Engine); a variant that changed the base's own weights
(`full`, `head`) gets a copy and an Engine of its own. What is in use is never dropped; else what was used longest ago
goes first.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from torch import Tensor, nn

from models import base as bases
from models.base import Base
from models.devices import give_back_memory, must_fit
from models.generation import Engine
from models.protocol import VariantCard
from models.refusals import Refused
from models.serving.cards import Card, cards, has_weights
from models.variants import read
from models.variants.fitting import OWN_COPY, Ready, attach, ready

BUNDLED = bases.BUNDLED.parent
FOREIGN = "‘{name}’ 변형은 지금의 바탕 모델로 만든 것이 아닙니다. `seodang train-demos`로 맞는 것을 만들어 주세요."
NOT_MADE = (
    "‘{name}’ 변형의 가중치 파일이 없습니다(커서 함께 싣지 않습니다). "
    "서버에서 `seodang train-demos --texts 폴더 --recipe {method}`로 만들 수 있습니다."
)
TOO_LARGE = "‘{name}’ 변형은 {size:.0f} MB라서 올릴 수 없습니다. {most:.0f} MB까지 됩니다."


class NoRoom(Exception):  # noqa: N818 -- reads as a sentence
    """Everything that could make room is in use; it will be free when a text ends."""


@dataclass(frozen=True)
class Room:
    """How much there may be at once: rows a step, positions a row, variants and their bytes, copies of the model."""

    rows: int = 64
    longest: int = 512
    variants: int = 32
    size: int = 256 * 2**20
    copies: int = 2


@dataclass(eq=False)
class Loaded:
    """A variant in memory: the engine that holds it and its name there (None: the engine is all its own)."""

    card: Card
    engine: Engine
    name: str | None
    size: int  # bytes
    uses: int = 0


class Library:
    """The base, its engine, and the variants that are loaded. `fresh` gives the base once more, for a copy."""

    def __init__(
        self,
        base: Base,
        folders: Sequence[Path] = (BUNDLED,),
        room: Room | None = None,
        fresh: Callable[[], Base] | None = None,
    ) -> None:
        self.base, self.folders, self.room = base, tuple(folders), room or Room()
        self._fresh = fresh or (lambda: bases.load(base.name, base.device))
        self.engine = self._engine(base)
        self.loaded: OrderedDict[str, Loaded] = OrderedDict()  # the longest unused first

    def _engine(self, base: Base) -> Engine:
        return Engine(base, capacity=self.room.rows, longest=self.room.longest)

    def take(self, name: str | None) -> tuple[Engine, str | None]:
        """The engine that runs the variant, and its name there; `give_back` ends it. Raises Refused, NoRoom."""
        if name is None:
            return self.engine, None
        there = self._current(self.card(name))
        there.uses += 1
        self.loaded.move_to_end(name)
        return there.engine, there.name

    def give_back(self, name: str | None) -> None:
        if name is not None:
            self.loaded[name].uses -= 1

    def card(self, name: str) -> Card:
        """Raises Refused for a name that no folder has, or no longer: what was deleted leaves memory too."""
        there = self.cards()
        found = there.get(name)
        for gone in [one for one in self.loaded.values() if one.card.name not in there and not one.uses]:
            self._drop(gone)
        if found is None:
            raise Refused(f"‘{name}’ 변형은 없습니다.", "variant")
        return found

    def cards(self) -> dict[str, Card]:
        """Of one name the first that can be used: what was made here stands in for what is not shipped."""
        found: dict[str, Card] = {}
        for card in cards(self.folders):
            if card.name not in found or (self._problem(found[card.name]) and not self._problem(card)):
                found[card.name] = card
        return found

    def _current(self, card: Card) -> Loaded:
        """Loaded as it lies on disk now; what was trained anew is read again as soon as nobody uses the old."""
        there = self.loaded.get(card.name)
        if there is not None and there.card != card and not there.uses:
            self._drop(there)
            there = None
        if there is None:
            there = self.loaded[card.name] = self._load(card)
        return there

    def _load(self, card: Card) -> Loaded:
        if problem := self._problem(card):
            raise Refused(problem, "variant")
        return self._load_copy(card) if card.method in OWN_COPY else self._load_insertions(card)

    def _load_insertions(self, card: Card) -> Loaded:
        prepared = ready(self.base.model, read(card.folder))
        size = size_of(_tensors(prepared))
        if size > self.room.size:
            raise Refused(TOO_LARGE.format(name=card.name, size=size / 1e6, most=self.room.size / 1e6), "variant")
        while self._number(copies=False) >= self.room.variants or self._size() + size > self.room.size:
            self._drop_longest_unused(lambda loaded: loaded.name is not None)
        self.engine.add(card.name, prepared)
        return Loaded(card, self.engine, card.name, size)

    def _load_copy(self, card: Card) -> Loaded:
        while self._number(copies=True) >= self.room.copies:
            self._drop_longest_unused(lambda loaded: loaded.name is None)
        size = size_of(self.base.model.parameters())
        must_fit(card.name, size, self.base.device)
        own = self._fresh()
        attach(own.model, read(card.folder))
        return Loaded(card, self._engine(replace(own, model=own.model.eval())), None, size)

    def _drop_longest_unused(self, one: Callable[[Loaded], bool]) -> None:
        """Raises NoRoom where all such are in use."""
        found = next((loaded for loaded in self.loaded.values() if one(loaded) and not loaded.uses), None)
        if found is None:
            raise NoRoom
        self._drop(found)

    def _drop(self, loaded: Loaded) -> None:
        del self.loaded[loaded.card.name]
        if loaded.name is not None:
            loaded.engine.remove(loaded.name)
        give_back_memory()

    def _size(self) -> int:
        return sum(loaded.size for loaded in self.loaded.values() if loaded.name is not None)

    def _number(self, *, copies: bool) -> int:
        return sum((loaded.name is None) == copies for loaded in self.loaded.values())

    def _problem(self, card: Card) -> str | None:
        """Why the variant cannot be used, in Korean."""
        if card.base != self.base.fingerprint:
            return FOREIGN.format(name=card.name)
        return None if has_weights(card) else NOT_MADE.format(name=card.name, method=card.trained_as)

    def listing(self) -> list[VariantCard]:
        """What may be asked for, and what is in the way."""
        return [
            VariantCard(
                name=card.name,
                method=card.method,
                trained_as=card.trained_as,
                task=card.task,
                config=card.config.model_dump(),
                loaded=card.name in self.loaded,
                problem=self._problem(card),
            )
            for card in self.cards().values()
        ]


def _tensors(prepared: Ready) -> Iterable[Tensor]:
    for insertion in prepared.insertions.values():
        yield from cast(nn.Module, insertion).parameters()
    yield from (tensor for tensor in (prepared.keys_values, prepared.embeddings) if tensor is not None)


def size_of(tensors: Iterable[Tensor]) -> int:
    """Bytes."""
    return sum(tensor.numel() * tensor.element_size() for tensor in tensors)
