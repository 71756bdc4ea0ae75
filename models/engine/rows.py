"""One running text and what the model is given for it: its last token, or its whole text when it joins. Knows no store.

B rows, T positions, P positions that a variant takes before the text, d width.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import torch
from torch import Tensor, nn

from models.engine.choosing import NONE, Wish
from models.sampling import Sampling

if TYPE_CHECKING:
    from models.variants.fitting import Ready

Finished = Literal["end", "length", "error"]
Veto = Callable[[list[int], int], bool]


class Token(NamedTuple):
    """A row's next token. `finished`: the end token; the asked length or a full context; none could be had (id -1)."""

    key: int
    id: int
    finished: Finished | None


@dataclass(eq=False)
class Row:
    """One running text: the ids that it joined with and, behind them, those made."""

    key: int
    ids: list[int]
    variant: str | None
    ready: Ready | None  # None: the base
    sampling: Sampling
    allowed: Veto | None = None
    made: int = 0

    @property
    def length(self) -> int:
        """Positions in all, those of the prefix or prompt included."""
        return before(self.ready) + len(self.ids)

    @property
    def start(self) -> int:
        """The first position that the model reads: behind a prefix; a prompt's vectors are read too."""
        return 0 if self.vectors is not None else before(self.ready)

    @property
    def vectors(self) -> Tensor | None:
        return None if self.ready is None else self.ready.embeddings

    def wish(self) -> Wish:
        return Wish(self.sampling, self.made, None if self.allowed is None else self._permits)

    def _permits(self, token: int) -> bool:
        return self.allowed is None or self.allowed(self.ids, token)

    def finished(self, end: int | None, columns: int) -> Finished | None:
        """Whether the last token was the row's last, in a context of `columns` positions."""
        if self.ids[-1] == NONE:
            return "error"
        if self.ids[-1] == end:
            return "end"
        return "length" if self.made >= self.sampling.length or self.length > columns else None


def before(ready: Ready | None) -> int:
    """P: how many positions the variant takes before the text."""
    if ready is None:
        return 0
    if ready.keys_values is not None:
        return ready.keys_values.shape[3]
    return 0 if ready.embeddings is None else len(ready.embeddings)


def batches(rows: Sequence[Row], most: int) -> Iterator[list[Row]]:
    """Rows of similar length together, so that little is padded; at most `most` positions a batch, or one row."""
    batch: list[Row] = []
    for row in sorted(rows, key=lambda row: row.length - row.start):
        if batch and (len(batch) + 1) * (row.length - row.start) > most:
            yield batch
            batch = []
        batch.append(row)
    if batch:
        yield batch


def last_tokens(rows: Sequence[Row], device: torch.device) -> dict[str, Tensor]:
    """The model's input for rows that run: one token each, behind what they have.  # (B, 1)"""
    return {
        "input_ids": _tensor([row.ids[-1:] for row in rows], device),
        "position_ids": _tensor([[row.length - 1] for row in rows], device),
    }


def whole_texts(rows: Sequence[Row], embed: nn.Module, beyond: int, device: torch.device) -> dict[str, Tensor]:
    """The model's input for rows that join, padded at the end; the positions of padding are `beyond`.  # (B, T)"""
    lengths = _tensor([row.length - row.start for row in rows], device)  # (B,)
    longest = int(lengths.max())
    texts = [[0] * (row.length - row.start - len(row.ids)) + row.ids for row in rows]
    ids = _tensor([text + [0] * (longest - len(text)) for text in texts], device)  # (B, T)
    steps = torch.arange(longest, device=device)
    positions = _tensor([row.start for row in rows], device)[:, None] + steps
    given = {
        "position_ids": torch.where(steps < lengths[:, None], positions, beyond),
        "logits_to_keep": lengths[:, None] - 1,
    }
    if all(row.vectors is None for row in rows):
        return {**given, "input_ids": ids}
    embedded = embed(ids)  # (B, T, d)
    for number, row in enumerate(rows):
        if row.vectors is not None:
            embedded[number, : len(row.vectors)] = row.vectors
    return {**given, "inputs_embeds": embedded}


def _tensor(values: Sequence[Any], device: torch.device) -> Tensor:
    return torch.tensor(values, dtype=torch.long, device=device)
