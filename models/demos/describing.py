"""The card of a bundled checkpoint: data and licence, command, seed, hardware, figures, known weaknesses."""

from __future__ import annotations

from models.demos.results import Line, Spread, Table
from models.methods import METHODS
from models.tasks import TASKS

BUSY = "(on a machine that did other work as well)"
WEAKNESSES = {
    "negative": "Generic; repeats itself on long texts; sometimes turns to praise in mid-sentence. Names of well-known "
    "people are blocked at generation; others may slip through.",
    "positive": "Generic; repeats itself on long texts; sometimes turns to criticism in mid-sentence.",
    "chat": "Generic consolations that often miss the point; no knowledge, no memory of what was said before.",
    "label": "Film reviews only; irony, mixed reviews and other domains are labelled at random or wrongly.",
}


def shown(value: Spread, digits: int = 3) -> str:
    spread = "" if value.deviation is None else f" ± {value.deviation:.{digits}f}"
    return f"{value.mean:.{digits}f}{spread}"


def describe(table: Table, line: Line) -> str:
    """The card as Markdown."""
    task, paper, base = TASKS[line.task], METHODS[line.method].PAPER, untuned(table, line)
    settings = ", ".join(f"{name} = {value}" for name, value in line.settings.items()) or "none"
    command = f"seodang train-demos --texts texts --task {line.task} --recipe {line.recipe} --precision bf16"
    cited = f"{paper.authors} ({paper.year}), {paper.title}, {paper.venue}" if paper else "no paper of its own"
    return f"""# {line.task}-{line.recipe}

{task.title}: {METHODS[line.method].TITLE} on the bundled base model.

| what | |
|---|---|
| base | `{table.base_name}`, fingerprint {table.base}, {table.base_parameters:,} parameters |
| method | {line.method} ({cited}); settings: {settings} |
| trainable parameters | {line.trainable:,} ({line.share:.3f} % of the base) |
| file | {line.bytes:,} bytes, fp16 safetensors |
| data | {data(line.task)} |
| licence | the weights: as the project; the texts: see data |
| command | `{command}` |
| training | {line.steps} steps, learning rate {line.rate:g} (searched, see ../search.json) |
| seconds | {line.seconds.mean:.0f} {BUSY} |
| seeds | shipped: {line.seeds[0]}; figures over {len(line.seeds)}: {", ".join(map(str, line.seeds))} |
| hardware | {table.hardware} |
| versions | {", ".join(f"{name} {number}" for name, number in table.versions.items())} |

## Figures (± is the standard deviation over seeds)

| | this | base |
|---|---|---|
| validation loss, nats per target token | {shown(line.validation_loss)} | {shown(base.validation_loss)} |
| test loss, nats per target token | {shown(line.test_loss)} | {shown(base.test_loss)} |
| {table.figures[line.task]} | {shown(line.figure)} | {shown(base.figure)} |

## Known weaknesses

{WEAKNESSES[line.task]}
"""


def untuned(table: Table, line: Line) -> Line:
    return next(one for one in table.untuned if one.task == line.task)


def data(task: str) -> str:
    if task == "chat":
        return "Chatbot_data (github.com/songys/Chatbot_data at 4cf20d1, MIT), the half that pretraining did not read"
    return "NSMC raw reviews (github.com/e9t/nsmc at cc0670e, CC0), profanity left out"
