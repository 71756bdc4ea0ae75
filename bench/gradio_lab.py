"""What people would use instead of the lab: Gradio, with the same models one after another. Started by bench/lab.py.

One event at a time, as Gradio's queue does unless it is told otherwise; each model's text streams as it comes.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import gradio  # noqa: E402
import torch  # noqa: E402
from baselines import alone  # noqa: E402
from transformers import TextIteratorStreamer  # noqa: E402

from models.base import load  # noqa: E402
from models.tasks import TASKS  # noqa: E402
from models.variants import read  # noqa: E402

CHECKPOINTS = ROOT / "models" / "checkpoints"


def build(names: list[str]) -> gradio.Interface:
    """A comparison is the base and all of these variants: LoRA, prefix and Houlsby's adapter."""
    base = load("bundled")
    models = {"base": base.model} | {name: alone(base, read(CHECKPOINTS / name)) for name in names}

    def compare(task: str, prompt: str, length: int) -> Iterator[list[str | int]]:
        texts, made = [""] * len(models), 0
        ids = torch.tensor([base.encode(TASKS[task].prompt(prompt))])
        for column, model in enumerate(models.values()):
            pieces = TextIteratorStreamer(base.tokenizer, skip_prompt=True, skip_special_tokens=True, timeout=60)
            said: list[torch.Tensor] = []
            asked = {"input_ids": ids, "attention_mask": torch.ones_like(ids), "do_sample": False, "streamer": pieces}
            writing = Thread(target=_write, args=(model, asked, int(length), said))
            writing.start()
            for piece in pieces:
                texts[column] += piece
                yield [*texts, made]
            writing.join()
            made += said[0].shape[1] - ids.shape[1]
        yield [*texts, made]

    fields = [gradio.Textbox(), gradio.Textbox(), gradio.Number()]
    columns = [*(gradio.Textbox() for _ in models), gradio.Number()]
    return gradio.Interface(compare, fields, columns, api_name="compare", flagging_mode="never")


def _write(model: torch.nn.Module, asked: dict[str, object], length: int, said: list[torch.Tensor]) -> None:
    said.append(model.generate(**asked, max_new_tokens=length))  # type: ignore[operator]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--variants", nargs="+", required=True)
    given = parser.parse_args()
    torch.set_num_threads(1)  # as in the lab; for a model of this size the fastest
    build(given.variants).queue().launch(server_port=given.port, quiet=True)


if __name__ == "__main__":
    main()
