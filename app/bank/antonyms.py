"""Opposites in the field: which words take one side and which the other, and what undoes a key. Knows no question."""

from __future__ import annotations

import re

# Opposites: word beginnings of one sense and of the other. A claim of the one side contradicts a key of the other.
OPPOSITES: dict[str, tuple[str, str]] = {
    "training": (
        "학습 훈련 갱신 업데이트 튜닝 미세조정 조정 최적화 바꾸 바꾼 바꿔 바뀌 train tune tuning update optimize",
        "고정 동결 얼리 얼려 얼린 얼림 그대로 freeze frozen freezing 프리즈",
    ),
    "quantity": (
        "소수 일부 적은 소량 몇 극히 조금만 few subset fraction",
        "전체 모든 모두 전부 대부분 나머지 통째 온전 전면 풀파인 다시처음 all entire whole full every most",
    ),
    "amount": (
        "늘 증가 높 많 커지 커진 커짐 확대 상승 올라 올리 올린 올랐 길어 불어 늘어 증대 "
        "increase higher more larger grow",
        "줄 감소 낮 적어 적다 적게 작아 축소 하락 떨어 내려 절감 절약 아끼 아낀 짧아 "
        "reduce decrease lower less fewer shrink save",
    ),
    "size": (
        "큰 크다 크고 크며 크지 크므로 큽니 큼 대형 대규모 거대 무거 무겁 중량 large big huge heavy 방대",
        "작은 작 소형 소규모 경량 가벼 가볍 small light tiny 미니 조그",
    ),
    "stability": (
        "안정 견고 강건 일관 stable robust steady",
        "불안정 흔들 출렁 들쭉 민감 unstable sensitive 변동 요동",
    ),
    "quality": (
        "좋 우수 뛰어 향상 개선 나은 낫 최적 최고 최상 최선 best better optimal improve",
        "나쁘 나쁜 저하 악화 최악 최저 떨어 뒤처 나빠 worst worse degrade 열등 해치",
    ),
    "presence": (
        "추가 삽입 넣 끼우 끼워 붙 더하 더한 도입 포함 add insert append 생기 생긴 생길 발생",
        "제거 삭제 빼 뺀 없애 없앤 제외 remove delete drop eliminate 사라",
    ),
    "speed": ("빠르 빨라 빠른 fast faster quick", "느리 느려 느린 slow slower"),
    "ease": ("쉽 쉬운 쉬워 용이 간단 easy simple", "어렵 어려 힘들 복잡 hard difficult"),
    "sameness": ("같 비슷 유사 동일 근접 동등 same similar equal", "다르 다른 달라 상이 different differ"),
    "directness": ("직접 direct", "간접 indirect"),
    "continuity": ("연속 소프트 continuous soft", "이산 하드 discrete hard"),
    "automation": ("자동 스스로 automatic", "수동 수작업 손으로 manual"),
    "side": ("앞 접두 프리픽스 prefix 전방", "뒤 접미 서픽스 suffix 후방"),
    "ends": ("입력 input", "출력 output"),
    "rank": (
        "저랭크 저순위 저계수 낮은랭크 낮은순위 로우랭크 lowrank",
        "고랭크 고순위 풀랭크 높은랭크 희소 fullrank highrank sparse 전체랭크",
    ),
    "need": ("필요 필수 required necessary need", "불필요 unnecessary"),
    "supply": ("레이블된 라벨된 labeled", "unlabeled"),
    "keeping": ("유지 보존 keep preserve maintain", "잃 망각 잊 파괴 손상 forget lose"),
}


def _senses() -> dict[str, list[tuple[str, str, int]]]:
    """First character -> (word beginning, name of the pair, +1 or -1), longest beginnings first."""
    table: dict[str, list[tuple[str, str, int]]] = {}
    for name, sides in OPPOSITES.items():
        for side, beginnings in zip((1, -1), sides, strict=True):
            for beginning in beginnings.split():
                table.setdefault(beginning[0], []).append((beginning, name, side))
    for rows in table.values():
        rows.sort(key=lambda row: -len(row[0]))
    return table


SENSES = _senses()
# Words that only begin like one of a side.
NEUTRAL = re.compile(r"^(?:작[업성동용문]|크롤|크로스|줄곧|줄글|올라[와온]|복잡도|빼곡|빼먹|늘$)")
# What a key may not have done to it, unless the question itself speaks of it.
REVERSING = re.compile(
    r"^(?:떨어|낮|부족|감소|저하|줄|제거|빼|뺀|없애|없앤|방해|막|해치|해친|잃|포기|무시|악화|나쁘|나쁜|나빠|약하|약화|버리|버린|삭제|금지|틀리|틀린|틀렸|거짓|오답|잘못|심하|심한|반대|취소|불필요|필요없)"
)
