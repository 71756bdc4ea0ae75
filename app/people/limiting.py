"""How often somebody may try a password, by name and by address, and how many doubts may come from one account or, of
who is not signed in, from one address; in this process. Knows no password and no doubt."""

from __future__ import annotations

import time
from dataclasses import dataclass

from fastapi import Request
from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from app.people.cookie import visitor

A_NAME = parse("10 per 15 minutes")
AN_ADDRESS = parse("60 per 15 minutes")  # a class behind one address signs in at the same minute
DOUBTS = parse("60 per 15 minutes"), parse("300 per 1 day")  # who keeps no cookie is a new learner each time


class TooManyError(RuntimeError):
    """`seconds` until the next try is heard."""

    def __init__(self, seconds: int, what: str = "로그인을 너무 여러 번 시도했습니다.") -> None:
        super().__init__(f"{what} {_while(seconds)} 뒤에 다시 해 주세요.")
        self.seconds = seconds


def address_of(request: Request) -> str:
    """Behind a proxy that is trusted (`FORWARDED_ALLOW_IPS`) the one that it names."""
    return request.client.host if request.client else ""


def _while(seconds: int) -> str:
    return f"{-(-seconds // 60)}분" if seconds <= 5400 else f"{-(-seconds // 3600)}시간"


@dataclass(frozen=True)
class Sender:
    """By what somebody's sending is counted, and how that is called."""

    key: str
    words: str


def sender(request: Request) -> Sender:
    """The account, wherever it is: a school has one address. Who is not signed in may be a new learner each time."""
    member = visitor(request).member
    if member is not None:
        return Sender(f"account:{member.account}", "이 계정으로")
    return Sender(f"address:{address_of(request)}", "이 인터넷 주소에서")


class Tries:
    """Counts every try before it is looked at, so that many at once gain nothing; a right one is forgiven its name."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def take(self, name: str, address: str) -> None:
        """Raises TooManyError."""
        for limit, key in ((A_NAME, f"name:{name}"), (AN_ADDRESS, f"address:{address}")):
            if not self._limiter.hit(limit, key):
                raise TooManyError(self._wait(limit, key))

    def doubt(self, by: Sender) -> None:
        """One more dispute. Raises TooManyError."""
        for limit in DOUBTS:
            if not self._limiter.hit(limit, f"doubts:{by.key}"):
                raise TooManyError(self._wait(limit, f"doubts:{by.key}"), f"{by.words} 보낸 이의가 너무 많습니다.")

    def forgive(self, name: str) -> None:
        self._limiter.clear(A_NAME, f"name:{name}")

    def _wait(self, limit: RateLimitItem, key: str) -> int:
        reset = self._limiter.get_window_stats(limit, key).reset_time
        return max(1, round(reset - time.time()))
