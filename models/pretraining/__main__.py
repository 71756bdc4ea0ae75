"""`python -m models.pretraining DATA OUT --minutes 120`: started again, it goes on where it stopped."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import torch
from torch import nn

from models.pretraining.plan import Plan, fresh_model
from models.pretraining.run import Run
from models.texts.tokens import for_transformers


def pretrain(data: Path, out: Path, plan: Plan) -> None:
    """Trains until the plan's time is used up; started again, it goes on where it stopped."""
    out.mkdir(parents=True, exist_ok=True)
    run = Run(data, out, plan)
    with (out / "log.jsonl").open("a") as log:
        while run.minute < plan.minutes:
            loss = run.advance()
            last = run.minute >= plan.minutes
            if run.step % 100 == 0 or last:
                figures = {"step": run.step, "minute": round(run.minute, 2), "loss": round(loss, 4)}
                if run.step % 500 == 0 or last:
                    figures["bits_per_byte"] = round(run.measure(), 4)
                print(json.dumps(figures), file=log, flush=True)
                run.keep()
    finished = fresh_model(plan)
    finished.load_state_dict(run.model.state_dict())
    nn.Module.to(finished, dtype=torch.float16)
    finished.save_pretrained(out / "base", safe_serialization=True)
    for_transformers(out / "tokenizer.json", plan.context).save_pretrained(out / "base")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m models.pretraining", description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--minutes", type=float, default=Plan.minutes)
    parser.add_argument("--threads", type=int, default=Plan.threads)
    options = parser.parse_args()
    pretrain(options.data, options.out, Plan(minutes=options.minutes, threads=options.threads))


if __name__ == "__main__":
    main()
