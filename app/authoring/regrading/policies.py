"""What a corrected key means for answers given before it. Pure; knows no rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from app.bank.question import Verdict

Policy = Literal["new", "either", "full"]
POLICIES: dict[Policy, str] = {
    "new": "새 정답으로만 채점합니다",
    "either": "예전 정답이나 새 정답 가운데 어느 하나에 맞으면 인정합니다",
    "full": "답한 사람 모두를 맞은 것으로 합니다",
}
"""As Canvas has them: current correct only, current and previous correct, full credit."""
EVERYBODY = "이 문항은 답한 사람 모두를 맞은 것으로 합니다."


@dataclass(slots=True)
class Standing:
    """What is to be known of a grade to compare it with another."""

    outcome: str
    score: float
    feedback: str
    near_miss: bool = False


def judged(standing: Standing, new: Verdict | None, policy: Policy) -> Standing:
    """What holds from now on. `new` is None where the new key cannot read the old answer (its option is gone, say):
    then the old grade stays. A regrade never offers a retry that was not offered at the time."""
    if policy == "full":
        return Standing("correct", 1.0, EVERYBODY)
    if new is None:
        return standing
    fresh = Standing(new.outcome, new.score, new.feedback, new.near_miss and standing.near_miss)
    return standing if policy == "either" and standing.score >= fresh.score else fresh
