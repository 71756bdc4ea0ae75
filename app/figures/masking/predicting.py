"""BERT, RoBERTa, SpanBERT, ELECTRA, XLNet and XLM's TLM: answers at places of the input itself. Knows no page."""

from __future__ import annotations

from random import Random

from app.figures.masking.drawing import filled, geometric, korean, places, portion, scattered, words
from app.figures.masking.pieces import Example, Kind, Piece, Strip

MASK = "[MASK]"
CHOSEN = 15  # percent
EPOCHS = 3
SHOWN = 4  # XLNet: how many predictions are drawn out
RIVALS = 3  # ELECTRA: words beside the right one among which the pretended generator draws
Tokens = tuple[str, ...]


def bert(tokens: Tokens, _: Tokens, draw: Random) -> Example:
    """Devlin et al. 2019, section 3.1."""
    chosen = places(draw, len(tokens), CHOSEN)
    strip = Strip("모델이 읽고, 고른 자리에서 맞히는 것", masked(tokens, chosen, draw))
    return Example(
        (strip,), (f"토큰 {len(tokens)}개 가운데 {len(chosen)}개를 골랐습니다. 손실은 그 자리에서만 구합니다.",)
    )


def roberta(tokens: Tokens, _: Tokens, draw: Random) -> Example:
    """Liu et al. 2019, section 4.1: BERT's draw, once for every time that a sequence is fed."""
    drawn = [masked(tokens, places(draw, len(tokens), CHOSEN), draw) for _ in range(EPOCHS)]
    strips = tuple(Strip(f"{epoch}번째 에폭", pieces) for epoch, pieces in enumerate(drawn, 1))
    return Example(strips, (f"에폭마다 {len(strips[0].answers)}개를 새로 골랐습니다. 글은 같고 맞힐 자리만 다릅니다.",))


def spanbert(tokens: Tokens, _: Tokens, draw: Random) -> Example:
    """Joshi et al. 2020, section 3.1: spans, and one fate for all tokens of a span."""
    drawn, lengths = filled(draw, portion(len(tokens), CHOSEN), geometric)
    pieces = [Piece(token, place=place) for place, token in enumerate(tokens)]
    for start, stop in scattered(draw, len(tokens), lengths):
        kind = fate(draw)
        pieces[start:stop] = [changed(tokens[place], place, kind, draw) for place in range(start, stop)]
    told = [f"뽑은 스팬의 길이: {_listed(drawn)}. 모두 {sum(lengths)}개를 골랐습니다."]
    if drawn != lengths:
        told.append(f"마지막 스팬은 15 %를 넘지 않게 {drawn[-1]}에서 {lengths[-1]}로 잘랐습니다.")
    return Example((Strip("모델이 읽고, 고른 자리에서 맞히는 것", tuple(pieces)),), tuple(told), tuple(drawn))


def electra(tokens: Tokens, _: Tokens, draw: Random) -> Example:
    """Clark et al. 2020, section 2. A generator is missing here: words of a list stand in for what it would say."""
    chosen = places(draw, len(tokens), CHOSEN)
    said = {place: draw.choice([tokens[place], *draw.sample(words(tokens[place]), RIVALS)]) for place in sorted(chosen)}
    reads = [changed(token, place, "mask" if place in chosen else "kept", draw) for place, token in enumerate(tokens)]
    judged = [_judged(token, place, said.get(place)) for place, token in enumerate(tokens)]
    strips = (Strip("생성기가 읽고 맞히는 것", tuple(reads)), Strip("판별기가 읽고 가리는 것", tuple(judged)))
    replaced = sum(piece.kind == "random" for piece in judged)
    told = f"생성기는 {len(chosen)}자리에서, 판별기는 {len(tokens)}자리 모두에서 손실을 구합니다."
    return Example(strips, (told, f"정답이 ‘교체’인 자리는 {replaced}개입니다."))


def xlnet(tokens: Tokens, _: Tokens, draw: Random) -> Example:
    """Yang et al. 2019, sections 2.2 and 2.3: tokens stay, the order of predicting is drawn, its end is predicted."""
    order = draw.sample(range(len(tokens)), len(tokens))
    first = len(tokens) - max(1, len(tokens) // 6)
    ranks = {place: rank for rank, place in enumerate(order)}
    pieces = tuple(_ranked(token, place, ranks[place], ranks[place] >= first) for place, token in enumerate(tokens))
    strips = [Strip("인수분해 순서: 칸 아래의 수가 몇 번째인지", pieces)]
    for rank in range(first, len(tokens))[:SHOWN]:
        strips.append(Strip(f"{rank + 1}번째를 예측할 때 볼 수 있는 것", _seen(tokens, order, rank)))
    told = [f"순서의 마지막 {len(tokens) - first}개만 예측합니다. 토큰은 제자리에 있고, 앞선 순서의 토큰만 봅니다."]
    if len(tokens) - first > SHOWN:
        told.append(f"볼 수 있는 것은 처음 {SHOWN}개만 그렸습니다.")
    return Example(tuple(strips), tuple(told))


def tlm(tokens: Tokens, pair: Tokens, draw: Random) -> Example:
    """Lample and Conneau 2019, section 3: both sides masked, positions from 0 again, a language for every token."""
    strips = []
    for side, sentence in (("첫", tokens), ("둘째", pair)):
        language = "한국어" if korean(" ".join(sentence)) else "영어"
        pieces = masked(sentence, places(draw, len(sentence), CHOSEN), draw)
        placed = tuple(_below(piece, f"{place}·{language}") for place, piece in enumerate(pieces))
        strips.append(Strip(f"{side} 문장 (언어 임베딩: {language})", placed))
    told = "두 문장을 이어 한 번에 읽습니다. 칸 아래는 위치와 언어이고, 위치는 둘째 문장에서 0부터 다시 셉니다."
    return Example(tuple(strips), (told, "한쪽의 가린 자리를 맞힐 때 다른 쪽의 짝을 볼 수 있습니다."))


def masked(tokens: Tokens, chosen: frozenset[int], draw: Random) -> tuple[Piece, ...]:
    """The chosen places changed as BERT does, each with its own fate."""
    kinds = [fate(draw) if place in chosen else "kept" for place in range(len(tokens))]
    return tuple(changed(token, place, kinds[place], draw) for place, token in enumerate(tokens))


def fate(draw: Random) -> Kind:
    """80 % masked, 10 % another token, 10 % as it was."""
    drawn = draw.random()
    return "mask" if drawn < 0.8 else "random" if drawn < 0.9 else "same"


def changed(token: str, place: int, kind: Kind, draw: Random) -> Piece:
    """A token after its fate, with itself as the answer; one that was not chosen has none."""
    text = MASK if kind == "mask" else draw.choice(words(token)) if kind == "random" else token
    return Piece(text, kind, place, None if kind == "kept" else token)


def _judged(token: str, place: int, said: str | None) -> Piece:
    if said is None or said == token:
        return Piece(token, "kept" if said is None else "same", place, "원래")
    return Piece(said, "random", place, "교체")


def _ranked(token: str, place: int, rank: int, predicted: bool) -> Piece:
    return Piece(token, "predicted" if predicted else "kept", place, token if predicted else None, f"{rank + 1}번째")


def _seen(tokens: Tokens, order: list[int], rank: int) -> tuple[Piece, ...]:
    """What the query stream sees: contents of the ranks before, and of its own place only where it is."""
    earlier = set(order[:rank])
    asked = order[rank]
    return tuple(
        Piece("?", "predicted", place, token)
        if place == asked
        else Piece(token, place=place)
        if place in earlier
        else Piece("×", "hidden", place)
        for place, token in enumerate(tokens)
    )


def _below(piece: Piece, below: str) -> Piece:
    return Piece(piece.text, piece.kind, piece.place, piece.answer, below)


def _listed(lengths: list[int]) -> str:
    return ", ".join(str(length) for length in lengths)
