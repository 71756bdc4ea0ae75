"""What the lab's templates are given: one frozen dataclass a page. Knows no database and no worker."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from app.lab.charts import colour
from app.lab.compare.asking import COMPARED, Wanted
from app.lab.compare.explaining import explain
from app.lab.compare.offering import Offer
from app.lab.compare.outcome import Outcome
from app.lab.compare.run import Run
from app.lab.compare.showing import Fact, Result, facts
from app.lab.variants import Candidate
from models.sampling import Sampling
from models.tasks import Task

TITLE = "나란히 견주기"


@dataclass(frozen=True)
class Choice:
    """A method to choose."""

    name: str
    title: str
    colour: str
    chosen: bool
    expected: bool  # predicted to change
    mine: bool


@dataclass(frozen=True)
class Suggested:
    """A prompt one click away: an address of the form that holds it."""

    text: str
    address: str


@dataclass(frozen=True)
class Past:
    """A line of the learner's history: link to /lab/records/{number}."""

    number: int
    created: datetime
    task: str
    prompt: str
    titles: str
    whole: bool
    fewest: bool | None  # whether the first prediction was right


@dataclass(frozen=True)
class ComparePage:
    """GET /lab, and POST /lab with what is to be mended -> lab/compare/form.html."""

    title: str
    tasks: tuple[Task, ...]
    task: Task
    wanted: Wanted
    choices: tuple[Choice, ...]
    suggested: tuple[Suggested, ...]
    bounds: dict[str, tuple[float, float]]
    mistakes: dict[str, str]  # field -> sentence; "" for what is no field's fault
    history: tuple[Past, ...]


@dataclass(frozen=True)
class LiveColumn:
    """A column of a comparison that runs -> lab/compare/_live.html."""

    number: int
    title: str
    colour: str
    base: bool
    facts: tuple[Fact, ...]
    state: str
    position: int
    wait: float
    starting: bool
    text: str
    given: str
    problem: str


@dataclass(frozen=True)
class RunPage:
    """GET /lab/runs/{key} -> lab/compare/run.html. `result` once it has ended (and could not be kept)."""

    title: str
    key: str
    task: str
    prompt: str
    address: str
    columns: tuple[LiveColumn, ...]
    result: Result | None


@dataclass(frozen=True)
class RecordPage:
    """GET /lab/records/{number} -> lab/compare/record.html."""

    title: str
    created: datetime
    result: Result


def compare_page(wanted: Wanted, offer: Offer, mistakes: dict[str, str], history: tuple[Past, ...]) -> ComparePage:
    return ComparePage(
        title=TITLE,
        tasks=offer.tasks,
        task=offer.task,
        wanted=wanted,
        choices=tuple(_choice(wanted, one) for one in offer.candidates),
        suggested=tuple(_suggested(wanted, text) for text in offer.task.suggested),
        bounds=bounds(),
        mistakes=mistakes,
        history=history,
    )


def _choice(wanted: Wanted, one: Candidate) -> Choice:
    chosen, expected = one.name in wanted.variant, one.name in wanted.changed
    return Choice(one.name, one.title, colour(one.method), chosen, expected, one.mine)


def _suggested(wanted: Wanted, text: str) -> Suggested:
    told = [(name, value) for name, value in wanted.settings() if name != "prompt"]
    return Suggested(text, "/lab?" + urlencode([*told, ("prompt", text)]))


def bounds() -> dict[str, tuple[float, float]]:
    """Field -> least and most, for the form; what counts is checked again."""
    fields = Sampling.model_json_schema()["properties"]
    least = {name: told.get("minimum", 0.05) for name, told in fields.items()}
    return {name: (least[name], told.get("maximum", 2**53)) for name, told in fields.items()}


def past(number: int, created: datetime, outcome: Outcome) -> Past:
    task = COMPARED.get(outcome.task)
    titles = ", ".join(one.candidate.title for one in outcome.variants)
    name = task.title if task else outcome.task
    return Past(number, created, name, outcome.prompt, titles, outcome.whole, explain(outcome)[0].right)


def live(run: Run, since: int = -1) -> tuple[LiveColumn, ...]:
    """The columns that changed since a version of the run."""
    given = "" if run.asked.task.separator else run.asked.prompt
    return tuple(
        LiveColumn(
            number=number,
            title=one.candidate.title,
            colour=colour(one.candidate.method),
            base=number == 0,
            facts=facts(one.candidate),
            state=one.state,
            position=one.position,
            wait=one.wait,
            starting=one.starting,
            text=one.text,
            given=given,
            problem=one.problem,
        )
        for number, one in enumerate(run.columns)
        if one.version > since
    )
