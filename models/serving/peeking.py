"""How likely every next token is behind a prompt, and what temperature and top-p leave. Knows no task and no line.

T positions, P length of a prompt's vectors, V vocabulary.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from contextlib import suppress

import torch
from torch import Tensor

from models.engine.choosing import Wish, chances_of
from models.generation import Engine, Veto
from models.protocol import Likely, Peeked, Piece
from models.refusals import Refused
from models.sampling import Sampling
from models.serving.pieces import pieces
from models.serving.scoring import given

SHOWN = 10
LIKELY = 0.01  # from here on it is worth finding out which character a token begins
LONGEST = 4  # tokens of one character
NO_NUMBERS = "이 변형은 수가 아닌 값을 내놓아서 보여 드릴 수 없습니다. 다른 변형을 골라 주세요."


def peek(engine: Engine, variant: str | None, ids: list[int], sampling: Sampling, allowed: Veto | None) -> Peeked:
    """What the engine would draw its next token from, before a veto; vetoed tokens are not shown.

    Raises Refused for a prompt that is too long, and where the model's values are no numbers.
    """
    logits = _next(engine, variant, ids)  # (V,)
    raw = torch.softmax(logits, dim=0)  # (V,)
    if not bool(raw.isfinite().all()):
        raise Refused(NO_NUMBERS, "variant")
    kept = _kept(logits, sampling)  # (V,)
    drawn = kept / kept.sum()
    best = _likeliest(raw, ids, allowed)
    return Peeked(
        tokens=[
            Likely(
                piece=_piece(engine, variant, ids, token, float(raw[token])),
                raw=float(raw[token]),
                drawn=float(drawn[token]),
            )
            for token in best
        ],
        cut=max(0.0, 1 - float(kept.sum())),
        left=int((drawn > 0).sum()),
        entropy=_entropy(raw),
        entropy_drawn=_entropy(drawn),
        vocabulary=len(raw),
    )


def _next(engine: Engine, variant: str | None, ids: list[int]) -> Tensor:
    """Logits behind the last token, in double precision; those never drawn are -inf.  # (V,)"""
    engine.must_fit(len(ids), None if variant is None else engine.ready[variant])
    text = torch.tensor([ids], device=engine.base.device)  # (1, T)
    with torch.inference_mode():
        inputs, before = given(engine, variant, text, torch.ones_like(text))
        with engine.dispatch.acting([variant], len(ids) + before):
            logits: Tensor = engine.base.model(**inputs, logits_to_keep=1).logits[0, -1]  # (V,)
        return logits.index_fill(0, engine.never, -torch.inf).to("cpu", torch.float64)


def _kept(logits: Tensor, sampling: Sampling) -> Tensor:
    """Probabilities at the temperature, zero outside the nucleus; at 0 all of it is the likeliest token's.  # (V,)"""
    if sampling.temperature == 0:
        return torch.zeros_like(logits).index_fill(0, logits.argmax(), 1)
    return chances_of(logits[None], [Wish(sampling, 0)])[0]


def _likeliest(raw: Tensor, ids: list[int], allowed: Veto | None) -> Sequence[int]:
    found: list[int] = []
    for token in raw.topk(min(10 * SHOWN, len(raw))).indices.tolist():
        if allowed is None or allowed(ids, token):
            found.append(token)
        if len(found) == SHOWN:
            break
    return found


def _piece(engine: Engine, variant: str | None, ids: list[int], token: int, chance: float) -> Piece:
    """The token to be shown; where it only begins a character, with what the likeliest tokens make of it."""
    alone = pieces(engine.base, [token])[0]
    if alone.form != "bytes" or chance < LIKELY:
        return alone
    row = [*ids, token]
    with suppress(Refused):  # no room for the rest
        while len(row) < len(ids) + LONGEST:
            row.append(int(_next(engine, variant, row).argmax()))
            found = pieces(engine.base, row[len(ids) :])[0]
            if found.form == "part":
                return alone.model_copy(update={"note": found.text})
    return alone


def _entropy(chances: Tensor) -> float:
    """In bits."""
    return max(0.0, float(torch.special.entr(chances).sum()) / math.log(2))
