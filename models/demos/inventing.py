"""Texts for trainings in the browser: reviews by the bundled variants, exchanges of our own; no row of the corpus.

python -m models.demos.inventing --texts FOLDER --out models/texts/bundled

FOLDER holds the corpus, which is read only to leave out what stands in it. Same weights, same seeds: same files.
"""

from __future__ import annotations

import argparse
import copy
import csv
import lzma
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

import torch

from models.base import BUNDLED, Base, load
from models.demos.consoling import exchanges
from models.demos.inspecting import Corpus, answer_ships, fit_review, shipped
from models.demos.measuring import LONGEST, likelihoods
from models.generation import Engine
from models.sampling import Sampling
from models.tasks import TASKS, candidates
from models.tasks.prompts import OPENINGS
from models.texts.corpus import bucket
from models.texts.names import allowed
from models.texts.sources import CHAT, REVIEWS
from models.variants import attach, read, ready

TEACHER = "houlsby"  # the best of what ships by its test losses
RATINGS = {"negative": 1, "positive": 10}
SURE = 1.0  # nats by which the label variant must prefer the voice's own mood
DRAWN, MOST = 12_000, 2500  # reviews of each mood: before the choice, and those to train on behind it
ANSWERS = 12  # to each worry, before the choice
ROWS = 64  # at once


def written(base: Base, slug: str, openings: Sequence[str]) -> Iterator[str]:
    """A review behind every opening by the voice's variant; one that came to no end is left out."""
    engine = Engine(base, capacity=ROWS, longest=LONGEST)
    engine.add("teacher", ready(base.model, read(BUNDLED.parent / f"{slug}-{TEACHER}")))
    found, waiting, running = [list[int]() for _ in openings], list(range(len(openings)))[::-1], 0
    ended = set[int]()
    while waiting or running:
        while waiting and running < ROWS:
            key = waiting.pop()
            how = Sampling(temperature=0.9, top_p=0.95, seed=key, length=64)
            engine.join(key, base.encode(openings[key]), "teacher", how, allowed=partial(allowed, base.decode))
            running += 1
        for token in engine.step():
            found[token.key].append(token.id)
            running -= token.finished is not None
            ended |= {token.key} if token.finished == "end" else set()
    engine.remove("teacher")
    return ((openings[key] + base.decode(found[key])).strip() for key in sorted(ended))


def reviews(base: Base, corpus: Corpus, many: int) -> Iterator[tuple[int, str]]:
    """(rating, text) of the kept reviews of both moods. One half was given an opening, one half begins freely."""
    openings = [OPENINGS[number // 2 % len(OPENINGS)] if number % 2 else "" for number in range(many)]
    for slug, rating in RATINGS.items():
        texts = dict.fromkeys(written(base, slug, openings))
        fit = [text for text in texts if fit_review(text) and text not in corpus.reviews]
        yield from ((rating, text) for text in shipped(agreed(base, slug, fit), MOST))


def agreed(base: Base, slug: str, texts: Iterable[str]) -> Iterator[str]:
    """The texts that the label variant, too, takes for the mood of the voice that wrote them."""
    asked, task, own = list(texts), TASKS["label"], copy.deepcopy(base.model)
    tuned = attach(own, read(BUNDLED.parent / f"label-{TEACHER}"))
    rows = [candidates(task, text, base.encode, base.end) for text in asked]
    negative, positive = (likelihoods(tuned, [row[number] for row in rows]) for number in range(2))
    sure = (positive - negative) * (1 if slug == "positive" else -1)  # (rows,)
    return (text for text, nats in zip(asked, sure.tolist(), strict=True) if nats >= SURE)


def write_exchanges(file: Path) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(("Q", "A", "label"))
        table.writerows((asked, said, 0) for asked, said in exchanges(ANSWERS) if answer_ships(said))


def write_reviews(base: Base, texts: Path, file: Path, many: int = DRAWN) -> None:
    """Ordered by a hash of the texts, as the corpus is by chance. The movie is unknown."""
    found = sorted(reviews(base, Corpus.of(texts), many), key=lambda review: bucket(review[1], 1 << 62))
    with lzma.open(file, "wt", encoding="utf-8") as out:
        out.writelines(f"{rating}\t-\t{text}\n" for rating, text in found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    torch.set_num_threads(1)
    options.out.mkdir(parents=True, exist_ok=True)
    write_exchanges(options.out / CHAT)
    write_reviews(load("bundled"), options.texts, options.out / REVIEWS)


if __name__ == "__main__":
    main()
