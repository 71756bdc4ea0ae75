"""How bottleneck adapters start and what goes wrong with them: losses on the bundled base, before and after steps."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from models.architectures.anatomy import norms
from models.checks import bundled
from models.checks.check import check
from models.insertions import Bottleneck
from models.training import loss_over
from models.tuning import CHILD, Tuned

FAR = 1.0  # nats per token: the item's losses are 2.31, 2.32 and 9.87


def _with_noise(method: str = "houlsby") -> Tuned:
    """Adapters whose weights begin a hundred times larger than they should."""
    tuned = bundled.attached(method)
    for part in _parts(tuned):
        for linear in (part.down, part.up):
            nn.init.normal_(linear.weight.detach(), generator=torch.Generator().manual_seed(0))
    return tuned


def _parts(tuned: Tuned) -> list[Bottleneck]:
    return [part for part in tuned.insertions.values() if isinstance(part, Bottleneck)]


@check(
    "네 보기를 함께 실린 모델의 어댑터에 하나씩 만들어, 넣은 직후의 손실이 어댑터 없을 때보다 1 넘게 큰 것을 찾습니다."
)
def what_spoils_the_first_loss() -> str | list[str]:
    frozen = bundled.attached("houlsby")
    frozen.model.requires_grad_(False)
    causes = {
        "variance": _with_noise(),
        "no_steps": bundled.attached("houlsby"),
        "frozen": frozen,
        "no_new_norm": bundled.attached("pfeiffer"),
    }
    rows = bundled.reviews()
    own = bundled.attached("bitfit")  # as long as nothing trained, this is the base
    return bundled.only([name for name, tuned in causes.items() if loss_over(tuned, rows) > loss_over(own, rows) + FAR])


@check("문제의 코드를 함께 실린 모델로 한 단계 돌려, 네 보기 가운데 실제로 일어나는 것을 찾습니다.")
def what_goes_wrong_without_freezing() -> str | list[str]:
    tuned = bundled.attached("houlsby", bottleneck=64)
    tuned.model.requires_grad_(True)  # as it was loaded, with adapters inserted
    optimiser = torch.optim.AdamW(tuned.model.parameters(), lr=1e-4)
    before, ids = bundled.values(tuned.model), bundled.ids()
    torch.autograd.backward(nn.functional.cross_entropy(tuned(ids)[0, :-1], ids[0, 1:]))
    optimiser.step()
    given = {id(tensor) for group in optimiser.param_groups for tensor in group["params"]}
    added = [tensor for name, tensor in tuned.model.named_parameters() if CHILD in name.split(".")]
    moved = {name.rpartition(".")[0] for name in bundled.moved(tuned.model, before) if CHILD not in name.split(".")}
    happens = {
        "base_moves": bool(moved),
        "adapters_left_out": not any(id(tensor) in given for tensor in added),
        "adapters_without_gradient": not any(tensor.grad is not None and tensor.grad.any() for tensor in added),
        "norms_stay": not moved & set(norms(tuned.model)),
    }
    return bundled.only([name for name, yes in happens.items() if yes])


@check(
    "학습된 어댑터에서 비선형 함수, 편향, 잔차 연결을 하나씩 빼고 행렬 하나와 편향을 최소제곱으로 맞추어, 어느 것을 "
    "빼야 똑같아지는지 찾습니다."
)
def what_keeps_an_adapter_from_merging() -> str | list[str]:
    part = _parts(bundled.trained("label-houlsby"))[0]
    x = torch.randn(2048, part.down.in_features, generator=torch.Generator().manual_seed(0))
    down, up, gelu = part.down, part.up, nn.functional.gelu
    without = {
        "nonlinearity": x + up(down(x)),
        "biases": x + gelu(x @ down.weight.T) @ up.weight.T,
        "way_around": up(gelu(down(x))),
    }
    whole = _is_one_matrix(x, part(x, x))
    return bundled.only([name for name, found in without.items() if _is_one_matrix(x, found) and not whole])


@torch.no_grad()
def _is_one_matrix(x: Tensor, found: Tensor) -> bool:
    """Whether one matrix and a bias, fitted to half of the rows, give the other half."""
    wide, half = torch.cat([x, torch.ones(len(x), 1)], dim=1), len(x) // 2  # (N, d + 1)
    fit = torch.linalg.lstsq(wide[:half], found[:half]).solution  # (d + 1, d)
    return torch.allclose(wide[half:] @ fit, found[half:], atol=bundled.CLOSE)


NEW, WIDTHS = 1000, (768, 64)  # vectors that go through a new adapter; its width and its bottleneck
NEAR = 0.05  # as a share of the vectors' own size


@check(
    "BERT-base 크기의 어댑터를 갓 만들어 난수 벡터 1,000개를 넣고, 나온 것이 넣은 벡터, 0, 한 상수 가운데 무엇에 "
    "가까운지 봅니다."
)
@torch.no_grad()
def function_of_a_new_adapter() -> str | list[str]:
    given = torch.randn(NEW, WIDTHS[0], generator=torch.Generator().manual_seed(0))
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        found = Bottleneck(*WIDTHS)(given, given)  # what a layer was given, what it returned
    functions = {"identity": given, "zero": torch.zeros_like(given), "constant": found.mean(dim=0).expand_as(given)}
    return bundled.only([name for name, value in functions.items() if (found - value).norm() < NEAR * given.norm()])
