"""The sources that the units cite, as `quizzes/references.yaml` lists them. Knows nothing of who cites them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import StringConstraints

from app.bank.question import Part, Text

Arxiv = Annotated[str, StringConstraints(pattern=r"^\d{4}\.\d{4,5}$|^[a-z-]+(\.[A-Z]{2})?/\d{7}$")]
Address = Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]


class Reference(Part):
    """One source. `basis`: how far the cited places were read when the key was checked against them."""

    cite: Text
    arxiv: Arxiv | None = None
    url: Address | None = None
    basis: Literal["verified", "partly verified", "knowledge"]

    @property
    def link(self) -> str | None:
        """Where it can be read: arXiv when it is there, else its own address."""
        return f"https://arxiv.org/abs/{self.arxiv}" if self.arxiv else self.url
