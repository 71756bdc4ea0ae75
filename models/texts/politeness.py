"""Whether a reply ends politely. Knows no model. Imports no torch and no numpy: tasks stay light to import."""

from __future__ import annotations

import re

# 필요, 중요 ... end in 요 and are nouns; a reply that ends in one is not polite by that.
POLITE = re.compile(r"[요죠]$")
NOUN = re.compile(r"(?:필|중|수|주|개|동|소|강|민|고|토)요$")
BEHIND = re.compile(r"[^가-힣]+$")


def polite(text: str) -> bool:
    """Whether the text ends in 해요체 (요, 세요, 까요, 죠), signs and ㅋㅋ behind it left out; 합니다 is not."""
    end = BEHIND.sub("", text)
    return bool(POLITE.search(end)) and not NOUN.search(end.rsplit(None, 1)[-1])
