"""`python -m tests.flows.peopled --port N --data FOLDER`: the server with a small course in progress: a class with its
assignments, disputes, a regrade, marks to give, items under suspicion, an import to review. Names are long."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import uvicorn
from fastapi import FastAPI
from sqlalchemy.orm import Session

from app.authoring.disputes import deciding
from app.authoring.exchange import gift, keeping
from app.authoring.exchange.formats import FORMATS
from app.classes import rosters, teachers
from app.people import accounts, invitations
from app.people.accounts import Newcomer
from app.people.tables import Account, Learner
from app.study import answering, attempts, disputes
from app.study.asking import Asked
from app.study.class_tables import Assignment
from app.study.tables import Response
from tests.authoring.regrading.acting import do
from tests.authoring.rows import give, learn, sort_by_strength
from tests.flows.teaching import application
from tests.people.acting import HASH

LONG = "제갈남궁황보선우독고사공서문동방하늘별님구름햇님보다사랑스러우리"
WIDE = "maximilian.alexander.von-habsburg-lothringen@university.example"
CAST = {"root": "admin", "seo": "instructor", "park": "instructor", "hana": "learner", WIDE: "learner"}
DOUBT = "원 논문의 그림 3은 어댑터가 아니라 프롬프트 튜닝의 결과입니다.\n" * 6 + "https://example.org/" + "long-" * 30
ITEMS = ("mini-ox-01", "mini-ox-02", "mini-choice-01", "mini-short-01", "mini-essay-01")
ESSAY = "가중치를 고정하고 작은 모듈만 학습합니다. " * 8


def main() -> None:
    app, port = application()
    _fill(app)
    uvicorn.run(app, port=port, log_level="warning")


def _fill(app: FastAPI) -> None:
    database, course = app.state.database, app.state.course
    with database.write() as session:
        people = {
            name: accounts.create(session, Newcomer(name, LONG, HASH), role, by=None) for name, role in CAST.items()
        }
        invitations.invite(session, "instructor", LONG * 4, by=people["root"].id)
        crowd = learn(session, 24)
        sort_by_strength(session, course, [("mini-ox-01", "O", "X"), ("mini-ox-02", "O", "X")], crowd)
        give(
            session, course, "mini-short-01", {who: "얼려 둔다" if at > 14 else "고정" for at, who in enumerate(crowd)}
        )
        give(session, course, "mini-essay-01", {who: ESSAY + str(who) for who in crowd[:3]})
        doubted = give(session, course, "mini-choice-01", dict.fromkeys([people["hana"].learner_id, *crowd[:2]], "b"))
        _class(app, session, people)
        _doubts(session, people["seo"].id, doubted)
        read = gift.read("".join(f"::{LONG} {at}:: {DOUBT} {{T}}\n\n" for at in range(2)).encode())
        made = keeping.make(app.state.published, "mini", read)
        keeping.keep(session, FORMATS["gift"], "mini", f"{WIDE}.gift", made, people["seo"].id)
        session.commit()
    do(database, course, "full", item="mini-choice-01", reason=DOUBT)


def _class(app: FastAPI, session: Session, people: dict[str, Account]) -> None:
    """One assignment is open and keeps its keys, one is over and was answered."""
    now = datetime.now(UTC)
    room = rosters.make(session, LONG * 2, by=people["seo"].id, now=now)
    teachers.add(session, room, "park", by=people["seo"].id, now=now)
    for name in ("hana", WIDE):
        rosters.join(session, room.code or "", people[name].learner_id, now=now)
    times = {"opens": now - timedelta(days=2), "created": now, "classroom_id": room.id, "attempts": 2, "count": None}
    kept = Assignment(title=LONG, items=["mini-number-01"], closes=now + timedelta(days=2), keys="closed", **times)
    over = Assignment(title=LONG * 3, items=list(ITEMS), closes=now - timedelta(days=1), keys="each", **times)
    session.add_all([kept, over])
    session.flush()
    learner = people["hana"].learner_id
    attempt = attempts.start(session, learner, {"assignment": over.title}, ITEMS, over.id)
    handle = session.get_one(Learner, learner).handle
    for item, raw in (("mini-ox-01", "O"), ("mini-choice-01", "b"), ("mini-short-01", DOUBT), ("mini-essay-01", ESSAY)):
        asked = Asked(learner, handle, app.state.course.questions[item], str(attempt.id), 0, attempt.id)
        answering.answer(session, app.state.course, asked, raw)
    attempt.finished = now


def _doubts(session: Session, instructor: int, doubted: list[int]) -> None:
    for at, number in enumerate(doubted):
        dispute = disputes.send(session, session.get_one(Response, number), "mine", DOUBT)
        if at == 0:
            deciding.reply(session, dispute, instructor, DOUBT)
            disputes.answer(session, dispute, "둘째 판 4쪽입니다.")
        if at == 1:
            deciding.keep(session, dispute, instructor, DOUBT)


if __name__ == "__main__":
    main()
