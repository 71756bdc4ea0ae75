"""What a figure means, in plain words. Where the words change is our choice (docs/statistics.md)."""

from __future__ import annotations

from app.authoring.statistics.figures import ItemFigures


def facility(found: ItemFigures) -> str:
    share = found.facility
    if share is None:
        return "아직 답이 없습니다."
    words = ((0.9, "거의 모두 맞힙니다."), (0.6, "맞히는 사람이 더 많습니다."), (0.4, "반쯤 맞힙니다."))
    hard = "거의 아무도 못 맞힙니다." if share < 0.1 else "틀리는 사람이 더 많습니다."
    return next((said for bound, said in words if share >= bound), hard)


def discrimination(found: ItemFigures) -> str:
    value = found.discrimination
    if value is None:
        return "견줄 사람이 모자라거나 모두 같은 점수라서 셈할 수 없습니다."
    words = (
        (0.5, "아는 사람과 모르는 사람을 아주 잘 가립니다."),
        (0.3, "아는 사람과 모르는 사람을 가립니다."),
        (0.2, "조금 가립니다."),
        (0.0, "거의 가리지 못합니다."),
    )
    return next((said for bound, said in words if value >= bound), "거꾸로입니다. 정답이나 문장을 살펴봐 주세요.")
