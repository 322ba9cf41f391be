"""Mails to people who work on projects: the code they sign in by, and the word that they have got access."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from depeche.web.accounts.models import User
from depeche.web.common import mailpage, outbox
from depeche.web.common.models import OutboxMail

CODE = "sign_in_code"
ACCESS = "access"
SUBJECT_TYPE = "user"


def sign_in_address() -> str:
    return f"{settings.BASE_URL}{reverse('account_login')}"


def send_code(user: User, *, code: str, now: datetime) -> OutboxMail | None:
    """In the language of the page that asked for it. Not in the subject, which shows on locked screens."""
    minutes = settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60
    language = get_language() or user.language
    subject = _("Your code for Depeche")
    before = _("Your code for signing in is:")
    after = (
        _("It works for %(minutes)d minutes, once, in the browser where you asked for it.") % {"minutes": minutes},
        _("If you did not ask for a code, you need do nothing. Never give the code to anybody."),
    )
    return outbox.put(
        outbox.Mail(
            key=f"user/{user.pk}/{CODE}/{secrets.token_hex(8)}/",
            kind=CODE,
            project_id=None,
            subject_type=SUBJECT_TYPE,
            subject_id=user.pk,
            to_name=user.name,
            to_email=user.email,
            language=language,
            subject=subject,
            text="\n\n".join([before, code, *after]) + "\n",
            html=mailpage.page(
                [mailpage.paragraph(before), mailpage.large(code), *map(mailpage.paragraph, after)],
                title=subject,
                language=language,
            ),
            priority=0,
            expires_at=now + timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT),
        ),
        now,
    )


def send_access(
    user: User, *, inviter: str, project_id: int, project_name: str, reply_to: str, now: datetime
) -> OutboxMail | None:
    """Once per person and project."""
    with override(user.language):
        before = (
            _("%(inviter)s has given you access to the project “%(project)s” in Depeche.")
            % {"inviter": inviter, "project": project_name},
            _("Sign in with this e-mail address; you get a code by mail each time, so there is no password."),
        )
        label = _("Sign in")
        after = _("If you do not know what this is about, ask by replying to this mail.")
        subject = _("You have access to “%(project)s”") % {"project": project_name}
    return outbox.put(
        outbox.Mail(
            key=f"user/{user.pk}/{ACCESS}/{project_id}/",
            kind=ACCESS,
            project_id=project_id,
            subject_type=SUBJECT_TYPE,
            subject_id=user.pk,
            to_name=user.name,
            to_email=user.email,
            language=user.language,
            subject=subject,
            text="\n\n".join([*before, f"{label}:\n{sign_in_address()}", after]) + "\n",
            html=mailpage.page(
                [
                    *map(mailpage.paragraph, before),
                    mailpage.button(label, sign_in_address()),
                    mailpage.paragraph(after),
                ],
                title=subject,
                language=user.language,
            ),
            reply_to=reply_to,
        ),
        now,
    )
