from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone

from depeche.web.accounts.models import User
from depeche.web.common import audit


def note_sign_in(sender: type[User], *, request: HttpRequest, user: User, **kwargs: object) -> None:  # noqa: ARG001 - Django's signature
    audit.record(actor=user, verb="user.signed_in", target=user, at=timezone.now(), project_id=None)
