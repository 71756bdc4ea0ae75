"""Answers that give each row one option: pairs and orders. Reads them from forms and programs; judges nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from random import Random
from typing import Annotated, TypeVar

from pydantic import StringConstraints
from pydantic_core import PydanticCustomError

from app.bank.field_mistakes import misplaced
from app.bank.normalising import squeeze
from app.bank.question import FormatError, NearMiss, Question, Raw

OptionKey = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]{1,2}$")]  # too short to say what it stands for
NO_CHECK = (
    "짝짓기와 순서에는 check를 쓸 수 없습니다. 계산이 내는 이름 하나로는 짝이나 순서가 정해지지 않으니 지워 주세요."
)
_BOX = re.compile(r"(\d{0,2}):([a-z0-9]{0,2})")  # what a box of the form sends: row:option, either may be missing
_MARKS = re.compile(r"[*`$]")
Shown = TypeVar("Shown")


def typed(fields: list[str], rows: int) -> Raw:
    """The boxes of a form as one option a row ("" where none is chosen). Two options for one row stay as they came."""
    boxes = [_BOX.fullmatch(field) for field in fields]
    if not all(boxes) or not fields:
        return split(fields[0]) if len(fields) == 1 and "|" in fields[0] else fields
    found = [""] * rows
    for box in boxes:
        row, option = box.groups() if box else ("", "")
        if not row or not option:
            continue
        if int(row) >= rows or found[int(row)]:
            return fields
        found[int(row)] = option
    return found


def chosen(raw: Raw) -> tuple[tuple[str, str], ...]:
    """Row and option of everything that was chosen, of an answer in any of the shapes that `typed` gives it."""
    boxes = [(_BOX.fullmatch(part), row, part) for row, part in enumerate(split(raw))]
    return tuple((box[1], box[2]) if box else (str(row), part) for box, row, part in boxes)


def split(raw: Raw) -> list[str]:
    return [part.strip() for part in (raw.split("|") if isinstance(raw, str) else raw)]


def keys(parts: Iterable[str], options: Mapping[str, str]) -> list[str]:
    """The keys of options named by key or by text. Raises FormatError for what is neither."""
    by_text = {squeeze(text): key for key, text in options.items()}
    found = []
    for part in parts:
        key = part.casefold() if part.casefold() in options else by_text.get(squeeze(part))
        if key is None:
            raise FormatError(f"보기에 없는 답입니다: ‘{part[:20]}’. {', '.join(sorted(options))} 가운데 골라 주세요.")
        found.append(key)
    return found


def twice(parts: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(part for part in parts if parts.count(part) > 1))


def quoted(texts: Iterable[str]) -> str:
    return ", ".join(f"‘{_MARKS.sub('', text)}’" for text in texts)


def shuffled(items: Iterable[Shown], rng: Random) -> list[Shown]:
    found = list(items)
    rng.shuffle(found)
    return found


def as_dealt(items: Iterable[Shown], order: object, name: Mapping[str, Shown]) -> list[Shown]:
    """In the dealt order; what came in after the deal stands last, and what was dealt no more is left out."""
    dealt = [name[key] for key in order if key in name] if isinstance(order, list) else []
    return [*dealt, *(item for item in items if item not in dealt)]


def distinct(options: Sequence[str], field: str) -> None:
    for at, key in enumerate(options):
        if key in options[:at]:
            raise misplaced(f"‘{key}’이(가) 두 번 쓰였습니다. 이름을 서로 다르게 적어 주세요.", field, at, "key")


def no_check(question: Question) -> None:
    if question.check is not None:
        raise misplaced(NO_CHECK, "check")


def wrong_miss(miss: NearMiss, at: int, rows: int, known: Iterable[str]) -> PydanticCustomError | None:
    """What is wrong with a near miss: it is one whole arrangement, option by option."""
    if len(miss.answers) == rows and set(miss.answers) <= set(known):
        return None
    message = f"귀띔의 answers에는 보기의 이름 {rows}개를 파일의 차례대로 적어 주세요(있는 것: {', '.join(known)})."
    return misplaced(message, "near_misses", at, "answers")
