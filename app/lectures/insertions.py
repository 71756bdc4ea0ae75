"""What stands inside the text of a lecture: `[[= formula ]]` and `[@ref locus]`, put into words."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from app.bank.arithmetic import FormulaError, evaluate
from app.bank.figures import grouped, myriads
from app.bank.loading import Bank
from app.lectures.directives import Source

FORMULA = re.compile(r"\[\[=(.*?)\]\]", re.DOTALL)
CITATION = re.compile(r"\[@([\w-]+)([^\]]*)\]")
MATH = re.compile(r"\$\$.+?\$\$|\$[^$\n]+\$", re.DOTALL)
ASSIGNED = re.compile(r"^\s*([A-Za-z_]\w*)\s*=\s*([-+.\deE]+)\s*$")


@dataclass
class Insertions:
    """Fills texts in, one after the other, and remembers what was cited on the way."""

    source: Source
    bank: Bank
    cited: dict[str, list[str]] = field(default_factory=dict)

    def fill(self, text: str, line: int) -> str:
        filled = self._each(FORMULA, text, text, line, self._formula)
        return self._each(CITATION, filled, text, line, self._citation)

    def _each(
        self,
        what: re.Pattern[str],
        text: str,
        original: str,
        line: int,
        put: Callable[[re.Match[str], str, int, int], str],
    ) -> str:
        spots = iter([(found.start(), found.group()) for found in what.finditer(original)])

        def one(found: re.Match[str]) -> str:
            at, _ = next(spots, (found.start(), ""))
            before = original[:at]
            return put(found, text, line + before.count("\n"), at - before.rfind("\n"))

        return what.sub(one, text)

    def _formula(self, found: re.Match[str], text: str, line: int, column: int) -> str:
        try:
            shown = worked_out(found[1])
        except FormulaError as error:
            self.source.problem(line, column, "formula", str(error))
            return "?"
        inside = any(math.start() < found.start() < math.end() for math in MATH.finditer(text))
        return shown.replace(",", "{,}").replace("%", r"\%") if inside else shown

    def _citation(self, found: re.Match[str], text: str, line: int, column: int) -> str:
        ref, locus = found[1], found[2].strip()
        reference = self.bank.references.get(ref)
        if reference is None:
            self.source.problem(
                line, column, "unknown-reference", f"references.yaml에 ‘{ref}’가 없습니다. 이름을 고치거나 더해 주세요."
            )
            return ""
        if not locus:
            self.source.problem(line, column, "missing-locus", f"‘{ref}’의 어느 곳인지 적어 주세요. 예: [@{ref} §2.1]")
        loci = self.cited.setdefault(ref, [])
        if locus and locus not in loci:
            loci.append(locus)
        return f"[{_label(reference.cite)}, {locus}](#src-{ref})"


def worked_out(inside: str) -> str:
    """`2*m*d ; d=768, m=64 ; .2f` -> the number as it is shown."""
    formula, *rest = (part.strip() for part in inside.split(";"))
    values: dict[str, int | float] = {}
    if rest and "=" in rest[0]:
        values = dict(_assignment(part) for part in rest.pop(0).split(","))
    if len(rest) > 1:
        raise FormulaError("`;`는 둘까지 씁니다: 식 ; 이름=값 ; 모양.")
    return _shaped(evaluate(formula, values), rest[0] if rest else "")


def _assignment(text: str) -> tuple[str, int | float]:
    found = ASSIGNED.match(text)
    try:
        name, value = (found[1], found[2]) if found else ("", "")
        return name, int(value) if re.fullmatch(r"[-+]?\d+", value) else float(value)
    except ValueError:
        raise FormulaError(f"‘{text.strip()}’은 이름=값이 아닙니다. 예: d=768") from None


def _shaped(value: int | float, shape: str) -> str:
    if shape == "만":
        return myriads(round(value))
    if shape == "M":
        return f"{value / 1e6:.2f}M"
    if shape == "%":
        return f"{100 * value:.2f}%"
    if re.fullmatch(r"\.\d[f%]", shape):
        return f"{value:,{shape}}"
    if shape:
        raise FormulaError(f"‘{shape}’라는 모양은 없습니다. .2f, .1%, %, M, 만 가운데에서 고르세요.")
    return grouped(value)


def _label(cite: str) -> str:
    """`Houlsby et al., "...", ICML 2019` -> `Houlsby et al. 2019`."""
    year = re.search(r"\b((?:19|20)\d\d)\)?$", cite)
    return f"{cite.split(',')[0]} {year[1]}" if year else cite.split(",")[0]
