"""Every environment variable, once, with its default and meaning. Knows nothing of who reads them.

docs/settings.md is the same list for whoever runs the product; a test keeps the two equal.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import tempfile
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url

from app.content import QUIZZES

PREFIX = "SEODANG_"
SECRET_FILE = "secret"  # noqa: S105 -- the name of a file, not a secret

EXPECTED = {
    "port": "0에서 65535 사이의 수여야 합니다.",
    "secret": "16자 이상이어야 합니다.",
    "device": "auto, cpu, cuda, mps 가운데 하나여야 합니다.",
    "content": "학습 내용이 든 폴더여야 합니다.",
    "registration": "open이나 invited여야 합니다.",
    "admin_password": "10자 이상 200자 이하여야 합니다.",
    "openid_issuer": "https://로 시작하는 주소여야 합니다.",
    "trainings_days": "1 이상 36,500 이하의 정수(일)여야 합니다.",
    "trainings_mb": "1 이상 1,000,000 이하의 정수(MB)여야 합니다.",
    "database_url": "postgresql://이름:암호@호스트/데이터베이스 꼴의 주소여야 합니다.",
}
UNTOLD = ("secret", "database_url", "admin_password", "openid_secret")  # what they hold is never repeated


class SettingsError(ValueError):
    """A setting that cannot be used. The message is a sentence for whoever set it."""


class Settings(BaseSettings):
    """The settings, read once at start. Each may be given as an environment variable SEODANG_<NAME>."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, extra="ignore", frozen=True)

    host: str = Field("127.0.0.1", description="Address to listen on; 0.0.0.0 lets other machines in.")
    port: int = Field(8000, ge=0, le=65535, description="Port to listen on; 0 takes a free one.")
    data: Path = Field(
        Path("data"), description="Folder for the database, the secret and what learners train; made when missing."
    )
    content: Path = Field(QUIZZES, description="Folder with the units; the bundled ones unless set.")
    database_url: str | None = Field(
        None, description="SQLAlchemy address of a PostgreSQL database; SQLite in the data folder unless set."
    )
    secret: SecretStr | None = Field(
        None,
        min_length=16,
        description="Key that signs cookies, 16 characters or more; made once in the data folder unless set.",
    )
    device: Literal["auto", "cpu", "cuda", "mps"] = Field(
        "auto",
        description="Where the lab's models run: `auto` (CUDA where it works, else the CPU), `cpu`, `cuda` or `mps`.",
    )
    base_model: str = Field(
        "bundled",
        description="Base model of the lab: `bundled`, or folder or hub id of a causal language model in safetensors.",
    )
    registration: Literal["open", "invited"] = Field(
        "open", description="Who may make an account: anybody (`open`), or those with an invitation alone (`invited`)."
    )
    admin: str | None = Field(
        None, description="Name of an administrator's account that is made at the start when it is not there yet."
    )
    admin_password: SecretStr | None = Field(
        None, min_length=10, max_length=200, description="The password of that new account; changed on its page later."
    )
    openid_issuer: str | None = Field(
        None, description="Address of an OpenID Connect provider that people may sign in with (extra `openid`)."
    )
    openid_client: str | None = Field(None, description="The client id that the provider knows this server by.")
    openid_secret: SecretStr | None = Field(None, description="The client's secret at the provider.")
    openid_name: str = Field("다른 계정", description="What the sign-in page calls the provider.")
    trainings_days: int = Field(30, ge=1, le=36_500, description="Days that a learner's own trained variant is kept.")
    trainings_mb: int = Field(
        1024, ge=1, le=1_000_000, description="Megabytes of all learners' variants together; the oldest go first."
    )

    @field_validator("content")
    @classmethod
    def _is_a_folder(cls, value: Path) -> Path:
        if not value.is_dir():
            raise ValueError("not a folder")
        return value

    @field_validator("openid_issuer")
    @classmethod
    def _is_an_address(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("https://", "http://")):
            raise ValueError("not an address")
        return value

    @field_validator("database_url")
    @classmethod
    def _is_known(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("postgresql://", "postgresql+psycopg://", "sqlite:///")):
            raise ValueError("not an address of a database")
        if value is not None:
            make_url(value)
        return value

    @property
    def database(self) -> str:
        """The address to connect to. A plain `postgresql://` means psycopg 3."""
        return self.database_url or f"sqlite:///{(self.data / 'seodang.db').resolve()}"


def load_settings(**given: Any) -> Settings:
    """From the environment; what is given here (and not None) wins. Raises SettingsError with a sentence."""
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        raise SettingsError("\n".join(_sentence(problem) for problem in error.errors())) from None


def _sentence(problem: Any) -> str:
    name = str(problem["loc"][0])
    given = "" if name in UNTOLD else f" 지금 값은 ‘{problem['input']}’입니다."
    return f"{PREFIX}{name.upper()}: {EXPECTED.get(name, '알맞은 값이어야 합니다.')}{given}"


def make_data_folder(settings: Settings) -> None:
    try:
        settings.data.mkdir(0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(f"{PREFIX}DATA: ‘{settings.data}’ 폴더를 만들 수 없습니다({error.strerror}).") from None
    if not os.access(settings.data, os.W_OK | os.X_OK):
        raise SettingsError(f"{PREFIX}DATA: ‘{settings.data}’ 폴더에 쓸 수 없습니다.")


def signing_key(settings: Settings) -> str:
    """The key that signs cookies. Made once, for its owner alone, whole before it can be seen (two may start)."""
    if settings.secret:
        return settings.secret.get_secret_value()
    path = settings.data / SECRET_FILE
    if not path.exists():
        _write_once(path, secrets.token_urlsafe(48))
    try:
        key = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}의 비밀 값을 읽을 수 없습니다({error}).") from None
    if len(key) < 16:
        raise SettingsError(f"{path}의 비밀 값이 너무 짧습니다. 파일을 지우면 새로 만듭니다.")
    return key


def _write_once(path: Path, text: str) -> None:
    """Whole or not at all, readable by its owner alone; where somebody else was first, theirs is the one."""
    descriptor, draft = tempfile.mkstemp(prefix=f"{path.name}.", dir=path.parent)
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(text)
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
    finally:
        Path(draft).unlink()
