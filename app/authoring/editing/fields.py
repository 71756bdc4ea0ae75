"""Which boxes the form of each kind has, in the order of the file. A kind without an entry is edited as text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.authoring.editing.codecs import (
    CHOICE,
    CITED,
    DATE,
    FACTORS,
    LEVEL,
    LINES,
    NUMBER,
    OUTCOMES,
    PROSE,
    SAYS,
    TRUTH,
    VALUES,
    WORDS,
    Codec,
)


@dataclass(frozen=True)
class Field:
    """A box, or with `parts` a table of boxes, a row for each entry of the list; `single`: one row, of a mapping.
    `alone` names the part that may stand for the whole mapping, `offers` the names that a box suggests."""

    name: str
    label: str
    codec: Codec = WORDS
    help: str = ""
    default: Any = None
    choices: tuple[tuple[str, str], ...] = ()
    parts: tuple[Field, ...] = ()
    single: bool = False
    alone: str = ""
    offers: str = ""


YES_NO = (("true", "예"), ("false", "아니요"))
A_LINE = "한 줄에 하나씩 적습니다."
IDEAS = "한 줄이 한 가지 방법입니다. 모두 있어야 하는 것은 &로, 어느 것이어도 되는 것은 |로 잇습니다."


def _yes(name: str, label: str, default: bool, help_: str = "") -> Field:
    return Field(name, label, TRUTH, help_, default, YES_NO)


SKILLS = (("recall", "떠올리기"), ("apply", "써 보기"), ("diagnose", "가려내기"))
HEAD = (
    Field(
        "concept",
        "개념",
        help="같은 사실을 묻는 문항은 개념이 같습니다. 영어 소문자와 붙임표로 적습니다.",
        offers="concepts",
    ),
    Field("difficulty", "난이도", LEVEL, choices=(("1", "쉬움"), ("2", "보통"), ("3", "어려움"))),
    Field("skill", "묻는 힘", CHOICE, default="recall", choices=SKILLS),
    Field("prompt", "문제", PROSE, "Markdown과 $수식$을 쓸 수 있습니다."),
)
MATCHES = (("exact", "답 전체가 같을 때"), ("contains", "답에 들어 있을 때"))
NEAR_MISSES = Field(
    "near_misses",
    "아까운 오답과 힌트",
    help="힌트는 정답을 말하지 않습니다.",
    parts=(
        Field("answers", "오답", LINES, A_LINE),
        Field("match", "견주는 법", CHOICE, "", "exact", MATCHES),
        Field("feedback", "힌트", PROSE),
    ),
)
ARRANGED_MISSES = Field(
    "near_misses",
    "아까운 오답과 힌트",
    help="열쇠 글자를 답의 차례대로, 한 줄에 하나씩 적습니다.",
    parts=(Field("answers", "오답", LINES), Field("feedback", "힌트", PROSE)),
)
COUNTED_MISSES = Field(
    "near_misses",
    "아까운 오답과 힌트",
    parts=(Field("formula", "잘못 센 식"), Field("feedback", "힌트", PROSE)),
)
TAIL = (
    Field("explanation", "해설", PROSE, "답한 뒤에 보입니다."),
    Field(
        "sources", "출처", parts=(Field("ref", "문헌 이름", offers="references"), Field("locus", "곳", help="예: §2.1"))
    ),
    Field(
        "correction",
        "정오표에 올릴 것",
        help="예전 정답표가 틀렸을 때만 적습니다. 없으면 모두 비워 둡니다.",
        single=True,
        parts=(
            Field("date", "날짜", DATE, "예: 2026-11-21"),
            Field("before", "예전 정답표의 주장", PROSE),
            Field("after", "맞는 것", PROSE),
            Field("reason", "까닭", PROSE),
            Field("sources", "근거", CITED, "한 줄에 하나: ‘houlsby2019, §2.1’."),
        ),
    ),
    Field(
        "check",
        "정답을 밝히는 계산",
        help="계산으로 정답이 정해지는 문항에만 적습니다. 없으면 모두 비워 둡니다.",
        single=True,
        alone="run",
        parts=(
            Field("run", "계산의 이름", offers="checks"),
            Field(
                "answers", "결과마다 답", OUTCOMES, "한 줄에 하나: ‘결과: 그 결과를 본 사람이 낼 답’. 둘 이상 적습니다."
            ),
        ),
    ),
    Field("demo", "실습", help="실습실에서 확인할 곳의 이름. 없으면 비워 둡니다.", offers="demos"),
)
ACCEPT = Field("accept", "그 밖에 맞는 꼴", LINES, A_LINE)
SAID = Field("says", "이렇게 말해도 맞음", SAYS, IDEAS)
DENIED = Field("denies", "말하면 틀리는 것", LINES, A_LINE)
KEY = Field("key", "열쇠 글자")
TEXT = Field("text", "글", PROSE)
WHY = Field("why", "까닭", PROSE)

KINDS: dict[str, tuple[Field, ...]] = {
    "ox": (Field("answer", "정답", CHOICE, choices=(("O", "O"), ("X", "X"))), NEAR_MISSES),
    "blank": (
        Field("blanks", "빈칸", help="문제의 ____마다 하나씩, 차례대로.", parts=(Field("answer", "정답"), ACCEPT)),
        _yes("ordered", "차례대로 채워야 함", True),
        NEAR_MISSES,
    ),
    "short": (
        Field("answer", "정답"),
        ACCEPT,
        SAID,
        DENIED,
        Field("parts", "여럿을 답하는 문항의 정답", parts=(Field("answer", "하나"), ACCEPT)),
        Field("need", "몇 개면 만점", NUMBER, "비워 두면 모두."),
        _yes("ordered", "차례가 있음", False),
        NEAR_MISSES,
    ),
    "essay": (
        Field("answer", "모범 답안", PROSE),
        Field(
            "rubric",
            "채점 요소",
            help="배점의 합은 1입니다.",
            parts=(Field("point", "요소"), Field("weight", "배점", NUMBER), SAID, DENIED),
        ),
        Field("misconceptions", "흔한 오해", parts=(SAID, Field("feedback", "일러 줄 말", PROSE))),
        Field("pass_mark", "통과 점수", NUMBER, default=0.6),
        NEAR_MISSES,
    ),
    "choice": (
        Field("options", "보기", parts=(KEY, _yes("correct", "맞음", False), TEXT, WHY)),
        _yes("multiple", "모두 고르기", False),
        _yes("shuffle", "섞기", True),
        NEAR_MISSES,
    ),
    "number": (
        Field("vary", "바뀌는 값", VALUES, "한 줄에 이름 하나: ‘d: 768, 1024’. 문제에서는 {d}로 씁니다."),
        Field("formula", "식", help="예: 2 * d * r"),
        Field("unit", "단위"),
        Field("units", "다른 단위", FACTORS, "한 줄에 하나: ‘K: 1000’."),
        Field("tolerance", "허용 오차", NUMBER, "0.01이면 1 %.", 0),
        COUNTED_MISSES,
    ),
    "match": (
        Field("left", "왼쪽", parts=(TEXT, Field("to", "짝의 열쇠 글자"), WHY)),
        Field("right", "오른쪽", parts=(KEY, TEXT, WHY)),
        _yes("reuse", "같은 것을 여러 번", False),
        _yes("shuffle", "왼쪽도 섞기", True),
        ARRANGED_MISSES,
    ),
    "order": (Field("steps", "단계", help="바른 차례대로 적습니다.", parts=(KEY, TEXT, WHY)), ARRANGED_MISSES),
}


def fields_of(kind: str) -> tuple[Field, ...]:
    """() for a kind that has no form."""
    return (*HEAD, *KINDS[kind], *TAIL) if kind in KINDS else ()
