"""What the templates of the people's pages are given. Knows no database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

Problems = Mapping[str, str]  # by field, "" for the whole form


@dataclass(frozen=True)
class SignInPage:
    """GET and POST /sign-in."""

    title: str
    name: str
    next: str
    problems: Problems
    open: bool  # anybody may make an account
    elsewhere: str  # where else one may sign in, in words; "" for nowhere


@dataclass(frozen=True)
class SignUpPage:
    """GET and POST /sign-up, and /join/{token} for those invited."""

    title: str
    address: str
    given: Mapping[str, str]
    problems: Problems
    role: str  # in words
    keeps: bool  # what this browser did until now goes with the account
    next: str = ""


@dataclass(frozen=True)
class Browser:
    number: int
    agent: str
    since: datetime
    seen: datetime
    here: bool


@dataclass(frozen=True)
class AccountPage:
    """GET /account."""

    title: str
    name: str
    shown: str
    role: str
    has_password: bool
    browsers: tuple[Browser, ...]
    problems: Problems = field(default_factory=dict)
    done: str = ""


@dataclass(frozen=True)
class Person:
    number: int
    name: str
    shown: str
    role: str
    created: datetime
    disabled: bool
    self: bool


@dataclass(frozen=True)
class Invited:
    number: int
    role: str
    note: str
    expires: datetime
    over: bool


@dataclass(frozen=True)
class PeoplePage:
    """GET /people. `link` is a new invitation's address, shown once; `query` names this part of the list, `before` and
    `after` the parts beside it."""

    title: str
    people: tuple[Person, ...]
    total: int
    typed: str
    query: str
    before: str | None
    after: str | None
    invitations: tuple[Invited, ...]
    roles: Mapping[str, str]
    problem: str = ""
    link: str = ""


@dataclass(frozen=True)
class Entry:
    number: int
    when: datetime
    who: str
    act: str
    subject: str
    detail: str


@dataclass(frozen=True)
class ChangesPage:
    """GET /people/changes. `older` is the address of the next page, "" on the last."""

    title: str
    entries: tuple[Entry, ...]
    older: str
