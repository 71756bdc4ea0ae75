"""Korean particles and endings: what may trail an answer without changing it, and the role a particle gives.
Knows no term.
"""

from __future__ import annotations

import re
from functools import lru_cache

from app.bank.wordlists import words

_COPULAS = list(
    words("""
    입니다 이다 다 이에요 예요 에요 이예요 임 요 이요 이고요 고요 죠 이죠 지요 이지요 네요 이네요 거든요 이거든요
    인데요 라고요 이라고요 이라고합니다 라고합니다 이라고해요 라고해요 이라고한다 라고한다 이라고부릅니다
    라고부릅니다 이라고부른다 라고부른다 이라고생각합니다 라고생각합니다 이라고생각해요 라고생각해요 이라고생각한다
    라고생각한다 이라생각합니다 라생각합니다 인것같아요 인것같습니다 인것같다 인거같아요 인거같습니다 인거같다
    같아요 같습니다 인듯 인듯합니다 인듯해요 인듯하다 가맞습니다 이맞습니다 가맞아요 이맞아요 가맞다 이맞다
    가정답입니다 이정답입니다 가정답 이정답 이라고봅니다 라고봅니다 가아닐까요 이아닐까요 아닐까요 일까요 인가요
    이겠죠 겠죠 일것입니다 일것이다 겁니다 것입니다 것이다 이랍니다 랍니다 입니당 임다 이여 이야 야 이란다 이라 라
    으로보입니다 로보입니다 이라고함 라고함 를말합니다 을말합니다 를말한다 을말한다 것같아요 것같습니다 것같은데요
    것같은데 것같다 것같음 거같아요 거같음 거같은데 같은데 같은데요 아닌가 아닌가요 아닐까 아닐까합니다
    아닐까싶습니다 아닐까싶어요 이아닐까합니다 이아닌가요 가아닌가요 였던 이었던 일 인 로기억합니다 으로기억합니다
    로기억해요 으로기억해요 로기억나요 로알고있습니다 으로알고있습니다 로압니다 으로압니다 인걸로압니다 라고들은
    이라고들은 라고배웠습니다 이라고배웠습니다 정도가 정도 쪽이 느낌 그런느낌 여 이려나 려나 인듯요 이죠뭐 같네요
    였습니다 이었습니다 이라불러요 라불러요 이라고불러요 라고불러요 거 거요 거예요 거에요 맞죠 맞나요 이맞나요
    가맞나요 를뜻합니다 을뜻합니다 를의미합니다 을의미합니다 를가리킵니다 을가리킵니다
""")
)
_PARTICLES = list(
    words("""
    은 는 이 가 을 를 의 에 에서 에게 로 으로 와 과 도 만 만을 만이 만의 들 들을 들이 들의 부터 까지 이라는 라는
    이란 란 이라고 라고 는점 다는점 라는점 이라는점 는것 다는것 라는것 는점이다 는점입니다 다는점이다 다는점입니다
    때문 때문이다 때문입니다 때문에 에는 에서는 에도 등 등등 등이있다 등이있습니다 같은것 따위 측 쪽
""")
)
_VERBS = list(
    words("""
    한다 합니다 해요 하는것 하는것이다 하는것입니다 하는거 하기 함 하는 하여 해서 했다 한 하게 할 하면 하고 하며
    해야한다 해야합니다 된다 됩니다 되는 된 됨 되어 돼요 시킨다 시킵니다 시키는 시킴 시키기 하는방법 하는방식 하는일
    하는작업 하는과정 방법 방식 기법 방법입니다
""")
)
_ATTRIBUTIVE = ("의", "인", "적인", "적", "한", "된")
_VERB_ENDINGS = frozenset(_VERBS)
_CLOSERS = frozenset(_COPULAS + _PARTICLES + _VERBS)
_LONGEST = max(map(len, _CLOSERS))
_OPENERS = [
    "정답은",
    "정답",
    "답은",
    "답",
    "제생각에는",
    "제생각엔",
    "내생각에는",
    "내생각엔",
    "저는",
    "나는",
    "아마",
    "아마도",
    "혹시",
    "대충",
    "그냥",
    "바로",
    "즉",
    "그것은",
    "이것은",
    "그건",
    "이건",
    "음",
    "빈칸은",
    "빈칸에들어갈말은",
    "들어갈말은",
    "제답은",
    "확실히",
    "당연히",
]
_OPENERS.sort(key=len, reverse=True)
LIMIT = 32  # answers as short as a key; longer ones are read as sentences


@lru_cache(maxsize=4096)
def bare_forms(squeezed: str) -> tuple[str, ...]:
    """The answer with fewer and fewer endings, itself first: 어댑터입니다 -> 어댑터입니다, 어댑터입니, ... 어댑터."""
    if len(squeezed) > 2 * LIMIT:
        return (squeezed,)
    found = [squeezed]
    for opener in _OPENERS:
        if squeezed.startswith(opener) and len(squeezed) > len(opener):
            found.append(squeezed[len(opener) :])
            break
    for form in found:
        for size in range(min(_LONGEST, len(form) - 1), 0, -1):
            if form[-size:] in _CLOSERS and _sheds(form, size) and form[:-size] not in found and len(found) < 48:
                found.append(form[:-size])
    return tuple(found)


def _sheds(form: str, size: int) -> bool:
    """Is the end a particle rather than the rest of a word? After one Hangul syllable most are the rest: 전이, 주의."""
    stem, end = form[:-size], form[-size:]
    if len(stem) > 1 or not "가" <= stem <= "힣":
        return True
    if size > 1:
        return end not in _VERB_ENDINGS
    return end in ("를", "에") or (end == "을" and (ord(stem) - 0xAC00) % 28 > 0)


def attributive_stems(squeezed: str) -> list[str]:
    """A key such as 최적의 or 안정적인 also without its attributive ending, if a word is left."""
    return [squeezed[: -len(end)] for end in _ATTRIBUTIVE if squeezed.endswith(end) and len(squeezed) - len(end) >= 2]


_ROLES = {
    "topic": ("은", "는", "이란", "란", "에는", "에서는", "으로는", "로는"),
    "subject": ("이", "가", "께서"),
    "object": ("을", "를"),
    "too": ("도",),
    "only": ("만", "만을", "만이", "만의"),
    "of": ("의",),
    "and": ("와", "과", "이랑", "랑", "하고"),
    "or": ("이나", "나", "이거나", "거나", "든지", "이든"),
    "than": ("보다", "보다는", "보다도", "만큼", "만큼은", "처럼"),
    "place": (
        "에",
        "에서",
        "에게",
        "으로",
        "로",
        "부터",
        "까지",
        "마다",
        "으로써",
        "로써",
        "로서",
        "으로서",
        "에도",
        "에만",
    ),
    "quote": ("라고", "이라고", "라는", "이라는"),
}
_BY_ENDING = {ending: role for role, endings in _ROLES.items() for ending in endings}
_LOOKALIKES = frozenset(
    words("""
    전이 차이 길이 높이 깊이 넓이 크기 정의 주의 회의 의의 합의 결과 효과 초과 통과 성과 속도 정도 온도 밀도 난이도
    정확도 복잡도 태도 빈도 순도 경로 회로 새로 서로 스스로 바로 주로 따로 그대로 제로 함수로 추가 평가 증가 국가
    전문가 접두 의도 시도 제도 지도 비지도 준지도 자기지도 반지도 아이 사이 나이 놀이 많이 같이 없이 모든 매우 별도
    용도 강도 각도 척도 인가 허가 대가 하나 이나 마나 만나 인과 학과 거의
    과 가 이 도 만 나 하고 와 은 는 을 를 불만 대만
    통로 세로 가로 로 고로 카메라 정수로 혼란 재현 가중 동의 질의
""")
)


_ATTRIBUTIVE_VERB = re.compile(  # 넣은, 학습하는, 작은: a verb before a noun, not a noun with 은/는
    r"(?:하|되|있|없|않|시키|쓰|주|두|놓|우|꾸|끄|뜨|모으|려|추|키|리|누|드|루|르|오|들|갖|지|이|내|넣|붙|더|못하|치|(?<!크)(?<!초)(?<!보)(?<!쓰)기)는$"
    r"|(?:넣|작|적|많|좋|높|낮|깊|같|얻|받|읽|남|붙|쌓|않|없|있|잡|찾|맞|짧|얇|넓|늦|얹|심)은$"
    r"|(?:한|된|할|될|던|적인|스러운|로운|거운|벼운|운|킨|린|준|둔|쓴|든|난|낸|센|큰|인)$"
)


_AT = ("에", "에다", "에도", "에만", "에는")
_SHORTEST_VERBS = frozenset({"된", "한", "할", "될", "쓴"})


@lru_cache(maxsize=16384)
def role(text: str) -> tuple[str, str]:
    """The role a spaced word's particle gives it, and the word without that particle; ("", text) without one."""
    if text in _LOOKALIKES:
        return "", text
    if text in _SHORTEST_VERBS or (len(text) > 1 and _ATTRIBUTIVE_VERB.search(text)):
        return "modifier", text
    for size in (3, 2, 1):
        if len(text) > size and text[-size:] in _BY_ENDING:
            return _BY_ENDING[text[-size:]], text[:-size]
    return "", text


def case_of(text: str, role: str) -> str:
    """가, 를 or 에: 가중치를 저장 and 가중치에 저장 are two things. Nothing for every other particle."""
    if role in ("place", "topic", "too"):
        return "place" if text.endswith(_AT) else ""
    return role if role in ("object", "subject") else ""
