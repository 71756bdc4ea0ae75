"""The first administrator of a container, named by two settings. Does nothing where that account is there already."""

from __future__ import annotations

from app.database import Database
from app.people import accounts
from app.people.naming import UnfitError
from app.people.roles import ADMIN
from app.settings import Settings, SettingsError


def make_first_admin(database: Database, settings: Settings) -> None:
    """Raises SettingsError with a sentence when name or password cannot be taken."""
    if settings.admin is None:
        return
    with database.read() as session:
        if accounts.named(session, settings.admin) is not None:
            return
    if settings.admin_password is None:
        raise SettingsError("SEODANG_ADMIN의 계정을 만들려면 SEODANG_ADMIN_PASSWORD도 정해 주세요.")
    try:
        who = accounts.newcomer(settings.admin, "", settings.admin_password.get_secret_value())
    except UnfitError as unfit:
        raise SettingsError(f"SEODANG_ADMIN, SEODANG_ADMIN_PASSWORD: {unfit}") from None
    with database.write() as session:
        if accounts.named(session, who.name) is None:  # two may start at once
            accounts.create(session, who, ADMIN, by=None)
            session.commit()
