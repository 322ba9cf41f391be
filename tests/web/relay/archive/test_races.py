"""A relay that is erased while the worker writes to its people: real threads on real connections."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import Any

import pytest

from depeche.web.common import outbox
from depeche.web.common.models import OutboxMail
from depeche.web.relay import actions, work
from depeche.web.relay.archive.actions import Ending, erase
from depeche.web.relay.doors import links
from depeche.web.relay.models import Erasure, Relay
from tests.web.relay import world
from tests.web.relay.test_races import together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("racing_db")]


def the_close_is_told(w: world.World) -> object:
    return work.tick(w.now)


def a_link_is_sent(w: world.World) -> object:
    return links.send_links(w.now)


@pytest.mark.parametrize("writes", [the_close_is_told, a_link_is_sent])
def test_no_mail_stays_behind_of_people_who_are_gone(
    writes: Callable[[world.World], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    w = world.make(4)
    actions.close_now(actor=w.user, relay=w.relay, now=w.now)
    w.relay.refresh_from_db()
    links.request_link(email=w.people[0].email, source="s", now=w.now)
    read, erased = Event(), Event()
    insert: Callable[..., Any] = outbox._row

    def slowly(*args: Any) -> OutboxMail:  # noqa: ANN401 - whatever it is given
        """The people have been read, and the mail is about to be written."""
        read.set()
        erased.wait(0.5)  # as long as the relay is held it cannot be
        row: OutboxMail = insert(*args)
        return row

    def erasing() -> object:
        read.wait(10)
        ending = Ending(Erasure.Kind.DELETED, w.relay.topic)
        erase(actor=w.user, relay=w.relay, ending=ending, now=w.now)
        erased.set()
        return None

    monkeypatch.setattr(outbox, "_row", slowly)
    together(lambda: writes(w), erasing)
    assert not Relay.objects.exists()
    assert not OutboxMail.objects.exists()
