"""A little ELMo, filled with noise: what a word's vector depends on, how layers are mixed, what a task trains."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from models.checks import tiny
from models.checks.check import check

HALF = 6  # width of each direction
LETTERS = sorted(set("배를먹었다탔"))
EATEN, RIDDEN = ["배를", "먹었다"], ["배를", "탔다"]
NAMES = {"letters": "reader.letters", "lstm": "reader.lstm", "shares": "mix.shares", "gamma": "mix.gamma", "rnn": "rnn"}


class Reader(nn.Module):
    """Two language models, one for each direction, over words that are made of letters (Peters et al. 2018, §3.1)."""

    def __init__(self) -> None:
        super().__init__()
        self.letters = nn.ModuleList([nn.Embedding(len(LETTERS), HALF), nn.Conv1d(HALF, HALF, 3, padding=1)])
        self.lstm = nn.ModuleList([nn.LSTM(HALF, HALF) for _ in range(4)])

    def forward(self, words: list[str]) -> Tensor:
        token = torch.stack([self._spelt(word) for word in words])  # (T, H)
        layers = [torch.cat([token, token], dim=-1)]
        right = left = token
        for ahead, back in (self.lstm[:2], self.lstm[2:]):
            right, left = ahead(right)[0], back(left.flip(0))[0].flip(0)
            layers.append(torch.cat([right, left], dim=-1))
        return torch.stack(layers)  # (3, T, 2H)

    def _spelt(self, word: str) -> Tensor:
        embedding, convolution = self.letters
        letters = embedding(torch.tensor([LETTERS.index(letter) for letter in word]))
        found: Tensor = convolution(letters.T)  # (H, letters)
        return found.amax(dim=-1)


class Mix(nn.Module):
    """One vector a word: gamma times the layers in their shares (§3.2, eq. 1)."""

    def __init__(self, layers: int = 3) -> None:
        super().__init__()
        self.shares, self.gamma = nn.Parameter(torch.zeros(layers)), nn.Parameter(torch.ones(()))

    def forward(self, layers: Tensor) -> Tensor:
        mixed: Tensor = self.gamma * torch.tensordot(self.shares.softmax(dim=0), layers, dims=1)  # (T, 2H)
        return mixed


def _frozen(reader: Reader) -> Reader:
    return reader.requires_grad_(False)


def _model() -> nn.ModuleDict:
    """ELMo under a tagger, as §3.3 joins them: the language models are frozen first."""
    with tiny.seeded():
        return nn.ModuleDict({"reader": _frozen(Reader()), "mix": Mix(), "rnn": nn.GRU(2 * HALF, 3)})


@check("가중치를 고정한 작은 ELMo에 두 문장을 넣어, 같은 낱말 ‘배를’의 벡터가 서로 같은지 견줍니다.")
@torch.no_grad()
def one_word_has_one_vector() -> bool:
    model = _model()
    eaten, ridden = (model["mix"](model["reader"](words))[0] for words in (EATEN, RIDDEN))
    return not tiny.differ(eaten, ridden)


@check("층을 섞는 모듈에 이 층들을 넣고, 가중치가 softmax를 거쳐 문제의 몫이 되게 채워, 나오는 값을 읽습니다.")
@torch.no_grad()
def mixed_layers(b: int, g: float) -> float:
    mix = Mix().double()
    mix.shares.copy_(torch.tensor([0.2, 0.5, 0.3]).log() + 1.0)  # softmax does not see what is added to all
    mix.gamma.fill_(g)
    return round(float(mix(torch.tensor([[1.0], [b], [3.0]], dtype=torch.float64))), 6)


@check("작은 ELMo의 언어 모델을 고정해 태깅 RNN에 붙이고, 그 손실로 한 단계 학습해 값이 바뀐 것을 찾습니다.")
def what_the_task_changes() -> list[str]:
    model = _model()
    before = {name: tensor.detach().clone() for name, tensor in model.named_parameters()}
    tags, _ = model["rnn"](model["mix"](model["reader"](EATEN)))
    torch.autograd.backward(nn.functional.cross_entropy(tags, torch.tensor([1, 2])))
    torch.optim.SGD(model.parameters(), lr=0.5).step()
    moved = [name for name, tensor in model.named_parameters() if not torch.equal(tensor, before[name])]
    return [part for part, start in NAMES.items() if any(name.startswith(start) for name in moved)]
