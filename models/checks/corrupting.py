"""A text as BART and MASS damage it: how long it stays, what the encoder reads of it, what the decoder writes."""

from __future__ import annotations

import torch

from models.checks import bundled, predicting, small
from models.checks.check import check

MASK = "[MASK]"
SHARE = 30  # percent of a text that is damaged


@check("이 길이의 글에서 30 %를 골라 [MASK]로 바꾼 글과 지운 글을 만들고, 두 글의 토큰 수를 세어 뺍니다.")
def tokens_that_deleting_saves(n: int) -> int:
    text = [str(place) for place in range(n)]
    chosen = set(torch.randperm(n, generator=torch.Generator().manual_seed(0))[: n * SHARE // 100].tolist())
    masked = [MASK if place in chosen else token for place, token in enumerate(text)]
    deleted = [token for place, token in enumerate(text) if place not in chosen]
    return len(masked) - len(deleted)


TEXT = "어제 본 영화의 마지막 장면이 오래 기억에 남았다"
SPANS = (range(2, 5), range(7, 7))  # the second holds nothing and stands before the last token
READ = {
    "each_a_mask": "어제 본 [MASK] 오래 기억에 [MASK] 남았다",
    "filled_alone": "어제 본 [MASK] 오래 기억에 남았다",
    "each_token_a_mask": "어제 본 [MASK] [MASK] [MASK] 오래 기억에 남았다",
    "deleted": "어제 본 오래 기억에 남았다",
}


@check("뽑힌 두 구간을 뒤에서부터 [MASK] 하나로 바꾸어 넣고, 네 보기 가운데 그렇게 나온 글을 찾습니다.")
def text_that_was_infilled() -> str | list[str]:
    tokens = TEXT.split()
    for span in reversed(SPANS):
        tokens[span.start : span.stop] = [MASK]
    return bundled.only([name for name, read in READ.items() if read.split() == tokens])


SENTENCE, FRAGMENT = "아침 시장에 가서 싱싱한 생선을 두 마리 샀다", range(1, 5)
PAIRS = {
    "the_fragment": ("아침 [M] [M] [M] [M] 두 마리 샀다", "시장에 가서 싱싱한 생선을"),
    "the_whole": ("아침 [M] [M] [M] [M] 두 마리 샀다", SENTENCE),
    "a_single_mask": ("아침 [M] 두 마리 샀다", "시장에 가서 싱싱한 생선을"),
    "exchanged": ("시장에 가서 싱싱한 생선을", "아침 두 마리 샀다"),
}


@check(
    "이 문장의 구간을 MASS의 방식으로 가려 작은 인코더-디코더에 넣고, 인코더가 읽은 것과 디코더가 예측한 자리를 네 "
    "보기와 견줍니다."
)
def pair_that_mass_trains_on() -> str | list[str]:
    words = SENTENCE.split()
    ids, example = small.sentence(len(words)), predicting.Mass(FRAGMENT)
    names = {predicting.MASK: "[M]"} | dict(zip(ids[0].tolist(), words, strict=True))
    read = [names[token] for token in example.read(ids)[0].tolist()]
    written = [words[place] for place in sorted(example.predicted(len(words)))]
    found = (" ".join(read), " ".join(written))
    return bundled.only([name for name, pair in PAIRS.items() if pair == found])
