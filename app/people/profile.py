"""One's own account: the name others read, the password, the browsers that are signed in. Parses, calls, renders."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from app.pages import render
from app.people import accounts, passwords, sign_ins
from app.people.browsers import named
from app.people.cookie import Member
from app.people.limiting import TooManyError, address_of
from app.people.naming import UnfitError, fit_password, fit_shown
from app.people.pages import AccountPage, Browser
from app.people.permissions import AMember
from app.people.roles import NAMES
from app.people.tables import Account

router = APIRouter(prefix="/account", include_in_schema=False)
DONE = {
    "name": "보이는 이름을 바꾸었습니다.",
    "password": "비밀번호를 바꾸고 다른 브라우저에서는 모두 로그아웃했습니다.",
    "ended": "로그아웃했습니다.",
}
Text = Annotated[str, Form()]


@router.get("")
def show(request: Request, member: AMember, done: str = "") -> Response:
    return _page(request, member, {}, DONE.get(done, ""))


@router.post("/name")
def rename(request: Request, member: AMember, shown: Text = "") -> Response:
    try:
        fitting = fit_shown(shown, member.name)
    except UnfitError as unfit:
        return _page(request, member, {unfit.field: str(unfit)}, status=422, shown=shown)
    with request.app.state.database.write() as session:
        session.get_one(Account, member.account).shown = fitting
        session.commit()
    return _back("name")


@router.post("/password")
def change_password(
    request: Request, member: AMember, current: Text = "", password: Text = "", again: Text = ""
) -> Response:
    """Asked with the current one: an unattended browser is not enough."""
    with request.app.state.database.read() as session:
        hash_ = session.get_one(Account, member.account).password
    try:
        tried = request.app.state.tries.take(member.name, address_of(request))
    except TooManyError as refusal:
        return _page(request, member, {"current": str(refusal)}, status=429)
    if hash_ is not None and not passwords.fits(current, hash_):
        return _page(request, member, {"current": "지금 비밀번호가 맞지 않습니다. 다시 적어 주세요."}, status=422)
    request.app.state.tries.forgive(tried)
    try:
        secret = passwords.hashed(_agreed(password, again, member.name))
    except UnfitError as unfit:
        return _page(request, member, {unfit.field: str(unfit)}, status=422)
    with request.app.state.database.write() as session:
        account = session.get_one(Account, member.account)
        accounts.set_password(session, account, secret, by=member.account, but=member.sign_in)
        session.commit()
    return _back("password")


@router.post("/sign-ins/{number}/end")
def end(request: Request, member: AMember, number: int) -> Response:
    with request.app.state.database.write() as session:
        if not sign_ins.end(session, member.account, number):
            raise HTTPException(404, "그런 로그인이 없습니다. 이미 끝났을 수 있습니다.")
        session.commit()
    return _back("ended")


@router.post("/sign-ins/end")
def end_others(request: Request, member: AMember) -> Response:
    with request.app.state.database.write() as session:
        sign_ins.end_all(session, member.account, but=member.sign_in)
        session.commit()
    return _back("ended")


def _agreed(password: str, again: str, name: str) -> str:
    fitting = fit_password(password, name)
    if password != again:
        raise UnfitError("again", "두 번 적은 비밀번호가 서로 다릅니다. 다시 적어 주세요.")
    return fitting


def _back(done: str) -> Response:
    return RedirectResponse(f"/account?done={done}", 303)


def _page(
    request: Request,
    member: Member,
    problems: dict[str, str],
    done: str = "",
    status: int = 200,
    shown: str | None = None,
) -> Response:
    with request.app.state.database.read() as session:
        account = session.get_one(Account, member.account)
        rows = sign_ins.standing(session, member.account)
        browsers = tuple(
            Browser(row.id, named(row.agent), row.created, row.seen, row.id == member.sign_in) for row in rows
        )
        page = AccountPage(
            title="내 계정",
            name=account.name,
            shown=account.shown if shown is None else shown,
            role=NAMES[account.role],
            has_password=account.password is not None,
            browsers=browsers,
            problems=problems,
            done=done,
        )
    return render(request, "people/account.html", page, status)
