"""The two files that models/texts/corpus.py reads, made from clones of their sources. Imports no torch.

git clone https://github.com/e9t/nsmc && git -C nsmc checkout cc0670e
git clone https://github.com/songys/Chatbot_data && git -C Chatbot_data checkout 4cf20d1
python -m models.texts.sources nsmc Chatbot_data texts
"""

from __future__ import annotations

import argparse
import hashlib
import json
import lzma
import random
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

REVIEWS, CHAT = "nsmc_raw_678k.tsv.xz", "ChatbotData.csv"
BUNDLED_TEXTS = Path(__file__).parent / "bundled"  # texts of our own in these two files; see its README.md
SHORTEST = 6  # characters; shorter reviews say nothing

# SHA-256 of what the bundled weights were trained on: of the reviews as sorted lines, and of the chat file as it is.
OURS = {
    REVIEWS: "892987b3debd1f3e2ba5a4c7447757b11ced68f1f8d77e154898ad6e52e4ecf9",
    CHAT: "287eb129695b577321c80ad397bb3c2279164d4ca577874d129fd3db5b30afe2",
}


def raw_reviews(clone: Path) -> Iterator[tuple[str, str, str]]:
    """(rating, movie, text) of every review in raw/*.json, by movie number; author and date are left behind."""
    for file in sorted((clone / "raw").glob("*.json"), key=lambda file: int(file.stem)):
        for review in json.loads(file.read_text(encoding="utf-8")):
            yield review["rating"], review["movie_id"], " ".join(review["review"].split())


def lines(clone: Path) -> list[str]:
    """One line a review, repeated texts and very short ones left out, in an order that only the seed decides."""
    seen: dict[str, str] = {}
    for rating, movie, text in raw_reviews(clone):
        if len(text) >= SHORTEST:
            seen.setdefault(text, f"{rating}\t{movie}\t{text}")
    kept = list(seen.values())
    random.Random(0).shuffle(kept)  # noqa: S311 -- an order, not a secret
    return kept


def write(clone: Path, chat: Path, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    with lzma.open(out / REVIEWS, "wt", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in lines(clone))
    shutil.copyfile(chat / CHAT, out / CHAT)


def digests(folder: Path) -> dict[str, str]:
    """What OURS is compared with. The order of the reviews does not matter."""
    with lzma.open(folder / REVIEWS, "rt", encoding="utf-8") as file:
        ordered = sorted(line.rstrip("\n") for line in file)
    return {
        REVIEWS: hashlib.sha256("\n".join(ordered).encode()).hexdigest(),
        CHAT: hashlib.sha256((folder / CHAT).read_bytes()).hexdigest(),
    }


def differing(folder: Path) -> list[str]:
    """The files that are not those the bundled weights were trained on; they do, but figures may differ a little."""
    return [name for name, digest in digests(folder).items() if digest != OURS[name]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("nsmc", type=Path)
    parser.add_argument("chat", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    write(options.nsmc, options.chat, options.out)
    for name in differing(options.out):
        sys.stderr.write(f"{name}: not byte for byte what the bundled weights were trained on\n")


if __name__ == "__main__":
    main()
