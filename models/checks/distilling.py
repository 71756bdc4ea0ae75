"""A teacher's probabilities: at another temperature, and beside a label that holds the right answer alone."""

from __future__ import annotations

from itertools import combinations

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812 -- the field's name for it

from models.checks.check import check

TEACHER = {"coffee": 0.6, "tea": 0.3, "milk": 0.09, "car": 0.00001}  # what the item's teacher says
RIGHT = "coffee"


@check("온도 1에서 이 비가 되는 로짓을 만들어 이 온도의 소프트맥스에 넣고, 나온 두 확률의 비를 잽니다.")
def ratio_at_a_temperature(r: int, T: int) -> float:  # noqa: N803 -- as the item calls it
    logits = torch.tensor([r, 1.0], dtype=torch.float64).log()
    coffee, tea = (logits / T).softmax(dim=0).tolist()
    return round(float(coffee / tea), 9)


@check(
    "로짓이 모두 같은 학생을 레이블과 교사의 출력으로 한 번씩 역전파하여, 교사에게서만 기울기가 달라지는 단어의 쌍을 "
    "찾습니다."
)
def what_the_teacher_tells_apart() -> str:
    """`wrong_answers` from one another, the `right_answer` from them, or `nothing`."""
    words = list(TEACHER)
    label = torch.tensor([float(word == RIGHT) for word in words])
    more = _told_apart(torch.tensor(list(TEACHER.values()))) - _told_apart(label)
    if any(RIGHT in (words[first], words[second]) for first, second in more):
        return "right_answer"
    return "wrong_answers" if more else "nothing"


def _told_apart(target: Tensor) -> set[tuple[int, int]]:
    """Pairs of words whose logits the loss pushes differently."""
    logits = torch.zeros(len(target), requires_grad=True)
    (slopes,) = torch.autograd.grad(F.cross_entropy(logits[None], target[None]), logits)
    return {pair for pair in combinations(range(len(target)), 2) if slopes[pair[0]] != slopes[pair[1]]}
