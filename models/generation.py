"""Many rows, many methods, one forward over one copy of the base weights; rows join and leave between steps.

Knows no method by name: a variant is insertions by layer, keys and values, or vectors before the text (models/variants.Ready).
B rows, T positions, P length of a prefix or prompt, C columns of the store, d width, V vocabulary.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, cast

import torch
from torch import Tensor

from models.base import Base
from models.cache import Slots
from models.choosing import NONE, Wish, choose
from models.dispatch import Dispatch
from models.refusals import Refused
from models.sampling import Sampling
from models.width import context_of, head_width_of, heads_of, layers_of, settings_of

if TYPE_CHECKING:
    from models.variants import Ready

Finished = Literal["end", "length", "error"]
Veto = Callable[[list[int], int], bool]


class Full(Exception):  # noqa: N818 -- reads as a sentence: raise Full
    """No row is free; wait until one leaves."""


class Token(NamedTuple):
    """A row's next token. `finished`: the end token, the asked length or a full context, or logits that are no numbers (id -1)."""

    key: int
    id: int
    finished: Finished | None


@dataclass
class Row:
    """One running text. `before` positions of its variant stand before its ids."""

    key: int
    ids: list[int]
    variant: str | None
    sampling: Sampling
    allowed: Veto | None
    before: int
    made: int = 0

    @property
    def length(self) -> int:
        return self.before + len(self.ids)

    def wish(self) -> Wish:
        return Wish(self.sampling, self.made, None if self.allowed is None else self._permits)

    def _permits(self, token: int) -> bool:
        return self.allowed is None or self.allowed(self.ids, token)


@dataclass
class Engine:
    """Up to `capacity` rows of at most `longest` positions (the model's context, if not given). Not for several threads.

    Row i of the batch is slot i of the store: a row that leaves is replaced by the last one.
    """

    base: Base
    capacity: int = 64
    longest: int | None = None
    rows: list[Row] = field(default_factory=list, init=False)
    waiting: list[Row] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        model = self.base.model
        self.columns = min(self.longest or _reach(model), _reach(model))
        self.embed = cast(Any, model).get_input_embeddings()
        self.vocabulary = len(self.embed.weight)
        sizes = (layers_of(model), heads_of(model), head_width_of(model))
        self.slots = Slots(sizes, self.capacity, self.columns, self.embed.weight)
        self.dispatch = Dispatch(model)
        self.ready: dict[str, Ready] = {}
        special = {self.base.tokenizer.pad_token_id, self.base.tokenizer.bos_token_id} - {None, self.base.end}
        self.never = torch.tensor(sorted(special), dtype=torch.long, device=self.base.device)

    @property
    def names(self) -> list[str]:
        return list(self.ready)

    def add(self, name: str, ready: Ready) -> None:
        """Makes a variant known under a name that is not taken. Raises Refused when its prefix leaves no room for text."""
        if name in self.ready:
            raise Refused(f"‘{name}’이라는 이름은 이미 쓰이고 있습니다.", "variant")
        if _before(ready) >= self.columns:
            raise Refused(f"‘{name}’의 앞부분({_before(ready)}토큰)이 문맥 {self.columns}토큰을 다 차지합니다.", "variant")
        self.ready[name] = ready
        self.dispatch.add(name, ready.insertions)

    def remove(self, name: str) -> None:
        """Forgets a variant. Raises Refused while a row uses it."""
        self._known(name)
        if any(row.variant == name for row in self.rows + self.waiting):
            raise Refused(f"‘{name}’으로 만들고 있는 글이 있습니다. 그 글이 끝난 뒤에 내려 주세요.", "variant")
        del self.ready[name]
        self.dispatch.remove(name)

    def join(
        self, key: int, ids: list[int], variant: str | None, sampling: Sampling, allowed: Veto | None = None
    ) -> None:
        """A new row, run from the next step on; `variant` None is the base. `allowed(all ids so far, token)` may veto a token.

        Raises Full when no row is free; Refused for an unknown variant, no text, unknown ids or more text than the context holds.
        """
        if variant is not None:
            self._known(variant)
        before = 0 if variant is None else _before(self.ready[variant])
        if not ids or not 0 <= min(ids) <= max(ids) < self.vocabulary:
            raise Refused("모델에 넣을 글이 없거나 모델이 모르는 토큰이 있습니다.", "text")
        if before + len(ids) > self.columns:
            raise Refused(
                f"글이 너무 깁니다({len(ids)}토큰). {self.columns - before}토큰 이하로 줄여 주세요.", "text"
            )
        if any(row.key == key for row in self.rows + self.waiting):
            raise ValueError(f"a row with key {key} is running")
        if len(self.rows) + len(self.waiting) >= self.capacity:
            raise Full(self.capacity)
        self.waiting.append(Row(key, list(ids), variant, sampling, allowed, before))

    def leave(self, key: int) -> None:
        """Frees the row at once; an unknown key (a row that has just finished) is no error."""
        self.waiting = [row for row in self.waiting if row.key != key]
        for slot, row in enumerate(self.rows):
            if row.key == key:
                self._free(slot)
                return

    def step(self) -> list[Token]:
        """One token for every row: rows that joined read their text in one padded batch, the others their last token in another.

        A row that finished is gone afterwards. What the device raises (out of memory) passes through; rows stay as they were.
        """
        with torch.inference_mode():
            running, joining = list(self.rows), sorted(self.waiting, key=lambda row: row.variant or "")
            tokens = self._advance(running, 0, self._next(running)) if running else []
            if joining:
                tokens += self._advance(joining, len(running), self._first(joining, len(running)))
                self.rows, self.waiting = running + joining, []
        return self._settle(tokens)

    def _known(self, name: str) -> None:
        if name not in self.ready:
            raise Refused(f"‘{name}’이라는 변형은 올라와 있지 않습니다. 있는 변형: {', '.join(self.ready) or '없음'}.", "variant")

    def _next(self, rows: Sequence[Row]) -> dict[str, Tensor]:
        """What the model is given for rows that run: one token each, behind what they have.  # (B, 1)"""
        return {
            "input_ids": self._tensor([row.ids[-1:] for row in rows]),
            "position_ids": self._tensor([[row.length - 1] for row in rows]),
        }

    def _first(self, rows: Sequence[Row], first: int) -> dict[str, Tensor]:
        """What the model is given for rows that join, padded at the end; prefixes are put into the store.  # (B, T)"""
        vectors = [self._vectors(row) for row in rows]
        starts = [row.before if prompt is None else 0 for row, prompt in zip(rows, vectors, strict=True)]
        for slot, row in enumerate(rows, first):
            if row.variant and (prefix := self.ready[row.variant].keys_values) is not None:
                self.slots.place(slot, prefix)
        lengths = self._tensor([row.length - start for row, start in zip(rows, starts, strict=True)])  # (B,)
        longest = int(lengths.max())
        texts = [[0] * (row.before - start) + row.ids for row, start in zip(rows, starts, strict=True)]
        ids = self._tensor([text + [0] * (longest - len(text)) for text in texts])
        steps = torch.arange(longest, device=ids.device)
        positions = self._tensor(starts)[:, None] + steps  # (B, T)
        given = {
            "position_ids": torch.where(steps < lengths[:, None], positions, self.columns),
            "logits_to_keep": lengths[:, None] - 1,
        }
        if all(prompt is None for prompt in vectors):
            return {**given, "input_ids": ids}
        embedded = self.embed(ids)  # (B, T, d)
        for slot, prompt in enumerate(vectors):
            if prompt is not None:
                embedded[slot, : len(prompt)] = prompt
        return {**given, "inputs_embeds": embedded}

    def _vectors(self, row: Row) -> Tensor | None:
        return None if row.variant is None else self.ready[row.variant].embeddings

    def _advance(self, rows: Sequence[Row], first: int, given: dict[str, Tensor]) -> list[tuple[Row, int]]:
        """One forward; each row with its token (NONE for logits that are no numbers)."""
        positions = given["position_ids"]  # (B, T); padding points at the store's bin
        columns = max(row.length for row in rows)
        hidden = torch.arange(columns, device=positions.device) > positions[:, :, None]  # (B, T, C)
        mask = torch.zeros(hidden.shape, dtype=self.slots.store.dtype, device=hidden.device).masked_fill_(hidden, -torch.inf)
        self.dispatch.arrange([row.variant for row in rows], positions.shape[1])
        self.slots.aim(first, positions, columns)
        given["position_ids"] = positions.clamp(max=self.columns - 1)
        outputs = self.base.model(
            **given, attention_mask=mask[:, None], past_key_values=self.slots, use_cache=True
        )
        logits = outputs.logits[:, -1].index_fill_(1, self.never, -torch.inf)  # (B, V)
        return list(zip(rows, choose(logits, [row.wish() for row in rows]), strict=True))

    def _settle(self, tokens: list[tuple[Row, int]]) -> list[Token]:
        """Appends the tokens to their rows and frees the rows that finished."""
        settled = []
        for row, token in tokens:
            row.ids.append(token)
            row.made += 1
            settled.append(Token(row.key, token, self._finished(row)))
        for slot in range(len(self.rows) - 1, -1, -1):  # from the end: what moves into a hole has been looked at
            if (finished := self._finished(self.rows[slot])) is not None:
                if finished == "error":
                    self.slots.clear(slot)
                self._free(slot)
        return settled

    def _finished(self, row: Row) -> Finished | None:
        if row.ids[-1] == NONE:
            return "error"
        if row.ids[-1] == self.base.end:
            return "end"
        return "length" if row.made >= row.sampling.length or row.length > self.columns else None

    def _free(self, slot: int) -> None:
        """The last row takes the slot."""
        last = self.rows.pop()
        if slot < len(self.rows):
            self.slots.move(len(self.rows), slot, min(last.length, self.columns))
            self.rows[slot] = last

    def _tensor(self, values: Sequence[Any]) -> Tensor:
        return torch.tensor(values, dtype=torch.long, device=self.base.device)


def _before(ready: Ready) -> int:
    """P: the positions that the variant takes before the text."""
    if ready.keys_values is not None:
        return ready.keys_values.shape[3]
    return 0 if ready.embeddings is None else len(ready.embeddings)


def _reach(model: Any) -> int:
    """Positions a row may have; where attention slides, no more than its window, so that every column stays in sight."""
    window = getattr(settings_of(model), "sliding_window", None)
    return min(context_of(model), int(window)) if window else context_of(model)
