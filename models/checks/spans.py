"""T5's span corruption on real tokens: how long its target is, and which target belongs to an input."""

from __future__ import annotations

from itertools import accumulate

import torch

from models.checks.check import check

DENSITY, MEAN = 0.15, 3.0  # Raffel et al. 2020, section 3.3.4
DRAWS = 5


@check(
    "이 길이의 글을 T5 논문의 방식으로 다섯 번 손상하고, 입력과 목표로 원문을 되살려 본 다음 목표의 토큰을 표지까지 "
    "셉니다."
)
def tokens_of_the_target(n: int) -> int | str:
    """The length that every draw gives; the name of the failure otherwise."""
    text, lengths = [str(place) for place in range(n)], set()
    for seed in range(DRAWS):
        read, target = _corrupted(text, _noise(n, torch.Generator().manual_seed(seed)))
        if _restored(read, target) != text:
            return "lost"
        lengths.add(len(target))
    return lengths.pop() if len(lengths) == 1 else "varies"


def _noise(n: int, generator: torch.Generator) -> list[bool]:
    """Which tokens are corrupted: spans of random lengths between gaps of random lengths, none of them empty."""
    noisy = round(n * DENSITY)
    spans = round(noisy / MEAN)
    pairs = zip(_cut(n - noisy, spans, generator), _cut(noisy, spans, generator), strict=True)
    return [hidden for gap, span in pairs for hidden in (False,) * gap + (True,) * span]


def _cut(total: int, parts: int, generator: torch.Generator) -> list[int]:
    """Lengths of the parts, at least 1 each."""
    places = sorted((torch.randperm(total - 1, generator=generator)[: parts - 1] + 1).tolist())
    return [stop - start for start, stop in zip([0, *places], [*places, total], strict=True)]


def _corrupted(text: list[str], noise: list[bool]) -> tuple[list[str], list[str]]:
    """What the encoder reads and what the decoder writes, a sentinel of its own for each span and one for the end."""
    starts = [hidden and not before for hidden, before in zip(noise, [False, *noise], strict=False)]
    spans = list(accumulate(starts))
    read: list[str] = []
    target: list[str] = []
    for token, hidden, start, span in zip(text, noise, starts, spans, strict=True):
        if start:
            read.append(f"<{span}>")
            target.append(f"<{span}>")
        (target if hidden else read).append(token)
    return read, [*target, f"<{spans[-1] + 1}>"]


def _restored(read: list[str], target: list[str]) -> list[str] | None:
    """The text, each sentinel replaced by what follows it in the target. None where a sentinel stands there twice."""
    said: dict[str, list[str]] = {}
    here: list[str] = []
    for token in target:
        if not token.startswith("<"):
            here.append(token)
        elif token in said:
            return None
        else:
            here = said.setdefault(token, [])
    return [word for token in read for word in (said.get(token, [token]) if token.startswith("<") else [token])]


TEXT = "나는 어제 저녁 도서관에서 두꺼운 소설책을 끝까지 읽었다"
READ = "나는 <X> 도서관에서 <Y> 끝까지 읽었다"
TARGETS = {
    "hidden_by_sentinels": "<X> 어제 저녁 <Y> 두꺼운 소설책을 <Z>",
    "whole_text": TEXT,
    "the_same_sentinel": "<X> 어제 저녁 <X> 두꺼운 소설책을 <X>",
    "what_is_left": "<X> 나는 <Y> 도서관에서 <Z> 끝까지 읽었다",
}


@check("입력의 표지마다 네 보기에서 그 표지 뒤에 적힌 토큰을 끼워 넣어, 원문이 되살아나는 보기를 찾습니다.")
def target_that_restores_the_text() -> str | list[str]:
    found = [name for name, target in TARGETS.items() if _restored(READ.split(), target.split()) == TEXT.split()]
    return found[0] if len(found) == 1 else found
