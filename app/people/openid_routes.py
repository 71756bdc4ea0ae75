"""Away to the provider and back: signs in the account that it knows, and makes one for who comes the first time."""

from __future__ import annotations

import logging
import re

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import RedirectResponse
from itsdangerous import BadSignature, URLSafeTimedSerializer
from sqlalchemy.orm import Session

from app.people import accounts
from app.people.accounts import Newcomer
from app.people.cookie import visitor
from app.people.learners import learner_id
from app.people.naming import LONGEST, UnfitError, fit_name, fit_shown, spelled
from app.people.openid import Errand, Known, OpenIdError, Provider
from app.people.roles import LEARNER
from app.people.routes import CLOSED, local, sign_in_page, signed_in
from app.people.tables import Account

router = APIRouter(prefix="/sign-in/openid", include_in_schema=False)
log = logging.getLogger("seodang")
COOKIE, AWAY = "seodang-errand", 600  # seconds that somebody may take over there
LOST = "로그인하던 것이 너무 오래되었거나 다른 곳에서 시작했습니다. 다시 눌러 주세요."
NO_PROVIDER = "이 서당은 다른 곳의 계정을 받지 않습니다."


@router.get("")
def leave(request: Request, next: str = "") -> Response:
    errand = Errand.begin()
    try:
        response = RedirectResponse(_provider(request).way(errand, _back(request)), 303)
    except OpenIdError as error:
        return _failed(request, next, error)
    body = _signer(request).dumps([errand.state, errand.nonce, errand.verifier, local(next)])
    https = request.url.scheme == "https"
    response.set_cookie(COOKIE, str(body), max_age=AWAY, httponly=True, samesite="lax", secure=https, path="/sign-in")
    return response


@router.get("/back")
def come_back(request: Request, code: str = "", state: str = "", error: str = "") -> Response:
    provider = _provider(request)
    try:
        kept = _signer(request).loads(request.cookies.get(COOKIE, ""), max_age=AWAY)
    except BadSignature:
        return sign_in_page(request, "", "", {"": LOST}, 400)
    errand, next_ = Errand(*kept[:3]), str(kept[3])
    if not code or state != errand.state:
        log.warning("openid: came back without a code or with another state (%s)", error[:200])
        return sign_in_page(request, "", next_, {"": LOST}, 400)
    try:
        known = provider.known(code, errand, _back(request))
    except OpenIdError as failure:
        return _failed(request, next_, failure)
    account, new = _account(request, known)
    response = signed_in(request, account, next_, adopted=new)
    response.delete_cookie(COOKIE, path="/sign-in")
    return response


def _account(request: Request, known: Known) -> tuple[Account, bool]:
    """The account of that subject, and whether it was made now."""
    with request.app.state.database.write() as session:
        found = accounts.of_subject(session, known.issuer, known.subject)
        new = found is None
        if found is None:
            if request.app.state.settings.registration != "open":
                raise HTTPException(403, CLOSED)
            mine = None if visitor(request).member else learner_id(session, visitor(request))
            who = Newcomer(_free_name(session, known.name), _shown(known), None, known.issuer, known.subject)
            found = accounts.create(session, who, LEARNER, by=None, learner=mine)
            session.commit()
        if found.disabled is not None:
            raise HTTPException(403, "막힌 계정입니다. 관리자에게 문의해 주세요.")
        session.refresh(found)
        session.expunge(found)
    return found, new


def _free_name(session: Session, name: str) -> str:
    """The name they have over there, as far as it can be one here; with a number where somebody has it."""
    plain = re.sub(r"[^\w.@+-]+", "-", spelled(name)).strip("-")[: LONGEST - 5]
    try:
        plain = fit_name(plain)
    except UnfitError:
        plain = "learner"
    taken = (number for number in range(1, 10_000) if accounts.named(session, _numbered(plain, number)) is None)
    return _numbered(plain, next(taken))


def _numbered(name: str, number: int) -> str:
    return name if number == 1 else f"{name}-{number}"


def _shown(known: Known) -> str:
    try:
        return fit_shown(known.shown[:LONGEST], known.name[:LONGEST])
    except UnfitError:
        return spelled(known.name)[:LONGEST]


def _provider(request: Request) -> Provider:
    found: Provider | None = request.app.state.openid
    if found is None:
        raise HTTPException(404, NO_PROVIDER)
    return found


def _back(request: Request) -> str:
    return str(request.url_for("come_back"))


def _signer(request: Request) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(request.app.state.signing_key, salt="openid")


def _failed(request: Request, next: str, error: OpenIdError) -> Response:
    log.warning("openid: %s", error.why)
    return sign_in_page(request, "", next, {"": str(error)}, 503)
