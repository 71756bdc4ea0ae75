"""What the page is given, whichever of its views is open. Knows no request and no worker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.lab.client import again
from app.lab.inside.asking import ATTENTION, NEXT, UPDATE, VIEWS, Wanted
from app.lab.inside.cutting import Cut, cut, measured
from app.lab.inside.heatmap import Attention
from app.lab.inside.likely import Column
from app.lab.variants import BASE, BASE_TITLE, Candidate
from models.protocol import Failed
from models.tasks import TASKS, Task

TITLE = "안쪽 들여다보기"
NOT_MEASURED = "이 과제의 갱신은 아직 재지 않았습니다."
REMAINING = "온도 {temperature}, top-p {top_p}: 바탕 모델은 {base}개, {title} 모델은 {tuned}개의 토큰이 남습니다."
LOOKS = "{layer}층 헤드 {head}: ‘{token}’ 토큰은 {most} 순으로 봅니다."
KEPT = "랭크 {rank}: 갱신 크기의 {share}가 남고, 시험 손실은 {loss}입니다."


@dataclass(frozen=True)
class Choice:
    """A link or an option."""

    name: str
    title: str
    address: str
    chosen: bool


@dataclass(frozen=True)
class Problem:
    """Why there is nothing to see; `again` in seconds where it is worth asking again by itself."""

    message: str
    again: int | None


@dataclass(frozen=True)
class InsidePage:
    """GET /lab/inside -> lab/inside/show.html, or _inside.html alone."""

    title: str
    wanted: Wanted
    task: Task
    views: tuple[Choice, ...]
    tasks: tuple[Choice, ...]
    variants: tuple[Choice, ...]
    suggested: tuple[Choice, ...]
    mistakes: dict[str, str]
    problem: Problem | None
    next: tuple[Column, ...] = ()
    attention: Attention | None = None
    update: Cut | None = None
    other_base: bool = False  # the figures of updates are the bundled model's, and another is in use

    @property
    def said(self) -> str:
        """What a screen reader is told after a change."""
        if self.next:
            base, tuned = self.next
            drawn = {"temperature": self.wanted.temperature, "top_p": self.wanted.top_p}
            return REMAINING.format(**drawn, base=f"{base.left:,}", title=tuned.title, tuned=f"{tuned.left:,}")
        if self.attention:
            one = self.attention
            return LOOKS.format(layer=one.layer, head=one.chosen.number, token=one.row.label, most=one.row.most)
        if self.update:
            return KEPT.format(rank=self.update.rank, share=self.update.share, loss=self.update.losses.here)
        return " ".join(self.mistakes.values()) or (self.problem.message if self.problem else "")


def inside_page(
    wanted: Wanted,
    candidates: Sequence[Candidate],
    mistakes: dict[str, str],
    *,
    failed: Failed | None = None,
    next_: tuple[Column, ...] = (),
    attention: Attention | None = None,
    base: str = "bundled",
) -> InsidePage:
    update = _update(wanted) if wanted.view == UPDATE and not mistakes else None
    missing = wanted.view == UPDATE and not mistakes and update is None
    return InsidePage(
        title=TITLE,
        wanted=wanted,
        task=wanted.known_task,
        views=tuple(Choice(slug, title, _of_view(wanted, slug), slug == wanted.view) for slug, title in VIEWS.items()),
        tasks=tuple(_task(wanted, task) for task in TASKS.values()),
        variants=_variants(wanted, candidates),
        suggested=tuple(_suggested(wanted, text) for text in wanted.suggested),
        mistakes=mistakes,
        problem=Problem(NOT_MEASURED, None) if missing else _problem(failed),
        next=next_,
        attention=attention,
        update=update,
        other_base=base != "bundled",
    )


def _update(wanted: Wanted) -> Cut | None:
    updates = measured()
    found = updates.of(wanted.task) if updates else None
    return cut(updates, found, wanted.rank, wanted.matrix) if updates and found else None


def _of_view(wanted: Wanted, view: str) -> str:
    variant = "" if wanted.variant == BASE and view == NEXT else wanted.variant
    return wanted.address(view=view, variant=variant)


def _task(wanted: Wanted, task: Task) -> Choice:
    """The same view of another task: with a prompt of its own, and the same recipe."""
    own = wanted.variant.removeprefix(f"{wanted.task}-")
    variant = wanted.variant if own == wanted.variant else f"{task.slug}-{own}"
    address = wanted.address(task=task.slug, variant=variant, prompt=None, row="")
    return Choice(task.slug, task.title, address, task.slug == wanted.task)


def _variants(wanted: Wanted, candidates: Sequence[Candidate]) -> tuple[Choice, ...]:
    base = [(BASE, BASE_TITLE)] if wanted.view == ATTENTION else []
    offered = [*base, *((one.name, one.title) for one in candidates)]
    return tuple(Choice(name, title, "", name == wanted.variant) for name, title in offered)


def _suggested(wanted: Wanted, text: str) -> Choice:
    return Choice(text, text, wanted.address(prompt=text, row=""), text == wanted.text)


def _problem(failed: Failed | None) -> Problem | None:
    return None if failed is None else Problem(failed.message, again(failed))
