"""Points in time as people write and read them: the course is Korean, so its clock is Korea's (UTC+9, no summer
time). A browser that lives by another clock adds its own (static/js/times.js). Kept is always UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from markupsafe import Markup

KOREA = timezone(timedelta(hours=9), "KST")
DAYS = "월화수목금토일"
BOX = "%Y-%m-%dT%H:%M"  # how the box of a form writes it


def told(moment: datetime) -> Markup:
    """`2026년 11월 30일(월) 23:59`, with the moment itself for programs."""
    here = moment.astimezone(KOREA)
    words = f"{here.year}년 {here.month}월 {here.day}일({DAYS[here.weekday()]}) {here:%H:%M}"
    return Markup('<time datetime="{}" data-moment>{}</time>').format(machine(moment), words)


def day(moment: datetime) -> Markup:
    """`2026-11-30`, where the hour says nothing."""
    return Markup('<time datetime="{}">{}</time>').format(machine(moment), f"{moment.astimezone(KOREA):%Y-%m-%d}")


def machine(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def boxed(moment: datetime) -> str:
    """For a form's box."""
    return moment.astimezone(KOREA).strftime(BOX)


def typed(text: str) -> datetime | None:
    """What a form's box holds; None when it is no point in time."""
    try:
        return datetime.strptime(text.strip()[:16].replace(" ", "T"), BOX).replace(tzinfo=KOREA).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
