"""The engine against peft and transformers: rows of four methods in one batch, one thread, fp32, one run.

    python bench/engine.py [--rows 64] [--base FOLDER] [--json] [--with-training]

Baselines: `generate()` row by row (peft for LoRA and prefix, our hooks for the adapter, which peft does not have), one
`generate()` a method, and peft's own mixed LoRA batch (`adapter_names`). Candidates take turns and the least of three
times counts; on a CPU it is processor time, since neighbours disturb the clock. The first token is timed by the clock.
"""

from __future__ import annotations

import argparse
import copy
import dataclasses
import io
import json
import os
import sys
import time
import warnings
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # run from anywhere, installed or not

import torch  # noqa: E402
from baselines import NEW, Said, alone, generate, lora_model, variant  # noqa: E402
from transformers import logging  # noqa: E402

from models.base import load  # noqa: E402
from models.generation import Engine, Sampling  # noqa: E402
from models.tuning import Tuned  # noqa: E402
from models.variants import ready  # noqa: E402

ROUNDS = 3
METHODS = ("lora", "houlsby", "prefix")  # and the base
LORAS = 4
SUBJECTS = "이 영화는,배우들의 연기가,스토리가,오늘 극장에서,감독의 전작보다,음악이,결말이,친구와 함께 보았는데"
MORE = ", 정말, 생각보다, 기대했던 만큼은, 처음부터 끝까지, 아무리 생각해도, 다시 보아도, 말로 다 할 수 없을 만큼"
CLOSE = 1e-4  # two best logits nearer than this may change places with the order of summation
Rows = list[tuple[list[int], str | None]]  # ids and variant


class Endless:
    """A tokenizer's stand-in without marks, so that every row makes as many tokens and nothing is forbidden."""

    eos_token_id = bos_token_id = pad_token_id = None


def by_engine(engine: Engine, rows: Rows, clock: Callable[[], float] = time.perf_counter) -> tuple[Said, list[float]]:
    """What the engine says for rows that come at once, and after how many seconds each has its first token."""
    for key, (ids, name) in enumerate(rows):
        engine.join(key, ids, name, Sampling(length=NEW))
    said: Said = [[] for _ in rows]
    begun, first = clock(), [0.0] * len(rows)
    while engine.rows or engine.waiting:
        for token in engine.step():
            if not said[token.key]:
                first[token.key] = clock() - begun
            said[token.key].append(token.id)
    return said, first


def least(candidates: dict[str, Callable[[], Any]], device: torch.device) -> tuple[dict[str, float], dict[str, Any]]:
    """Seconds of each candidate, the least of ROUNDS that take turns, and what it returned last."""
    clock = time.process_time if device.type == "cpu" else time.perf_counter
    seconds, answers = dict.fromkeys(candidates, float("inf")), dict[str, Any]()
    for _ in range(ROUNDS):
        for name, candidate in candidates.items():
            begun = clock()
            answers[name] = candidate()
            if device.type != "cpu":
                torch.cuda.synchronize(device)
            seconds[name] = min(seconds[name], clock() - begun)
    return seconds, answers


def by_method(models: dict[str | None, Any], rows: Rows) -> Said:
    """One batch a method, in the order of rows."""
    said: Said = [[] for _ in rows]
    for name, model in models.items():
        own = [number for number, (_, other) in enumerate(rows) if other == name]
        for number, line in zip(own, generate(model, [rows[number][0] for number in own]) if own else [], strict=True):
            said[number] = line
    return said


def differing(said: Said, wanted: Said, rows: Rows, models: dict[str | None, Any]) -> list[str]:
    """Where the engine said something else than its row alone, with the distance of the two best logits there."""
    found = []
    for number, (mine, theirs) in enumerate(zip(said, wanted, strict=True)):
        if mine != theirs:
            at = next(step for step in range(NEW) if mine[step] != theirs[step])
            ids, name = rows[number]
            with torch.no_grad():
                whole = torch.tensor([ids + theirs[:at]], device=next(models[name].parameters()).device)
                best = models[name](input_ids=whole).logits[0, -1].float().topk(2).values
            near = ", closer than counts" if (gap := float(best[0] - best[1])) < CLOSE else ""
            found.append(f"row {number} ({name or 'base'}) token {at}: the two best logits are {gap:.1e} apart{near}")
    return found


def train_beside(name: str, started: Any) -> None:
    """A training like a learner's, in a process of its own and at low priority."""
    from models.examples import Example
    from models.training import Plan, train

    os.nice(10)
    torch.set_num_threads(1)
    texts = torch.randint(3, 1000, (64, 32)).tolist()
    tuned = Tuned(load(name).model, "lora")
    for _ in train(tuned, [Example(tuple(text)) for text in texts], Plan(steps=100_000, rate=1e-3)):
        started.set()


def first_tokens(engine: Engine, rows: Rows, training: str | None) -> tuple[float, float]:
    """95th percentile in ms of the first token of rows that come at once, least of ROUNDS; by the clock and of work."""
    beside = None
    if training is not None:
        context = torch.multiprocessing.get_context("spawn")
        started = context.Event()
        beside = context.Process(target=train_beside, args=(training, started), daemon=True)
        beside.start()
        assert started.wait(300), "the training beside did not start"
    try:
        clocks = (time.perf_counter, time.process_time)
        taken = [
            [sorted(by_engine(engine, rows, clock)[1])[-1 - len(rows) // 20] for _ in range(ROUNDS)] for clock in clocks
        ]
        return min(taken[0]) * 1000, min(taken[1]) * 1000
    finally:
        if beside is not None:
            beside.kill()


def measure(name: str, number: int, training: bool) -> dict[str, Any]:
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    base = load(name, device)
    base.model.generation_config.update(eos_token_id=None, pad_token_id=0)  # type: ignore[union-attr, operator]
    texts = [base.encode(subject + more) for more in MORE.split(",") for subject in SUBJECTS.split(",")]
    texts = (texts * (number // len(texts) + 1))[:number]
    variants = {method: variant(base, method, seed) for seed, method in enumerate(METHODS)}
    loras = {f"lora{seed}": variant(base, "lora", 10 + seed) for seed in range(LORAS)}
    models: dict[str | None, Any] = {None: copy.deepcopy(base.model)}  # the engine's hooks shall not slow the baseline
    models |= {key: alone(base, one) for key, one in variants.items()}
    mixed_peft = lora_model(base, loras)
    engine = Engine(dataclasses.replace(base, tokenizer=Endless()), capacity=number)
    for key, one in (variants | loras).items():
        engine.add(key, ready(base.model, one))
    rows: Rows = [(text, [None, *METHODS][index % 4]) for index, text in enumerate(texts)]
    only: Rows = [(text, f"lora{index % LORAS}") for index, text in enumerate(texts)]
    seconds, said = least(
        {
            "engine": lambda: by_engine(engine, rows)[0],
            "batch per method": lambda: by_method(models, rows),
            "engine, LoRA only": lambda: by_engine(engine, only)[0],
            "peft's LoRA batch": lambda: generate(mixed_peft, texts, adapter_names=[key for _, key in only]),
            "row by row": lambda: [generate(models[key], [text])[0] for text, key in rows],
        },
        device,
    )
    wrong = differing(said["engine"], said["row by row"], rows, models)
    latency, work = first_tokens(engine, rows, name if training else None)
    for candidate, taken in seconds.items():
        print(f"{candidate:>20} {taken:8.3f} s {number * NEW / taken:8.0f} tokens/s")
    print(f"{'first token, p95':>20} {latency:8.0f} ms, {work:.0f} of work{', a training beside' if training else ''}")
    print("\n".join(wrong) or f"all {number} rows say the same tokens as alone")
    return {
        "rows": number,
        "speedup_vs_sequential": round(seconds["row by row"] / seconds["engine"], 2),
        "speedup_vs_batch_per_method": round(seconds["batch per method"] / seconds["engine"], 2),
        "speedup_vs_peft_lora_batch": round(seconds["peft's LoRA batch"] / seconds["engine, LoRA only"], 2),
        "token_identical": not wrong,
        "first_token_p95_ms": round(latency, 1),
        "device": torch.cuda.get_device_name(device) if device.type == "cuda" else "cpu",
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", type=int, default=64)
    parser.add_argument("--base", default=os.environ.get("SEODANG_BASE_MODEL", "bundled"))
    parser.add_argument("--json", action="store_true", help="print the last line only")
    parser.add_argument("--with-training", action="store_true", help="a training runs beside the first tokens")
    given = parser.parse_args()
    torch.set_num_threads(1)
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    warnings.simplefilter("ignore", FutureWarning)  # of transformers, about its own names
    with redirect_stdout(io.StringIO() if given.json else sys.stdout):
        figures = measure(given.base, given.rows, given.with_training)
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
