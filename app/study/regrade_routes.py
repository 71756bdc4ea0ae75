"""What was judged anew, for the learner whose answers they are. Whoever reads the list has read it: that is kept."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from app.database import LARGEST
from app.pages import render
from app.people.learners import learner_id
from app.study import regrades
from app.study.places import TheDesk

router = APIRouter(prefix="/regrades", include_in_schema=False)


@router.get("")
def listed(desk: TheDesk, before: Annotated[int | None, Query(ge=1, le=LARGEST)] = None) -> Response:
    with desk.database.read() as session:
        learner = learner_id(session, desk.who)
        page = regrades.own(session, desk.course, learner, before)
        reached = regrades.reached(session, learner, page)
    if learner and reached:
        with desk.database.write() as session:
            regrades.read(session, learner, reached)
            session.commit()
    return render(desk.request, "study/regrades.html", page)
