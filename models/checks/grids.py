"""What is set before training: which settings training leaves alone, and how often a grid search trains."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader, TensorDataset

from models.checks.check import check

ROWS, FEATURES, WORDS = 60, 3, 20


class _Ridge:
    """A model that is fitted in no time; how strongly it is held back depends on the setting."""

    def __init__(self, setting: tuple[int, ...]) -> None:
        self.strength = float(1 + sum(setting))

    def fit(self, x: Tensor, y: Tensor) -> Tensor:
        found: Tensor = torch.linalg.solve(x.T @ x + self.strength * torch.eye(FEATURES), x.T @ y)
        return found


@check("이만큼의 후보로 격자 탐색과 교차 검증을 작은 회귀 모델에 실제로 돌리고, 모델을 학습한 횟수를 셉니다.")
def fits_of_a_grid(a: int, b: int, c: int, k: int) -> int:
    generator = torch.Generator().manual_seed(0)
    x, y = torch.randn(ROWS, FEATURES, generator=generator), torch.randn(ROWS, generator=generator)
    losses: list[float] = []
    for setting in product(range(a), range(b), range(c)):
        for training, held_out in _folds(k):
            weights = _Ridge(setting).fit(x[training], y[training])
            losses.append(float((x[held_out] @ weights - y[held_out]).square().mean()))
    return len(losses)


def _folds(k: int) -> Iterator[tuple[Tensor, Tensor]]:
    """Rows to train on and rows to judge by, so that every row is judged by once."""
    parts = torch.arange(ROWS).tensor_split(k)
    for at, held_out in enumerate(parts):
        yield torch.cat([*parts[:at], *parts[at + 1 :]]), held_out


class _Classifier(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.embedding = nn.Embedding(WORDS, 8)
        self.gru = nn.GRU(8, 12, batch_first=True)
        self.out = nn.Linear(12, 2)

    def forward(self, ids: Tensor) -> Tensor:
        found: Tensor = self.out(self.gru(self.embedding(ids))[1][-1])  # (B, 2)
        return found


@check("GRU 분류기를 몇 단계 학습하고, 다섯 보기 가운데 학습이 바꾸지 않아 미리 정한 값 그대로인 것을 찾습니다.")
def what_training_leaves_as_it_was_set() -> list[str]:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        model = _Classifier()
        batches = DataLoader(TensorDataset(torch.randint(WORDS, (16, 5)), torch.randint(2, (16,))), batch_size=4)
        optimiser = torch.optim.Adam(model.parameters(), lr=1e-2)
        before = _values(model, optimiser, batches)
        for ids, labels in batches:
            optimiser.zero_grad()
            torch.autograd.backward(nn.functional.cross_entropy(model(ids), labels))
            optimiser.step()
        after = _values(model, optimiser, batches)
    return [name for name, value in before.items() if torch.equal(value, after[name])]


def _values(
    model: _Classifier, optimiser: torch.optim.Optimizer, batches: DataLoader[tuple[Tensor, ...]]
) -> dict[str, Tensor]:
    return {
        "learning_rate": torch.tensor(optimiser.param_groups[0]["lr"]),
        "embedding": model.embedding.weight.detach().clone(),
        "hidden_size": torch.tensor(model.gru.hidden_size),
        "batch_size": torch.tensor(batches.batch_size),
        "bias": model.out.bias.detach().clone(),
    }
