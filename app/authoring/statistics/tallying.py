"""How often each answer was given, by the weak and by the strong: whole answers, and the places they are made of. Pure:
from ways of answering and columns of scores to groups."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from app.authoring.statistics.arrays import Integers, np
from app.authoring.statistics.grouping import Reader, Said, slips
from app.authoring.statistics.reading import Way
from app.authoring.statistics.scores import STRONG, WEAK, Scores
from app.bank.terms import Terms

SHOWN = 30  # groups
FORMS = 12  # spellings of a group
OUTCOMES = ("incorrect", "partial", "correct")
Counts = Integers  # (4,) by band


@dataclass(frozen=True)
class Group:
    """Answers that say the same and were judged alike. `forms`: how it was typed, the most frequent first."""

    name: str
    shown: str
    outcome: str  # of a whole answer; of a part: correct | incorrect
    counts: tuple[int, ...]
    forms: tuple[tuple[str, int], ...] = ()

    @property
    def answers(self) -> int:
        return sum(self.counts)

    @property
    def weak(self) -> int:
        return self.counts[WEAK]

    @property
    def strong(self) -> int:
        return self.counts[STRONG]


@dataclass(frozen=True)
class Spread:
    """What was given in one place, the most frequent first; `rest` counts what is not listed."""

    name: str
    groups: tuple[Group, ...]
    answers: int
    weak: int
    strong: int

    @property
    def rest(self) -> int:
        return max(0, self.answers - sum(group.answers for group in self.groups))


@dataclass(frozen=True)
class Tally:
    """All that was typed for an item: whole answers by (name, outcome), parts by (place, name)."""

    whole: Mapping[tuple[str, int], Counts]
    parts: Mapping[tuple[int, str], Counts]
    shown: Mapping[str, Counter[str]]
    bands: Counts = field(default_factory=lambda: np.zeros(4, dtype=np.int64))


def tally(ways: Iterable[Way], scores: Scores, item: int, read: Reader) -> Tally:
    """Of `first()` answers only: the rows of the item say which, how strong their learners are, and what they got."""
    here = scores.of(item)
    order = np.argsort(scores.response[here])
    first, bands, marks = scores.response[here][order], scores.bands[here][order], scores.score[here][order]
    column = bands.astype(np.int64) * 3 + np.where(marks >= 1, 2, np.where(marks > 0, 1, 0))
    whole: dict[tuple[str, int], Counts] = defaultdict(lambda: np.zeros(4, dtype=np.int64))
    parts: dict[tuple[int, str], Counts] = defaultdict(lambda: np.zeros(4, dtype=np.int64))
    shown: dict[str, Counter[str]] = defaultdict(Counter)
    for way in ways:
        at = np.minimum(np.searchsorted(first, way.responses), max(len(first) - 1, 0))
        counted = at[first[at] == way.responses] if len(first) else at[:0]
        if not len(counted):
            continue
        table = np.bincount(column[counted], minlength=12).reshape(4, 3)  # (bands, outcomes)
        said = read(json.loads(way.raw), json.loads(way.dealt))
        _add(said, table, whole, parts)
        shown[said.whole][_form(said, way)] += len(counted)
    return Tally(whole, parts, shown, np.bincount(bands, minlength=4))


def wholes(found: Tally, terms: Terms | None) -> Spread:
    """Whole answers, apart by how they were judged. With `terms`, rare slips join what they are slips of."""
    counts = dict(found.whole)
    slipped = _slipped(found, terms) if terms is not None else {}
    shown = {name: Counter(forms) for name, forms in found.shown.items()}
    for (name, outcome), count in list(counts.items()):
        meant = slipped.get(name)
        if meant is not None and (meant, outcome) in counts:
            counts[meant, outcome] = counts[meant, outcome] + count
            shown[meant].update(shown.get(name, Counter()))
            del counts[name, outcome]
    ranked = sorted(counts.items(), key=lambda entry: (-int(entry[1].sum()), entry[0]))
    groups = tuple(_group(name, outcome, count, shown[name]) for (name, outcome), count in ranked[:SHOWN])
    return Spread("", groups, int(found.bands.sum()), int(found.bands[WEAK]), int(found.bands[STRONG]))


def places(
    found: Tally, names: Sequence[str], options: Mapping[str, str], right: Callable[[int, str], bool]
) -> tuple[Spread, ...]:
    """One place after the other. `options`, where there are any, are listed even if nobody chose them."""
    right = lru_cache(maxsize=None)(right)
    spreads = []
    for place, name in enumerate(names):
        counts = {key: np.zeros(4, dtype=np.int64) for key in options}
        counts |= {key: count for (at, key), count in found.parts.items() if at == place}
        ranked = sorted(counts.items(), key=lambda entry: -int(entry[1].sum()))[:SHOWN]
        groups = tuple(
            Group(
                key,
                options.get(key, key),
                "correct" if right(place, key) else "incorrect",
                tuple(count.tolist()),
            )
            for key, count in ranked
        )
        spreads.append(Spread(name, groups, int(found.bands.sum()), int(found.bands[WEAK]), int(found.bands[STRONG])))
    return tuple(spreads)


def renamed(spread: Spread, shown: Callable[[str], str]) -> Spread:
    """With other words for what is shown of each group."""
    return replace(spread, groups=tuple(replace(group, shown=shown(group.name)) for group in spread.groups))


def _add(
    said: Said,
    table: Integers,
    whole: dict[tuple[str, int], Counts],
    parts: dict[tuple[int, str], Counts],
) -> None:
    for outcome in range(3):
        if table[:, outcome].any():
            whole[said.whole, outcome] += table[:, outcome]
    for part in said.parts:
        parts[part] += table.sum(axis=1)


def _form(said: Said, way: Way) -> str:
    return f"{json.loads(way.raw)} ({_values(way.dealt)})" if way.dealt != "{}" else said.shown


def _values(dealt: str) -> str:
    return ", ".join(f"{name} = {value}" for name, value in json.loads(dealt).items())


def _slipped(found: Tally, terms: Terms) -> dict[str, str]:
    often: Counter[str] = Counter()
    for (name, _), count in found.whole.items():
        often[name] += int(count.sum())
    return slips(often.most_common(), terms)


def _group(name: str, outcome: int, count: Counts, forms: Counter[str]) -> Group:
    # equally frequent ones by their text: in which order they come is the database's whim
    common = sorted(forms.items(), key=lambda form: (-form[1], form[0]))[:FORMS]
    return Group(name, common[0][0], OUTCOMES[outcome], tuple(count.tolist()), tuple(common))
