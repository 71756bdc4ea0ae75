"""The tuning methods by name; a new one is a module here and a line in the registry. Imports no torch (decision 11)."""

from __future__ import annotations

from typing import Any, cast

from pydantic import ValidationError

from models.methods import bitfit, full, head, houlsby, lora, p_tuning, pfeiffer, prefix, prompt
from models.methods.method import Config, Formula, Method, Paper
from models.refusals import Refused

__all__ = ["METHODS", "Config", "Formula", "Method", "Paper", "configure", "method"]

METHODS: dict[str, Method] = {
    module.NAME: cast(Method, module)
    for module in (full, head, bitfit, houlsby, pfeiffer, lora, prefix, prompt, p_tuning)
}


def method(name: str) -> Method:
    """The method of that name; an unknown name lists the known ones."""
    if name not in METHODS:
        raise Refused(f"‘{name}’ 방법은 없습니다. 아는 방법: {', '.join(METHODS)}.", "method")
    return METHODS[name]


def configure(name: str, given: dict[str, Any] | None = None) -> Config:
    """The method's Config with the values given (numbers may come as text). Refused names the field and its bounds."""
    kind = method(name).Config
    try:
        return kind.model_validate(given or {})
    except ValidationError as error:
        raise _refusal(name, kind, error) from None


def _refusal(name: str, kind: type[Config], error: ValidationError) -> Refused:
    first = error.errors()[0]
    field = str(first["loc"][0]) if first["loc"] else ""
    known = ", ".join(kind.model_fields) or "없음"
    if first["type"] == "extra_forbidden":
        return Refused(f"{name}에는 ‘{field[:40]}’ 설정이 없습니다. 있는 설정: {known}.", field)
    bounds = {key: f"{value:g}" if isinstance(value, float) else value for key, value in first.get("ctx", {}).items()}
    wanted = {
        "greater_than_equal": f"{bounds.get('ge')} 이상이어야 합니다",
        "greater_than": f"{bounds.get('gt')}보다 커야 합니다",
        "less_than_equal": f"{bounds.get('le')} 이하여야 합니다",
        "value_error": str(bounds.get("error", "")),
        "literal_error": f"{str(bounds.get('expected')).replace(' or ', ', ')} 가운데 하나여야 합니다",
        "bool_parsing": "true나 false여야 합니다",
        "bool_type": "true나 false여야 합니다",
        "string_type": "글이어야 합니다",
        "model_type": "설정은 이름과 값의 묶음이어야 합니다",
    }.get(first["type"], "알맞은 수가 아닙니다")
    given = str(first["input"])[:40]
    return Refused(f"{field}={given}: {wanted}." if field else f"{wanted}: {given}", field or None)
