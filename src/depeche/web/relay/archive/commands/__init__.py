"""The archive on the command line, for files that are too large for a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from depeche.core.errors import InputError

if TYPE_CHECKING:
    from depeche.web.accounts.models import User


def actor(email: str) -> User:
    """In whose name it is done. InputError where nobody has this address."""
    from depeche.web.accounts.models import User  # noqa: PLC0415 - needs the settings

    found = User.objects.filter(email__iexact=email).first()
    if found is None:
        raise InputError(f"nobody signs in as {email}")
    return found
