"""Which part of a model trains, and what a counted number consists of: measured on encoders. Knows no item."""

from __future__ import annotations

from models import counting
from models.checks import sized
from models.checks.check import check
from models.tuning import CHILD

BERT_BASE = (12, 768)
SMALL = 0.05  # of a model
ADAPTERS = {"bottleneck": 64, "train_layer_norm": True}


@check(
    "BERT-base 크기의 인코더에 병목 64의 어댑터를 끼우고 레이어 정규화의 학습도 켜서, 어느 쪽 원소가 더 많은지 셉니다."
)
def most_of_what_houlsby_trains() -> str:
    adapters, norms = _adapters_and_norms()
    return "adapters" if adapters > norms else "layer_norms"


def _adapters_and_norms() -> tuple[int, int]:
    with sized.attached(sized.bert(*BERT_BASE), "houlsby", **ADAPTERS) as tensors:
        adapters = sum(tensor.numel() for name, tensor in tensors.items() if CHILD in name.split("."))
        return adapters, sized.count(tensors) - adapters


@check(
    "BERT-base 크기의 인코더에 어댑터를 끼우고, 학습되는 텐서가 모두 끼운 모듈 안에 있고 모델의 5 %가 안 되는지 셉니다."
)
def adapters_train_small_insertions_only() -> bool:
    model = sized.bert(*BERT_BASE)
    whole = sum(parameter.numel() for parameter in model.parameters())
    with sized.attached(model, "houlsby", bottleneck=64) as tensors:
        return all(CHILD in name.split(".") for name in tensors) and sized.count(tensors) < SMALL * whole


@check(
    "BERT-base 크기의 인코더에서 쿼리와 밸류 투영에 r = 8인 LoRA를 붙여 세고, 보기 가운데 가장 가까운 수를 고릅니다."
)
def order_of_lora_on_bert_base() -> str:
    amounts = {"30_thousand": 3e4, "300_thousand": 3e5, "3_million": 3e6, "14_million": 1.4e7}
    counted = sized.trained(*BERT_BASE, "lora", rank=8, targets="q,v")
    return min(amounts, key=lambda name: abs(amounts[name] / counted - 1))


@check(
    "RoBERTa-base에 LoRA를 붙여 센 뒤, 887,042에서 모자라는 수가 네 보기 가운데 어느 것의 원소 수와 같은지 찾습니다."
)
def what_roberta_counts_beside_lora() -> str:
    model = counting.build("roberta-base")

    def trained(method: str, **config: object) -> int:
        with sized.attached(model, method, **config) as tensors:
            return sized.count(tensors)

    low_rank = trained("lora", rank=8, targets="q,v")
    own = [(name, tensor.numel()) for name, tensor in model.named_parameters()]
    candidates = {
        "head": sum(size for name, size in own if name.split(".")[0] in counting.TASK_HEADS),
        "key_and_output": trained("lora", rank=8, targets="q,k,v,o") - low_rank,
        "biases_and_norms": sum(size for name, size in own if name.endswith("bias") or "LayerNorm" in name),
        "prefix": trained("prefix", length=32),
    }
    (found,) = [name for name, size in candidates.items() if low_rank + size == 887_042]
    return found
