from __future__ import annotations

from dataclasses import replace

from django.test import Client
from django.urls import reverse
from django.utils import translation

from depeche.web.analysis.queries.hints import hints_of
from tests.web.analysis.world import World, make, value


def hinted() -> World:
    given = value()
    first = replace(
        given.pairs[0], question="Har I spurgt Mette Holm?", answer="Skriv til mette.holm@by.example i dag."
    )
    return make(replace(given, pairs=(first, *given.pairs[1:])))


def test_of_a_card_and_its_answer(db: None) -> None:
    world = hinted()
    with translation.override("en"):
        assert [tuple(one) for one in hints_of(world.corpus, world.unit(1).pk)] == [
            ("a name", "Mette Holm"),
            ("an e-mail address", "mette.holm@by.example"),
        ]
        assert hints_of(world.corpus, world.unit(3).pk) == ()
        assert hints_of(world.corpus, 0) == ()


def test_beside_the_card_being_read(db: None, client: Client) -> None:
    world = hinted()
    client.force_login(world.owner, backend="allauth.account.auth_backends.AuthenticationBackend")
    address = reverse("analysis:workbench", args=[world.corpus.pk])
    shown = [
        client.get(address, {"unit": world.unit(key).pk}, headers={"accept-language": "en"}).content.decode()
        for key in (1, 3)
    ]
    assert ["Look twice:" in text for text in shown] == [True, False]
    assert "an e-mail address (“mette.holm@by.example”)" in shown[0]
