"""The audit log: who changed what, appended in the transaction of the change itself. Decides nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.people.tables import Account, Change

ACTS = {
    "account.created": "계정을 만들었습니다",
    "account.role": "역할을 바꾸었습니다",
    "account.disabled": "계정을 막았습니다",
    "account.enabled": "계정을 다시 열었습니다",
    "account.password": "비밀번호를 바꾸었습니다",
    "invitation.created": "초대 링크를 만들었습니다",
    "invitation.withdrawn": "초대 링크를 거두었습니다",
    "invitation.used": "초대 링크로 가입했습니다",
    "content.published": "학습 내용을 고쳤습니다",
    "dispute.replied": "이의에 답했습니다",
    "dispute.kept": "이의를 살펴보고 그대로 두었습니다",
    "dispute.fixed": "이의를 받아들여 고쳤습니다",
    "answer.marked": "답을 손으로 채점했습니다",
    "answer.released": "손으로 한 채점을 거두었습니다",
    "item.corrected": "정답을 바로잡았습니다",
    "regrade.begun": "다시 채점하기 시작했습니다",
    "regrade.done": "답을 다시 채점했습니다",
    "regrade.dropped": "정답이 또 바뀌어 다시 채점하지 않았습니다",
    "class.created": "반을 만들었습니다",
    "class.renamed": "반 이름을 바꾸었습니다",
    "class.code_renewed": "반의 참여 코드를 새로 만들었습니다",
    "class.code_closed": "반의 참여 코드를 닫았습니다",
    "class.teacher_added": "반에 강사를 더했습니다",
    "class.teacher_removed": "반에서 강사를 뺐습니다",
    "class.member_removed": "학습자를 반에서 뺐습니다",
    "class.member_restored": "학습자를 반에 다시 넣었습니다",
    "assignment.created": "과제를 냈습니다",
    "assignment.changed": "과제를 고쳤습니다",
    "import.drafted": "문항 파일을 읽어 초안으로 두었습니다",
    "import.published": "들여온 문항을 게시했습니다",
    "import.dropped": "들여온 초안을 버렸습니다",
    "suspicion.set_aside": "의심 문항 표시를 내려놓았습니다",
    "suspicion.raised_again": "의심 문항 표시를 다시 올렸습니다",
}
"""Each act with its sentence; whoever records another adds it here, and a test finds those that did not."""


def record(session: Session, account: int | None, act: str, subject: str, **detail: Any) -> None:
    """One entry. `account` is None on the command line; `detail` holds old and new values, never a secret."""
    if act not in ACTS:
        raise KeyError(act)
    now = datetime.now(UTC)
    session.add(Change(created=now, account_id=account, act=act, subject=subject[:200], detail=detail))
    session.flush()


def latest(session: Session, before: int | None, count: int) -> Sequence[tuple[Change, str | None]]:
    """Entries older than the one numbered `before`, the newest first, each with the shown name of who did it."""
    wanted = select(Change, Account.shown).outerjoin(Account, Account.id == Change.account_id)
    if before is not None:
        wanted = wanted.where(Change.id < before)
    return [(row.Change, row.shown) for row in session.execute(wanted.order_by(Change.id.desc()).limit(count))]
