"""What the templates of the statistics need. Plain values."""

from __future__ import annotations

from dataclasses import dataclass

from app.authoring.statistics import suspecting, wording
from app.authoring.statistics.listing import ItemRow, UnitRow
from app.authoring.statistics.surveying import Closely
from app.authoring.statistics.tallying import Group


@dataclass(frozen=True)
class StatisticsPage:
    """GET /authoring/statistics -> authoring/statistics/list.html"""

    title: str
    units: tuple[UnitRow, ...]
    rows: tuple[ItemRow, ...]
    sort: str
    unit: str  # "" for all
    names: tuple[tuple[str, str], ...]  # of all units
    suspicious: int
    unanswered: int
    more: int  # items that are not on the page


@dataclass(frozen=True)
class ItemPage:
    """GET /authoring/statistics/{item} -> authoring/statistics/item.html"""

    title: str
    row: ItemRow
    unit: str  # its title
    kind: str
    key: str  # Markdown
    closely: Closely
    disputes: int
    retired: bool  # it is asked no more, and judged no more
    reason: str = ""
    flag: str = ""  # whose reason was refused
    problem: str = ""

    @property
    def words(self) -> dict[str, str]:
        """What its figures mean."""
        found = self.row.figures
        return {"facility": wording.facility(found), "discrimination": wording.discrimination(found)}

    @property
    def odd(self) -> Group | None:
        """The wrong answer that the strong share."""
        return suspecting.shared(self.closely.whole, self.kind)
