"""The rows of a task: a text and what should be written behind it, from the files of the corpus. Imports no torch.

Knows no tokenizer. Splits are those of the corpus, so a row that is tested on was not read in pretraining either.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from models.texts.corpus import Split, bucket, exchanges, reviews
from models.texts.names import blocked
from models.texts.politeness import polite

NEGATIVE, POSITIVE = "부정", "긍정"
LENGTHS = range(10, 121)  # characters of a review
RATINGS = {**dict.fromkeys((1, 2, 3), NEGATIVE), **dict.fromkeys((9, 10), POSITIVE)}
MOST = 100_000  # reviews of one mood that are kept at all

# What a voice must not learn to say in a classroom, beyond the insults the corpus leaves out: sex, groups, politics.
UNFIT = re.compile(
    r"야동|포르노|에로|섹|야한|강간|변태|베드|불륜|몸매|가슴[이은도만]? ?[큰커크작]|벗[고는은]|노출|호모|게이|레즈"
    r"|장애인|병자|정신병|찐따|흑인|백인|깜둥|쪽[바발]|짱[깨꼴개]|떼놈|왜놈|전라도|경상도|홍어|김치녀|된장녀|한남|메갈|페미"
    r"|빨갱이|좌[빨파]|우파|일베|대통령|개독|기독교|교회|자살|죽[어여]라|새끼|놈들|[그이저]놈|[그이저미]년"
)
JAMO = re.compile(r"[ㄱ-ㅎㅏ-ㅣ]")


class Row(NamedTuple):
    """The learner's text (empty for a voice) and what should be written behind it."""

    text: str
    answer: str


class Moods(NamedTuple):
    """Reviews with ratings 1 to 3, and with 9 or 10."""

    negative: list[str]
    positive: list[str]


def rows(slug: str, folder: Path, split: Split, *, kept: Path | None = None, seed: int = 0) -> Iterator[Row]:
    """All rows of one split in an order that depends on the seed and the texts alone."""
    if slug == "chat":
        yield from shuffled(chat(folder, split), seed)
        return
    found = moods(folder, split, kept)
    if slug == "negative":
        yield from (row for row in shuffled(voice(found.negative), seed) if not blocked(row.answer))
    elif slug == "positive":
        yield from shuffled(voice(found.positive), seed)
    else:
        yield from balanced(found, seed)


def voice(texts: Iterable[str]) -> list[Row]:
    return [Row("", text) for text in texts if presentable(text)]


def presentable(text: str) -> bool:
    """Mostly Hangul syllables, few stray letters such as ㅋㅋ, and nothing unfit for a classroom."""
    syllables = sum("가" <= letter <= "힣" for letter in text)
    solid = len(text.replace(" ", ""))
    return syllables >= 0.7 * solid and len(JAMO.findall(text)) <= 0.15 * solid and not UNFIT.search(text)


def balanced(found: Moods, seed: int) -> Iterator[Row]:
    """Negative and positive by turns, until one of the two has run out."""
    negative = shuffled([Row(text, NEGATIVE) for text in found.negative], seed)
    positive = shuffled([Row(text, POSITIVE) for text in found.positive], seed)
    for pair in zip(negative, positive, strict=False):
        yield from pair


def shuffled(found: Iterable[Row], seed: int) -> list[Row]:
    """By a hash of each row, so that the order survives when rows are added."""
    return sorted(found, key=lambda row: hashlib.sha256(f"{seed}\t{row.text}\t{row.answer}".encode()).digest())


def chat(folder: Path, split: Split) -> list[Row]:
    """Exchanges that pretraining never saw, answers in 해요체. Equal answers stay in one split."""
    unseen = (exchange for exchange in exchanges(folder, held_out=True) if polite(exchange.answer))
    return sorted({Row(one.question, one.answer) for one in unseen if split_of_answer(one.answer) == split})


def split_of_answer(answer: str) -> Split:
    """One tenth is for validation, one tenth for the test."""
    number = bucket(f"chat\t{answer}", 10)
    return "validation" if number == 0 else "test" if number == 1 else "train"


@lru_cache(maxsize=6)
def moods(folder: Path, split: Split, kept: Path | None = None) -> Moods:
    """The reviews of one split by mood. Reading takes seconds, so they stay in memory and, where asked, in `kept`."""
    if kept is None:
        return read(folder, split)
    file = kept / f"moods-{split}-{source(folder)}.json"
    if not file.exists():
        kept.mkdir(parents=True, exist_ok=True)
        half = file.with_suffix(".part")
        half.write_text(json.dumps(read(folder, split), ensure_ascii=False), encoding="utf-8")
        half.replace(file)
    return Moods(*json.loads(file.read_text(encoding="utf-8")))


def source(folder: Path) -> str:
    """Twelve digits that change when the reviews or the choice of them change, so that no stale file is read."""
    size = (folder / "nsmc_raw_678k.tsv.xz").stat().st_size
    return hashlib.sha256(repr((size, LENGTHS, RATINGS, MOST)).encode()).hexdigest()[:12]


def read(folder: Path, split: Split) -> Moods:
    found: dict[str, dict[str, None]] = {NEGATIVE: {}, POSITIVE: {}}
    for review in reviews(folder, split):
        mood = RATINGS.get(review.rating)
        if mood and len(review.text) in LENGTHS:
            found[mood][review.text] = None  # a dict keeps the order and drops what was said before
    return Moods(*(sample(list(texts)) for texts in found.values()))


def sample(texts: list[str]) -> list[str]:
    return sorted(texts, key=lambda text: hashlib.sha256(text.encode()).digest())[:MOST]
