"""Pairs and orders: nothing on the page gives the arrangement away, and no two things look the same. Grades nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.bank.checking.giveaways import tells
from app.bank.kinds import match, order
from app.bank.loading import Loaded, Origin
from app.bank.normalising import squeeze
from app.bank.problems import Problem, problem
from app.bank.terms import Terms

_SAYS_PLACE = re.compile(
    r"(?:먼저|우선|맨 처음|처음에|첫째|둘째|셋째|넷째|그다음|그 다음|다음으로|이어서|마지막|끝으로|\d+\s*[.)]|\d+단계)"
)


def check(loaded: Loaded) -> Iterator[Problem]:
    for item in loaded.readable.items.values():
        origin = loaded.origins[item.id]
        if isinstance(item, match.Question):
            yield from _match(item, origin, loaded.readable.terms)
        elif isinstance(item, order.Question):
            yield from _order(item, origin)


def _match(item: match.Question, origin: Origin, terms: Terms) -> Iterator[Problem]:
    yield from _alike(item.id, origin, "left", [each.text for each in item.left])
    yield from _alike(item.id, origin, "right", [each.text for each in item.right])
    sorted_keys = sorted(each.key for each in item.right)
    for at, (each, guess) in enumerate(zip(item.left, sorted_keys, strict=False)):
        if each.to == guess and not item.reuse:
            message = f"이름의 차례로 짐작하면 맞는 짝 ‘{guess}’입니다. 오른쪽의 이름을 서로 바꾸어 주세요."
            yield problem(origin.place("left", at, "to"), "key-tells", message, item.id)
        right = next(option for option in item.right if option.key == each.to)
        if tells(right.text, each.text, terms) or tells(each.text, right.text, terms):
            message = (
                f"짝 ‘{right.text[:30]}’과(와) 같은 말이 들어 있어 뜻을 몰라도 이어집니다. 다른 말로 바꾸어 주세요."
            )
            yield problem(origin.place("left", at, "text"), "pair-tells", message, item.id)
    used = {each.to for each in item.left}
    for at, option in enumerate(item.right):
        if option.key not in used and not option.why.strip():
            message = f"어디에도 맞지 않는 ‘{option.key}’에 why가 없습니다. 무엇인지, 왜 맞지 않는지 적어 주세요."
            yield problem(origin.place("right", at), "option-why", message, item.id)


def _order(item: order.Question, origin: Origin) -> Iterator[Problem]:
    yield from _alike(item.id, origin, "steps", [step.text for step in item.steps])
    keys = [step.key for step in item.steps]
    if order.share(sorted(keys), keys) > order.DEALT_BELOW:
        message = "단계의 이름을 차례로 놓으면 맞는 순서를 닮습니다. 이름을 서로 바꾸어 주세요."
        yield problem(origin.place("steps", 0, "key"), "key-tells", message, item.id)
    for at, step in enumerate(item.steps):
        if found := _SAYS_PLACE.match(step.text):
            message = f"‘{found[0]}’이(가) 자리를 말합니다. 차례를 알리는 말을 지워 주세요."
            yield problem(origin.place("steps", at, "text"), "step-tells", message, item.id)


def _alike(name: str, origin: Origin, side: str, texts: Sequence[str]) -> Iterator[Problem]:
    """Texts that differ by spaces, case or signs alone are the same to a learner."""
    plain = [squeeze(text) or text for text in texts]
    for at, text in enumerate(plain):
        if plain.count(text) > 1:
            message = f"‘{texts[at][:40]}’과(와) 거의 같은 것이 둘 넘게 있습니다. 서로 다르게 적어 주세요."
            yield problem(origin.place(side, at, "text"), "option-twice", message, name)
