"""Where values stand on an axis, and which round values are written beside it. Knows no page and draws nothing."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Log:
    """A logarithmic axis: `low` stands at place `begin`, `high` at `end`."""

    low: float
    high: float
    begin: float
    end: float

    def place(self, value: float) -> float:
        share = math.log(value / self.low) / math.log(self.high / self.low) if self.high > self.low else 0.5
        return round(self.begin + share * (self.end - self.begin), 2)


@dataclass(frozen=True)
class Linear:
    """A linear axis: `low` stands at place `begin`, `high` at `end`."""

    low: float
    high: float
    begin: float
    end: float

    def place(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low) if self.high > self.low else 0.5
        return round(self.begin + share * (self.end - self.begin), 2)


def steps(low: float, high: float, most: int = 6, least: float = 1e-9) -> list[float]:
    """Round values (1, 2 or 5 times a power of ten apart) from at most `low` to at least `high`; where these are less
    than `least` apart, as for that distance."""
    rough = max(high - low, least) / max(1, most - 2)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(step for one in (1, 2, 5, 10) if (step := one * power) >= rough * 0.999)
    first, last = math.floor(low / step + 1e-6), math.ceil(high / step - 1e-6)
    return [round(number * step, 10) for number in range(first, max(last, first + 1) + 1)]


def log_steps(low: float, high: float) -> list[float]:
    """1, 2, 5, 10, 20 ... between the two, both included."""
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    found = (one * 10.0**power for power in powers for one in (1, 2, 5))
    return [round(step, 10) for step in found if low * 0.999 <= step <= high * 1.001]
