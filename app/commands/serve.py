"""`seodang serve`: settings from the words of the command, then the web server. Imports the web only when it runs."""

from __future__ import annotations

import argparse
import os
import socket
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from app.commands import CommandError

if TYPE_CHECKING:
    from fastapi import FastAPI

    from app.settings import Settings

NAME = "serve"
HELP = "서버를 켭니다. 끄려면 Ctrl+C를 누릅니다."
EXAMPLES = """\
예:
  seodang serve                          http://127.0.0.1:8000 에서
  seodang serve --host 0.0.0.0 --port 80 다른 컴퓨터에서도 볼 수 있게
  seodang serve --data /var/seodang      학습 기록을 다른 폴더에
적지 않은 것은 환경 변수(SEODANG_HOST, SEODANG_PORT, SEODANG_DATA …)를 따릅니다."""
LEAVE = 3  # seconds that open streams may hold up the end: a training is followed for minutes
NO_DRIVER = 'PostgreSQL에 쓰는 psycopg가 없습니다. pip install "seodang[postgresql]"로 설치해 주세요.'


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", help="듣는 주소")
    parser.add_argument("--port", type=int, help="듣는 포트")
    parser.add_argument("--data", type=Path, help="학습 기록을 두는 폴더")


def run(options: argparse.Namespace) -> int:
    import uvicorn

    from app.settings import SettingsError, load_settings

    try:
        settings = load_settings(host=options.host, port=options.port, data=options.data)
        _must_be_free(settings.host, settings.port)
        app = _app(settings)
    except SettingsError as error:
        raise CommandError(str(error)) from None
    uvicorn.run(app, host=settings.host, port=settings.port, timeout_graceful_shutdown=LEAVE)
    return 0


def _app(settings: Settings) -> FastAPI:
    """The application, or a sentence on what keeps it from starting."""
    from sqlalchemy.exc import DBAPIError

    from app.course import ContentError
    from app.main import create_app
    from app.migrations import MigrationError

    try:
        return create_app(settings)
    except (ContentError, MigrationError) as error:
        raise CommandError(str(error), code=1) from None
    except ModuleNotFoundError as error:
        if error.name != "psycopg":
            raise
        raise CommandError(NO_DRIVER, code=1) from None
    except (sqlite3.Error, DBAPIError) as error:
        reason = " ".join(str(getattr(error, "orig", error)).split())
        kept = f"‘{settings.data}’의 seodang.db와 디스크"
        where = "SEODANG_DATABASE_URL과 그 서버" if settings.database_url else kept
        raise CommandError(f"데이터베이스를 쓸 수 없습니다({reason}). {where}를 살펴 주세요.", code=1) from None


def _must_be_free(host: str, port: int) -> None:
    """Says what is wrong with the address before the server starts, in a sentence."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            if os.name == "posix":
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        message = f"{host}:{port} 주소를 쓸 수 없습니다({reason}). --host나 --port를 바꾸어 주세요."
        raise CommandError(message) from None
