"""How far a training has come and what it measured: fed by what the trainer tells, kept as JSON. Knows no process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from models.jobs.progress import Saved, Started, Step

MOST = 200  # points of a curve; beyond it neighbours become their mean


@dataclass
class Curve:
    """Losses in nats per target token. `points` are means over `stretch` steps, each with its last step."""

    points: list[tuple[int, float]] = field(default_factory=list)
    looks: list[tuple[int, float]] = field(default_factory=list)  # validation loss, from step 0 on
    stretch: int = 1
    _open: list[float] = field(default_factory=list)

    def add(self, number: int, loss: float) -> None:
        self._open.append(loss)
        if len(self._open) >= self.stretch:
            self.points.append((number, sum(self._open) / len(self._open)))
            self._open = []
        if len(self.points) >= MOST:
            pairs = zip(self.points[::2], self.points[1::2], strict=True)
            self.points = [(number, (first + second) / 2) for (_, first), (number, second) in pairs]
            self.stretch *= 2

    def cut(self, done: int) -> None:
        """Forgets what lies behind step `done`: from there it is trained once more."""
        self.points = [point for point in self.points if point[0] <= done]
        self.looks = [look for look in self.looks if look[0] <= done]
        self._open = []


@dataclass
class Progress:
    """None where nothing has been told yet. `seconds` are those of all starts together."""

    done: int = 0
    steps: int | None = None
    trainable: int | None = None
    total: int | None = None  # parameters of the base
    examples: int | None = None
    device: str = ""
    before: float | None = None  # loss of the held-out rows (else of the first batch) before the first step
    loss: float | None = None
    validation: float | None = None
    left: float | None = None  # seconds
    seconds: float = 0.0
    size: int | None = None  # bytes of the variant
    resumed: int | None = None  # the step from which it went on
    curve: Curve = field(default_factory=Curve)

    def hear(self, told: Started | Step | Saved) -> None:
        match told:
            case Started():
                self._start(told)
            case Step():
                self._step(told)
            case Saved():
                self.done = self.steps = told.steps
                self.trainable, self.total, self.size = told.trainable, told.total, told.size
                self.loss, self.validation, self.left = told.loss, told.validation, 0.0

    def _start(self, told: Started) -> None:
        self.done, self.steps, self.device = told.done, told.steps, told.device
        self.trainable, self.total, self.examples = told.trainable, told.total, told.examples
        self.resumed = told.done or None
        self.curve.cut(told.done)
        if told.untrained is not None:
            self.before = told.untrained
            self.curve.looks = [(0, told.untrained), *(look for look in self.curve.looks if look[0])]

    def _step(self, told: Step) -> None:
        self.done, self.loss, self.left = told.number, told.loss, told.seconds_left
        self.before = told.loss if self.before is None else self.before
        self.curve.add(told.number, told.loss)
        if told.validation is not None:
            self.validation = told.validation
            self.curve.looks.append((told.number, told.validation))

    @property
    def share(self) -> float | None:
        """Percent of the base that trains."""
        return 100 * self.trainable / self.total if self.trainable is not None and self.total else None


def to_json(progress: Progress) -> dict[str, Any]:
    told = asdict(progress)
    del told["curve"]["_open"]
    return told


def from_json(told: Mapping[str, Any]) -> Progress:
    """What `to_json` made; an empty mapping is a training that has told nothing."""
    curve = told.get("curve", {})
    points, looks = ([(int(step), float(loss)) for step, loss in curve.get(name, ())] for name in ("points", "looks"))
    plain = {name: value for name, value in told.items() if name != "curve"}
    return Progress(**plain, curve=Curve(points, looks, curve.get("stretch", 1)))
