"""Signing in and out, and making an account. Parses, calls, renders."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from app.errors import keep_typed
from app.pages import render
from app.people import accounts, invitations, passwords, sign_ins
from app.people.cookie import Carried, carried, visitor
from app.people.learners import learner_id
from app.people.limiting import TooManyError, Tries, address_of
from app.people.naming import UnfitError, spelled
from app.people.pages import SignInPage, SignUpPage
from app.people.roles import LEARNER, NAMES
from app.people.tables import Account, Invitation
from app.settings import Settings

router = APIRouter(include_in_schema=False)
WRONG = "로그인 이름이나 비밀번호가 맞지 않습니다. 다시 확인해 주세요."
NO_INVITATION = (
    "쓸 수 없는 초대 링크입니다. 이미 썼거나 기한이 지났거나 거두어졌습니다. 보낸 사람에게 다시 부탁해 주세요."
)
CLOSED = "이 서당은 초대받은 사람만 가입할 수 있습니다. 강사에게 초대 링크를 부탁해 주세요."
Text = Annotated[str, Form()]


@router.get("/sign-in")
def ask(request: Request, next: str = "") -> Response:
    return sign_in_page(request, "", next, {})


@router.post("/sign-in")
def sign_in(request: Request, name: Text = "", password: Text = "", next: Text = "") -> Response:
    keep_typed(request, [name])
    tries: Tries = request.app.state.tries
    try:
        tried = tries.take(spelled(name), address_of(request))
    except TooManyError as refusal:
        response = sign_in_page(request, name, next, {"": str(refusal)}, 429)
        response.headers["Retry-After"] = str(refusal.seconds)
        return response
    account = _checked(request, name, password)
    if account is None:
        return sign_in_page(request, name, next, {"": WRONG}, 422)
    tries.forgive(tried)
    return signed_in(request, account, next)


@router.post("/sign-out")
def sign_out(request: Request) -> Response:
    member = visitor(request).member
    if member is not None:
        with request.app.state.database.write() as session:
            sign_ins.end(session, member.account, member.sign_in)
            session.commit()
    response = RedirectResponse("/", 303)
    request.app.state.cookies.write(request, response, Carried(carried(request).handle))
    return response


@router.get("/sign-up")
def offer(request: Request, next: str = "") -> Response:
    _must_be_open(request)
    return _sign_up_page(request, "/sign-up", LEARNER, {}, {}, next=next)


@router.post("/sign-up")
def sign_up(
    request: Request, name: Text = "", shown: Text = "", password: Text = "", again: Text = "", next: Text = ""
) -> Response:
    _must_be_open(request)
    given = {"name": name, "shown": shown}
    keep_typed(request, [name, shown])
    try:
        account = _made(request, given, password, again, None)
    except UnfitError as unfit:
        return _sign_up_page(request, "/sign-up", LEARNER, given, {unfit.field: str(unfit)}, 422, next)
    except TooManyError as refusal:
        response = _sign_up_page(request, "/sign-up", LEARNER, given, {"": str(refusal)}, 429, next)
        response.headers["Retry-After"] = str(refusal.seconds)
        return response
    return signed_in(request, account, next, adopted=True)


@router.get("/join/{token}")
def invited(request: Request, token: str) -> Response:
    return _sign_up_page(request, f"/join/{token}", _invitation(request, token).role, {}, {})


@router.post("/join/{token}")
def join(
    request: Request, token: str, name: Text = "", shown: Text = "", password: Text = "", again: Text = ""
) -> Response:
    role, given = _invitation(request, token).role, {"name": name, "shown": shown}
    keep_typed(request, [name, shown])
    try:
        account = _made(request, given, password, again, token)
    except UnfitError as unfit:
        return _sign_up_page(request, f"/join/{token}", role, given, {unfit.field: str(unfit)}, 422)
    return signed_in(request, account, "", adopted=True)


def _checked(request: Request, name: str, password: str) -> Account | None:
    """The hash is compared outside any transaction: it takes a tenth of a second, by design."""
    with request.app.state.database.read() as session:
        found = accounts.named(session, name)
        hash_ = found.password if found is not None and found.disabled is None else None
    return found if passwords.fits(password, hash_) else None


def _made(request: Request, given: dict[str, str], password: str, again: str, token: str | None) -> Account:
    """Raises UnfitError, TooManyError; 404 when the invitation was used meanwhile."""
    who = accounts.newcomer(given["name"], given["shown"], password)
    if password != again:
        raise UnfitError("again", "두 번 적은 비밀번호가 서로 다릅니다. 다시 적어 주세요.")
    if token is None:
        request.app.state.tries.sign_up(address_of(request))
    with request.app.state.database.write() as session:
        invitation = invitations.standing(session, token) if token else None
        if token and invitation is None:
            raise HTTPException(404, NO_INVITATION)
        role = invitation.role if invitation else LEARNER
        mine = None if visitor(request).member else learner_id(session, visitor(request))
        account = accounts.create(session, who, role, by=None, learner=mine)
        if invitation:
            invitations.use(session, invitation, account)
        session.commit()
        session.refresh(account)
        session.expunge(account)
    return account


def signed_in(request: Request, account: Account, next: str, adopted: bool = False) -> Response:
    """`adopted`: what this browser did belongs to the account now, so that nobody finds it here after signing out."""
    with request.app.state.database.write() as session:
        token = sign_ins.begin(session, account, request.headers.get("user-agent", ""))
        session.commit()
    response = RedirectResponse(local(next), 303)
    before = "" if adopted else carried(request).handle
    request.app.state.cookies.write(request, response, Carried(before, token))
    return response


def local(address: str) -> str:
    """Where to go on; an address that could lead to another site leads home."""
    plain = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if plain and address.isprintable() and "\\" not in address else "/"


def _must_be_open(request: Request) -> None:
    if request.app.state.settings.registration != "open":
        raise HTTPException(403, CLOSED)


def _invitation(request: Request, token: str) -> Invitation:
    with request.app.state.database.read() as session:
        found = invitations.standing(session, token)
    if found is None:
        raise HTTPException(404, NO_INVITATION)
    return found


def sign_in_page(request: Request, name: str, next: str, problems: dict[str, str], status: int = 200) -> Response:
    is_open = request.app.state.settings.registration == "open"
    page = SignInPage("로그인", name, next, problems, is_open, _elsewhere(request))
    return render(request, "people/sign_in.html", page, status)


def _sign_up_page(
    request: Request,
    address: str,
    role: str,
    given: dict[str, str],
    problems: dict[str, str],
    status: int = 200,
    next: str = "",
) -> Response:
    who = visitor(request)
    keeps = not who.fresh and who.member is None
    page = SignUpPage("가입", address, given, problems, NAMES[role], keeps, next)
    return render(request, "people/sign_up.html", page, status)


def _elsewhere(request: Request) -> str:
    """What the button for the other place says; "" where there is none."""
    settings: Settings = request.app.state.settings
    return settings.openid_name if request.app.state.openid is not None else ""
