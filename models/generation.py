"""Many rows, many methods, one forward over one copy of the base weights; rows join and leave between steps.

Knows no method by name: a variant is insertions by layer, keys and values, or vectors before the text (`Ready`).
B rows, T positions, C columns of the store, V vocabulary. How it works, with a drawing: docs/engine.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING, Any, cast

import torch
from torch import Tensor

from models.architectures.width import context_of, head_width_of, heads_of, layers_of, settings_of
from models.base import Base
from models.engine.cache import Slots
from models.engine.choosing import choose
from models.engine.dispatch import Dispatch
from models.engine.rows import Row, Token, Veto, batches, before, last_tokens, whole_texts
from models.refusals import Refused
from models.sampling import Sampling

if TYPE_CHECKING:
    from models.variants.fitting import Ready

__all__ = ["Engine", "Full", "Sampling", "Token", "Veto"]


class Full(Exception):  # noqa: N818 -- reads as a sentence: raise Full
    """No row is free; wait until one leaves."""


@dataclass
class Engine:
    """Up to `capacity` rows of at most `longest` positions (the model's context, if not given), for one thread.

    Row i of the batch is slot i of the store: a row that leaves is replaced by the last one.
    """

    base: Base
    capacity: int = 64
    longest: int | None = None
    rows: list[Row] = field(default_factory=list, init=False)
    waiting: list[Row] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        model, tokenizer = self.base.model, self.base.tokenizer
        self.columns = min(self.longest or _reach(model), _reach(model))
        self.embed = cast(Any, model).get_input_embeddings()
        sizes = (layers_of(model), heads_of(model), head_width_of(model))
        self.slots = Slots(sizes, self.capacity, self.columns, self.embed.weight)
        self.dispatch = Dispatch(model)
        self.ready: dict[str, Ready] = {}
        # Positions that one batch of new texts holds, and that are read before running rows go on: about 25 and 100 ms
        # for the bundled model on a CPU; a GPU reads more at once.
        self.padded, self.patience = (256, 1024) if self.base.device.type == "cpu" else (4096, 16384)
        never = {tokenizer.pad_token_id, tokenizer.bos_token_id} - {None, self.base.end}
        known = range(len(self.embed.weight))  # a tokenizer may have been given tokens that the model was not
        self.never = torch.tensor(sorted(never & {*known}), dtype=torch.long, device=self.base.device)

    @property
    def names(self) -> list[str]:
        return list(self.ready)

    def add(self, name: str, ready: Ready) -> None:
        """Makes a variant known. Raises Refused when the name is taken or its prefix leaves no room for text."""
        if name in self.ready:
            raise Refused(f"‘{name}’ 변형은 이미 올라와 있습니다. 다른 이름을 써 주세요.", "variant")
        if before(ready) >= self.columns:
            raise Refused(
                f"‘{name}’ 변형이 글 앞에 두는 {before(ready)}토큰이 문맥 {self.columns}토큰을 다 차지합니다.",
                "variant",
            )
        kind = self.embed.weight.dtype  # what was tuned in fp32 serves a base in half precision too
        self.dispatch.add(name, {path: insertion.to(kind) for path, insertion in ready.insertions.items()})
        self.ready[name] = ready

    def remove(self, name: str) -> None:
        """Forgets a variant. Raises Refused while a row uses it."""
        self._known(name)
        if any(row.variant == name for row in self.rows + self.waiting):
            raise Refused(f"‘{name}’ 변형으로 만들고 있는 글이 있습니다. 그 글이 끝난 뒤에 내려 주세요.", "variant")
        del self.ready[name]
        self.dispatch.remove(name)

    def join(
        self, key: int, ids: list[int], variant: str | None, sampling: Sampling, allowed: Veto | None = None
    ) -> None:
        """A new row, run from the next step on; `variant` None is the base. `allowed(all ids so far, token)` may veto.

        Raises Full when no row is free; Refused for an unknown variant, no text, unknown ids or too long a text.
        """
        ready = None if variant is None else self._known(variant)
        if not ids or not 0 <= min(ids) <= max(ids) < len(self.embed.weight):
            raise Refused("모델에 넣을 글이 없거나 모델이 모르는 토큰이 있습니다. 글을 적어 주세요.", "text")
        self.must_fit(len(ids), ready)
        if any(row.key == key for row in self.rows + self.waiting):
            raise ValueError(f"a row with key {key} is running")
        if len(self.rows) + len(self.waiting) >= self.capacity:
            raise Full(f"all {self.capacity} rows are taken")
        self.waiting.append(Row(key, list(ids), variant, ready, sampling, allowed))

    def must_fit(self, length: int, ready: Ready | None) -> None:
        """Raises Refused where a text of `length` tokens is too long behind what the variant puts before it."""
        if (room := self.columns - before(ready)) < length:
            raise Refused(f"글이 너무 깁니다({length}토큰). {room}토큰 이하로 줄여 주세요.", "text")

    def leave(self, key: int) -> None:
        """Frees the row at once; an unknown key (of a row that has just finished) is no error."""
        self.waiting = [row for row in self.waiting if row.key != key]
        for slot in [slot for slot, row in enumerate(self.rows) if row.key == key]:
            self._free(slot)

    def step(self) -> list[Token]:
        """One token for every row: those that run read their last token together, those that joined their text.

        A row that finished is gone afterwards. What the device raises (out of memory) passes through, and the step can
        be tried again when rows have left.
        """
        device = self.base.device
        joining = self._admitted()
        slots = {row: slot for slot, row in enumerate(joining, len(self.rows))}
        tokens: list[tuple[Row, int]] = []
        with torch.inference_mode():
            if self.rows:
                tokens += self._advance(self.rows, range(len(self.rows)), last_tokens(self.rows, device))
            for batch in batches(joining, self.padded):
                given = whole_texts(batch, self.embed, self.columns, device)
                tokens += self._advance(batch, self._placed(batch, slots), given)
        self.rows += joining
        self.waiting = [row for row in self.waiting if row not in slots]
        return self._settled(tokens)

    def _known(self, name: str) -> Ready:
        if name not in self.ready:
            known = ", ".join(self.ready) or "없음"
            raise Refused(f"‘{name}’ 변형은 올라와 있지 않습니다. 올라와 있는 변형: {known}.", "variant")
        return self.ready[name]

    def _admitted(self) -> list[Row]:
        """The waiting rows that are read in this step: as many, by arrival, as do not hold up the others for long.

        Rows of one variant become neighbours, so that a forward finds them in one piece.
        """
        many = sum(total <= self.patience for total in accumulate(row.length - row.start for row in self.waiting))
        return sorted(self.waiting[: max(many, 1)], key=lambda row: row.variant or "")

    def _placed(self, batch: Sequence[Row], slots: dict[Row, int]) -> list[int]:
        """The slots of new rows, their prefixes put in."""
        for row in batch:
            if row.ready is not None and row.ready.keys_values is not None:
                self.slots.place(slots[row], row.ready.keys_values)
        return [slots[row] for row in batch]

    def _advance(self, rows: Sequence[Row], slots: Sequence[int], given: dict[str, Tensor]) -> list[tuple[Row, int]]:
        """One forward of the rows in these slots; each row with its token."""
        positions = given["position_ids"]  # (B, T); those of padding point at the store's bin
        columns = max(row.length for row in rows)
        later = torch.arange(columns, device=positions.device) > positions[:, :, None]  # (B, T, C)
        mask = torch.zeros_like(later, dtype=self.slots.store.dtype).masked_fill_(later, -torch.inf)[:, None]
        self.slots.aim(slots, positions, columns)
        inside = {**given, "position_ids": positions.clamp(max=self.columns - 1)}
        with self.dispatch.acting([row.variant for row in rows], positions.shape[1]):
            outputs = self.base.model(**inside, attention_mask=mask, past_key_values=self.slots, use_cache=True)
        logits = outputs.logits[:, -1].index_fill_(1, self.never, -torch.inf)  # (B, V)
        return list(zip(rows, choose(logits, [row.wish() for row in rows]), strict=True))

    def _settled(self, tokens: list[tuple[Row, int]]) -> list[Token]:
        """Appends the tokens to their rows and frees the rows that finished."""
        end, settled = self.base.end, []
        for row, token in tokens:
            row.ids.append(token)
            row.made += 1
            settled.append(Token(row.key, token, row.finished(end, self.columns)))
        for slot in range(len(self.rows) - 1, -1, -1):  # from the end: what moves into a hole has been looked at
            if (finished := self.rows[slot].finished(end, self.columns)) is not None:
                if finished == "error":
                    self.slots.clear(slot)
                self._free(slot)
        return settled

    def _free(self, slot: int) -> None:
        """The last row takes the slot."""
        last = self.rows.pop()
        if slot < len(self.rows):
            self.slots.move(len(self.rows), slot, min(last.length, self.columns))
            self.rows[slot] = last


def _reach(model: Any) -> int:
    """Positions a row may have; where attention slides, its window, within which it does not slide yet."""
    window = getattr(settings_of(model), "sliding_window", None)
    return min(context_of(model), int(window)) if window else context_of(model)
