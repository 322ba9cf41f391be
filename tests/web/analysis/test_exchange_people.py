"""What a project taken out tells of people: only what the board and the report may tell as well."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from depeche.core.exchange import Project
from depeche.core.relay.rules import Anonymity, Rules
from depeche.web.analysis.actions.exchange import take_out_project
from depeche.web.analysis.models import Corpus
from tests.web.analysis.coders import Pair
from tests.web.analysis.telling import Told, told

pytestmark = pytest.mark.django_db


def taken_out(t: Told) -> Project:
    return take_out_project(actor=t.w.user, corpus=Corpus.objects.get(pk=t.corpus.pk), now=t.now)


def groups(project: Project) -> dict[str, list[str]]:
    """Group -> the words of its passages, as the cases tell them."""
    words = {
        selection.guid: source.text[selection.start : selection.end]
        for source in project.sources
        for selection in source.selections
    }
    return {case.name: [words[key] for key in case.selections] for case in project.cases}


def values(project: Project) -> list[dict[str, str]]:
    names = {variable.guid: variable.name for variable in project.variables}
    return [{names[value.variable]: value.text for value in source.values} for source in project.sources]


def test_groups_have_the_words_their_people_wrote() -> None:
    t = told(Rules(anonymity=Anonymity.GROUP))
    project = taken_out(t)
    told_of = {group: set(found) for group, found in groups(project).items()}
    asked = {t.card(key).text for key in (1, 2)}
    answered = {t.card(key).answer.text for key in (1, 2)}
    assert set().union(*told_of.values()) == asked | answered
    for key, row in enumerate(values(project), start=1):
        card = t.card(key)
        assert (row["Spørgers gruppe"], row["Svarers gruppe"]) == (card.group, card.answer.group)
        assert card.text in told_of[card.group]
        assert "Løfte" not in row


def test_where_askers_are_hidden_nothing_tells_their_group() -> None:
    t = told(Rules(anonymity=Anonymity.HIDDEN))
    project = taken_out(t)
    asked = {t.card(key).text for key in (1, 2)}
    assert not asked & {words for found in groups(project).values() for words in found}
    assert groups(project)
    assert not any("Spørgers gruppe" in row for row in values(project))
    assert "Spørgers gruppe" not in {variable.name for variable in project.variables}


def test_who_agreed_without_the_group_has_none() -> None:
    t = told()
    t.ask()
    t.say(0, "bare")
    t.say(1, "yes")
    first, second = values(taken_out(t))
    assert "Spørgers gruppe" not in first
    assert first["Svarers gruppe"] == t.card(1).answer.group
    assert second["Spørgers gruppe"] == t.card(2).group
    assert (first["Løfte"], second["Løfte"]) == ("spørges før citat", "spørges før citat")


def test_the_page_says_where_people_were_promised_to_be_asked() -> None:
    for t, said in ((told(), True), (told(Rules(anonymity=Anonymity.GROUP)), False)):
        client = Client()
        client.force_login(t.w.user, backend="allauth.account.auth_backends.AuthenticationBackend")
        page = client.get(reverse("analysis:exchange", args=[t.corpus.pk])).content.decode()
        assert ("I 1 kilde blev folk lovet at blive spurgt" in page) is said
        assert t.card(1).group in page


def test_remarks_of_coders_leave_when_both_are_done(pair: Pair) -> None:
    world = pair.world
    pair.judge(pair.first, 1, pair.trust, comment="I tvivl her")

    def memos() -> list[tuple[str, str]]:
        project = take_out_project(actor=world.owner, corpus=Corpus.objects.get(pk=world.corpus.pk), now=world.now)
        people = {user.guid: user.name for user in project.users}
        return [(note.text, people[note.made.user]) for note in project.notes]

    assert memos() == []
    for position in range(2, 7):
        pair.judge(pair.first, position, pair.trust)
    pair.done(pair.first)
    assert memos() == []
    pair.judge_all(pair.second)
    pair.done(pair.second)
    assert memos() == [("I tvivl her", pair.first.get_full_name())]
