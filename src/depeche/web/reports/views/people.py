from __future__ import annotations

from django.http import HttpRequest

from depeche.web.accounts.models import User


def signed_in(request: HttpRequest) -> User:
    """Who asks, on a page behind login_required."""
    user = request.user
    assert user.is_authenticated  # noqa: S101 - login_required has seen to it; this tells the type
    return user
