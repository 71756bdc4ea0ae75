"""A correction as it is typed: the item's text, its public erratum, the policy and the reason. What is wrong with it,
and the text that would be published. Writes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated

from fastapi import Depends, Form, Request

from app.authoring import items
from app.authoring.editing import proofing
from app.authoring.editing.patching import with_field
from app.authoring.editing.proofing import Told
from app.authoring.editing.sending import plain
from app.authoring.editing.subjects import Subject
from app.authoring.items import ItemError
from app.authoring.regrading.policies import POLICIES, Policy
from app.bank.kinds import KINDS
from app.bank.question import Question
from app.course import Course
from app.errors import keep_typed

FAIREST: Policy = "either"
LONGEST_REASON = 2_000
PLACE = ("explanation", "sources", "correction")  # where a new erratum goes in an item
Box = Annotated[str, Form()]


@dataclass(frozen=True)
class Erratum:
    """As the boxes hold it; `sources` a line each: the name of a reference, a comma, the place in it."""

    date: str
    before: str
    after: str = ""
    sources: str = ""


@dataclass(frozen=True)
class Sent:
    """`base` is the text in service when the form was opened; `private` for what is no erratum; `seen` names the draft
    whose dry run was shown last."""

    text: str
    base: str
    erratum: Erratum
    policy: Policy = FAIREST
    reason: str = ""
    private: bool = False
    seen: str = ""


@dataclass(frozen=True)
class Draft:
    """`text` has the erratum in it; `name` names text and policy."""

    text: str
    name: str
    told: tuple[Told, ...]
    question: Question | None = None


def sent(
    request: Request,
    text: Box = "",
    base: Box = "",
    date: Box = "",
    before: Box = "",
    after: Box = "",
    sources: Box = "",
    policy: Box = FAIREST,
    reason: Box = "",
    private: Box = "",
    seen: Box = "",
) -> Sent:
    keep_typed(request, [text, reason])
    chosen = next((name for name in POLICIES if name == policy), FAIREST)
    erratum = Erratum(date.strip(), plain(before).strip(), plain(after).strip(), plain(sources).strip())
    return Sent(plain(text), plain(base), erratum, chosen, plain(reason).strip(), bool(private), seen)


TheCorrection = Annotated[Sent, Depends(sent)]


def fresh(question: Question, text: str, draft: str) -> Sent:
    """The form as it is opened. `text` is in service, `draft` what its editor has made of it so far."""
    sources = "\n".join(f"{source.ref}, {source.locus}" for source in question.sources)
    today = datetime.now(UTC).date().isoformat()
    return Sent(draft, text, Erratum(today, f"정답: {key_of(question)}", sources=sources))


def key_of(question: Question) -> str:
    """The key in words; of what varies, its formula."""
    formula = getattr(question, "formula", None)
    return f"`{formula}`" if formula else KINDS[question.kind].key(question, {}).key


def draft(course: Course, subject: Subject, sent: Sent) -> Draft:
    told = tuple(_told(course.bank.references, sent))
    try:
        text = sent.text if sent.private else _with_erratum(sent)
    except ItemError as error:
        return Draft(sent.text, "", (Told("", str(error), "yaml"),))
    proof = proofing.item(course, subject, sent.text if told else text)
    name = hashlib.sha256(f"{sent.policy}\n{text}".encode()).hexdigest()[:16]
    return Draft(text, name, (*told, *proof.told), proof.question)


def _told(references: Collection[str], sent: Sent) -> Iterator[Told]:
    """What is wrong beside the item's text."""
    if not sent.reason:
        yield Told("까닭", "왜 고치는지 적어 주세요. 채점이 바뀐 학습자가 모두 읽습니다.", "reason")
    if len(sent.reason) > LONGEST_REASON:
        yield Told("까닭", f"{LONGEST_REASON:,}자 안으로 줄여 주세요.", "reason")
    if sent.private:
        return
    erratum = sent.erratum
    if not _is_date(erratum.date):
        yield Told("정오표의 날짜", "2026-01-31처럼 적어 주세요.", "date")
    for box, name, text in (("before", "예전 정답의 주장", erratum.before), ("after", "바로잡은 내용", erratum.after)):
        if not text:
            yield Told(f"정오표의 {name}", "비어 있습니다. 적어 주세요.", box)
    if not _sources(erratum):
        yield Told("정오표의 출처", "한 줄에 하나씩, 문헌 이름과 곳을 쉼표로 이어 적어 주세요.", "sources")
    for source in _sources(erratum):
        if source["ref"] not in references:
            yield Told("정오표의 출처", f"‘{source['ref']}’은(는) references.yaml에 없는 문헌입니다.", "sources")
        if not source["locus"]:
            yield Told("정오표의 출처", f"‘{source['ref']}’ 뒤에 쉼표를 찍고 곳을 적어 주세요.", "sources")


def _with_erratum(sent: Sent) -> str:
    erratum = {
        "date": sent.erratum.date,
        "before": sent.erratum.before,
        "after": sent.erratum.after,
        "reason": sent.reason,
        "sources": _sources(sent.erratum),
    }
    items.parsed(sent.text)
    text = sent.text if sent.text.endswith("\n") else f"{sent.text}\n"
    return with_field(text, items.parsed(items.dumped({"correction": erratum})), "correction", PLACE)


def _sources(erratum: Erratum) -> list[dict[str, str]]:
    cut = (line.partition(",") for line in erratum.sources.splitlines() if line.strip())
    return [{"ref": ref.strip(), "locus": locus.strip()} for ref, _, locus in cut]


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
