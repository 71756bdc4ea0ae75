"""How one text is to be drawn: greedy or by chance, how long, from which seed. Knows no model and imports no torch."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from models.refusals import Refused

GOLDEN = 0x9E3779B97F4A7C15  # 2^64 over the golden ratio: steps of it visit all 64-bit numbers evenly
WORD = (1 << 64) - 1


class Sampling(BaseModel):
    """What a learner may set for one text. `temperature` 0 is greedy; `top_p` and `seed` matter only above 0."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    temperature: float = Field(0.0, ge=0, le=2, description="0이면 언제나 가장 그럴듯한 토큰, 클수록 뜻밖의 토큰.")
    top_p: float = Field(1.0, gt=0, le=1, description="확률을 큰 것부터 더해 이 값에 이를 때까지의 토큰만 남깁니다.")
    seed: int = Field(0, ge=0, lt=1 << 63, description="같은 수이면 같은 글이 나옵니다.")
    length: int = Field(24, ge=1, le=128, description="새로 만들 토큰의 수입니다.")


BOUNDS = {
    "temperature": "온도(temperature)는 0 이상 2 이하의 수여야 합니다",
    "top_p": "top_p는 0보다 크고 1 이하인 수여야 합니다",
    "seed": "시드(seed)는 0 이상의 정수여야 합니다",
    "length": "길이(length)는 1 이상 128 이하의 정수여야 합니다",
}


def sampling(given: dict[str, Any] | None = None) -> Sampling:
    """The settings from what was typed (numbers may come as text). Raises Refused with the field and its bounds."""
    try:
        return Sampling.model_validate(given or {})
    except ValidationError as error:
        field = str(error.errors()[0]["loc"][0])
        if field not in BOUNDS:
            raise Refused(f"‘{field}’ 설정은 없습니다. 있는 설정: {', '.join(BOUNDS)}.", field) from None
        raise Refused(f"{BOUNDS[field]}. 받은 값: {(given or {})[field]}.", field) from None


def uniform(seed: int, step: int, attempt: int = 0) -> float:
    """A number in [0, 1) that depends on nothing else: the chance of one row's token, whatever else runs.

    SplitMix64 (Steele, Lea & Flood 2014) over seed, step and attempt, each mixed in turn; 48 bits, so that u * x < x.
    """
    word = 0
    for part in (seed, step, attempt):
        word = _mix((word + part + GOLDEN) & WORD)
    return (word >> 16) / (1 << 48)


def _mix(word: int) -> int:
    word = ((word ^ (word >> 30)) * 0xBF58476D1CE4E5B9) & WORD
    word = ((word ^ (word >> 27)) * 0x94D049BB133111EB) & WORD
    return word ^ (word >> 31)
