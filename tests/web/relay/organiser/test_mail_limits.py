from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.web.relay.world import make

pytestmark = pytest.mark.django_db


def test_the_organiser_says_how_many_mails_a_day_and_when(client: Client) -> None:
    world = make()
    client.force_login(world.user)
    address = reverse("relay:mails", args=[world.relay.pk])
    client.post(address, {"mail_cap": "3"})
    world.relay.refresh_from_db()
    assert (world.relay.mail_cap, world.relay.mail_workdays) == (3, False)
    refused = client.post(address, {"mail_cap": "0", "mail_workdays": "on"}).content.decode()
    assert 'value="0"' in refused, "what was written is kept"
    assert "mail_cap" in refused
    world.relay.refresh_from_db()
    assert world.relay.mail_cap == 3
