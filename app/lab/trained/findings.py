"""What the worker measured, as answers: groups of tensors, plain sentences, the list. Knows no request and no HTML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.lab.parameters.tensors import Group, groups
from models.protocol import Dissected, DissectedTensor

Tensors = Sequence[DissectedTensor]
KINDS = {
    "embedding": "토큰과 위치 임베딩",
    "norm": "레이어 정규화",
    "weight": "어텐션과 피드포워드의 가중치",
    "bias": "그 선형층의 편향",
    "output": "출력층",
    "rest": "그 밖의 바탕 텐서",
    "added": "새로 더한 텐서",
}


@dataclass(frozen=True)
class Kind:
    """Tensors of one kind: how many there are, how many train, how many moved (None: not measured)."""

    key: str
    name: str
    number: int
    trains: int
    moved: int | None
    values: int  # that train
    tied: bool
    guessed: bool | None  # that some of them move; None without a prediction

    @property
    def right(self) -> bool:
        return self.guessed == bool(self.trains if self.moved is None else self.moved)


@dataclass(frozen=True)
class Row:
    """Tensors that differ in their layer's number alone and fared alike."""

    group: Group
    moved: int | None


@dataclass(frozen=True)
class Section:
    name: str
    state: str  # added, trains or frozen
    number: int
    values: int
    rows: tuple[Row, ...]


def kinds(told: Dissected, guess: frozenset[str] | None) -> tuple[Kind, ...]:
    """In the order of KINDS. Kinds that the base does not have are left out; what is added is always there."""
    found: dict[str, list[DissectedTensor]] = {key: [] for key in KINDS}
    for tensor in told.tensors:
        found[kind_of(tensor)].append(tensor)
    return tuple(
        Kind(
            key=key,
            name=KINDS[key] if key != "norm" else norm_name(tensors),
            number=len(tensors),
            trains=sum(tensor.trains for tensor in tensors),
            moved=None if told.unmeasured else sum(bool(tensor.moved) for tensor in tensors),
            values=sum(tensor.count for tensor in tensors if tensor.trains),
            tied=any(tensor.tied for tensor in tensors),
            guessed=None if guess is None else key in guess,
        )
        for key, tensors in found.items()
        if tensors or key == "added"
    )


def kind_of(tensor: DissectedTensor) -> str:
    if tensor.source == "added":
        return "added"
    if tensor.part in ("embedding", "position"):
        return "embedding"
    if tensor.part in ("norm", "output", "rest"):
        return tensor.part
    return "bias" if tensor.name.endswith(".bias") else "weight"


def norm_name(tensors: Iterable[DissectedTensor]) -> str:
    """RMSNorm, which has no bias, is none of layer norm."""
    return KINDS["norm"] if any(tensor.name.endswith(".bias") for tensor in tensors) else "정규화(RMSNorm)"


def sentences(told: Dissected, found: Sequence[Kind]) -> tuple[str, ...]:
    """The page's question answered, the plainest first."""
    return tuple(filter(None, (_overall(told), _norms(found), *_steps(told))))


def _overall(told: Dissected) -> str:
    own = [tensor for tensor in told.tensors if tensor.source == "base" and not tensor.tied]
    trains = sum(tensor.trains for tensor in own)
    more = _more(told)
    if not trains:
        return f"바탕 모델의 텐서 {len(own):,}개는 모두 얼어 있고, {more}만 학습됩니다."
    if more:
        return f"바탕 모델의 텐서 {len(own):,}개 가운데 {trains:,}개가 학습되고, {more}도 함께 학습됩니다."
    if trains == len(own):
        return f"바탕 모델의 텐서 {len(own):,}개가 모두 학습됩니다. 새로 더한 것은 없습니다."
    return f"바탕 모델의 텐서 {len(own):,}개 가운데 {trains:,}개만 학습됩니다. 새로 더한 것은 없습니다."


def _more(told: Dissected) -> str:
    """What trains beside the base's own tensors; empty for nothing."""
    copied = [tensor for tensor in told.tensors if tensor.source == "copied"]
    added = [tensor for tensor in told.tensors if tensor.source == "added"]
    named = (("임베딩과 같은 행렬이던 출력층에서 떼어 낸 사본", copied), ("새로 더한 텐서", added))
    return "와 ".join(
        f"{name} {len(tensors):,}개(파라미터 {sum(tensor.count for tensor in tensors):,}개)"
        for name, tensors in named
        if tensors
    )


def _norms(found: Sequence[Kind]) -> str:
    norm = next((kind for kind in found if kind.key == "norm"), None)
    if norm is None:
        return ""
    first = f"{norm.name} 텐서 {norm.number:,}개 가운데 학습되는 것은 {norm.trains:,}개입니다."
    if norm.moved is None:
        return first
    also = "도" if norm.moved == norm.trains else "은"
    return f"{first} 두 단계를 학습해 보니 움직인 것{also} {norm.moved:,}개입니다."


def _steps(told: Dissected) -> Iterator[str]:
    if told.unmeasured:
        yield told.unmeasured
        return
    own = [tensor for tensor in told.tensors if not tensor.tied]
    still = [tensor for tensor in own if tensor.trains and not tensor.moved]
    stray = [tensor for tensor in own if tensor.moved and not tensor.trains]
    trains = sum(tensor.trains for tensor in own)
    if still or stray:
        yield (
            f"학습하도록 열어 둔 {trains:,}개 가운데 {len(still):,}개는 움직이지 않았고, "
            f"얼려 둔 텐서 가운데 {len(stray):,}개가 움직였습니다."
        )
    elif trains == len(own):
        yield f"짧은 글로 두 단계를 학습해 보니 {trains:,}개가 모두 움직였습니다."
    else:
        yield (
            f"짧은 글로 두 단계를 학습해 보니 열어 둔 {trains:,}개는 {'모두 ' if trains > 1 else ''}움직였고, "
            f"얼려 둔 {len(own) - trains:,}개는 한 비트도 바뀌지 않았습니다."
        )
    late = [tensor for tensor in own if (tensor.moved or 0) > 1]
    if late:
        yield f"이 가운데 {len(late):,}개는 첫 단계에서 그대로였고 둘째 단계에서 움직였습니다.{_why(late)}"


def _why(late: Tensors) -> str:
    if all(tensor.source == "added" and tensor.name.endswith(".A") for tensor in late):
        return " LoRA의 B가 0에서 출발하므로, 첫 단계에서는 A에 오는 기울기가 0이기 때문입니다."
    return ""


def sections(told: Dissected) -> tuple[Section, ...]:
    """The list: what is added, what trains in the base, what is frozen. A tied tensor stands under its first name."""
    own = [tensor for tensor in told.tensors if not tensor.tied]
    parts = (
        ("새로 더해 학습하는 텐서", "added", [tensor for tensor in own if tensor.source == "added"]),
        ("바탕 모델에서 학습되는 텐서", "trains", [t for t in own if t.trains and t.source != "added"]),
        ("얼어 있는 텐서", "frozen", [tensor for tensor in own if not tensor.trains and tensor.source != "added"]),
    )
    return tuple(
        Section(name, state, len(tensors), sum(tensor.count for tensor in tensors), tuple(_rows(tensors)))
        for name, state, tensors in parts
        if tensors
    )


def _rows(tensors: Tensors) -> Iterator[Row]:
    for moved in dict.fromkeys(tensor.moved for tensor in tensors):
        yield from (Row(group, moved) for group in groups(t for t in tensors if t.moved == moved))
