"""BART's rotation of a document: every way to turn the tokens of a text, beside texts that were changed otherwise."""

from __future__ import annotations

import torch

from models.checks import bundled
from models.checks.check import check

TEXT, CHOSEN = "비가 왔다. 우산을 폈다. 길이 젖었다.", "폈다."
READ = {
    "turned": "폈다. 길이 젖었다. 비가 왔다. 우산을",
    "moved": "폈다. 비가 왔다. 우산을 길이 젖었다.",
    "turned_to_a_sentence": "우산을 폈다. 길이 젖었다. 비가 왔다.",
    "shuffled": "폈다. 젖었다. 우산을 길이 비가 왔다.",
}


@check("원문을 한 토큰씩 돌려 모든 회전을 만들고, 네 보기 가운데 그중 하나이면서 고른 토큰으로 시작하는 것을 찾습니다.")
def text_that_was_turned() -> str | list[str]:
    tokens = TEXT.split()
    turns = [torch.arange(len(tokens)).roll(by).tolist() for by in range(len(tokens))]
    texts = [[tokens[place] for place in turn] for turn in turns]
    return bundled.only([name for name, read in READ.items() if read.split() in texts and read.startswith(CHOSEN)])
