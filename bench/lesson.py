"""What happened to one class, in figures, and how two classes compare. Knows no server."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from classroom import Heard


@dataclass
class Lesson:
    """What happened to one class."""

    heard: list[Heard] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    memory: list[dict[str, float]] = field(default_factory=list)  # MB, at the start, every minute and at the end
    seconds: float = 0.0
    tokens: int = 0

    def figures(self) -> dict[str, Any]:
        first, whole = (sorted(getattr(one, name) for one in self.heard) for name in ("first", "whole"))
        return {
            "comparisons": len(self.heard),
            "errors": len(self.troubles),
            "first_token_p50_s": _at(first, 0.5),
            "first_token_p95_s": _at(first, 0.95),
            "comparison_p50_s": _at(whole, 0.5),
            "comparison_p95_s": _at(whole, 0.95),
            "tokens_per_s": round(self.tokens / self.seconds, 1),
            "memory_mb": self.memory,
        }


def _at(sorted_values: list[float], share: float) -> float | None:
    return (
        round(sorted_values[min(int(share * len(sorted_values)), len(sorted_values) - 1)], 3) if sorted_values else None
    )


def ratios(lab: dict[str, Any], gradio: dict[str, Any]) -> dict[str, float]:
    """How many times better the lab is: shorter, or more."""
    shorter = ("first_token_p50_s", "first_token_p95_s", "comparison_p95_s")
    found = {name: gradio[name] / lab[name] for name in shorter if gradio[name] and lab[name]}
    more = ("comparisons", "tokens_per_s")
    return {name: round(one, 2) for name, one in (found | {m: lab[m] / gradio[m] for m in more if gradio[m]}).items()}
