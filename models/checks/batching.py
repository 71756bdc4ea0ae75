"""A dataset class for BERT: what keeps it from running, and where an axis too many in its batches comes from."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import combinations
from pathlib import Path
from typing import Any

from torch import Tensor
from torch.utils.data import DataLoader, Dataset
from transformers import BertTokenizer

from models.checks import bundled
from models.checks.check import check

CODE = """import transformers import BertTokenizerFast
from torch.utils.data import Dataset

class Reviews(Dataset):
    def __init__(self, frame, tokenoizer_name):
        self.frame = frame
        self.tokenizer = BertTokenizerFast.from_pretrained(tokenizer_name)

    def __len__(self):
        return len(self.frame)

    def __getitem__(self, i):
        row = self.frame.iloc[i]
        encoded = self.tokenizer(row["sentence"], padding="max_length",
                                 truncation=True, max_length=128)
        return {**encoded, "labels": row["label"]}

reviews = Reviews(frame, name)
"""
MENDS = {
    "import_line": ("import transformers import", "from transformers import"),
    "same_name": ("tokenoizer_name", "tokenizer_name"),
    "super_call": ("        self.frame = frame", "        super().__init__()\n        self.frame = frame"),
    "length_in_tokens": ("len(self.frame)", 'sum(len(text.split()) for text in self.frame["sentence"])'),
}
LENGTH, BATCH = 128, 4


class _Frame:
    """As much of a data frame as the class asks for."""

    def __init__(self) -> None:
        words = [f"영화 가 {'정말 ' * many}좋았다" for many in range(BATCH)]
        self.iloc = [{"sentence": text, "label": place % 2} for place, text in enumerate(words)]

    def __len__(self) -> int:
        return len(self.iloc)

    def __getitem__(self, name: str) -> list[Any]:
        return [row[name] for row in self.iloc]


@contextmanager
def _tokenizer() -> Iterator[str]:
    """The name under which a tiny tokenizer is found: a folder."""
    with tempfile.TemporaryDirectory() as folder:
        words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "영화", "가", "정말", "좋았다"]
        Path(folder, "vocab.txt").write_text("\n".join(words), encoding="utf-8")
        BertTokenizer(vocab=str(Path(folder, "vocab.txt"))).save_pretrained(folder)
        yield folder


@check("문제의 코드를 네 보기 가운데 골라 고쳐 가며 실행해, 데이터셋이 표본을 돌려주는 가장 적은 수정을 찾습니다.")
def what_the_class_needs() -> list[str]:
    with _tokenizer() as name:
        for many in range(len(MENDS) + 1):
            for mends in combinations(MENDS, many):
                if _runs(_mended(mends), name):
                    return list(mends)
    return []


def _mended(names: tuple[str, ...]) -> str:
    code = CODE
    for name in names:
        code = code.replace(*MENDS[name])
    return code


def _runs(code: str, name: str) -> bool:
    held: dict[str, Any] = {"frame": _Frame(), "name": name}
    try:
        exec(compile(code, "item", "exec"), held)  # noqa: S102 -- the code is the constant above, with our mends
        samples = [held["reviews"][i] for i in range(len(_Frame()))]
    except (SyntaxError, NameError, TypeError):
        return False
    return all(len(sample["input_ids"]) == LENGTH for sample in samples)


class _Samples(Dataset[dict[str, Any]]):
    """The item's samples, with one of its four causes taken away or none."""

    def __init__(self, tokenizer: Any, without: str) -> None:
        self.tokenizer, self.without, self.frame = tokenizer, without, _Frame()

    def __len__(self) -> int:
        return len(self.frame)

    def __getitem__(self, i: int) -> dict[str, Any]:
        text = self.frame.iloc[0]["sentence"]  # the same for all: they can be stacked without padding, too
        second = text if self.without == "single_segment" else None
        padding = False if self.without == "padding" else "max_length"
        encoded = self.tokenizer(text, second, padding=padding, truncation=True, max_length=LENGTH, return_tensors="pt")
        if self.without == "batch_of_its_own":
            encoded = {name: tensor[0] for name, tensor in encoded.items()}
        return {**encoded} if self.without == "label" else {**encoded, "labels": self.frame.iloc[i]["label"]}


@check("문제의 데이터셋에서 네 보기의 원인을 하나씩 없애고 배치를 꺼내, input_ids의 축이 둘로 줄어드는 것을 찾습니다.")
def where_the_axis_comes_from() -> str | list[str]:
    with _tokenizer() as name:
        tokenizer = BertTokenizer.from_pretrained(name)
    causes = ("batch_of_its_own", "label", "single_segment", "padding")
    return bundled.only([cause for cause in causes if _axes(_Samples(tokenizer, cause)) == 2])


def _axes(samples: _Samples) -> int:
    ids: Tensor = next(iter(DataLoader(samples, batch_size=BATCH)))["input_ids"]
    return ids.ndim
