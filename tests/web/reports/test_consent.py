"""What is published holds only what its authors agreed to, where they were promised to be asked."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from depeche.core.errors import RuleError
from depeche.web.relay.models import QuoteConsent
from depeche.web.reports import build
from depeche.web.reports.build import Workshop
from depeche.web.reports.models import Report, Version
from tests.core.reporting.corpora import pages
from tests.web.analysis.telling import code, told
from tests.web.relay.participant.phone import Phone

pytestmark = pytest.mark.django_db


def test_a_report_leaves_out_what_lacks_a_yes_and_says_how_many() -> None:
    t = told()
    t.ask()
    t.say(0, "yes")
    t.say(1, "yes")
    report = t.report()
    workshop = Workshop(report, t.now)
    assert [pair.pair for page in pages(workshop.model) for pair in page.pairs] == ["1"]
    assert workshop.withheld == 1
    assert not workshop.claims
    client = Client()
    client.force_login(t.w.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    html = client.get(reverse("reports:publish", args=[report.pk])).content.decode()
    assert "1 valgt citat er udeladt" in html
    version = t.publish(report)
    assert "mærker" not in version.model


def test_words_quoted_in_the_text_of_the_report_need_a_yes_too() -> None:
    t = told()
    t.ask()
    report = t.report()
    Report.objects.filter(pk=report.pk).update(texts={"what": "> Den, der mærker det."})
    report.refresh_from_db()
    assert [claim.fault.value for claim in Workshop(report, t.now).claims] == ["consent"]
    t.say(3, "yes")
    assert not Workshop(report, t.now).claims
    Report.objects.filter(pk=report.pk).update(texts={"what": "> [...] der mærker det."})
    report.refresh_from_db()
    assert [claim.fault.value for claim in Workshop(report, t.now).claims] == ["consent"]


def test_what_is_printed_stands() -> None:
    t = told()
    t.ask()
    for person in (0, 1):
        t.say(person, "yes")
    t.publish(t.report())
    assert QuoteConsent.objects.exclude(printed_at=None).count() == 2
    with pytest.raises(RuleError) as refused:
        t.say(0, "no")
    assert code(refused) == "passage_printed"
    page = Phone(t.w.people[0]).open("/d/citater/").html
    assert "udgivet rapport" in page
    assert 'name="decision"' not in page
    t.say(2, "no")  # not printed: still theirs to change


@pytest.mark.parametrize("otherwise", ["no", "bare"])  # bare: the report was built with the group beside it
def test_who_decides_otherwise_while_a_report_is_being_published_stops_it(
    monkeypatch: pytest.MonkeyPatch, otherwise: str
) -> None:
    t = told()
    t.ask()
    for person in (0, 1):
        t.say(person, "yes")
    report = t.report()
    freeze = build.freeze

    def slowly(workshop: Workshop) -> build.Frozen:
        made = freeze(workshop)
        t.say(1, otherwise)
        return made

    monkeypatch.setattr(build, "freeze", slowly)
    with pytest.raises(RuleError) as refused, transaction.atomic():
        t.publish(report)
    assert code(refused) == "consent_changed"
    assert not Version.objects.exists()
    assert not QuoteConsent.objects.exclude(printed_at=None).exists()


@pytest.mark.parametrize(
    "text",
    ["Én skrev “{}”.", "Én skrev »{}«.", "Én skrev ‘{}’.", "- Én skrev\n  “{}”", "Én skrev “Den, der\nmærker det.”"],
)
def test_words_in_quotation_marks_need_a_yes_as_block_quotes_do(text: str) -> None:
    t = told()
    t.ask()
    report = t.report()
    Report.objects.filter(pk=report.pk).update(texts={"what": text.format("Den, der mærker det.")})
    report.refresh_from_db()
    assert [claim.fault.value for claim in Workshop(report, t.now).claims] == ["consent"]
    t.say(3, "yes")
    assert not Workshop(report, t.now).claims
    t.publish(report)
    assert QuoteConsent.objects.exclude(printed_at=None).count() == 1
