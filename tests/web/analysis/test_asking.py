"""Asking authors to be quoted: until when, once more, where nothing was promised; and what they would rather see."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from depeche.core.errors import RuleError
from depeche.core.relay.rules import Rules
from depeche.web.analysis import actions
from depeche.web.analysis.actions.consent import ask_authors, move_reply_deadline, promise_to_ask
from depeche.web.analysis.models import Source
from depeche.web.analysis.queries.quotes.consents import State
from depeche.web.common.models import Event, OutboxMail
from depeche.web.common.outbox import NotWanted
from depeche.web.common.spoken import spoken_moment
from depeche.web.relay import quoting_work
from depeche.web.relay.actions.consent import decide
from depeche.web.relay.mails.gate import gate
from depeche.web.relay.models import Erasure, QuoteConsent
from tests.web.analysis.telling import LONG, code, end, told
from tests.web.relay.participant.phone import Phone
from tests.web.relay.world import DAY

pytestmark = pytest.mark.django_db


def test_taking_a_quote_out_takes_back_what_nobody_has_replied_to() -> None:
    t = told()
    t.ask()
    t.say(0, "yes")
    actions.choose_quote(actor=t.w.user, corpus=t.corpus, unit_id=t.card().pk, chosen=False, now=t.now)
    assert sorted(QuoteConsent.objects.values_list("question__answer__text", "side", "decision")) == [
        ("Den, der mærker det.", "answer", ""),
        ("Den, der mærker det.", "question", ""),
        (LONG, "question", "yes"),
    ]
    mail = OutboxMail.objects.get(kind="quoting", subject_id=t.w.people[1].pk)
    with pytest.raises(NotWanted):
        gate(mail, t.now)
    assert Event.objects.get(verb="relay.quoting_taken_back").data == {"passages": 1}
    actions.undo(actor=t.w.user, corpus=t.corpus, now=t.now)
    assert t.states()[0] == [State.YES, State.UNASKED]


def test_undoing_a_choice_takes_back_the_request_and_another_material_keeps_it() -> None:
    t = told()
    other = actions.start_from_relays(actor=t.w.user, project=t.w.project, relays=[t.w.relay], title="U", now=t.now)
    twin = other.units.cards().get(key="2")
    actions.choose_quote(actor=t.w.user, corpus=other, unit_id=twin.pk, chosen=True, now=t.now)
    t.ask()
    for _ in range(2):
        actions.undo(actor=t.w.user, corpus=t.corpus, now=t.now)
    left = QuoteConsent.objects.values_list("question__text", flat=True).distinct()
    assert list(left) == ["Hvem siger det først?"]


def test_authors_are_asked_also_where_nothing_was_promised_and_then_it_stands() -> None:
    t = told(Rules())
    assert promise_to_ask(actor=t.w.user, corpus=t.corpus, promised=True, now=t.now) == 1
    assert t.printed() == []
    assert promise_to_ask(actor=t.w.user, corpus=t.corpus, promised=False, now=t.now) == 1
    assert t.printed() == ["1", "2"]
    promise_to_ask(actor=t.w.user, corpus=t.corpus, promised=True, now=t.now)
    assert t.ask(1) == (2, 0)
    assert "Må vi citere dig" in Phone(t.w.people[0]).open("/d/").html
    t.say(0, "yes")
    t.say(1, "yes")
    assert t.printed() == ["1"]
    with pytest.raises(RuleError) as refused:
        promise_to_ask(actor=t.w.user, corpus=t.corpus, promised=False, now=t.now)
    assert code(refused) == "authors_asked"
    later = actions.start_from_relays(actor=t.w.user, project=t.w.project, relays=[t.w.relay], title="S", now=t.now)
    assert Source.objects.get(corpus=later).asks


def test_the_rules_of_the_relay_are_never_loosened() -> None:
    t = told()
    assert promise_to_ask(actor=t.w.user, corpus=t.corpus, promised=False, now=t.now) == 0
    assert t.printed() == []


def test_whoever_would_rather_see_other_words_says_no_and_is_heard() -> None:
    t = told()
    t.ask(1)
    author = Phone(t.w.people[1])
    wish = QuoteConsent.objects.of(t.w.people[1]).get()
    page = author.open("/d/citater/")
    assert "Jeg vil hellere se andre ord" in page.html
    empty = author.send("/d/citater/", me=t.w.people[1].pk, passage=wish.pk, decision="words", text=" ")
    assert (empty.status, QuoteConsent.objects.get(pk=wish.pk).decision) == (422, "")
    long = "Ord " * 400
    kept = author.send("/d/citater/", me=t.w.people[1].pk, passage=wish.pk, decision="words", text=long)
    assert long.strip() in kept.html
    author.send("/d/citater/", me=t.w.people[1].pk, passage=wish.pk, decision="words", text="Vi spørger hinanden.")
    assert t.states()[0][1] is State.WISH
    assert t.printed() == []
    client = Client()
    client.force_login(t.w.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    board = client.get(reverse("analysis:quotes", args=[t.corpus.pk])).content.decode()
    assert "Vi spørger hinanden." in board
    assert t.w.people[1].name not in board
    assert not any("hinanden" in str(event.data) for event in Event.objects.all())
    t.say(1, "yes")
    assert t.states()[0][1] is State.YES
    assert not QuoteConsent.objects.exclude(wish="").exists()


def test_a_deadline_stands_in_mail_and_page_and_a_late_reply_counts() -> None:
    t = told()
    by = t.now + timedelta(days=10)
    ask_authors(actor=t.w.user, corpus=t.corpus, units=[t.card().pk], answer_by=by, now=t.now)
    assert set(QuoteConsent.objects.values_list("answer_by", flat=True)) == {by}
    mail = OutboxMail.objects.get(kind="quoting", subject_id=t.w.people[0].pk)
    assert spoken_moment(by) in mail.text
    QuoteConsent.objects.update(answer_by=timezone.now() + DAY)
    assert "Svar gerne senest" in Phone(t.w.people[0]).open("/d/citater/").html
    QuoteConsent.objects.update(answer_by=timezone.now() - DAY)
    assert "Dit svar tæller stadig" in Phone(t.w.people[0]).open("/d/citater/").html
    t.say(0, "yes")
    t.say(1, "yes")
    assert t.printed() == ["1"]


def test_nobody_is_hurried() -> None:
    t = told()
    with pytest.raises(RuleError) as refused:
        ask_authors(actor=t.w.user, corpus=t.corpus, units=None, answer_by=t.now + timedelta(hours=2), now=t.now)
    assert code(refused) == "deadline_too_soon"
    assert not QuoteConsent.objects.exists()


def test_who_has_not_replied_is_reminded_once_before_the_deadline() -> None:
    t = told()
    by = t.now + timedelta(days=10)
    ask_authors(actor=t.w.user, corpus=t.corpus, units=None, answer_by=by, now=t.now)
    t.say(0, "no")
    sent = OutboxMail.objects.filter(kind="reminder_quoting")
    assert quoting_work.tick(by - timedelta(days=4)) == 0
    late = by - timedelta(days=2)
    assert quoting_work.tick(late) == 3
    assert quoting_work.tick(late + timedelta(hours=5)) == 0
    assert sorted(sent.values_list("subject_id", flat=True)) == sorted(person.pk for person in t.w.people[1:4])
    assert set(sent.values_list("expires_at", flat=True)) == {by}
    mail = sent.get(subject_id=t.w.people[1].pk)
    assert not any(words in mail.text + mail.html for words in ("skrider", "siger det"))
    gate(mail, late)
    t.say(1, "yes")
    with pytest.raises(NotWanted):
        gate(mail, late)


def test_who_was_asked_shortly_before_the_deadline_is_reminded_when_half_of_the_time_has_gone() -> None:
    t = told()
    by = t.now + timedelta(days=2)
    ask_authors(actor=t.w.user, corpus=t.corpus, units=[t.card().pk], answer_by=by, now=t.now)
    assert quoting_work.tick(t.now + timedelta(hours=23)) == 0
    assert quoting_work.tick(t.now + timedelta(hours=25)) == 2
    assert quoting_work.tick(by + timedelta(hours=1)) == 0


def test_more_time_is_given_to_those_who_have_not_replied_and_they_are_reminded_anew() -> None:
    t = told()
    ask_authors(actor=t.w.user, corpus=t.corpus, units=[t.card().pk], now=t.now)
    t.say(0, "yes")
    first = QuoteConsent.objects.get(decision="").answer_by
    assert first is not None
    quoting_work.tick(first - timedelta(days=1))
    later = first + timedelta(days=7)
    assert move_reply_deadline(actor=t.w.user, corpus=t.corpus, answer_by=later, now=first) == 1
    assert quoting_work.tick(later - timedelta(days=1)) == 1
    assert OutboxMail.objects.filter(kind="reminder_quoting", subject_id=t.w.people[1].pk).count() == 2
    t.say(1, "no")
    with pytest.raises(RuleError) as refused:
        move_reply_deadline(actor=t.w.user, corpus=t.corpus, answer_by=later, now=first)
    assert code(refused) == "nobody_waits"


def test_what_somebody_wished_goes_with_the_people() -> None:
    t = told()
    t.ask(1)
    wish = QuoteConsent.objects.of(t.w.people[1]).get()
    decide(actor=t.w.people[1], consent_id=wish.pk, decision="no", wish="Andre ord", now=t.now)
    end(t, Erasure.Kind.ANONYMISED)
    wish.refresh_from_db()
    assert (wish.decision, wish.wish, wish.answer_by) == ("no", "", None)
