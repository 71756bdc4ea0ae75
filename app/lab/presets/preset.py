"""One place in the lab with everything filled in, and how such an address is written. Knows no page and no model."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

COMPARE, COUNT, TRAINED = "/lab", "/lab/parameters", "/lab/trained"
INSIDE, TRAIN, RESULTS = "/lab/inside", "/lab/train", "/lab/results"
MASKING, ATTENDING, SHAPES = "/figures/masking", "/figures/attention-masks", "/figures/shapes"


@dataclass(frozen=True)
class Preset:
    """A question that a learner may have, and where the answer shows, down to the section of a long page (`#`).
    `note` says what to look at there."""

    slug: str
    title: str
    address: str
    note: str

    @property
    def page(self) -> str:
        return self.address.partition("?")[0]

    @property
    def here(self) -> bool:
        """A part of the page may open inside a lesson; a form that leads to other pages may not."""
        return self.page not in (COMPARE, TRAIN)


def address(page: str, **settings: object) -> str:
    told = ((name, str(value).lower() if isinstance(value, bool) else str(value)) for name, value in settings.items())
    return f"{page}?{urlencode(list(told))}"


def comparison(task: str, recipes: tuple[str, ...], prompt: str, length: int = 32) -> str:
    """`recipes` are names of models/demos/recipes.py."""
    told = [("task", task), *(("variant", f"{task}-{recipe}") for recipe in recipes), ("prompt", prompt)]
    return f"{COMPARE}?{urlencode([*told, ('mode', 'greedy'), ('length', str(length))])}"
