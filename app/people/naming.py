"""The one spelling of a sign-in name, and what a password must have. Knows no account."""

from __future__ import annotations

import re
import unicodedata

SHORTEST, LONGEST = 2, 60  # letters of a name
PASSWORD = 10  # letters at least: length protects, rules about signs do not (NIST SP 800-63B)
PASSWORD_END = 200
LOOKALIKE = {"LATIN", "CYRILLIC", "GREEK"}  # scripts of which one may spell a name of another
_NAME = re.compile(r"[\w.@+-]+")


class UnfitError(ValueError):
    """A name or password that cannot be taken. `field` says which box; the message says what to mend."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def spelled(name: str) -> str:
    """However it was typed: full-width, decomposed, in capitals."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


def fit_name(name: str) -> str:
    """The name in its one spelling. Raises UnfitError."""
    found = spelled(name)
    if not SHORTEST <= len(found) <= LONGEST:
        raise UnfitError("name", f"로그인 이름은 {SHORTEST}자 이상 {LONGEST}자 이하로 적어 주세요.")
    if not _NAME.fullmatch(found):
        raise UnfitError("name", "로그인 이름에는 글자, 숫자와 . _ - @ + 만 쓸 수 있습니다. 빈칸은 빼 주세요.")
    if len(LOOKALIKE & {unicodedata.name(letter, "").partition(" ")[0] for letter in found}) > 1:
        raise UnfitError(
            "name", "한 이름에 영어 글자와 그것을 닮은 다른 글자를 섞을 수 없습니다. 한쪽으로만 적어 주세요."
        )
    return found


def fit_shown(shown: str, name: str) -> str:
    """The name that others read; the sign-in name where none was given. Raises UnfitError."""
    found = " ".join(unicodedata.normalize("NFC", shown).split()) or name
    if len(found) > LONGEST or any(unicodedata.category(letter) in ("Cc", "Cf") for letter in found):
        raise UnfitError("shown", f"보이는 이름은 {LONGEST}자 이하의 보통 글자로 적어 주세요.")
    return found


def fit_password(password: str, name: str) -> str:
    """As it was typed, composed. Raises UnfitError."""
    found = unicodedata.normalize("NFC", password)
    if not PASSWORD <= len(found) <= PASSWORD_END:
        raise UnfitError("password", f"비밀번호는 {PASSWORD}자 이상 {PASSWORD_END}자 이하로 적어 주세요.")
    if spelled(found) == spelled(name) or len(set(found)) < 4:
        raise UnfitError("password", "비밀번호가 너무 쉽습니다. 로그인 이름이나 되풀이한 글자는 쓸 수 없습니다.")
    return found
