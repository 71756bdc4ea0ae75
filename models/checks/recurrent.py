"""Shapes and reading of torch.nn.GRU: built as an item asks for it, run on random sentences, looked at. No formula."""

from __future__ import annotations

import ast
from itertools import combinations
from typing import Any

import torch
from torch import Tensor, nn

from models.checks import bundled
from models.checks.check import check

SENTENCES, WORDS, FEATURES, HIDDEN = 4, 7, 10, 32


def _gru(**arguments: Any) -> nn.GRU:
    """Weights by a seed of its own: the global generator is left as it was."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        return nn.GRU(**{"input_size": FEATURES, "hidden_size": HIDDEN} | arguments)


def _text(features: int = FEATURES) -> Tensor:
    """Random sentences as (sentence, word, feature)."""
    return torch.randn(SENTENCES, WORDS, features, generator=torch.Generator().manual_seed(0))


@check("이 인자들로 torch.nn.GRU를 만들어 난수 문장들을 넣고, output의 마지막 축을 잽니다.")
@torch.no_grad()
def features_of_the_output(i: int, h: int, l: int) -> int:  # noqa: E741 -- as the item calls it
    output, _ = _gru(input_size=i, hidden_size=h, num_layers=l, bidirectional=True, batch_first=True)(_text(i))
    return int(output.shape[-1])


@check("문제의 torch.nn.GRU에 문제의 텐서를 넣고, h_n의 모양을 읽습니다.")
@torch.no_grad()
def shape_of_the_last_state() -> str:
    gru = _gru(input_size=16, hidden_size=24, num_layers=3, batch_first=True, bidirectional=True)
    return " ".join(map(str, gru(torch.ones(5, 9, 16))[1].shape))


@check(
    "배치 크기, 문장 길이, 층의 수가 서로 다른 torch.nn.GRU를 batch_first=True로 돌려, h_n의 첫 축이 배치 크기인지 "
    "봅니다. 단방향과 양방향을 모두 봅니다."
)
@torch.no_grad()
def batch_leads_the_last_state() -> bool:
    states = [_gru(num_layers=3, batch_first=True, bidirectional=both)(_text())[1] for both in (False, True)]
    return all(state.shape[0] == SENTENCES for state in states)


@check(
    "네 보기의 torch.nn.GRU에 (문장, 단어, 특징) 텐서를 넣고 첫 문장만 바꾸어, 마지막 문장의 출력이 달라지는 것을 "
    "찾습니다."
)
def what_lets_sentences_mix() -> str | list[str]:
    calls: dict[str, dict[str, Any]] = {
        "batch_second": {},
        "both_ways": {"batch_first": True, "bidirectional": True},
        "two_layers": {"batch_first": True, "num_layers": 2},
        "wide": {"batch_first": True, "hidden_size": 4 * HIDDEN},
    }
    return bundled.only([name for name, arguments in calls.items() if _mixes(_gru(**arguments))])


@torch.no_grad()
def _mixes(gru: nn.GRU) -> bool:
    """Whether the last sentence is read differently once the first in the batch is another."""
    before = _text()
    after = before.clone()
    after[0] += 1.0
    last, again = gru(before)[0][-1], gru(after)[0][-1]
    return not torch.allclose(last, again)


CALL = "nn.GRU(input_size=10. hidden_size=32, num_layer=1, batch_first=True, bidirectional=False)"
MENDS = {
    "comma": ("10.", "10,"),
    "layers": ("num_layer=", "num_layers="),
    "capital": ("bidirectional=", "Bidirectional="),
    "tuple": ("batch_first=True", "batch_first=(True, True)"),
}


@check("문제의 호출문을 보기의 고칠 점을 골라 고쳐 가며, torch.nn.GRU가 만들어지고 돌아가는 가장 적은 수정을 찾습니다.")
def what_the_call_needs() -> list[str]:
    for many in range(len(MENDS) + 1):
        for names in combinations(MENDS, many):
            if _runs(_mended(names)):
                return list(names)
    return []


def _mended(names: tuple[str, ...]) -> str:
    call = CALL
    for name in names:
        call = call.replace(*MENDS[name])
    return call


@torch.no_grad()
def _runs(call: str) -> bool:
    try:
        (said,) = ast.parse(call).body
        assert isinstance(said, ast.Expr) and isinstance(said.value, ast.Call)  # noqa: S101, PT018 -- CALL is one
        gru = _gru(**{str(given.arg): ast.literal_eval(given.value) for given in said.value.keywords})
        gru(_text())
    except (SyntaxError, TypeError, ValueError):
        return False
    return True
