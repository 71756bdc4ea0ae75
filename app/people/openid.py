"""Another place's word for who somebody is (OpenID Connect Core 1.0, code flow with PKCE). Talks to the provider that
the settings name and to nobody else; knows no account. authlib is imported when the first person comes this way."""

from __future__ import annotations

import importlib.util
import json
import secrets
import threading
import time
import urllib.error
import urllib.request
from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from urllib.parse import quote_plus, urlencode, urlsplit

from app.settings import Settings, SettingsError

SECONDS = 10  # for one answer of the provider
KEPT = 3600  # seconds that what it tells of itself is kept
LARGEST = 1_000_000  # bytes of an answer
LONGEST_SUBJECT = 200  # characters, as its column
ALGORITHMS = ["RS256", "ES256", "PS256", "EdDSA"]  # never `none`, never one whose key is the client's secret
LEEWAY = 60  # seconds that two clocks may differ
SCOPE = "openid profile"


class OpenIdError(RuntimeError):
    """Signing in this way did not work out. The message is a sentence for who tried it; `why` is for the log."""

    def __init__(self, why: str) -> None:
        super().__init__("다른 곳의 계정으로 로그인하지 못했습니다. 다시 해 보고, 또 안 되면 관리자에게 알려 주세요.")
        self.why = why


@dataclass(frozen=True)
class Errand:
    """What is sent along and must come back: a browser keeps it, signed, while it is away."""

    state: str
    nonce: str
    verifier: str

    @classmethod
    def begin(cls) -> Errand:
        return cls(secrets.token_urlsafe(24), secrets.token_urlsafe(24), secrets.token_urlsafe(48))


@dataclass(frozen=True)
class Known:
    """Who the provider says it is. `subject` never changes; the names may."""

    issuer: str
    subject: str
    name: str
    shown: str


class Provider:
    """The one place that the settings name."""

    def __init__(self, issuer: str, client: str, secret: str) -> None:
        self.issuer, self._client, self._secret = issuer.rstrip("/"), client, secret
        self._lock = threading.Lock()
        self._told: tuple[float, dict[str, Any]] | None = None

    def way(self, errand: Errand, back: str) -> str:
        """Where to send the browser. Raises OpenIdError."""
        from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
        from authlib.oauth2.rfc7636 import create_s256_code_challenge

        found: str = prepare_grant_uri(
            self._metadata()["authorization_endpoint"],
            self._client,
            "code",
            redirect_uri=back,
            scope=SCOPE,
            state=errand.state,
            nonce=errand.nonce,
            code_challenge=create_s256_code_challenge(errand.verifier),  # type: ignore[no-untyped-call]
            code_challenge_method="S256",
        )
        return found

    def known(self, code: str, errand: Errand, back: str) -> Known:
        """Who came back with this code. Raises OpenIdError when any of it does not fit."""
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": back,
            "code_verifier": errand.verifier,
        }
        login = f"{quote_plus(self._client)}:{quote_plus(self._secret)}".encode()
        headers = {"Authorization": f"Basic {b64encode(login).decode()}"}
        told = _fetch(self._metadata()["token_endpoint"], urlencode(form).encode(), headers)
        claims = self._claims(str(told.get("id_token", "")), errand.nonce)
        subject = str(claims["sub"])
        name = str(claims.get("preferred_username") or claims.get("nickname") or subject)
        return Known(self.issuer, _short(subject), name, str(claims.get("name") or name))

    def _claims(self, token: str, nonce: str) -> dict[str, Any]:
        """The signature, then who, for whom, for how long and for which errand (Core 1.0, section 3.1.3.7)."""
        from authlib.oidc.core import CodeIDToken
        from joserfc import jwt
        from joserfc.errors import JoseError
        from joserfc.jwk import KeySet

        named = [self.issuer, f"{self.issuer}/"]  # some end their name with a slash, and settings may leave it out
        options = {"iss": {"essential": True, "values": named}, "aud": {"essential": True, "value": self._client}}
        try:
            keys = KeySet.import_key_set(_fetch(self._metadata()["jwks_uri"]))  # type: ignore[arg-type]
            found = jwt.decode(token, keys, algorithms=ALGORITHMS)
            params = {"nonce": nonce, "client_id": self._client}
            claims = CodeIDToken(found.claims, found.header, options, params)
            claims.validate(leeway=LEEWAY)
        except (JoseError, ValueError, KeyError) as error:
            raise OpenIdError(f"the id token was refused: {error!r}") from None
        return dict(found.claims)

    def _metadata(self) -> dict[str, Any]:
        """What the provider tells of itself (OpenID Connect Discovery 1.0, section 4)."""
        with self._lock:
            if self._told is None or time.monotonic() - self._told[0] > KEPT:
                found = _fetch(f"{self.issuer}/.well-known/openid-configuration")
                if str(found.get("issuer", "")).rstrip("/") != self.issuer:
                    raise OpenIdError(f"the provider calls itself {found.get('issuer')!r}")
                if missing := {"authorization_endpoint", "token_endpoint", "jwks_uri"} - found.keys():
                    raise OpenIdError(f"the provider does not tell its {', '.join(sorted(missing))}")
                self._told = time.monotonic(), found
            return self._told[1]


def provider(settings: Settings) -> Provider | None:
    """The one that the settings name; None where they name none. Raises SettingsError when they name half of it."""
    if settings.openid_issuer is None:
        return None
    if settings.openid_client is None or settings.openid_secret is None:
        raise SettingsError("SEODANG_OPENID_ISSUER에는 SEODANG_OPENID_CLIENT와 SEODANG_OPENID_SECRET도 있어야 합니다.")
    if importlib.util.find_spec("authlib") is None:
        raise SettingsError('OpenID Connect에 쓰는 authlib가 없습니다. pip install "seodang[openid]"로 설치해 주세요.')
    return Provider(settings.openid_issuer, settings.openid_client, settings.openid_secret.get_secret_value())


def _short(subject: str) -> str:
    """As it came; one that no column holds (a provider may send 255 characters) by its digest."""
    return subject if len(subject) <= LONGEST_SUBJECT else f"sha256:{sha256(subject.encode()).hexdigest()}"


def _fetch(address: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> dict[str, Any]:
    """A JSON object. Raises OpenIdError."""
    if urlsplit(address).scheme not in ("https", "http"):
        raise OpenIdError(f"not an address: {address[:200]!r}")
    request = urllib.request.Request(address, body, {"Accept": "application/json", **(headers or {})})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:  # noqa: S310 -- the scheme was looked at
            found = json.loads(answer.read(LARGEST))
    except (OSError, ValueError) as error:
        told = error.read(300) if isinstance(error, urllib.error.HTTPError) else b""
        raise OpenIdError(f"{address}: {error!r} {told!r}") from None
    if not isinstance(found, dict):
        raise OpenIdError(f"{address}: not an object")
    return found
