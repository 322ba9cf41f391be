"""A relay deleted or made anonymous: no trace of its people in any table, and a receipt that says what was done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404

from depeche.core.errors import RuleError
from depeche.core.relay import archive
from depeche.core.relay.archive.form import Form
from depeche.core.relay.rules import Anonymity, Rules
from depeche.web.accounts.models import User
from depeche.web.analysis.actions import start_from_relays
from depeche.web.analysis.models import Corpus, TextUnit
from depeche.web.common import audit
from depeche.web.common.models import Event, InboundMail, OutboxMail
from depeche.web.projects.models import Membership, Role
from depeche.web.relay import queries
from depeche.web.relay.archive.actions import Ending, Kind, erase, put_into_file
from depeche.web.relay.archive.actions.erasing import digest_of
from depeche.web.relay.archive.plans import named_in_texts, plan
from depeche.web.relay.models import Erasure, LiveRound, Participant, Question, Relay, Right
from depeche.web.reports.actions import Front, create
from depeche.web.reports.models import Report, Version
from tests.web.relay.archive import played
from tests.web.relay.archive.test_round_trip import file_of, read
from tests.web.relay.world import START, World

pytestmark = pytest.mark.django_db
DELETED, ANONYMISED = Erasure.Kind.DELETED, Erasure.Kind.ANONYMISED


def cells() -> Iterator[tuple[str, str]]:
    """Every value of every column of every table, as text."""
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            table = model._meta.db_table
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names of our own tables
            names = [column[0] for column in cursor.description or ()]
            for row in cursor.fetchall():
                for name, value in zip(names, row, strict=True):
                    shown = bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else str(value)
                    yield f"{table}.{name}", shown


def found(*words: str) -> set[tuple[str, str]]:
    return {(where, word) for where, text in cells() for word in words if word.casefold() in text.casefold()}


def told_back(w: World) -> None:
    """An automatic answer has come to a mail."""
    mail = OutboxMail.objects.filter(subject_id=w.people[0].pk).first()
    InboundMail.objects.create(mark="m" * 64, what="auto_reply", text="Person 0 er på ferie", mail=mail, at=w.now)


PEOPLE = ("Person 0", "Person 3", "p4@example.test", "Signe Nyby", "nyby@example.test", "Kommune 2", "signe")
WORDS = (
    "planen skrider",
    "mærker det",
    "ferie til mandag",
    "et slag",
    "en kollega",
    "Det undrer mig",
    "skylder din chef",
)


@pytest.fixture
def w() -> World:
    made = played.play()
    told_back(made)
    made.relay.refresh_from_db()
    from depeche.web.relay.actions import close_now  # noqa: PLC0415 - after the mail came back

    close_now(actor=made.user, relay=made.relay, now=made.now + timedelta(minutes=1))
    made.now += timedelta(minutes=2)
    made.relay.refresh_from_db()
    return made


def end(w: World, kind: Erasure.Kind, *, texts: bool = False, topic: str = "") -> Erasure:
    ending = Ending(kind, topic or w.relay.topic, texts)
    return erase(actor=w.user, relay=w.relay, ending=ending, now=w.now)


def test_no_trace_is_left_of_a_deleted_relay(w: World) -> None:
    assert len({word for _, word in found(*PEOPLE, *WORDS)}) == len(PEOPLE + WORDS) - 1  # drafts went at the close
    before = plan(w.relay, deleted=True).counts
    receipt = end(w, DELETED)
    assert found(*PEOPLE, *WORDS, w.relay.topic) == set()
    assert (
        not Event.objects.filter(object_type__in=["relay", "participant", "question"])
        .exclude(object_id=receipt.pk)
        .exists()
    )
    assert not Event.objects.filter(actor_kind="participant").exists()
    assert {name: receipt.counts[name] for name in before} == before
    assert receipt.counts["people"] == 9
    connection.check_constraints()


@pytest.mark.parametrize("kind", [DELETED, ANONYMISED])
def test_what_was_noted_of_live_rounds_goes_too(w: World, kind: Erasure.Kind) -> None:
    step = LiveRound.Step.DONE
    live = LiveRound.objects.create(relay=w.relay, number=7, step=step, began_at=w.now, writing_ends_at=w.now)
    audit.record(actor=w.user, verb="live_round.begun", target=live, at=w.now, project_id=w.relay.project_id, number=7)
    end(w, kind)
    assert not Event.objects.filter(object_type="liveround").exists()


def test_nobody_is_found_in_an_anonymous_relay(w: World) -> None:
    numbers = queries.monitor(w.relay, w.now)
    old = set(w.relay.participants.values_list("pk", flat=True))
    rights = set(Right.objects.filter(relay=w.relay, origin="start").values_list("pk", flat=True))
    receipt = end(w, ANONYMISED)
    gone = [
        *PEOPLE[1:],
        "ferie til mandag",
        "et slag",
        "en kollega",
        "Hvem er værst",
        "Glem det",
        "skylder din chef",
        "Karen Krogh via",
    ]
    assert {where for where, _ in found(*gone)} == {
        "relay_answer.text"
    }  # the answer that names somebody: it was listed
    w.relay.refresh_from_db()
    assert w.relay.anonymised_at == w.now
    assert queries.monitor(w.relay, w.now) == numbers
    assert not old & set(w.relay.participants.values_list("pk", flat=True))
    assert not rights & set(Right.objects.filter(relay=w.relay, origin="start").values_list("pk", flat=True))
    assert sorted(w.relay.participants.values_list("name", flat=True)) == [
        *(f"Drift {n}" for n in range(1, 5)),
        *(f"Top {n}" for n in range(1, 6)),
    ]
    assert not Event.objects.filter(actor_kind="participant", actor_id__isnull=False).exists()
    assert not set(Event.objects.filter(object_type="participant").values_list("object_id", flat=True)) & old
    assert not Participant.objects.filter(relay=w.relay, access_hash__isnull=False).exists()
    assert receipt.counts["decline_reasons"] == 1
    connection.check_constraints()


def test_an_anonymous_relay_can_still_be_replayed_and_put_into_a_file(w: World) -> None:
    end(w, ANONYMISED)
    told = read(file_of(w, w.relay, Form.PSEUDONYMOUS))
    state = archive.state_of(told)
    assert state is not None
    assert state.balance().holds
    assert [str(q.status) for q in state.questions.values()] == list(
        Question.objects.filter(relay=w.relay).order_by("pk").values_list("status", flat=True)
    )
    with pytest.raises(RuleError, match="nameless"):
        put_into_file(actor=w.user, relay=w.relay, kind=Kind.JSON, form=Form.FULL, language="da", now=w.now)


def test_an_anonymous_relay_mails_nobody(w: World) -> None:
    end(w, ANONYMISED)
    w.wait(timedelta(hours=1))
    people = w.relay.participants.values("pk")
    assert not OutboxMail.objects.filter(subject_type="participant", subject_id__in=people).exists()


def test_the_receipt_can_be_checked_and_holds_no_word(w: World) -> None:
    receipt = end(w, DELETED)
    assert Erasure.objects.get() == receipt
    assert receipt.digest == digest_of(Erasure.objects.get())
    receipt.counts["people"] += 1
    assert receipt.digest != digest_of(receipt)


def test_what_names_people_is_listed_first(w: World) -> None:
    named = named_in_texts(w.relay)
    assert [(hit.key, hit.found) for hit in named.shown] == [("1 !", "Person")]
    assert "Spørg " in named.shown[0].before


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.ANALYST, Role.READER, None])
def test_only_owners_end_a_relay(w: World, role: Role | None) -> None:
    user = User.objects.create_user("other@staff.test", "Bo Berg")
    if role is not None:
        Membership.objects.create(project=w.project, user=user, role=role, since=START)
    with pytest.raises(PermissionDenied if role is not None else Http404):
        erase(actor=user, relay=w.relay, ending=Ending(DELETED, w.relay.topic), now=w.now)
    assert Relay.objects.filter(pk=w.relay.pk).exists()


def test_when_a_relay_cannot_end(w: World) -> None:
    with pytest.raises(RuleError, match="other_topic"):
        end(w, DELETED, topic="Noget andet")
    OutboxMail.objects.filter(subject_id=w.people[0].pk).update(status="sending")
    with pytest.raises(RuleError, match="mail_leaving"):
        end(w, DELETED)
    OutboxMail.objects.filter(status="sending").update(status="cancelled")
    end(w, ANONYMISED)
    with pytest.raises(RuleError, match="anonymised_already"):
        end(w, ANONYMISED)
    end(w, DELETED)
    running = played.play()
    with pytest.raises(RuleError, match="still_running"):
        end(running, DELETED)


def test_only_a_closed_relay_is_made_anonymous() -> None:
    from tests.web.relay.world import make  # noqa: PLC0415 - for this test alone

    scheduled = make(4, opened=False)
    with pytest.raises(RuleError, match="not_closed"):
        end(scheduled, ANONYMISED)
    end(scheduled, DELETED)
    assert not Relay.objects.filter(pk=scheduled.relay.pk).exists()


# What other areas keep


def analysed(w: World) -> Corpus:
    return start_from_relays(actor=w.user, project=w.project, relays=[w.relay], title="Læsning", now=w.now)


def test_an_analysis_stays_without_what_leads_to_people(w: World) -> None:
    corpus = analysed(w)
    keys = set(corpus.units.values_list("author_key", flat=True)) - {""}
    groups = set(corpus.units.filter(kind="answer").values_list("group", flat=True))
    receipt = end(w, DELETED)
    questions = TextUnit.objects.filter(corpus=corpus, kind="question")
    assert set(questions.values_list("group", "author_key")) == {("", "")}  # the asker was hidden, and stays so
    answers = TextUnit.objects.filter(corpus=corpus, kind="answer")
    assert set(answers.values_list("group", flat=True)) == groups
    assert not keys & set(answers.values_list("author_key", flat=True))
    assert receipt.counts["corpora_kept"] == 1
    assert corpus.sources.get().relay_id is None


def test_an_analysis_of_named_askers_keeps_their_groups() -> None:
    w = played.closed(Rules(anonymity=Anonymity.NAMED))
    corpus = analysed(w)
    end(w, DELETED)
    assert set(TextUnit.objects.filter(corpus=corpus, kind="question").values_list("group", flat=True)) == {
        "Top",
        "Drift",
    }


def test_an_analysis_goes_where_the_owner_says_so(w: World) -> None:
    analysed(w)
    receipt = end(w, DELETED, texts=True)
    assert not Corpus.objects.exists()
    assert receipt.counts["corpora"] == 1
    assert found(*PEOPLE, *WORDS) == set()


def report_on(w: World, corpus: Corpus) -> Report:
    return create(actor=w.user, project=w.project, corpus=corpus, front=Front("Rapport"), now=w.now)


def test_a_draft_goes_with_its_texts_and_a_published_report_stays(w: World, monkeypatch: pytest.MonkeyPatch) -> None:
    kept, gone = analysed(w), analysed(w)
    report = report_on(w, kept)
    report_on(w, gone)
    Version.objects.create(report=report, number=1, title="x", model="{}", sha256="0" * 64, pdf=b"", published_at=w.now)
    fates = {(holding.label, holding.goes) for holding in plan(w.relay, deleted=True).holdings}
    assert fates == {("Læsning", True), ("Læsning", False), ("Rapport", True), ("Rapport", False)}
    assert not any(holding.goes for holding in plan(w.relay, deleted=False).holdings)
    receipt = end(w, DELETED, texts=True)
    assert list(Corpus.objects.all()) == [kept]
    assert list(Report.objects.all()) == [report]
    assert (receipt.counts["reports"], receipt.counts["versions_kept"]) == (1, 1)
    connection.check_constraints()
