"""The kinds of masks: which matrices each makes of what was asked, its rule in a sentence, where its paper says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.figures.attending import rules, snippets
from app.figures.attending.asking import Asked
from app.figures.attending.matrices import Matrix, Rule, Side, matrix, side

PAD = "[PAD]"


@dataclass(frozen=True)
class Kind:
    """`fields` are those it needs beyond the text; `caution` says what the figure leaves out."""

    slug: str
    title: str
    make: Callable[[Asked], tuple[Matrix, ...]]
    code: Callable[[Asked], str]
    rule: str
    papers: str
    lesson: str
    fields: tuple[str, ...] = ()
    caution: str = ""


def _bidirectional(asked: Asked) -> tuple[Matrix, ...]:
    return (_own("see", "셀프 어텐션", side(asked.tokens), rules.everyone),)


def _causal(asked: Asked) -> tuple[Matrix, ...]:
    return (_own("see", "셀프 어텐션", side(asked.tokens), rules.causal),)


def _prefixed(asked: Asked) -> tuple[Matrix, ...]:
    return (_own("see", "셀프 어텐션", side(asked.tokens), rules.prefixed(asked.prefix)),)


def _permuted(asked: Asked) -> tuple[Matrix, ...]:
    ranks = tuple(f"({asked.order.index(place) + 1})" for place in range(len(asked.tokens)))
    tokens = side(asked.tokens, notes=ranks)
    return (
        _own("query", "쿼리 스트림", tokens, rules.query(asked.order)),
        _own("content", "콘텐츠 스트림", tokens, rules.content(asked.order)),
    )


def _paired(asked: Asked) -> tuple[Matrix, ...]:
    read, written = side(asked.tokens, "인코더의 "), side(asked.second, "디코더의 ")
    return (
        _own("encoder", "인코더의 셀프 어텐션", read, rules.everyone),
        _own("decoder", "디코더의 셀프 어텐션", written, rules.causal),
        matrix("cross", "크로스 어텐션: 디코더가 인코더를 봄", written, read, rules.across),
    )


def _padded(asked: Asked) -> tuple[Matrix, ...]:
    n = max(len(asked.tokens), len(asked.second))
    texts = (("first", "첫째 글", asked.tokens), ("second", "둘째 글", asked.second))
    return tuple(
        _own(name, title, side(text + (PAD,) * (n - len(text))), rules.padded(len(text))) for name, title, text in texts
    )


def _own(name: str, title: str, tokens: Side, rule: Rule) -> Matrix:
    return matrix(name, title, tokens, tokens, rule)


ALL = (
    Kind(
        "bidirectional", "양방향 (BERT)", _bidirectional, snippets.bidirectional,
        "모든 자리에서 모든 토큰을 봅니다.", "Devlin et al. 2019, §3", "plm#mlm",
        caution="모두 보이므로 다음 토큰을 맞히는 학습은 답을 베끼는 일이 됩니다. "
        "그래서 BERT는 입력의 일부를 가리고 그 자리를 맞힙니다.",
    ),
    Kind(
        "causal", "인과 (GPT)", _causal, snippets.causal,
        "자기 자신과 앞의 토큰만 봅니다. 그 자리에서 다음 토큰을 예측합니다.",
        "Radford et al. 2018, §3.1; Vaswani et al. 2017, §3.2.3", "decoders#changes",
    ),
    Kind(
        "prefix", "프리픽스 LM (UniLM)", _prefixed, snippets.prefixed,
        "앞에 놓인 프리픽스는 어느 자리에서나 보이고, 그 뒤는 인과 마스크를 따릅니다.",
        "Raffel et al. 2020, §3.2.1; Dong et al. 2019, Figure 1", "seq2seq#read-and-write", ("prefix",),
        "T5 논문이 견준 세 구조 가운데 하나입니다. "
        "프리픽스의 길이가 0이나 1이면 인과 마스크와 같고, 토큰의 수와 같으면 양방향과 같습니다.",
    ),
    Kind(
        "permutation", "순열 (XLNet)", _permuted, snippets.permuted,
        "토큰은 제자리에 두고 예측하는 순서를 뽑습니다. 순서가 앞선 토큰만 봅니다.",
        "Yang et al. 2019, §2.2, §2.3", "encoders#xlnet", ("seed", "order"),
        "괄호 안의 수는 그 토큰이 순서에서 몇 번째인지입니다. 실제로는 순서의 끝부분만 예측합니다(§2.3). "
        "앞 조각의 기억은 뺐습니다. 순서가 첫째인 자리의 쿼리 스트림에는 그 기억만 보입니다.",
    ),
    Kind(
        "encoder-decoder", "인코더-디코더 (BART, T5)", _paired, snippets.paired,
        "인코더는 입력을 양방향으로 읽습니다. 디코더는 지금까지 쓴 것과 인코더가 읽은 것 모두를 봅니다.",
        "Vaswani et al. 2017, §3.2.3; Lewis et al. 2020, §2.1; Raffel et al. 2020, §2.1", "seq2seq#read-and-write",
        ("second",), "실제 디코더의 입력은 시작 표지로 시작합니다. 여기서는 뺐습니다.",
    ),
    Kind(
        "padding", "패딩 (길이가 다른 두 글)", _padded, snippets.padded,
        "짧은 글의 뒤를 [PAD]로 채우고, 아무도 그 자리를 보지 않게 합니다. 나머지는 양방향입니다.",
        "Transformers 문서, Tokenizer의 attention_mask", "basics#dataset", ("second",),
        "두 글은 같은 배치에 있을 뿐 서로를 보지 못합니다. 그래서 행렬이 글마다 하나입니다.",
    ),
)  # fmt: skip
KINDS = {kind.slug: kind for kind in ALL}
