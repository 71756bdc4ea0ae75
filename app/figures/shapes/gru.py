"""The view of a recurrent layer: its arguments as fields, its tensors, parameters and code. Knows no page."""

from __future__ import annotations

from dataclasses import dataclass

from app.bank.figures import myriads
from app.figures.shapes import boxes, layers, snippet, unrolled
from app.figures.shapes.fields import Field, Given, View, number
from app.figures.shapes.layers import GATES, Asked, Tensor

YES = (("False", "False"), ("True", "True"))
FIELDS = (
    Field(
        "cell", "층의 종류", "GRU는 3벌, LSTM은 4벌, RNN은 1벌의 가중치를 씁니다.", "GRU",
        choices=tuple((f"{cell}", f"nn.{cell}") for cell in GATES),
    ),
    Field("input_size", "input_size", "시점마다 들어오는 특징의 수, H_in", "10", most=1024),
    Field("hidden_size", "hidden_size", "은닉 상태의 크기, H", "32", most=1024),
    Field("num_layers", "num_layers", "위로 쌓는 층의 수. 이름에 s가 있습니다.", "2", most=8),
    Field("bidirectional", "bidirectional", "뒤에서 앞으로도 읽습니다. True이면 D = 2", "False", choices=YES),
    Field("batch_first", "batch_first", "input과 output의 첫 축을 배치로 둡니다.", "True", choices=YES),
    Field(
        "batched", "배치", "없으면 문장 하나를 배치 축 없이 넣습니다.", "yes",
        choices=(("yes", "있음"), ("no", "없음 (문장 하나)")),
    ),
    Field("batch", "배치 크기 N", "한 번에 넣는 문장의 수", "4", most=256),
    Field("length", "길이 L", "문장 하나의 시점 수", "7", most=512),
)  # fmt: skip


@dataclass(frozen=True)
class Found:
    """What the template shows. `filled` is the count's formula with the numbers put in."""

    asked: Asked
    taken: tuple[Tensor, ...]
    made: tuple[Tensor, ...]
    parameters: tuple[Tensor, ...]
    total: int
    read: str
    symbols: str
    filled: str
    drawn: tuple[boxes.Box, ...]
    matrices: tuple[boxes.Bands, ...]
    grid: unrolled.Grid
    kept: tuple[unrolled.Kept, ...]
    code: str
    others: tuple[tuple[str, int, str, int], ...]  # each kind: sets of weights, their letters, parameters


def work(given: Given) -> Found:
    asked = asking(given)
    taken, made, own = layers.inputs(asked), layers.outputs(asked), layers.parameters(asked)
    total = counted(asked)
    symbols, filled = formula(asked)
    return Found(
        asked, taken, made, own, total, myriads(total), symbols, filled,
        drawn=tuple(map(boxes.box, (*taken, *made))),
        matrices=boxes.matrices(asked),
        grid=unrolled.grid(asked),
        kept=unrolled.kept(asked),
        code=snippet.lines(asked, taken[0], made, total),
        others=tuple(
            (cell, len(gates), ", ".join(gates), counted(Asked(**{**vars(asked), "cell": cell})))
            for cell, gates in GATES.items()
        ),
    )  # fmt: skip


def asking(given: Given) -> Asked:
    return Asked(
        cell=given["cell"],
        inputs=number(given["input_size"]),
        hidden=number(given["hidden_size"]),
        layers=number(given["num_layers"]),
        both=given["bidirectional"] == "True",
        batch_first=given["batch_first"] == "True",
        batch=number(given["batch"]) if given["batched"] == "yes" else None,
        length=number(given["length"]),
    )


def counted(asked: Asked) -> int:
    return sum(tensor.count for tensor in layers.parameters(asked))


def formula(asked: Asked) -> tuple[str, str]:
    """Two matrices and two biases a direction and layer; the layers above the first read D·H values."""
    g, d, h, more = asked.gates, asked.directions, asked.hidden, asked.layers - 1
    symbols = [f"D × {g} × (H × H_in + H² + 2H)"]
    filled = [f"{d} × {g} × ({h:,} × {asked.inputs:,} + {h:,}² + 2 × {h:,})"]
    if more:
        symbols.append(f"(num_layers - 1) × D × {g} × (H × D·H + H² + 2H)")
        filled.append(f"{more} × {d} × {g} × ({h:,} × {d * h:,} + {h:,}² + 2 × {h:,})")
    return " + ".join(symbols), " + ".join(filled)


VIEW = View(
    "gru",
    "GRU의 모양",
    "인자를 바꾸어 보세요. 무엇이 들어가고, 무엇이 나오고, 어떤 가중치가 생기나요?",
    FIELDS,
    work,
)
