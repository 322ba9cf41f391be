"""The page of what authors were asked and have said: counts and passages, and nobody's name."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from depeche.core.relay.rules import Rules
from depeche.web.analysis.models import Quote
from depeche.web.relay.actions.consent import decide
from depeche.web.relay.models import Participant, QuoteConsent
from depeche.web.reports import asked
from depeche.web.reports.models import Report
from tests.web.analysis.telling import Told, told
from tests.web.reports.world import World

pytestmark = pytest.mark.django_db


def desk(t: Told) -> tuple[Client, str, Report]:
    client, report = Client(headers={"accept-language": "en"}), t.report()
    client.force_login(t.w.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client, reverse("reports:quotes", args=[report.pk]), report


def test_counts_passages_by_what_was_said() -> None:
    t = told()
    assert asked.progress(t.corpus).unasked == 4
    t.ask()
    t.say(0, "bare")
    t.say(1, "no")
    Participant.objects.filter(pk=t.w.people[2].pk).update(status=Participant.Status.SUSPENDED)
    found = asked.progress(t.corpus)
    assert (found.asked, found.yes, found.no, found.waiting, found.unreachable) == (4, 1, 1, 2, 1)
    assert (found.unasked, found.nobody, found.printable, found.replied) == (0, 0, 0, 2)
    assert found.answer_by == t.now + timedelta(days=14)


def test_asking_until_a_day_and_giving_more_time() -> None:
    t = told()
    client, address, _report = desk(t)
    assert "Ask about 4 passages" in client.get(address).text
    by = timezone.localdate() + timedelta(days=6)
    page = client.post(address, {"act": "ask", "answer_by": by.isoformat()}, follow=True).text
    assert "The authors of 4 passages are asked by mail." in page
    for row in QuoteConsent.objects.all():
        assert row.answer_by is not None
        assert timezone.localtime(row.answer_by).strftime("%Y-%m-%d %H:%M") == f"{by.isoformat()} 23:59"
    later = by + timedelta(days=3)
    assert (
        "4 passages are waited for."
        in client.post(address, {"act": "more", "answer_by": later.isoformat()}, follow=True).text
    )
    for person in range(4):
        t.say(person, "yes")
    done = client.get(address).text
    assert "2 of 2 quotes can be printed" in done
    assert "Reply by" not in done


def test_a_day_that_is_too_near_or_none_is_refused_and_nobody_is_asked() -> None:
    t = told()
    client, address, _report = desk(t)
    near = client.post(address, {"act": "ask", "answer_by": timezone.localdate().isoformat()}, follow=True).text
    assert "at least a day to reply" in near
    assert client.post(address, {"act": "ask", "answer_by": "i morgen"}).status_code == 422
    assert not QuoteConsent.objects.exists()


def test_a_wish_is_shown_with_what_can_be_done_and_without_a_name() -> None:
    t = told()
    t.ask()
    wish = QuoteConsent.objects.of(t.w.people[1]).get()
    decide(actor=t.w.people[1], consent_id=wish.pk, decision="no", wish="Vi spørger hinanden.", now=t.now)
    client, address, _report = desk(t)
    page = client.get(address).text
    assert "Vi spørger hinanden." in page
    assert "The report stays word for word" in page
    assert not any(person.name in page or person.email in page for person in t.w.people)


def test_a_relay_that_promised_nothing_can_be_asked_all_the_same() -> None:
    t = told(Rules())
    client, address, report = desk(t)
    assert "Nobody was promised" in client.get(address).text
    page = client.post(address, {"act": "promise"}, follow=True).text
    assert "Ask about 4 passages" in page
    report.refresh_from_db()
    assert report.ask_authors
    assert t.printed() == []


def test_material_from_a_file_has_nobody_to_ask(world: World, owner: Client) -> None:
    assert "There is nobody to ask" in owner.get(reverse("reports:quotes", args=[world.report.pk])).text


def test_without_quotes_there_is_nothing_to_ask_about() -> None:
    t = told()
    Quote.objects.all().delete()
    client, address, _report = desk(t)
    assert "No quotes to ask about" in client.get(address).text


def test_as_many_queries_for_one_quote_as_for_two(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    t = told()
    t.ask()
    counts = []
    for keys in (["1", "2"], ["1"]):
        Quote.objects.exclude(unit__key__in=keys).delete()
        with django_assert_num_queries(10):
            counts.append(asked.progress(t.corpus).waiting)
    assert counts == [4, 2]
