"""The small words that turn a sentence: negation, contrast, comparison, choice. Knows no question
and no course term.
"""

from __future__ import annotations

import re

from app.bank.wordlists import words

# "A가 아니라 B", "A 말고 B", "A 대신 B": what stands before is denied. `tail` may hold the denied noun itself (A말고).
CONTRAST = re.compile(
    r"(?P<tail>.*?)(?:이|가|은|는|도|을|를)?(?:아니라|아니고|아니며|아니구|아닌|말고|말고는|대신|대신에|대신하여|대신해|빼고|빼면|없이|없이도|"
    r"제외하고|제외한|제외하면|제외|달리|다르게|반대로|외에|외에는|외의|이외에|이외의|아닌가|커녕|는커녕|은커녕)$"
)
UNLIKE = re.compile(r"(?:달리|다르게|반대로)$")  # a contrast only of "A와", "A과": 매번 다르게 만든다 denies nothing
COMPANION = ("와", "과", "랑", "하고", "와는", "과는", "랑은")
REMOVAL = re.compile(r"없[애앤앨앰앴앱]")  # it takes its object away and denies nothing else
LESSER = re.compile(r"^덜(?![하한할함해했])")  # 덜 흔들린다: the verb is denied, the clause is not
ASIDE = re.compile(r"(?:[가-힣]도|더니|으?니|으?면)$")  # 안 써도: what is denied ends here
UNLESS = re.compile(r"(?:[않없]으[니면]|못하면|[않없]더니)$")  # 고정하지 않으면: what is denied ends with it
# 병합하면: no negation reaches back over a condition
CONDITION = re.compile(r"(?:[으하되지리키기이우추쓰주르꾸누려시]|[았었했됐겠]다|[한된는인]다)면$|\d이라$")
NOUN_NEGATION = re.compile(r"^(?:x|없음|불가|불가능|아님|못함|안함|[가-힣]+없음)$")  # of a note: it denies its own item
DONE_NOT = frozenset({"함", "됨", "씀", "됩", "돼"})  # 안 함, 못 함
ARROWS = frozenset("→⇒➡➔⟶")
ITEM_SIGNS = frozenset(",;+·")
INSTEAD = ("그", "이")  # 그 대신: nothing that stands before is denied
WITHOUT = ("없이", "없이도")  # of these, "A 없이" says that A is lacking
# "A보다 B", "A만큼", "A에 비해": what stands before is compared with, not claimed.
COMPARISON = re.compile(
    r"(?P<tail>.*?)(?:보다|보다는|보다도|보단|만큼|만큼은|만큼의|처럼|비해|비하여|비하면|견주어|견줄|대비|가까운|가깝게|근접한|못지않은|못지않게|비슷한|맞먹는)$"
)
LIKENESS = re.compile(r"^(?:비해|비하|견주|견줄|대비|가까|가깝|근접|못지않|비슷|맞먹)")  # only of "A에", "A와"
REASON = re.compile(r"(?:서|려고|때문|기)(?:가|이|은|는)?$")  # 작아서가 아니라: a clause is denied, not a noun
JOINED_NOMINALISER = re.compile(
    r"(?:[한된는은던킨린준낸쓴운][게건걸거]|[한된는은던킨린준낸쓴운]것)이?$"
)  # 저장된게 아니고
NOT_ONLY = re.compile(r"(?:뿐|뿐만|뿐이)(?:아니라|아니고|아닌)?$")
NEGATION = re.compile(
    r"않|^(?:못|안|덜)$|^덜[가-힣]|^안(?![정전내쪽에의녕팎착심드면경이으은을과]|다$)[가-힣]|^안안|못(?:하|한|함|합|했|해|된|됩|됨|되)|^안(?:하|한|함|해|했|합|되|된|됨|돼|됩|쓰|씀|쓴)|^없|[가-힣]없(?:다|는|음|고|어|습|으|이|앤|애)|"
    r"아니|아닙|아님|아녜|아닌|아닐|^(?:not|never|no|cannot|isnt|doesnt|dont|without|t|less|hardly)$|^말아|^불가|불가능|^별개|^무관(?!하게)"
)
FALSE_NEGATION = re.compile(
    r"못지않|끊임없|틀림없|(?:상관|관계)없(?![고다어음습])|문제없|빠짐없|어김없|변함없이|아니면|아닐까|않을까|아닌가요|않나요|않을까요|아닌지|밖에없|수밖에|적지않|다름없|다름아닌|아니나다를까|(?:[없않]|못하)[었았]?(?:[는은]지(?:[도를]|요)?|[는은]가|느냐|나)$"
)
ATTRIBUTIVE_NEGATION = re.compile(r"(?:않는|않은|않을|않던|없는|없을|없던|못하는|못한|못할|아닌|안되는|안된|없앤)$")
NEGATIVE_ADVERBS = frozenset({"안", "못", "덜", "less"})
THAN = ("보다", "보다는", "보다도", "보단")
ENGLISH_CONTRAST = frozenset({"not", "without", "except", "excluding"})
ENGLISH_DO = frozenset({"do", "does", "did", "can", "could", "will", "would", "should"})
ENGLISH_BE = frozenset({"is", "are", "was", "were", "be", "been"})
ENGLISH_INSTEAD = frozenset({"rather", "instead", "other"})
ENGLISH_TURN = frozenset({"but", "however", "while", "whereas", "and", "yet"})
OR_WORDS = frozenset(["또는", "혹은", "or", "아니면", "내지", "아님", "둘중", "중하나"])
TURN_WORDS = frozenset(
    words("""
    그러나 하지만 그런데 그래서 따라서 반면 반면에 다만 그렇지만 오히려 실제로는 사실은 but however while whereas so
""")
)
PRONOUNS = frozenset(
    words("""
    그게 그것이 이게 그건 이건 그것은 이것은 그 이것이 그것 그거 그거는
""")
)
NOMINALISERS = frozenset(
    words("""
    것 것이 것은 것을 게 거 건 걸 거는 거가 점이 점은 방식이 방법이 방식 방법
""")
)

CONNECTIVE = re.compile(
    r"(?:하|되|이|시키|않|없|있|지|리|기|히|우|추|두|놓|쓰|넣|높|낮|많|적|크|작|주|오|가|나|늘|붙|얼|들|쌓|같|좋|빼|롭|쉽|렵|겁|볍"
    r"|꾸|누|모으|끄|켜|풀|줄|깊|짧|르|열|잡|얹|받|읽|담|뽑|섞|남|잃|얻|돌|막|묶|그|펴|닫|걸|끌|찾|맞|깎|먹|뺏|잊|찍|꺾|안|았|었|였|렸|졌)고$|"
    r"(?:으며|하며|되며|이며|지며|키며|리며|면서|지만|는데|은데|인데|한데|므로|니까|으나|아서|어서|해서|여서|돼서|하여|되어|라서|도록|려고|려면|기에|느라|자마자|(?<![는한된인운])다가|"
    r"[져려여겨켜혀쳐펴셔며쪄와워춰꿔줘둬봐써나가내매대커꺼떠]서|[았었했됐겠렸졌]으니|"
    r"[줘둬봐놔]도|때문에|반면|반면에|두고|놓고|채|채로|아도|어도|해도|더라도|았고|었고|했고|됐고|시켜|인다|한다|된다|는다|니다|세요|어요|아요|해요|에요|예요)$"
)
NOT_CONNECTIVE = frozenset(
    words("""
    최고 그리고 광고 참고 사고 보고 창고 재고 경고 원고 이라고 라고 라는데 순서 이미지만 마지만
""")
)
WITH = re.compile(
    r"(?:모델|행렬|방법|방식|어댑터|프롬프트|파라미터|가중치|토큰|벡터|데이터|출력|입력|값|층|것|거)하고$"
)
QUOTE = re.compile(r"(?:라|다|냐|자)고$")
FUNCTION = frozenset(
    words("""
    것 거 게 건 걸 수 때 등 이 그 한 할 하는 한다 합니다 해요 있는 있다 있음 있을 된다 됨 되는 함 를 을 은 는 의 에
    the of is are to be
""")
)
HARMLESS = frozenset(
    words("""
    첫째 둘째 셋째 첫번째 두번째 점
    것 거 게 수 때 등 중 일 데 대상 핵심 목적 주된 훨씬 더욱 굉장히 상당히 꽤 무척 비교적 상대적으로 이하의 미만의 이하
    미만 사이의 간의 더 가장 매우 아주 좀 약간 조금 바로 즉 곧 주로 오직 단지 그냥 역시 특히 보통 대개 아마 아마도
    일종 종류 형태 방식 방법 기법 기술 개념 의미 이름 용어 정답 답 생각 경우 부분 요소 역할 이 그 저 이런 그런 각
    각각 두 세 한 하나 개 여러 해당 새로운 새 추가 추가된 추가한 새로 학습 가능한 학습가능한 있는 있다 있습니다 있음
    하는 한다 합니다 해요 함 된 된다 됩니다 됨 되는 이다 입니다 사용 사용한 사용하는 사용한다 사용합니다 이용 활용
    통해 통한 위해 위한 대한 관한 의한 에 의 을 를 은 는 가 와 과 로 으로 같은 같이 함께 모두 다 음 음음 그러니까
    말하자면 제 저는 나는 내 빈칸 들어갈 말 은근 물론 당연히 확실히 분야 분야의 과제 과제로 태스크 작업 계열 쪽 측
    구조 구조의 형식 형식의 꼴 꼴의 크기 크기가 수준 정도 규모 규모가 수가 개수 기억 기억나기로는 느낌 듯 싶어요
    싶습니다 같은데요 같은데 혹시 대충 잘은 아닐까 아닐까요 아닌가 아닌가요 둘다 모두다 이르는 것이므로 것이며
    것이고 것으로 것이다 것입니다 것을 것은 것이 거요 거예요 learnable trainable extra additional two set portion
    두개 둘 자체 매번 그때 it this that they these those we you i was were been called named known as on can could
    use used using more much most very newly new inserted added only just also its their which what so et al 이라고
    라고 생각합니다 생각해요 생각한다 생각함 생각됩니다 같아요 같습니다 맞습니다 맞아요 맞다 합니다만 이라는 라는 부른다
    부릅니다 불린다 한다고 말한다 말합니다 뜻한다 가리킨다 the a of is are by with to in for
""")
)
LIGHT_VERB = re.compile(
    r"^(?:사용|이용|활용|적용|말|의미|생각|제안|표현|기억|추측|추정|짐작|해당|존재|가능)(?:하|한|할|함|합|해|했|되|된|될|됨|됩|돼).{0,4}$"
    r"|^(?:쓰|쓴|쓸|써|씀|부르|부릅|불리|불린|나오|나올|나온|나옵|나와|내는|낼|낸|냄|얻|따라|따르|들은|들었|알고|압니|배웠|싶|같|뜻하|뜻한|가리키|가리킨|가리킵|보인|봅니|맞).{0,4}$|^(?:주는|준다|줍니다|주고|줄|준)$"
    r"|^(?:하|되|한|된|할|될|합|됩|해|돼|했|있)(?:다|면|고|는|며|여|서|니다|습니다|요|어요|아요|었다|았다|는다|을|려면|려고|기|지)$|^(?:한|된|할|될|해|돼)$"
)
GENERIC = frozenset(
    words("""
    파라미터 매개변수 파라메터 모수 가중치 층 레이어 모델 토큰 벡터 행렬 모듈 임베딩 데이터 학습 훈련 튜닝 성능 과제
    태스크 작업 방법 기법 방식 구조 분야 네트워크 신경망 입력 출력 층마다 값 크기 분석 처리 합성 예측 탐지 영역 응용
    산업 연구 서비스 문제 고정 동결 추론 초기화 역전파 사전학습 트랜스포머 언어모델 알고리즘 기술 시스템 표현 함수
    연산 계산 특징 차원 parameter weight layer model token vector matrix matrices module embedding data training
    tuning performance task method network input output transformer system field
""")
)

LIGHT = frozenset(
    ["쪽", "측", "자체", "본체", "방식", "방법", "기법", "전체", "모델", "구조", "계열", "부분", "등"]
)  # nouns that take the role of the noun before them
LIST_WORDS = OR_WORDS | frozenset(["그리고", "및", "and", "또", "또한", "plus", "하고"])
SENTENCE_VERBS = frozenset(  # a name with one of these is a sentence
    words("""
    증가 감소 상승 하락 향상 개선 확인 is are was were be been has have can
    함 합니다 한다 해요 해야 됩니다 된다 돼요 있습니다 있다 있어요 없습니다 없다
""")
)
ENGLISH_GLUE = frozenset(
    words("""
    of is are by to in for with on from as that which while and or it its this than into only be
""")
)


def negates_verb(before: str, after: str) -> bool:
    """did not freeze, is not guaranteed: the clause is negated, nothing is denied by contrast."""
    return before in ENGLISH_DO or (before in ENGLISH_BE and after.endswith("ed"))
