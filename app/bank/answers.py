"""One blank or one short question: its key prepared once, and an answer marked against it, with a trace a
learner can read.

The order is fixed: accepted forms, near misses, typing slips, then the sentence as a claim. Knows no kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from app.bank import claims, formulas, lexicon, matching, remarks, respelling, spelling
from app.bank.finding import Finder
from app.bank.matching import Found
from app.bank.normalising import squeeze
from app.bank.phrases import Phrase
from app.bank.preparing import Miss, Prepared
from app.bank.question import Outcome, Step
from app.bank.refusals import Refusal
from app.bank.surroundings import Surroundings
from app.bank.typed import Typed

_EXAMPLE = re.compile(r"\s*(?:예\s?:|예를 들[어면]|예컨대|가령|e\.?g\.|보기\s?:)")


class Mark(NamedTuple):
    """What one answer is worth, and why."""

    outcome: Outcome
    feedback: str
    trace: tuple[Step, ...]
    near_miss: bool = False
    spelling: bool = False


def mark(raw: str, key: Prepared) -> Mark:
    """Mark one answer. Pure; never raises, whatever was typed."""
    if too_long(raw):
        note = "이 문항의 답으로는 너무 깁니다. 핵심만 짧게 적어 주십시오."
        return Mark("incorrect", note, (Step("길이 확인", raw[:40] + "…", "", note),))
    return mark_typed(Typed(raw, key.terms), key)


def too_long(raw: str) -> bool:
    return len(raw) > matching.LONGEST and len(squeeze(raw[: matching.LONGEST * 4])) > matching.LONGEST


def mark_typed(typed: Typed, key: Prepared) -> Mark:
    """Mark the whole; where that earns nothing, what stands before a plain explanation, or the same spelt right."""
    if (marked := _mark_whole(typed, key)).outcome == "correct":
        return marked
    if typed.explained and (first := _mark_whole(typed.explained, key)).outcome == "correct":
        return first
    if not marked.near_miss and (spelt := respelling.respelt(typed.raw, typed.words, key.terms)):
        again = _mark_whole(Typed(spelt, key.terms), key)
        return again._replace(spelling=True) if again.outcome == "correct" else marked
    return marked


def _mark_whole(typed: Typed, key: Prepared) -> Mark:
    strange = formulas.strange(typed.raw, key.formulas) or formulas.added(typed.raw, key.products)
    found = matching.exact(typed, key.forms) or _echoed(typed, key)
    if found and not strange:
        return Mark("correct", "맞습니다.", (_tidied(typed, found),))
    if miss := _near(typed, key) or _beside(typed, key):
        return _missed(typed, miss)
    if strange:
        return _wrong(typed, Refusal("formula", f"식 ‘{strange}’은(는) 허용 답안의 식과 다릅니다."), key)
    if found := matching.misspelt(typed, key.forms, key.rivals):
        return _slipped(typed, found)
    if explained := _explained(typed, key):
        return explained
    weighing = Surroundings(key.slot, typed)
    if miss := _claimed(weighing.finder, [miss for miss in key.misses if miss.inside]):
        return _missed(typed, miss)
    refusal = claims.verdict(weighing)
    if refusal is None and (miss := _stated(weighing, key)):
        return _missed(typed, miss)
    if refusal is None:
        return Mark("correct", "맞습니다.", (_read(typed, weighing),))
    if refusal.reason in ("missing", "denied", "rival") and (miss := _claimed(weighing.finder, key.misses)):
        return _missed(typed, miss)
    return _wrong(typed, refusal, key)


def _explained(typed: Typed, key: Prepared) -> Mark | None:
    """A right answer with a remark in brackets: the remark must not name another answer or turn the sense."""
    if typed.glossed is None or not typed.glossed[0].text:
        return None
    outside, inside = typed.glossed
    if not all(_harmless_remark(part, key) for part in inside):
        return None
    marked = mark_typed(outside, key)
    return marked if marked.outcome == "correct" else None


def _harmless_remark(part: Typed, key: Prepared) -> bool:
    if matching.exact(part, key.forms) or _EXAMPLE.match(part.raw):
        return True
    if _near(part, key):
        return False
    return remarks.harmless(Surroundings(key.slot, part))


def _echoed(typed: Typed, key: Prepared) -> Found | None:
    """The blank filled together with words of the prompt around it (경량 모듈을 for a blank before 모듈)."""
    if not key.echo.before and not key.echo.after:
        return None
    for bare in typed.forms:
        for form, shown in key.forms.exact.items():
            at = bare.find(form)
            if at >= 0 and (at == 0 or bare[:at] in key.echo.before):
                rest = bare[at + len(form) :]
                if (rest in key.echo.after or not rest) and len(bare) > len(form):
                    return Found(shown, "echo")
    return None


def _near(typed: Typed, key: Prepared) -> Miss | None:
    return next((miss for miss in key.misses if not miss.inside and matching.exact(typed, miss.forms)), None)


def _beside(typed: Typed, key: Prepared) -> Miss | None:
    """A near miss listed beside the key, and nothing else (NLP와 비전, 0 또는 1)."""
    choices = typed.choices
    if not 1 < len(choices) <= matching.MEMBERS:
        return None
    found = [None if matching.exact(choice, key.forms) else _near(choice, key) for choice in choices]
    miss = next(filter(None, found), None)
    named = all(one or matching.exact(choice, key.forms) for choice, one in zip(choices, found, strict=True))
    return miss if named else None


def _claimed(finder: Finder, misses: Iterable[Miss]) -> Miss | None:
    """A near miss that the sentence affirms."""
    return next((miss for miss in misses if any(finder.find(wrong) for wrong in miss.phrases)), None)


def _stated(weighing: Surroundings, key: Prepared) -> Miss | None:
    """A near miss of several words that the sentence states beside the key, unless it says that this stays frozen."""
    for miss in key.misses:
        for wrong in miss.phrases:
            if len(wrong.stems) > 1 and _new(wrong, key) and remarks.states(weighing, wrong):
                return miss
    return None


def _new(wrong: Phrase, key: Prepared) -> bool:
    """Does a wrong phrase hold a word that neither prompt nor key has?"""
    return any(
        stem.shapes[0] not in key.slot.known_words and stem.shapes[0] not in lexicon.HARMLESS for stem in wrong.stems
    )


def _missed(typed: Typed, miss: Miss) -> Mark:
    note = f"{_tidy(typed, typed.text)}. 자주 나오는 다른 답입니다. 힌트를 읽고 한 번 더 적어 볼 수 있습니다."
    return Mark("incorrect", miss.feedback, (Step("정리", typed.raw, typed.text, note),), near_miss=True)


_HOW = {
    "exact": "{0} = 허용 답안",
    "synonym": "{0} = 허용 답안 ‘{1}’ (같은 뜻)",
    "gloss": "괄호 밖과 안의 말이 모두 허용 답안입니다 → ‘{1}’",
    "list": "적은 말이 모두 허용 답안입니다. 순서는 따지지 않습니다.",
    "ending": "공백과 문장의 끝을 정리했습니다 → 허용 답안 ‘{1}’",
    "echo": "문제에 있는 말을 덜어 냈습니다 → ‘{1}’ = 허용 답안",
}


def _tidied(typed: Typed, found: Found) -> Step:
    form = squeeze(found.form)
    bare = next((one for one in reversed(typed.forms) if one == form), typed.forms[-1])
    return Step("정리", typed.raw, bare, _HOW[found.how].format(_tidy(typed, bare), found.form))


def _tidy(typed: Typed, text: str) -> str:
    """What was read, and whether anything was put aside for it."""
    if text == typed.raw:
        return f"정리할 것이 없었습니다 → ‘{text}’"
    return f"{'공백을' if text == typed.text else '공백과 조사를'} 정리했습니다 → ‘{text}’"


def _slipped(typed: Typed, found: Found) -> Mark:
    slip = found.slip or spelling.Slip(found.form, typed.text, found.form)
    note = (
        f"철자를 고쳐 읽었습니다: ‘{slip.typed}’ → ‘{slip.meant}’. 허용 답안 ‘{found.form}’입니다. "
        "다른 용어와 헷갈릴 염려가 없어 정답으로 봅니다."
    )
    feedback = f"맞습니다. 다만 바른 표기는 ‘{found.form}’입니다."
    return Mark("correct", feedback, (Step("철자", typed.raw, found.form, note),), spelling=True)


def _read(typed: Typed, weighing: Surroundings) -> Step:
    read = " ".join(typed.words[n].text for n in sorted(weighing.key_words))
    note = f"문장에서 읽은 답은 ‘{read}’입니다. 이를 부정하거나 어긋나는 주장은 없습니다."
    return Step("문장 읽기", typed.raw, read, note)


def _wrong(typed: Typed, refusal: Refusal, key: Prepared) -> Mark:
    nearest = spelling.nearest(typed.text, list(key.forms.shapes)) if key.forms.shapes else ""
    steps = (
        Step("정리", typed.raw, typed.text, f"{_tidy(typed, typed.text)}. 허용 답안 목록에 없습니다."),
        Step("문장 읽기", typed.text, "", refusal.note),
        Step("가장 가까운 답", typed.text, nearest, f"허용 답안 가운데 모양이 가장 가까운 것은 ‘{nearest}’입니다."),
    )
    return Mark("incorrect", refusal.note if refusal.reason != "missing" else "아닙니다.", steps)
