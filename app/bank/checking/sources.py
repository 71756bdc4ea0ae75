"""Sources: every citation of an item resolves in references.yaml, and every reference can be found. Reads no paper."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from app.bank.loading import Loaded
from app.bank.problems import Problem, problem


def check(loaded: Loaded) -> Iterator[Problem]:
    known = loaded.readable.references
    origins = {**loaded.origins, **loaded.retired}  # what was answered once is still shown with its sources
    for item in (*loaded.readable.items.values(), *loaded.readable.retired.values()):
        cited: list[tuple[tuple[str | int, ...], str]] = [
            (("sources", at, "ref"), source.ref) for at, source in enumerate(item.sources)
        ]
        for at, source in enumerate(item.correction.sources if item.correction else ()):
            cited.append((("correction", "sources", at, "ref"), source.ref))
        for path, ref in cited:
            if ref not in known:
                near = difflib.get_close_matches(ref, known, n=1)
                guess = f"‘{near[0]}’을(를) 뜻했나요? " if near else ""
                message = f"‘{ref}’은(는) references.yaml에 없습니다. {guess}이름을 고치거나 그 파일에 더해 주세요."
                yield problem(origins[item.id].place(*path), "source-unknown", message, item.id)
