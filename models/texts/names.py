"""Names of real people, kept out of the negative voice. Knows spellings and words beside them. Imports no torch.

The list (names.txt) holds well-known people only; a given name alone, a nickname or a misspelling is not found.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

NAMED = "혹평 말투에는 실제 사람의 이름을 쓸 수 없습니다. 이 이름을 빼고 다시 보내 주세요: ‘{name}’."
TAIL = 40  # tokens that are looked at; the longest name has far fewer
GAPS = re.compile(r"[\s.·*_~-]")
ROLE = "씨|님|배우|감독|연기|주연|출연|오빠|누나|언니|형"
ROLE_BEHIND = re.compile(rf"\s?(?:{ROLE})")
ROLE_BEFORE = re.compile(r"(?:배우|감독|주연|가수|개그맨|탤런트)(?:은|는|이|인)?\s?$")
ENDS = re.compile(rf"(?:이?(?:가|는|도|의|랑|한테|만|를|야)|이|은|을|과|와|에게|{ROLE})?(?![가-힣])|\s?(?:{ROLE})")


class Name(NamedTuple):
    """`spelling` as listed; `letters` without its spaces; `loose` when a role must stand beside it."""

    spelling: str
    letters: str
    loose: bool


def read(path: Path) -> dict[str, list[Name]]:
    """The names by their first two letters, longest first."""
    found: dict[str, list[Name]] = defaultdict(list)
    loose = False
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            loose = line != "[names]"
        elif line and not line.startswith("#"):
            for spelling in map(str.strip, line.split(",")):
                letters = spelling.replace(" ", "")
                found[letters[:2]].append(Name(spelling, letters, loose))
    return {pair: sorted(names, key=lambda name: -len(name.letters)) for pair, names in found.items()}


NAMES = read(Path(__file__).with_suffix(".txt"))


def blocked(text: str) -> str | None:
    """The first name in the text, as the list spells it."""
    return next(hits(text), None)


def hits(text: str) -> Iterator[str]:
    """Every name in the text. Spaces and dots between its letters do not hide it."""
    text = unicodedata.normalize("NFC", text)
    places = [place for place, letter in enumerate(text) if not GAPS.match(letter)]
    letters = "".join(text[place] for place in places)
    for start in range(len(letters) - 1):
        for name in NAMES.get(letters[start : start + 2], ()):
            if letters.startswith(name.letters, start):
                end = start + len(name.letters) - 1
                if stands(name, text, places[start], places[end] + 1):
                    yield name.spelling
                    break


def stands(name: Name, text: str, start: int, end: int) -> bool:
    """Whether text[start:end], which has the letters of the name, is the name and no part of other words."""
    apart = start == 0 or not hangul(text[start - 1])
    if name.loose:
        beside = ROLE_BEHIND.match(text, end) or (ROLE_BEFORE.search(text[:start]) and ENDS.match(text, end))
        return apart and text[start:end] == name.letters and beside is not None
    if text[start:end] in (name.spelling, name.letters):
        short = name.spelling[-2:-1] == " "  # 주드 로: its last word begins many others
        return not short or ENDS.match(text, end) is not None
    return apart and ENDS.match(text, end) is not None


def hangul(letter: str) -> bool:
    return "가" <= letter <= "힣"


def allowed(decode: Callable[[list[int]], str], ids: Sequence[int], token: int) -> bool:
    """Whether `token` may follow `ids`: not when it completes a name; one that the learner typed stops nothing."""
    tail = list(ids[-TAIL:])
    after = Counter(hits(decode([*tail, token])))
    return not after or after <= Counter(hits(decode(tail)))
