"""Masked language modelling as the library's collator does it: how much, where the loss is, how often the same mask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import cycle, islice

import torch
from torch import Tensor
from transformers import DataCollatorForLanguageModeling

from models.checks import bundled, tokenised
from models.checks.check import check

WORDS, MASK = 2000, 4  # words to draw from, and the number of [MASK], in `tokenised.bert`
PICKED, LEFT_OUT = 0.15, -100  # the share of a text that is to be said; the label that the loss passes over
TOKENS, AT_ONCE = 8_000_000, 200_000  # enough to know the share of [MASK] to about 0.0001


def collator(share: float = PICKED, words: int = WORDS) -> DataCollatorForLanguageModeling:
    """With a generator of its own, always of the same seed. How many of the picked become [MASK]: the library's own."""
    made = DataCollatorForLanguageModeling(tokenised.bert(words), mlm_probability=share)
    made.generator = torch.Generator().manual_seed(0)
    return made


def corrupted(made: DataCollatorForLanguageModeling, ids: Tensor) -> tuple[Tensor, Tensor]:
    """What the model reads and what it is to say there, both (B, T)."""
    ordinary = torch.zeros_like(ids, dtype=torch.bool)
    inputs, labels = made.torch_mask_tokens(ids.clone(), special_tokens_mask=ordinary)
    return inputs, labels


def _text(length: int) -> Tensor:
    return torch.randint(MASK + 1, WORDS, (1, length), generator=torch.Generator().manual_seed(1))


@cache
def _share_of_masks() -> float:
    made, text = collator(), _text(AT_ONCE)
    return sum(int((corrupted(made, text)[0] == MASK).sum()) for _ in range(TOKENS // AT_ONCE)) / TOKENS


@check("transformers의 MLM 전처리로 토큰 800만 개를 바꾸어 [MASK]가 된 몫을 재고, 이 길이의 글에서 몇 개인지 구합니다.")
def masks_in_a_text(n: int) -> int:
    return round(n * _share_of_masks())


@check("문제의 코드를 네 보기대로 고쳐 돌려, 정답과 손실의 자리가 transformers의 MLM 전처리와 같아지는 것을 찾습니다.")
def mend_of_the_loss() -> str | list[str]:
    ids = _text(4000)
    inputs, wanted = corrupted(collator(), ids)
    fewer, _ = corrupted(collator(0.12), ids)
    draws = torch.Generator().manual_seed(0)  # the collator picks with the first draw of such a generator
    picked = torch.bernoulli(torch.full(ids.shape, PICKED), generator=draws).bool()
    mends = {
        "everywhere": ids,
        "from_inputs": inputs.where(inputs == MASK, LEFT_OUT),
        "what_was_picked": ids.where(picked, LEFT_OUT),
        "twelve_percent": ids.where(fewer == MASK, LEFT_OUT),
        "as_it_is": ids.where(inputs == MASK, LEFT_OUT),
    }
    return bundled.only([name for name, labels in mends.items() if torch.equal(labels, wanted)])


def _always() -> DataCollatorForLanguageModeling:
    """Everything that is picked becomes [MASK]."""
    made = collator()
    made.mask_replace_prob, made.random_replace_prob = 1.0, 0.0
    return made


@check(
    "고른 토큰을 언제나 [MASK]로 바꾸어 보고, 맞힐 자리의 입력에 원래 글에 나오는 토큰이 하나도 없는지, 답이 "
    "보이는지, 맞힐 자리가 줄었는지 봅니다."
)
def what_is_wrong_with_masks_alone() -> str | list[str]:
    text = _text(4000)
    inputs, labels = corrupted(_always(), text)
    asked = labels != LEFT_OUT
    usual = corrupted(collator(), text)[1] != LEFT_OUT
    wrong = {
        "nothing_of_later_texts": not torch.isin(inputs[asked], text).any(),
        "answers_are_seen": torch.equal(inputs[asked], labels[asked]),
        "fewer_are_asked": asked.sum() < usual.sum(),
    }
    return bundled.only([name for name, found in wrong.items() if found])


@check("글을 이만큼 복제해 벌마다 마스크를 한 번씩 정하고, 글을 이 에폭만큼 보이면서 같은 마스크가 나온 횟수를 셉니다.")
def times_a_mask_is_seen(c: int, e: int) -> int:
    seen = Counter(tuple(inputs[0].tolist()) for inputs in islice(_as_it_is_seen(c), e))
    (times,) = set(seen.values())
    return times


def _as_it_is_seen(copies: int) -> Iterator[Tensor]:
    """One text as the model meets it, pass after pass over the copies that were masked beforehand."""
    made, text = collator(), _text(200)
    return cycle([corrupted(made, text)[0] for _ in range(copies)])
