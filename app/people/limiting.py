"""How often somebody may try a password, by name and by address, and how much may be sent: by account or, of who is not
signed in, by address; in this process. Knows no password and nothing that is sent."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass

from fastapi import Request
from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from app.people.cookie import visitor

A_NAME = parse("10 per 15 minutes")
AN_ADDRESS = parse("120 per 15 minutes")  # that failed: a class behind one has forty under way at once, and mistypes
DOUBTS = parse("60 per 15 minutes"), parse("300 per 1 day")  # who keeps no cookie is a new learner each time
SIGN_UPS = parse("600 per 1 hour"), parse("2000 per 1 day")  # two hundred may sign up in the same hour
ANSWERS = parse("100000 per 1 day")  # and send five hundred answers each, still without an account
DRAFTS = parse("300000 per 1 day")
SIGN_INS = "로그인을 너무 여러 번 시도했습니다."
UNIT = 1_000  # letters: a longer text counts as often as it has them
KEPT = 10_000  # senders, before those are forgotten whose time has passed


class TooManyError(RuntimeError):
    """`seconds` until the next try is heard."""

    def __init__(self, seconds: int, what: str) -> None:
        super().__init__(f"{what} {_while(seconds)} 뒤에 다시 해 주세요.")
        self.seconds = seconds


def address_of(request: Request) -> str:
    """Behind a proxy that is trusted (`FORWARDED_ALLOW_IPS`) the one that it names."""
    return request.client.host if request.client else ""


def _while(seconds: int) -> str:
    return f"{-(-seconds // 60)}분" if seconds <= 5400 else f"{-(-seconds // 3600)}시간"


@dataclass(frozen=True)
class Sender:
    """By what somebody's sending is counted, how that is called, and what else they can do than wait."""

    key: str
    words: str
    instead: str = ""


def sender(request: Request) -> Sender:
    """The account, wherever it is: a school has one address. Who is not signed in may be a new learner each time."""
    member = visitor(request).member
    if member is not None:
        return Sender(f"account:{member.account}", "이 계정으로")
    return Sender(f"address:{address_of(request)}", "이 인터넷 주소에서", " 로그인하거나")


@dataclass(frozen=True)
class Try:
    """A password that is being looked at; `until` when it counts for the address."""

    name: str
    address: str
    until: float


class Sums:
    """What each sender has used of a limit since their first: one number, however much it is, of which some may come
    back. The limiter keeps a row a hit and begins a thread for it, which is too dear for answers."""

    def __init__(self) -> None:
        self._used: dict[str, tuple[float, int]] = {}
        self._lock = threading.Lock()

    def take(self, limit: RateLimitItem, key: str, amount: int, what: str) -> float:
        """Until when it counts. Raises TooManyError, which says `what`."""
        with self._lock:
            now = _now()
            until, used = self._used.get(key, (0.0, 0))
            if until <= now:
                until, used = now + limit.get_expiry(), 0
                self._forget(now)
            if used + amount > limit.amount:
                raise TooManyError(max(1, round(until - now)), what)
            self._used[key] = until, used + amount
            return until

    def give_back(self, key: str, amount: int, until: float) -> None:
        """What was taken until then; nothing once the time has begun anew, of which it took nothing."""
        with self._lock:
            now_until, used = self._used.get(key, (0.0, 0))
            if now_until == until:
                self._used[key] = until, used - amount

    def _forget(self, now: float) -> None:
        if len(self._used) >= KEPT:
            self._used = {key: used for key, used in self._used.items() if used[0] > now}


def _now() -> float:
    return time.monotonic()


class Tries:
    """Counts every try before it is looked at, so that many at once gain nothing. A right one clears its name and gives
    its address back its own place alone: who owns an account cannot undo what failed."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._sums = Sums()

    def take(self, name: str, address: str) -> Try:
        """Raises TooManyError."""
        if not self._limiter.hit(A_NAME, f"name:{name}"):
            raise TooManyError(self._wait(A_NAME, f"name:{name}"), SIGN_INS)
        return Try(name, address, self._sums.take(AN_ADDRESS, f"sign-ins:{address}", 1, SIGN_INS))

    def forgive(self, right: Try) -> None:
        self._limiter.clear(A_NAME, f"name:{right.name}")
        self._sums.give_back(f"sign-ins:{right.address}", 1, right.until)

    def doubt(self, by: Sender) -> None:
        """One more dispute. Raises TooManyError."""
        for limit in DOUBTS:
            if not self._limiter.hit(limit, f"doubts:{by.key}"):
                raise TooManyError(self._wait(limit, f"doubts:{by.key}"), f"{by.words} 보낸 이의가 너무 많습니다.")

    def sign_up(self, address: str) -> None:
        """One more account. Raises TooManyError."""
        for limit in SIGN_UPS:
            if not self._limiter.hit(limit, f"accounts:{address}"):
                wait = self._wait(limit, f"accounts:{address}")
                raise TooManyError(wait, "이 인터넷 주소에서 만든 계정이 너무 많습니다.")

    def send(self, by: Sender, letters: int, draft: bool = False) -> None:
        """One more thing to keep: an answer, a round, or the draft of an answer. Raises TooManyError."""
        limit, key = (DRAFTS, f"drafts:{by.key}") if draft else (ANSWERS, f"answers:{by.key}")
        self._sums.take(limit, key, 1 + letters // UNIT, f"{by.words} 보낸 답이 너무 많습니다.{by.instead}")

    def _wait(self, limit: RateLimitItem, key: str) -> int:
        reset = self._limiter.get_window_stats(limit, key).reset_time
        return max(1, round(reset - time.time()))
