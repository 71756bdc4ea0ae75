"""One typed answer, worked out once and shared by everything that compares it: words, terms, shortened forms,
members.
"""

from __future__ import annotations

import re
from functools import cached_property

from app.bank.normalising import Folded, Unit, fold, squeeze, units
from app.bank.particles import bare_forms
from app.bank.reading import Reading
from app.bank.terms import Mention, Terms

BRACKET = re.compile(r"[(\[{（]([^()\[\]{}（）]*)[)\]}）]")
_SEPARATOR = re.compile(
    r"\s*(?:[,;·ㆍ、|\n]|(?<!\ba)/|/(?!b\b))\s*|\s+(?=\(?\d{1,2}\)\s)|\s+(?:\+|그리고|및|and|또)\s+|(?<=[가-힣a-z0-9])(?:와|과|이랑|랑|하고)\s+(?!달리|다르|다른|같|함께|비교|견주|반대)"
)
_CHOICE = re.compile(
    r"\s+(?:또는|혹은|or|vs|아니면|내지)\s+|(?<=[가-힣a-z0-9])(?:이나|거나|나)\s+|" + _SEPARATOR.pattern
)
_AROUND = re.compile(  # the number of a member, and what sums a list up (not = 0): 2) 위치, = 입력, 이렇게 셋을 더한다
    r"^(?:\(?\d{1,2}\)|\d{1,2}\.(?=\s))\s*|\s+이렇게\s.*$|\s+=\s+[^=\d]*$"
    r"|\s*(?:→|⇒|->)\s*(?:다|모두|전부|셋|세 가지|합|더).*$"
)
_OPENING = re.compile(r"^\s*(?:정?답(?:안)?\s*:|\(?\d{1,2}\)(?=\s))\s*(?=\S)")
_TOKEN = re.compile(r"\[(mask|cls|sep|pad|unk)\]")  # a token of the vocabulary, no remark
_SENTENCE = re.compile(r"(?<=\D)[.!]\s+|\n\s*")
_MOST_REASONS = 3  # sentences
_GIVES_REASON = re.compile(
    r"(?:때문(?:이다|입니다|임|이에요|이죠)?|니까요?|거든요?|라서요?|어서요)[\s.!]*$"
    r"|^\S[^.]*(?:[았었했였]다|이?라|으|이)면[^.]*(?:[을할될랐왔갔났했었] 것|겠|야 [하한합]|[었였]을)"
    r"|^\S[^.]*(?:건|것은|쪽은|거는)\s\S+(?:\s\S+)?[\s.!]*$"  # 실제로 풀려는 건 downstream task
)
_TAKEN_BACK = re.compile(r"아니다|아닙니다|아님|아니[,.]|정?답[은이:]|또는|혹은|다시|사실은|[?~]")
_HIDDEN = ",;/·ㆍ、+|\n "
_HIDE = {ord(char): 0xE000 + n for n, char in enumerate(_HIDDEN)}
_SHOW = {0xE000 + n: char for n, char in enumerate(_HIDDEN)}


class Typed:
    """What was typed, and what comparing needs of it; each part is made when it is first asked for."""

    def __init__(self, raw: str, terms: Terms) -> None:
        self.raw = raw
        self.terms = terms

    @cached_property
    def folded(self) -> Folded:
        return fold(_OPENING.sub("", self.raw))

    @cached_property
    def words(self) -> list[Unit]:
        return units(self.folded.text)

    @cached_property
    def text(self) -> str:
        return "".join([word.text for word in self.words])

    @cached_property
    def mentions(self) -> list[Mention]:
        return self.terms.find(self.text, self.words)

    @cached_property
    def canonical(self) -> str:
        return self.terms.marked(self.text, self.mentions)

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """The answer with fewer and fewer endings."""
        return bare_forms(self.text)

    @cached_property
    def canonical_forms(self) -> tuple[str, ...]:
        return bare_forms(self.canonical) if self.mentions else ()

    @cached_property
    def reading(self) -> Reading:
        return Reading(self.raw, self.folded, self.words)

    @cached_property
    def members(self) -> tuple[Typed, ...]:
        """The members of a list; text in brackets is not cut."""
        folded = self.folded.text
        if "(" in folded:
            folded = BRACKET.sub(lambda match: match[0].translate(_HIDE), folded)
        parts = [_AROUND.sub("", part.translate(_SHOW).strip(" .-*'")) for part in _SEPARATOR.split(folded)]
        return tuple(Typed(part, self.terms) for part in parts if squeeze(part))

    @cached_property
    def choices(self) -> tuple[Typed, ...]:
        """The members of a list or of a choice (A 또는 B)."""
        if not _CHOICE.search(self.folded.text):
            return self.members
        return tuple(Typed(part, self.terms) for part in _CHOICE.split(self.folded.text) if squeeze(part))

    @cached_property
    def explained(self) -> Typed | None:
        """The first sentence, where all others only give reasons for it or say what another answer would mean."""
        first, *others = _SENTENCE.split(self.folded.text.strip(), maxsplit=_MOST_REASONS + 1)
        if not 0 < len(others) <= _MOST_REASONS or _TAKEN_BACK.search(self.folded.text, len(first)):
            return None
        return Typed(first, self.terms) if all(map(_GIVES_REASON.search, others)) else None

    @cached_property
    def glossed(self) -> tuple[Typed, tuple[Typed, ...]] | None:
        """What stands outside brackets, and what inside."""
        text = _TOKEN.sub(r" \1 ", self.folded.text)
        inside = [match[1] for match in BRACKET.finditer(text)]
        if not 0 < len(inside) <= 3:
            return None
        outside = Typed(BRACKET.sub(" ", text), self.terms)
        return outside, tuple(Typed(part, self.terms) for part in inside if squeeze(part))
