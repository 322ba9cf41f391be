from __future__ import annotations

from typing import cast

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils import timezone

from depeche.web.accounts import mails
from depeche.web.accounts.models import User

CODE_MAIL = "account/email/login_code"


class Adapter(DefaultAccountAdapter):  # type: ignore[misc] # allauth ships no types
    """Where we differ from allauth: mail goes through the outbox, and nobody signs up by themselves."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, object]) -> None:
        """The one mail allauth has reason to send here is the code; any other would be a setting gone wrong."""
        if template_prefix != CODE_MAIL:
            raise NotImplementedError(f"There is no mail {template_prefix}.")
        user = User.objects.get(email=email.lower())
        mails.send_code(user, code=cast("str", context["code"]), now=timezone.now())
