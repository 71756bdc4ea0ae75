"""`seodang count`: what trains when a method is attached to an architecture. Measures nothing itself."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from app.commands import CommandError
from app.lab.parameters.tensors import groups
from models import architectures
from models.architectures import published
from models.methods import METHODS, configure, method
from models.refusals import Refused

if TYPE_CHECKING:
    from models.counting import Count, Trained

NAME = "count"
HELP = "모델에 방법을 붙였을 때 학습되는 파라미터를 하나까지 셉니다."
EXAMPLES = """\
예:
  seodang count                                                       아는 구조와 방법을 보여 줍니다
  seodang count --architecture roberta-base --method lora             기본 설정으로
  seodang count --architecture gpt3-175b --method lora --set rank=1   설정을 바꿔서
  seodang count --architecture ./my-model --method bitfit --json      config.json이 든 폴더를 JSON으로"""
MARGIN = 14  # columns of the names at the left


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--architecture", metavar="A", help="구조의 이름, 또는 config.json이 든 폴더")
    parser.add_argument("--method", metavar="M", help="방법의 이름")
    parser.add_argument(
        "--set", nargs="+", action="extend", default=[], metavar="이름=값", help="방법의 설정. 여럿을 적어도 됩니다"
    )
    parser.add_argument("--list", action="store_true", help="아는 구조와 방법, 그 설정을 보여 줍니다")
    parser.add_argument("--json", action="store_true", help="JSON으로 적습니다")


def run(options: argparse.Namespace) -> int:
    if options.list or not (options.architecture or options.method or options.set or options.json):
        print("\n".join(_known()))
        return 0
    for given, name in ((options.architecture, "--architecture"), (options.method, "--method")):
        if not given:
            raise CommandError(f"{name} 값을 적어 주세요. 아는 이름은 seodang count --list로 볼 수 있습니다.")
    try:
        counted = _count(options.architecture, options.method, _settings(options.set))
    except Refused as error:
        raise CommandError(str(error)) from None
    if options.json:
        print(json.dumps(counted.report(), ensure_ascii=False, indent=2))
    else:
        print("\n".join(_told(counted)))
    return 0


def _settings(words: Sequence[str]) -> dict[str, str]:
    pairs = [word.partition("=") for word in words]
    for name, equals, value in pairs:
        if not (name and equals and value):
            raise CommandError(f"--set에는 이름=값으로 적어 주세요(‘{name}{equals}{value}’). 예: --set rank=8")
    return {name: value for name, _, value in pairs}


def _count(architecture: str, name: str, given: dict[str, str]) -> Count:
    """Everything that can be refused is refused before torch is imported, which takes seconds."""
    config = configure(name, given)
    method(name).formula(architectures.shape(architecture), config)
    from models.counting import count

    return count(architecture, name, config)


def _told(counted: Count) -> Iterator[str]:
    settings = ", ".join(f"{name}={value}" for name, value in counted.config.items())
    yield f"{counted.architecture} + {method(counted.method).TITLE}" + (f" ({settings})" if settings else "")
    yield _line("원래 모델", f"{counted.base_parameters:,}")
    yield _line("학습", f"{counted.trainable_parameters:,}  (원래 모델의 {counted.percent:.4g}%)")
    if counted.head_parameters:
        yield _line("출력층", f"{counted.head_parameters:,}  (위의 두 수와 비율에는 넣지 않았습니다)")
    if counted.formula.symbols:
        yield _line("공식", counted.formula.symbols)
        yield _line("", f"= {counted.formula.numbers}")
        yield _line("", f"= {counted.trains:,}")
    if counted.formula.note:
        yield _line("참고", counted.formula.note)
    for figure in published.matching(counted.architecture, counted.method, counted.config):
        yield _line("논문", f"{figure.paper} {figure.where}: {figure.stated}. {figure.note}".rstrip())
    yield _line("텐서", f"{len(counted.tensors)}개")
    yield from (f"  {line}" for line in grouped(counted.tensors))


def _line(name: str, text: str) -> str:
    return "  " + name + " " * (MARGIN - 2 * len(name)) + text  # a Korean letter is two columns wide


def grouped(tensors: Sequence[Trained]) -> list[str]:
    """One line for all tensors that differ only in the number of their layer: `layers.{0..11}.q.A  (8, 768)  ×12`."""
    return [
        f"{group.name}  {group.shape}  {group.each:,}" + (f" ×{group.number}" if group.number > 1 else "")
        for group in groups(tensors)
    ]


def _known() -> Iterator[str]:
    yield "구조 (--architecture): 이름, 또는 config.json이 든 폴더"
    for name in architectures.names():
        shape = architectures.shape(name)
        yield f"  {name:<20}{shape.parameters:>16,}  {shape.published}"
    yield ""
    yield "방법 (--method)과 설정 (--set 이름=값)"
    for module in METHODS.values():
        yield f"  {module.NAME:<12}{module.TITLE}" + (
            f": {module.PAPER.authors} {module.PAPER.year}" if module.PAPER else ""
        )
        yield from (
            f"      {field}={_default(info.default)}  {info.description}"
            for field, info in module.Config.model_fields.items()
        )


def _default(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
