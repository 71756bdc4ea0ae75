"""What stands beside the editor: the problems of the text, what students will see, an answer tried. Writes nothing."""

from __future__ import annotations

from dataclasses import replace

from app.authoring.editing import changes, computing, previewing, proofing, responding
from app.authoring.editing.pages import Look
from app.authoring.editing.proofing import Told
from app.authoring.editing.room import Room
from app.authoring.editing.subjects import Subject
from app.bank.question import Question

JOIN = "여러 칸은 ‘ | ’로 이어 적습니다."
HOW = {
    "blank": f"빈칸이 여럿이면 {JOIN}",
    "choice": "보기의 열쇠 글자를 적습니다. 여럿이면 ‘b | c’처럼 이어 적습니다.",
    "match": f"왼쪽의 차례대로 짝의 열쇠 글자를 적습니다. {JOIN}",
    "order": f"차례대로 단계의 열쇠 글자를 적습니다. {JOIN}",
    "number": "값이 바뀌는 문항은 목록의 첫 값으로 채점합니다.",
}


def at_item(room: Room, subject: Subject, text: str, answer: str = "") -> Look:
    proof = proofing.item(room.course, subject, text)
    if proof.question is None:
        return Look(proof.told)
    card = previewing.unanswered(room.course, subject.unit, proof.question, room.handle)
    look = Look(proof.told, card, computation=computing.of(room.course, proof.question))
    return _tried(room, subject, proof.question, answer, look) if answer else look


def at_lecture(room: Room, subject: Subject, text: str) -> Look:
    proof = proofing.lecture(room.published.folder, room.course, subject, text)
    assert proof.lecture is not None  # noqa: S101 -- a lecture is read however broken it is
    cards = previewing.lecture_cards(room.course, proof.lecture, room.handle)
    return Look(proof.told, lecture=proof.lecture, cards=cards)


def at_shared(room: Room, subject: Subject, text: str) -> Look:
    """What is wrong, and the entries that would not be what they are in service."""
    proof = proofing.shared(room.published, subject, text)
    return Look(proof.told, changed=changes.of(room.course.bank, proof.bank, subject) if proof.bank else None)


def at(room: Room, subject: Subject, text: str, answer: str = "") -> Look:
    if subject.shared:
        return at_shared(room, subject, text)
    return at_item(room, subject, text, answer) if subject.item else at_lecture(room, subject, text)


def _tried(room: Room, subject: Subject, question: Question, answer: str, look: Look) -> Look:
    """With the verdict, and with how the draft's key does on the responses that are marked already."""
    tried = previewing.tried(room.course, subject.unit, question, answer)
    bank = previewing.course_of(room.course, subject.unit, question).bank
    try:
        standing = responding.standing(room.published, bank, subject.unit, subject.item)
    except ValueError as error:
        return replace(look, tried=tried, told=(*look.told, Told(responding.FILE, str(error))))
    return replace(look, tried=tried, standing=standing)
