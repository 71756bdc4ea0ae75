"""`seodang export` writes items in the formats of other programs, `seodang import` reads them into a draft that an
instructor reviews. Nothing comes into service here."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.commands import CommandError

if TYPE_CHECKING:
    from app.authoring.exchange.drafting import Lost
    from app.bank.question import Question
    from app.settings import Settings

FORMATS = ("gift", "moodle-xml", "aiken", "qti", "csv", "xlsx", "yaml", "anki")


class Export:
    """The command `seodang export`."""

    NAME = "export"
    HELP = "문항을 다른 프로그램의 형식으로 내보냅니다. 담기지 않는 것은 모두 알려 줍니다."
    EXAMPLES = """\
예:
  seodang export --unit peft --format moodle-xml -o peft.xml
  seodang export --item peft-ox-08 --item peft-choice-04 --format gift -o two.gift.txt
  seodang export --format csv -o all.csv"""

    @staticmethod
    def arguments(parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--format", choices=FORMATS, default="moodle-xml", help="형식")
        chosen = parser.add_mutually_exclusive_group()
        chosen.add_argument("--unit", help="단원 하나만")
        chosen.add_argument("--item", action="append", default=[], metavar="ID", help="고른 문항(여러 번)")
        parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="쓸 파일")
        parser.add_argument("--data", type=Path, help="학습 기록을 두는 폴더")
        parser.add_argument("--json", action="store_true", help="담기지 않는 것을 JSON으로 적습니다")

    @staticmethod
    def run(options: argparse.Namespace) -> int:
        from app.authoring.exchange.formats import FORMATS as KNOWN

        chosen = _chosen(_settings(options.data), options.unit, options.item)
        data, lost = KNOWN[options.format].write(chosen)
        try:
            options.output.write_bytes(data)
        except OSError as error:
            raise CommandError(f"‘{options.output}’에 쓸 수 없습니다({error.strerror}).", code=1) from None
        _tell_lost(lost, as_json=options.json)
        if not options.json:
            gone = len({each.item for each in lost if not each.field})
            print(f"{options.output}: 문항 {len(chosen) - gone}개를 내보냈습니다.")
        return 0


class Import:
    """The command `seodang import`."""

    NAME = "import"
    HELP = "파일의 문항을 초안으로 들여옵니다. 살펴보고 게시하기 전에는 아무것도 바뀌지 않습니다."
    EXAMPLES = """\
예:
  seodang import quiz.xml --unit peft                Moodle XML을 초안으로
  seodang import quiz.txt --unit peft --format gift --json
종료 코드: 0 들여왔음, 1 들여올 문항이 없거나 읽을 수 없음, 2 명령을 잘못 씀"""

    @staticmethod
    def arguments(parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="들여올 파일")
        parser.add_argument("--unit", required=True, help="들여올 단원")
        parser.add_argument("--format", choices=[name for name in FORMATS if name != "anki"], help="형식")
        parser.add_argument("--data", type=Path, help="학습 기록을 두는 폴더")
        parser.add_argument("--json", action="store_true", help="JSON으로 적습니다")

    @staticmethod
    def run(options: argparse.Namespace) -> int:
        from app.authoring.exchange.drafting import UnreadableError
        from app.authoring.exchange.formats import FORMATS as KNOWN
        from app.authoring.exchange.formats import recognised

        try:
            data = options.file.read_bytes()
            found = KNOWN[options.format] if options.format else recognised(options.file.name, data)
            read = found.read(data) if found.read else ((), ())
        except OSError as error:
            raise CommandError(f"‘{options.file}’ 파일을 열 수 없습니다({error.strerror}).") from None
        except UnreadableError as error:
            raise CommandError(str(error), code=1) from None
        row = _keep(_settings(options.data), found, options, read)
        _tell_draft(row, as_json=options.json)
        return 0 if row["items"] else 1


def _settings(data: Path | None) -> Settings:
    from app.settings import SettingsError, load_settings

    try:
        return load_settings(data=data)
    except SettingsError as error:
        raise CommandError(str(error)) from None


def _chosen(settings: Settings, unit: str | None, names: Sequence[str]) -> list[Question]:
    from app import course
    from app.authoring.copying import served
    from app.authoring.published import OWN
    from app.course import ContentError

    try:
        bank = course.load(served(settings.content, settings.data / OWN)).bank
    except ContentError as error:
        raise CommandError(f"학습 내용에 고칠 것이 있습니다. seodang check로 살펴 주세요.\n{error}", code=1) from None
    if unit is not None and unit not in bank.units:
        raise CommandError(f"‘{unit}’ 단원이 없습니다. {', '.join(bank.units)} 가운데 골라 주세요.")
    if unknown := [name for name in names if name not in bank.items]:
        raise CommandError(f"‘{unknown[0]}’ 문항이 없습니다. 번호를 살펴 주세요.")
    listed = bank.units[unit].items if unit else bank.items.values()
    return [each for each in listed if not names or each.id in names]


def _keep(settings: Settings, found: Any, options: argparse.Namespace, read: Any) -> dict[str, Any]:
    """The row, as what is told of it."""
    from types import SimpleNamespace

    from app.authoring.exchange import keeping
    from app.authoring.exchange.drafting import UnreadableError
    from app.authoring.items import ItemError
    from app.authoring.published import Published
    from app.database import Database
    from app.migrations import MigrationError, migrate
    from app.settings import make_data_folder

    make_data_folder(settings)
    try:
        migrate(settings.database, settings.data)
    except MigrationError as error:
        raise CommandError(str(error), code=1) from None
    database = Database(settings.database)
    try:
        published = Published(SimpleNamespace(), settings, database)
        published.open()
        if options.unit not in published.course.bank.units:
            known = ", ".join(published.course.bank.units)
            raise CommandError(f"‘{options.unit}’ 단원이 없습니다. {known} 가운데 골라 주세요.")
        try:
            made = keeping.make(published, options.unit, read)
        except (UnreadableError, ItemError) as error:
            raise CommandError(str(error), code=1) from None
        with database.write() as session:
            row = keeping.keep(session, found, options.unit, options.file.name, made, None)
            session.flush()
            told = {"draft": row.id, "unit": row.unit, "format": row.format, "items": row.entries, "lost": row.lost}
            session.commit()
        return told
    finally:
        database.close()


def _tell_draft(told: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(told, ensure_ascii=False, indent=2))
        return
    for entry in told["items"]:
        twin = f" (이미 있는 {entry['twin']}와(과) 겹쳐 빼 두었습니다)" if entry["twin"] else ""
        print(f"{entry['name']}{twin}")
        for field, why in entry["lost"]:
            print(f"  {field}: {why}")
    for name, field, why in told["lost"]:
        print(f"{name or '-'}: {field + ': ' if field else ''}{why}")
    print(f"문항 {len(told['items'])}개를 초안 {told['draft']}번으로 두었습니다.")
    print(f"살펴보고 게시하는 곳: /authoring/import/{told['draft']}")


def _tell_lost(lost: Sequence[Lost], *, as_json: bool) -> None:
    if as_json:
        rows = [{"item": each.item, "field": each.field, "why": each.why} for each in lost]
        print(json.dumps({"lost": rows}, ensure_ascii=False, indent=2))
        return
    counts = Counter((each.field or "문항 전체", each.why) for each in lost)
    for (field, why), count in counts.items():
        print(f"{field}: {why} (문항 {count}개)", file=sys.stderr)
