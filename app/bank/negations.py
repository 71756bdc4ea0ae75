"""What the verbs of an answer negate, and how far each negation reaches. Knows no question."""

from __future__ import annotations

from itertools import pairwise

from app.bank import contrasts, lexicon
from app.bank.clauses import Clause
from app.bank.contrasts import after_topic
from app.bank.markers import additive, ends_reach, marker, of_something
from app.bank.polarity import COMPARED, DENIED, LACKING, Polarity
from app.bank.reach import Reach

_HEAD_AND_VERB = 2  # words


def judge(answer: Polarity) -> None:
    """Mark every word of the answer."""
    for clause in answer.clauses:
        _judge(answer, clause)
    for before, clause in pairwise(answer.clauses):
        if before.sentence == clause.sentence and _only_denies(answer, clause):
            turned = [not negated for negated in answer.negated[before.start : before.end]]
            answer.negated[before.start : before.end] = turned


def _judge(answer: Polarity, clause: Clause) -> None:
    """Mark what the clause denies by contrast or comparison, then what its verb negates."""
    walk = _Walk(answer, clause)
    while walk.at < clause.end:
        walk.step()
        walk.at += 1
    walk.finish()


class _Walk(Reach):
    """One clause, word by word. A contrast reaches, to the left, no further than `left`."""

    def __init__(self, answer: Polarity, clause: Clause) -> None:
        super().__init__(answer, clause)
        self.start = self.at = self.left = clause.start
        self.relative = range(0)  # the relative clause that was negated last
        self.lessened: set[int] = set()
        self.only = -1  # the last word in 밖에

    def step(self) -> None:
        words, i = self.answer.words, self.at
        text = words[i].text
        following = self.answer.text_at(i + 1, self.end)
        kind, own = marker(text)
        if text == "x" and i > self.start and words[i - 1].text[-1] >= "가":
            kind = "negation"  # 보장 X
        if text == "t" and words[i].gap != "'":
            kind = ""  # (Ax)^T, not isn't
        if i > self.start and words[i].gap != " ":
            self.left = max(self.left, self.pass_signs(words[i].gap, i))
        if text.isascii() and self._english(text, following):
            return
        if text.endswith("밖에"):
            self.only = i
        if kind == "removal":
            contrasts.take_away(self.answer, i, self.left)
            self.left = i + 1
        elif kind == "adverb" and lexicon.ASIDE.search(following):
            self._set_aside()
        elif kind == "lesser" and (following or text != "덜"):
            self.lessened.update(range(i, min(i + 2, self.end) if text == "덜" else i + 1))
        elif kind == "contrast" and not additive(words, i) and of_something(words, i):
            self._deny_left(own, LACKING if text.endswith(lexicon.WITHOUT) else DENIED)
        elif kind == "comparison" and of_something(words, i):
            self._deny_left(own, COMPARED)
        elif kind and self.only >= max(self.floor, self.left):
            pass  # 할 수밖에 없다, 조금밖에 바뀌지 않는다: two negations
        elif kind and (lexicon.NOUN_NEGATION.match(text) or (kind == "adverb" and following in lexicon.DONE_NOT)):
            self._deny_item(kind)
        elif kind in ("negation", "adverb", "lesser"):
            self._turn(kind, own or bool(lexicon.UNLESS.search(text)))
        elif ends_reach(text):
            self.floor = i + 1

    def _deny_item(self, kind: str) -> None:
        """지연 없음, 병렬화 X: the noun denies the item of the note that it ends."""
        self.at += kind == "adverb"
        followed = self.at + 1 < self.end and self.answer.words[self.at + 1].gap != " "
        alone = self.item > self.floor or followed
        if not alone:
            self._turn("negation", False)
            return
        self.negative = not self.negative
        self.floor = max(self.floor, self.item)
        self.ends(self.at + 1)

    def _english(self, text: str, following: str) -> bool:
        """Is the word an English one that turns the others?"""
        before = self.answer.words[self.at - 1].text if self.at > self.start else ""
        if text in lexicon.ENGLISH_TURN:
            self.ends(self.at)
            self.floor = self.at + 1
        elif text == "not" and before and lexicon.negates_verb(before, following):
            self.negative = not self.negative
        elif text in lexicon.ENGLISH_CONTRAST or (text in lexicon.ENGLISH_INSTEAD and following in ("than", "of")):
            self.at = contrasts.deny_right(self.answer, self.at, self.end)
        else:
            return False
        return True

    def _set_aside(self) -> None:
        """안 써도: the negation ends with its verb."""
        self.at += 1
        self.negative = not self.negative
        self.answer.scope[self.floor : self.at + 1] = [self.at] * (self.at + 1 - self.floor)
        self.ends(self.at + 1)

    def _deny_left(self, own: bool, standing: int) -> None:
        contrasts.deny_left(self.answer, self.at, self.left, own, standing)
        self.left = self.at + 1

    def _turn(self, kind: str, own: bool) -> None:
        self.negative = not self.negative
        roles = self.answer.roles
        if kind == "adverb" and self.at + 1 < self.end and roles[self.at + 1] == "modifier":
            own, self.at = True, self.at + 1
        if own:  # a relative clause ends here: 레이블이 없는 | 데이터
            opening = max(after_topic(roles, self.floor, self.at), self._said_before())
            self.relative = range(opening, self.at + 1) if self.negative else range(0)
            self.deny(self.relative.start, self.relative.stop)
            self.floor, self.negative = self.at + 1, False

    def _said_before(self) -> int:
        """NSP를 쓴 모델이 안 쓴 모델보다 나았다: the relative clause begins after what did use it."""
        words, at = self.answer.words, self.at
        said = next((n for n in range(at - 1, self.floor - 1, -1) if words[n].text == words[at].text), at)
        return next((n + 1 for n in range(at - 1, said, -1) if self.answer.roles[n] == "subject"), self.floor)

    def finish(self) -> None:
        words, relative, last = self.answer.words, self.relative, self.end
        while last > self.floor and words[last - 1].text in lexicon.HARMLESS:
            last -= 1  # 없다라고 생각합니다
        if self.negative and relative and last - self.floor <= _HEAD_AND_VERB:  # 보장하지 않는 과제는 없다
            self.answer.negated[relative.start : relative.stop] = [False] * len(relative)
            self.negative = False
        self.close()
        for n in self.lessened:
            self.answer.negated[n] = not self.answer.negated[n]


def _only_denies(answer: Polarity, clause: Clause) -> bool:
    """... (라는 것은) 아니라고 생각합니다: a clause that says nothing but no."""
    texts = [answer.words[n].text for n in range(clause.start, clause.end)]
    denials = [text for text in texts if text.startswith(("아니", "아닙", "아님", "아닌")) and marker(text)[0]]
    return bool(denials) and all(text in denials or text in lexicon.HARMLESS for text in texts)
