"""May it be quoted? From the promise in the rules to what leaves, and back."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import Client
from django.urls import reverse

from depeche.core.corpus import Span, text_hash
from depeche.core.errors import RuleError
from depeche.core.relay.rules import Quoting, Rules
from depeche.web.accounts.models import User
from depeche.web.analysis import actions, queries
from depeche.web.analysis.actions.consent import ask_authors
from depeche.web.analysis.models import Quote, Source
from depeche.web.analysis.queries.quotes.consents import State
from depeche.web.common.models import Event, OutboxMail
from depeche.web.common.outbox import NotWanted
from depeche.web.projects.models import Membership, Role
from depeche.web.relay.mails.gate import gate
from depeche.web.relay.models import Erasure, Participant, QuoteConsent
from depeche.web.reports.build import Workshop
from tests.core.reporting.corpora import pages
from tests.web.analysis.telling import ASK, LONG, Told, code, end, told
from tests.web.relay.participant.phone import Phone
from tests.web.relay.world import DAY, make

pytestmark = pytest.mark.django_db


def test_where_nobody_was_promised_anything_quotes_are_printed_as_before() -> None:
    t = told(Rules())
    assert t.states() == [[State.FREE, State.FREE]] * 2
    assert t.printed() == ["1", "2"]
    with pytest.raises(RuleError) as refused:
        t.ask()
    assert code(refused) == "nothing_to_ask"
    assert "næste" not in Phone(t.w.people[0]).open("/d/citater/").html


def test_without_a_yes_from_both_a_pair_is_printed_nowhere() -> None:
    t = told()
    assert t.printed() == []
    assert t.ask(1) == (2, 0)
    assert t.states() == [[State.ASKED, State.ASKED], [State.UNASKED, State.UNASKED]]
    t.say(0, "yes")
    assert t.printed() == []
    t.say(1, "yes")
    assert t.states()[0] == [State.YES, State.YES]
    assert t.printed() == ["1"]
    t.say(0, "no")
    assert t.states()[0] == [State.NO, State.YES]
    assert t.printed() == []


def test_the_author_sees_the_passage_as_it_would_be_printed_and_nobody_else_does() -> None:
    t = told()
    actions.leave_out(
        actor=t.w.user, corpus=t.corpus, unit_id=t.card().pk, side="answer", span=Span(19, len(LONG)), now=t.now
    )
    t.ask(1)
    author = Phone(t.w.people[1]).open("/d/citater/")
    assert "Vi siger det højt. [...]" in author.html
    assert "spørger vi de andre" not in author.html
    assert ">Drift<" in author.html
    for other in (0, 2, 3, 5):
        assert "Vi siger det højt" not in Phone(t.w.people[other]).open("/d/citater/").html
    wish = QuoteConsent.objects.get(side="answer")
    assert wish.sha256 == text_hash("Vi siger det højt. [...]")
    stranger = Phone(t.w.people[5])
    stranger.send("/d/citater/", me=t.w.people[5].pk, passage=wish.pk, decision="yes")
    wish.refresh_from_db()
    assert wish.decision == ""


def test_a_hidden_asker_is_offered_no_group_and_none_is_printed() -> None:
    t = told(Rules(quoting=Quoting.ASK))
    t.ask(1)
    page = Phone(t.w.people[0]).open("/d/citater/").html
    assert "Ja, tryk det" in page
    assert "uden min gruppe" not in page
    t.say(0, "yes")
    t.say(1, "yes")
    [row] = [row for column in queries.quote_board(t.corpus).columns for row in column.rows if row.printable]
    assert (row.question.group, row.answer and row.answer.group) == ("", "Drift")


def test_yes_without_the_group_prints_no_group() -> None:
    t = told()
    t.ask(1)
    t.say(0, "yes")
    t.say(1, "bare")
    [row] = [row for column in queries.quote_board(t.corpus).columns for row in column.rows if row.printable]
    assert (row.question.group, row.answer and row.answer.group) == ("Top", "")
    [section] = pages(Workshop(t.report(), t.now).model)
    assert (section.pairs[0].asker_group, section.pairs[0].answerer_group) == ("Top", "")


def test_other_words_are_asked_about_anew() -> None:
    t = told()
    t.ask(1)
    t.say(0, "yes")
    t.say(1, "yes")
    actions.leave_out(
        actor=t.w.user, corpus=t.corpus, unit_id=t.card().pk, side="answer", span=Span(19, len(LONG)), now=t.now
    )
    assert t.states()[0] == [State.YES, State.UNASKED]
    assert t.printed() == []
    assert t.ask() == (3, 0)  # the new passage, and the other pair
    actions.undo(actor=t.w.user, corpus=t.corpus, now=t.now)
    assert t.states()[0] == [State.YES, State.YES]
    assert t.printed() == ["1"]


def test_an_undecided_request_about_other_words_of_the_same_text_is_taken_back() -> None:
    t = told()
    t.ask(1)
    actions.leave_out(
        actor=t.w.user, corpus=t.corpus, unit_id=t.card().pk, side="answer", span=Span(19, len(LONG)), now=t.now
    )
    t.ask(1)
    [wish] = QuoteConsent.objects.of(t.w.people[1])
    assert wish.kept == [[0, 19]]


def test_everybody_gets_one_mail_by_day_and_none_of_their_words_is_in_it() -> None:
    t = told()
    asked = OutboxMail.objects.filter(kind="quoting")
    t.ask(1)
    t.ask(2)
    assert sorted(asked.values_list("subject_id", flat=True)) == sorted(person.pk for person in t.w.people[:4])
    for mail in asked:
        assert mail.not_before >= t.now + timedelta(minutes=15)
        assert 7 <= mail.not_before.astimezone().hour <= 22
        for words in ("skrider", "siger det", "mærker"):
            assert words not in mail.subject + mail.text + mail.html + mail.key
    assert not any("skrider" in str(event.data) for event in Event.objects.all())


def test_two_passages_of_one_person_are_one_mail() -> None:
    w = make(12, ASK)
    first = w.ask(0, 1, "Hvad gør I først?")
    w.answer(1, first, "Lytter.")
    second = w.ask(2, 1, "Hvad gør I så?")
    w.answer(1, second, "Taler.")
    w.wait(6 * DAY)
    w.relay.refresh_from_db()
    corpus = actions.start_from_relays(actor=w.user, project=w.project, relays=[w.relay], title="T", now=w.now)
    t = Told(w, corpus)
    t.choose(1, 2)
    assert t.ask() == (4, 0)
    assert OutboxMail.objects.filter(kind="quoting", subject_id=w.people[1].pk).count() == 1
    assert Phone(w.people[1]).open("/d/citater/").html.count('class="wish"') == 2


def test_a_mail_that_nobody_needs_any_more_does_not_leave() -> None:
    t = told()
    t.ask(1)
    mail = OutboxMail.objects.get(kind="quoting", subject_id=t.w.people[0].pk)
    gate(mail, t.now)
    t.say(0, "yes")
    with pytest.raises(NotWanted):
        gate(mail, t.now)


def test_who_cannot_be_reached_is_counted_and_not_named() -> None:
    t = told()
    Participant.objects.filter(pk=t.w.people[1].pk).update(status=Participant.Status.SUSPENDED)
    assert t.ask(1) == (2, 1)
    assert not OutboxMail.objects.filter(kind="quoting", subject_id=t.w.people[1].pk).exists()


def test_the_analyst_learns_nothing_of_who_wrote_it() -> None:
    t = told()
    t.ask()
    client = Client()
    analyst = User.objects.create_user("ana@analyst.test", "Ana")
    Membership.objects.create(project=t.w.project, user=analyst, role=Role.ANALYST, since=t.now)
    client.force_login(analyst, backend="allauth.account.auth_backends.AuthenticationBackend")
    html = client.get(reverse("analysis:quotes", args=[t.corpus.pk])).content.decode()
    for person in t.w.people:
        assert person.name not in html
        assert person.email not in html
    assert "spurgt, intet svar endnu" in html


def test_who_may_not_work_may_not_ask() -> None:
    t = told()
    reader = User.objects.create_user("rie@reader.test", "Rie")
    Membership.objects.create(project=t.w.project, user=reader, role=Role.READER, since=t.now)
    with pytest.raises(PermissionDenied):
        ask_authors(actor=reader, corpus=t.corpus, units=None, now=t.now)
    with pytest.raises(Http404):
        ask_authors(actor=User.objects.create_user("x@y.test"), corpus=t.corpus, units=None, now=t.now)
    assert not QuoteConsent.objects.exists()


def test_two_questions_that_cannot_be_told_apart_are_not_quoted() -> None:
    w = make(12, ASK)
    for asker, recipient in ((0, 1), (2, 3)):
        w.answer(recipient, w.ask(asker, recipient, "Hvad nu?"), "Det ved jeg ikke.")
    w.wait(6 * DAY)
    w.relay.refresh_from_db()
    corpus = actions.start_from_relays(actor=w.user, project=w.project, relays=[w.relay], title="T", now=w.now)
    t = Told(w, corpus)
    t.choose(1, 2)
    with pytest.raises(RuleError) as refused:
        t.ask()
    assert code(refused) == "quote_unknown"
    assert t.printed() == []


def test_what_leaves_as_a_file_holds_only_what_was_agreed_to() -> None:
    t = told()
    t.ask()
    t.say(0, "yes")
    t.say(1, "yes")
    t.say(2, "yes")
    sheet = queries.quote_sheet(t.corpus)
    assert [row[1] for row in sheet.rows] == ["1"]
    assert sheet.left_out == 1


def test_an_example_of_the_code_book_leaves_with_a_yes_alone() -> None:
    t = told()
    theme = actions.create_theme(actor=t.w.user, corpus=t.corpus, name="Planer", now=t.now)
    cards = [t.card(1), t.card(2)]
    actions.add_cards(
        actor=t.w.user,
        corpus=t.corpus,
        cards=[actions.Card(card.pk, None) for card in cards],
        to_id=theme.pk,
        now=t.now,
    )
    for card in cards:
        actions.show_example(actor=t.w.user, corpus=t.corpus, unit_id=card.pk, theme_id=theme.pk, on=True, now=t.now)
    t.ask()
    t.say(0, "yes")
    client = Client()
    client.force_login(t.w.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    file = client.get(reverse("analysis:codebook_file", args=[t.corpus.pk, "csv"])).content.decode()
    assert "Hvad gør I, når planen skrider?" in file
    assert "Hvem siger det først?" not in file
    assert "2: trykkes ikke" in file
    page = client.get(reverse("analysis:codebook", args=[t.corpus.pk])).content.decode()
    assert '<span class="verbatim">Hvad gør I, når planen skrider?' in page
    assert '<span class="verbatim no-print">Hvem siger det først?' in page


def test_what_was_agreed_to_outlives_the_people() -> None:
    t = told()
    t.ask()
    for person in (0, 1):
        t.say(person, "yes")
    end(t, Erasure.Kind.ANONYMISED)
    assert t.states() == [[State.YES, State.YES], [State.NOBODY, State.NOBODY]]
    assert t.printed() == ["1"]
    assert QuoteConsent.objects.count() == 2
    with pytest.raises(RuleError) as refused:
        t.ask()
    assert code(refused) == "nothing_to_ask"


def test_what_was_agreed_to_outlives_the_relay_and_no_more_than_that() -> None:
    t = told()
    t.ask()
    t.say(0, "yes")
    t.say(1, "bare")
    t.say(2, "no")
    end(t, Erasure.Kind.DELETED)
    assert not QuoteConsent.objects.exists()
    source = Source.objects.get(corpus=t.corpus)
    assert source.relay is None
    assert source.granted == {
        "1/q": {text_hash("Hvad gør I, når planen skrider?"): "yes"},
        "1/a": {text_hash(LONG): "bare"},
    }
    assert t.states() == [[State.YES, State.BARE], [State.NOBODY, State.NOBODY]]
    assert t.printed() == ["1"]
    actions.leave_out(
        actor=t.w.user, corpus=t.corpus, unit_id=t.card().pk, side="answer", span=Span(19, len(LONG)), now=t.now
    )
    assert t.printed() == []


def test_the_page_asks_one_and_all() -> None:
    t = told()
    client = Client()
    client.force_login(t.w.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    address = reverse("analysis:ask_authors", args=[t.corpus.pk])
    html = client.post(address, {"view": "quotes", "unit": t.card(1).pk}, follow=True).content.decode()
    assert QuoteConsent.objects.count() == 2
    assert "De, der har skrevet de 2 tekster, bliver spurgt i en mail." in html
    client.post(address, {"view": "quotes"})
    assert QuoteConsent.objects.count() == 4
    html = client.post(address, {"view": "quotes"}, follow=True).content.decode()
    assert "Der er ikke flere at spørge" in html
    rows = client.get(reverse("analysis:quotes_csv", args=[t.corpus.pk])).content.decode().splitlines()
    assert len(list(csv.reader(io.StringIO("\n".join(rows)), delimiter=";"))) == 1


@pytest.mark.parametrize("quotes", [1, 2])
def test_as_many_queries_for_one_quote_as_for_two(quotes: int, django_assert_num_queries: object) -> None:
    t = told()
    t.ask()
    Quote.objects.filter(unit__key__gt=str(quotes)).delete()
    with django_assert_num_queries(7):  # type: ignore[operator] # pytest-django's fixture
        queries.quote_board(t.corpus)
