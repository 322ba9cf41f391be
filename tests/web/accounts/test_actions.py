from __future__ import annotations

from datetime import UTC, datetime

import pytest

from depeche.core.errors import InputError
from depeche.web.accounts import actions
from depeche.web.accounts.models import User
from depeche.web.common.models import Event, OutboxMail

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 14, 30, tzinfo=UTC)


def test_an_organiser_is_made_once_and_may_be_named_later() -> None:
    user, new = actions.make_organiser(email=" Lea@Kommune.test ", now=NOW)
    assert new
    assert (user.email, user.is_staff, user.has_usable_password()) == ("lea@kommune.test", True, False)
    again, new = actions.make_organiser(email="lea@kommune.test", name="Lea Lund", now=NOW)
    assert (again.pk, new, again.name) == (user.pk, False, "Lea Lund")
    assert list(Event.objects.values_list("verb", flat=True).order_by("pk")) == [
        "user.created",
        "user.made_organiser",
        "user.made_organiser",
    ]


def test_an_organiser_whose_access_was_closed_gets_it_back() -> None:
    User.objects.create_user("lea@kommune.test")
    User.objects.update(is_active=False)
    user, _ = actions.make_organiser(email="lea@kommune.test", now=NOW)
    assert user.is_active


@pytest.mark.parametrize("email", ["", "lea", "lea@", "lea@kommune test"])
def test_what_is_no_address_is_refused(email: str) -> None:
    with pytest.raises(InputError) as caught:
        actions.make_organiser(email=email, now=NOW)
    assert caught.value.column == "email"
    assert not User.objects.exists()


def test_an_invitation_makes_the_user_and_tells_them_once_a_project() -> None:
    lea = User.objects.create_user("lea@kommune.test", "Lea Lund")
    for project in (1, 1, 2):
        user = actions.invite(
            actor=lea, email="Bo@kommune.test", name="Bo", project_id=project, project_name="Ledelse", now=NOW
        )
    assert not user.is_staff
    mails = list(OutboxMail.objects.order_by("pk"))
    assert [mail.project_id for mail in mails] == [1, 2]
    assert mails[0].subject == "Du har fået adgang til ”Ledelse”"
    assert mails[0].reply_to == "lea@kommune.test"
    assert "Lea Lund har givet dig adgang" in mails[0].text
    assert "https://depeche.test/konto/log-ind/" in mails[0].text
    assert "https://depeche.test/konto/log-ind/" in mails[0].html
