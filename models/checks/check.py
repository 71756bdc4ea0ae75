"""What a check is: a function that works out what a key claims, and one line on what that proves. Imports no torch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

Observed = bool | int | float | str | list[str]
"""What a computation found: yes or no, a number, the name of an outcome, or the names of several."""

Function = TypeVar("Function", bound=Callable[..., Observed])


@dataclass(frozen=True)
class Check:
    """`name` is `module.function`; `proves` is Korean, for learners; `run` takes the values that an item deals."""

    name: str
    proves: str
    run: Callable[..., Observed]


CHECKS: dict[str, Check] = {}
"""Every check whose module has been imported (`models.checks.find` imports it)."""


def check(proves: str) -> Callable[[Function], Function]:
    """Declares a function to be a check. The function itself stays as it is."""

    def declared(function: Function) -> Function:
        name = f"{function.__module__.rpartition('.')[2]}.{function.__name__}"
        CHECKS[name] = Check(name, proves, function)
        return function

    return declared
