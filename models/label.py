"""What `variant.json` says of a tuned variant, and how the files beside it are called. Reads no weights, no torch."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, StringConstraints

LABEL, WEIGHTS = "variant.json", "adapter_model.safetensors"
Name = Annotated[str, StringConstraints(pattern=r"^[\w.-]{0,64}$")]  # no path, nothing that a page must escape


class Label(BaseModel, strict=True, extra="forbid"):
    """`base` is the fingerprint of the model that the variant was made for.

    `trained_as` differs from `method` where what served the training only was dropped (p_tuning leaves a prompt).
    """

    format: Literal[1] = 1
    method: str
    config: dict[str, Any]
    task: Name
    base: Name
    trained_as: str = ""
