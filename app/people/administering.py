"""What administrators do: roles, blocked accounts, invitations, and the log of it all. Parses, calls, renders."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, HTTPException, Query, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from app.database import LARGEST
from app.pages import render
from app.people import accounts, auditing, invitations, wording
from app.people.cookie import Member
from app.people.naming import UnfitError
from app.people.pages import ChangesPage, Entry, Invited, PeoplePage, Person
from app.people.permissions import AnAdmin
from app.people.roles import NAMES
from app.people.tables import Account, Change

router = APIRouter(prefix="/people", include_in_schema=False)
SHOWN = 50  # accounts, or entries of the log, on a page
Role = Annotated[str, Form(pattern=f"^({'|'.join(NAMES)})$")]


@router.get("")
def people(request: Request, member: AnAdmin) -> Response:
    return _page(request, member)


@router.post("/{number}/role")
def set_role(request: Request, member: AnAdmin, number: int, role: Role) -> Response:
    return _change(
        request, member, number, lambda session, who: accounts.set_role(session, who, role, by=member.account)
    )


@router.post("/{number}/disable")
def disable(request: Request, member: AnAdmin, number: int) -> Response:
    return _change(request, member, number, lambda session, who: accounts.disable(session, who, by=member.account))


@router.post("/{number}/enable")
def enable(request: Request, member: AnAdmin, number: int) -> Response:
    return _change(request, member, number, lambda session, who: accounts.enable(session, who, by=member.account))


@router.post("/invitations")
def invite(request: Request, member: AnAdmin, role: Role, note: Annotated[str, Form()] = "") -> Response:
    """The link is shown once, in the answer itself: nobody can read it again later."""
    with request.app.state.database.write() as session:
        token = invitations.invite(session, role, note, by=member.account)
        session.commit()
    return _page(request, member, link=str(request.url_for("invited", token=token)))


@router.post("/invitations/{number}/withdraw")
def withdraw(request: Request, member: AnAdmin, number: int) -> Response:
    with request.app.state.database.write() as session:
        if not 0 < number <= LARGEST or not invitations.withdraw(session, number, by=member.account):
            raise HTTPException(404, "거둘 수 있는 초대 링크가 없습니다. 이미 썼거나 거둔 것일 수 있습니다.")
        session.commit()
    return RedirectResponse("/people#invitations", 303)


@router.get("/changes")
def changes(
    request: Request, member: AnAdmin, before: Annotated[int | None, Query(ge=1, le=LARGEST)] = None
) -> Response:
    with request.app.state.database.read() as session:
        rows = auditing.latest(session, before, SHOWN + 1)
        entries = tuple(_entry(change, who) for change, who in rows[:SHOWN])
    older = f"/people/changes?before={entries[-1].number}" if len(rows) > SHOWN else ""
    return render(request, "people/changes.html", ChangesPage("바뀐 기록", entries, older))


def _change(request: Request, member: Member, number: int, act: Callable[[Session, Account], None]) -> Response:
    with request.app.state.database.write() as session:
        account = session.get(Account, number) if 0 < number <= LARGEST else None
        if account is None:
            raise HTTPException(404, "그런 계정이 없습니다.")
        try:
            act(session, account)
        except UnfitError as unfit:
            session.rollback()
            return _page(request, member, problem=str(unfit), status=422)
        session.commit()
    return RedirectResponse(f"/people{_query(*_asked(request))}#accounts", 303)


def _page(request: Request, member: Member, problem: str = "", link: str = "", status: int = 200) -> Response:
    typed, at = _asked(request)
    with request.app.state.database.read() as session:
        rows = accounts.everybody(session, typed)
        standing = tuple(
            Invited(row.id, NAMES[row.role], row.note, row.expires, row.expires < datetime.now(UTC))
            for row in invitations.listed(session)
        )
    last = max(1, -(-len(rows) // SHOWN))
    at = min(at, last)
    page = PeoplePage(
        title="사람들",
        people=tuple(_person(row, member) for row in rows[(at - 1) * SHOWN : at * SHOWN]),
        total=len(rows),
        typed=typed,
        query=_query(typed, at),
        before=_query(typed, at - 1) if at > 1 else None,
        after=_query(typed, at + 1) if at < last else None,
        invitations=standing,
        roles=NAMES,
        problem=problem,
        link=link,
    )
    return render(request, "people/people.html", page, status)


def _asked(request: Request) -> tuple[str, int]:
    """Part of a name, and which page of those who have it; what an address says wrongly is taken for the first."""
    typed, page = request.query_params.get("q", "").strip()[:60], request.query_params.get("page", "")
    return typed, int(page) if re.fullmatch("[1-9][0-9]{0,5}", page) else 1


def _query(typed: str, page: int) -> str:
    said = {name: value for name, value in (("q", typed), ("page", str(page) if page > 1 else "")) if value}
    return f"?{urlencode(said)}" if said else ""


def _person(row: Account, member: Member) -> Person:
    blocked = row.disabled is not None
    return Person(row.id, row.name, row.shown, row.role, row.created, blocked, row.id == member.account)


def _entry(change: Change, who: str | None) -> Entry:
    told = auditing.ACTS.get(change.act, change.act)
    return Entry(change.id, change.created, who or "명령줄", told, change.subject, wording.told(change.detail))
