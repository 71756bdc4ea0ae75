"""A new unit: its folder with everything that a unit needs, published at once. Knows no HTML."""

from __future__ import annotations

import re
from collections.abc import Mapping

from app.authoring.editing import saving, starting
from app.authoring.editing.room import Room
from app.authoring.git import GitError
from app.authoring.published import ConflictError, RejectedError
from app.course import Course

SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
LONGEST = 40


def next_order(course: Course) -> int:
    return max((lecture.order for lecture in course.lectures.values()), default=0) + 1


def make(room: Room, values: Mapping[str, str]) -> dict[str, str]:
    """What is to be mended, by the name of the box; {} when the unit is there."""
    if problems := _wrong(room, values):
        return problems
    slug = values["slug"]
    files = starting.unit(slug, values["title"], values["summary"], int(values["order"]))
    try:
        saving.publish(room.request, room.member, f"units/{slug}", lambda: files, f"{slug}: 새 단원")
    except RejectedError as error:
        return {"slug": " ".join(str(problem) for problem in error.problems[:3])}
    except (ConflictError, GitError) as error:
        return {"slug": f"지금은 만들 수 없습니다. {error}"}
    return {}


def _wrong(room: Room, values: Mapping[str, str]) -> dict[str, str]:
    found, slug = {}, values["slug"]
    if not SLUG.fullmatch(slug) or len(slug) > LONGEST:
        found["slug"] = "영어 소문자로 시작해 소문자, 숫자, 붙임표만 적어 주세요."
    elif (room.published.folder / slug).exists():
        found["slug"] = "이미 있는 단원입니다. 다른 이름을 적어 주세요."
    if not values["title"]:
        found["title"] = "단원의 제목을 적어 주세요."
    if not values["summary"]:
        found["summary"] = "한 문장으로 요약해 주세요."
    if not re.fullmatch(r"[1-9]\d{0,3}", values["order"]):
        found["order"] = "몇째 단원인지 1 이상의 정수로 적어 주세요."
    return found
