"""What makes a key look wrong before anybody complains. Pure: from figures to sentences with their numbers.

The bounds are ours; why each is where it is stands in docs/statistics.md."""

from __future__ import annotations

from dataclasses import dataclass

from app.authoring.statistics.classical import doubtful, wilson
from app.authoring.statistics.figures import FEW_ANSWERS, FEW_LEARNERS, ItemFigures
from app.authoring.statistics.tallying import Group, Spread

LEAST_STRONG = 8  # strong learners, before anything is said of what they answer
OFTEN_CHOSEN = 0.5  # of the strong give the same wrong answer, where there are few to choose from
OFTEN_TYPED = 0.25  # where they write what they like
LEAST_SHARED = 4  # of them at least
SELDOM = 0.2  # of the strong are right
HALF = 0.5  # the mean of the strong, above which they know it
NOBODY = 0.3  # the upper end of the facility's interval
OBJECTIONS = 3  # learners

NAMES = {
    "reversed": "잘하는 사람이 더 틀립니다",
    "wrong_string": "잘하는 사람이 같은 오답을 씁니다",
    "strong_fail": "잘하는 사람도 거의 못 맞힙니다",
    "nobody": "맞힌 사람이 거의 없습니다",
    "disputed": "이의 제기가 많습니다",
}


@dataclass(frozen=True)
class Flag:
    """One reason to look at a key."""

    code: str
    why: str

    @property
    def name(self) -> str:
        return NAMES[self.code]


def flags(figures: ItemFigures, spread: Spread | None, disputes: int, kind: str) -> tuple[Flag, ...]:
    """`spread` holds whole answers where they are known."""
    found = (
        _reversed(figures),
        _wrong_string(spread, kind),
        _strong_fail(figures),
        _nobody(figures),
        _disputed(disputes),
    )
    return tuple(Flag(code, why) for code, why in zip(NAMES, found, strict=True) if why)


def worth_reading(figures: ItemFigures, kind: str) -> bool:
    """Whether so many strong learners fail that they may share a wrong answer: else nobody need read the answers."""
    strong = figures.strong
    if kind == "essay" or strong is None or strong.learners < LEAST_STRONG:
        return False
    return strong.learners - strong.right >= _often(strong.learners, kind)


def _often(strong: int, kind: str) -> float:
    return max(LEAST_SHARED, strong * (OFTEN_TYPED if kind in ("blank", "short", "number") else OFTEN_CHOSEN))


def _reversed(figures: ItemFigures) -> str:
    found = figures.discrimination
    if found is None or figures.compared < FEW_LEARNERS or found > -doubtful(figures.compared):
        return ""
    return (
        f"변별도가 −{-found:.2f}입니다({figures.compared}명). 다른 문항을 잘 푸는 사람일수록 이 문항을 틀립니다. "
        f"이만한 사람 수에서 우연으로 −{doubtful(figures.compared):.2f}보다 낮아지는 일은 드뭅니다."
    )


def _wrong_string(spread: Spread | None, kind: str) -> str:
    found = shared(spread, kind)
    if found is None or spread is None:
        return ""
    share = found.strong / spread.strong
    weak = f" 못하는 {spread.weak}명 가운데에는 {found.weak}명입니다." if spread.weak else ""
    return (
        f"잘하는 {spread.strong}명 가운데 {found.strong}명({share:.0%})이 똑같이 ‘{clipped(found.shown)}’(이)라고 "
        f"답했는데 오답으로 채점했습니다.{weak}"
    )


def shared(spread: Spread | None, kind: str) -> Group | None:
    """The wrong answer that many of the strong give, and no smaller a share of them than of the weak."""
    if spread is None or spread.strong < LEAST_STRONG:
        return None
    wrong = [group for group in spread.groups if group.outcome == "incorrect"]
    found = max(wrong, key=lambda group: group.strong, default=None)
    if found is None or found.strong < _often(spread.strong, kind):
        return None
    return found if found.strong * spread.weak >= found.weak * spread.strong else None


def _strong_fail(figures: ItemFigures) -> str:
    strong = figures.strong
    if strong is None or strong.learners < LEAST_STRONG or strong.right > SELDOM * strong.learners:
        return ""
    if strong.mean > HALF:  # part marks, as in essays
        return ""
    right = f"{strong.right}명만 정답으로 채점되었습니다." if strong.right else "정답으로 채점된 사람이 없습니다."
    return f"다른 문항을 가장 잘 푸는 {strong.learners}명 가운데 {right}"


def _nobody(figures: ItemFigures) -> str:
    if figures.answers < FEW_ANSWERS or figures.facility is None:
        return ""
    interval = wilson(figures.facility, figures.answers)
    if interval is None or interval[1] > NOBODY:
        return ""
    return (
        f"{figures.answers}명의 평균 점수가 {figures.facility:.0%}입니다. "
        f"우연을 셈에 넣어도 {interval[1]:.0%}를 넘기 어렵습니다."
    )


def _disputed(disputes: int) -> str:
    return f"{disputes}명이 이의를 제기했고 아직 끝나지 않았습니다." if disputes >= OBJECTIONS else ""


def clipped(text: str, most: int = 60) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
