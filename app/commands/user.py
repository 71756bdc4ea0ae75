"""`seodang user`: accounts from the command line, the first administrator among them. Writes nothing itself."""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from app.commands import CommandError

if TYPE_CHECKING:
    from app.database import Database

NAME = "user"
HELP = "계정을 만들고 고칩니다. 암호는 물어보거나 표준 입력의 첫 줄에서 읽습니다."
EXAMPLES = """\
예:
  seodang user add mina --admin            관리자 계정
  seodang user add jun --instructor        강사 계정
  seodang user password mina               잊은 비밀번호를 다시 정하기
  seodang user role jun admin              역할 바꾸기
  seodang user disable jun                 로그인을 막기
  seodang user list --json                 모두 보기"""
SWITCHES = {"disable": "로그인을 막습니다", "enable": "막은 것을 풉니다"}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, help="학습 기록을 두는 폴더")
    acts = parser.add_subparsers(title="할 일", required=True, metavar="할 일", dest="act")
    add = acts.add_parser("add", help="계정을 만듭니다")
    add.add_argument("name", help="로그인 이름")
    add.add_argument("--shown", default="", help="남에게 보이는 이름")
    kind = add.add_mutually_exclusive_group()
    kind.add_argument("--admin", dest="role", action="store_const", const="admin", default="learner", help="관리자로")
    kind.add_argument("--instructor", dest="role", action="store_const", const="instructor", help="강사로")
    acts.add_parser("password", help="비밀번호를 다시 정합니다").add_argument("name")
    role = acts.add_parser("role", help="역할을 바꿉니다")
    role.add_argument("name")
    role.add_argument("role", choices=("learner", "instructor", "admin"))
    for act, told in SWITCHES.items():
        acts.add_parser(act, help=told).add_argument("name")
    acts.add_parser("list", help="계정을 모두 보입니다").add_argument("--json", action="store_true")


def run(options: argparse.Namespace) -> int:
    from app.people.naming import UnfitError
    from app.settings import SettingsError

    try:
        database = _database(options.data)
        try:
            print(_act(database, options))
        finally:
            database.close()
    except (SettingsError, UnfitError) as error:
        raise CommandError(str(error)) from None
    return 0


def _database(data: Path | None) -> Database:
    """The database of the settings, brought up to date: the command may come before the first start."""
    from app.database import Database
    from app.migrations import MigrationError, migrate
    from app.settings import load_settings, make_data_folder

    settings = load_settings(data=data)
    make_data_folder(settings)
    try:
        migrate(settings.database, settings.data)
    except MigrationError as error:
        raise CommandError(str(error), code=1) from None
    return Database(settings.database)


def _act(database: Database, options: argparse.Namespace) -> str:
    if options.act == "list":
        return _listed(database, options.json)
    if options.act == "add":
        return _add(database, options)
    return _change(database, options)


def _add(database: Database, options: argparse.Namespace) -> str:
    from app.people import accounts

    who = accounts.newcomer(options.name, options.shown, _password())
    with database.write() as session:
        accounts.create(session, who, options.role, by=None)
        session.commit()
    return f"{who.name} 계정을 만들었습니다({options.role})."


def _change(database: Database, options: argparse.Namespace) -> str:
    from app.people import accounts, passwords
    from app.people.naming import fit_password

    secret = passwords.hashed(fit_password(_password(), options.name)) if options.act == "password" else ""
    with database.write() as session:
        account = accounts.named(session, options.name)
        if account is None:
            raise CommandError(f"‘{options.name}’ 계정이 없습니다. seodang user list로 이름을 확인해 주세요.", code=1)
        if options.act == "password":
            accounts.set_password(session, account, secret, by=None)
        elif options.act == "role":
            accounts.set_role(session, account, options.role, by=None)
        else:
            change = accounts.disable if options.act == "disable" else accounts.enable
            change(session, account, by=None)
        session.commit()
        return f"{account.name}: 바꾸었습니다."


def _listed(database: Database, as_json: bool) -> str:
    from app.people import accounts

    with database.read() as session:
        rows = [
            {"name": row.name, "shown": row.shown, "role": row.role, "disabled": row.disabled is not None}
            for row in accounts.everybody(session)
        ]
    if as_json:
        return json.dumps({"users": rows}, ensure_ascii=False)
    lines = [f"{row['name']:24} {row['role']:12} {'막힘 ' if row['disabled'] else ''}{row['shown']}" for row in rows]
    return "\n".join(lines) or "계정이 없습니다. seodang user add로 만들어 주세요."


def _password() -> str:
    """Typed twice unseen, or the first line of a pipe. Never a word of the command: others could read it there."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass("비밀번호: ")
    if getpass.getpass("비밀번호 다시: ") != first:
        raise CommandError("두 번 적은 비밀번호가 서로 다릅니다. 다시 해 주세요.")
    return first
