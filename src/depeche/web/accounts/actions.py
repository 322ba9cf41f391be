from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from depeche.core.errors import InputError
from depeche.web.accounts import mails
from depeche.web.accounts.models import User
from depeche.web.common import audit


@transaction.atomic
def make_organiser(*, email: str, name: str = "", language: str = "da", now: datetime) -> tuple[User, bool]:
    """For the command line: (somebody who may sign in and create projects, whether they are new)."""
    user, created = _user(email, name, language, now, actor=None)
    changes = {"is_active": True, "is_staff": True} | ({"name": name} if name else {})
    if any(getattr(user, field) != value for field, value in changes.items()):
        for field, value in changes.items():
            setattr(user, field, value)
        user.save(update_fields=list(changes))
        audit.record(actor=None, verb="user.made_organiser", target=user, at=now, project_id=None)
    return user, created


@transaction.atomic
def invite(
    *,
    actor: User,
    email: str,
    now: datetime,
    project_id: int,
    project_name: str,
    name: str = "",
    language: str = "da",
) -> User:
    """The user with this address, made if need be, and told by mail of the project they have got access to."""
    user, _created = _user(email, name, language, now, actor=actor)
    mails.send_access(
        user,
        inviter=actor.get_full_name(),
        project_id=project_id,
        project_name=project_name,
        reply_to=actor.email,
        now=now,
    )
    return user


def _user(email: str, name: str, language: str, now: datetime, *, actor: User | None) -> tuple[User, bool]:
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise InputError(_("%(email)s is not an e-mail address.") % {"email": email}, column="email") from None
    known = User.objects.filter(email=address).first()
    if known is not None:
        return known, False
    try:
        with transaction.atomic():
            user = User.objects.create_user(address, name.strip())
    except IntegrityError:  # somebody else made it in this moment
        return User.objects.get(email=address), False
    if user.language != language:
        user.language = language
        user.save(update_fields=["language"])
    audit.record(actor=actor, verb="user.created", target=user, at=now, project_id=None)
    return user, True
