"""The shared parts of the pages: what they say, in both languages, and that they keep the strict content policy."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django import forms
from django.template import Context, Template
from django.test import Client
from django.utils import translation

from depeche.web.common.components import Figure, Pair
from depeche.web.common.spoken import spoken_moment, spoken_number, spoken_share, spoken_span
from depeche.web.common.templatetags.depeche import questions_left, time_left

NOON = datetime(2026, 11, 22, 13, 30, tzinfo=UTC)


def draw(source: str, **context: object) -> str:
    return Template("{% load depeche %}" + source).render(Context(context))


class SampleForm(forms.Form):
    topic = forms.CharField(label="Emne", help_text="Nogle få ord")
    text = forms.CharField(label="Svar", widget=forms.Textarea, max_length=20, required=False)
    sector = forms.ChoiceField(label="Hvilken sektor?", widget=forms.RadioSelect, choices=[("a", "A"), ("b", "B")])
    agreed = forms.BooleanField(label="Ja")


class SeveralForm(forms.Form):
    relays = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, choices=[("1", "En"), ("2", "To")])


def test_where_several_can_be_chosen_there_are_checkboxes_not_radio_buttons() -> None:
    shown = draw("{% field form.relays %}", form=SeveralForm())
    assert shown.count('type="checkbox"') == 2
    assert "radio" not in shown
    assert draw("{% field form.sector %}", form=SampleForm()).count('type="radio"') == 2


@pytest.mark.parametrize(
    ("language", "moment", "number", "share"),
    [
        ("da", "22. november 2026 kl. 14.30", "1.234,5", "13 %"),
        ("en", "22 November 2026 at 14:30", "1,234.5", "13%"),
    ],
)
def test_dates_and_numbers_are_said_as_in_the_language(language: str, moment: str, number: str, share: str) -> None:
    with translation.override(language):
        assert spoken_moment(NOON) == moment
        assert spoken_number(1234.5) == number
        assert spoken_share(0.126) == share
        assert spoken_number(1234) == number[:5]


@pytest.mark.parametrize(
    ("span", "danish", "english"),
    [
        (timedelta(days=2, hours=3, minutes=50), "2 dage og 3 timer", "2 days and 3 hours"),
        (timedelta(days=1, minutes=5), "1 dag", "1 day"),
        (timedelta(hours=1, minutes=1), "1 time og 1 minut", "1 hour and 1 minute"),
        (timedelta(minutes=45, seconds=59), "45 minutter", "45 minutes"),
        (timedelta(seconds=59), "under et minut", "less than a minute"),
        (timedelta(days=-1), "under et minut", "less than a minute"),
    ],
)
def test_spans_are_said_in_their_two_largest_units(span: timedelta, danish: str, english: str) -> None:
    with translation.override("da"):
        assert spoken_span(span) == danish
        assert time_left(NOON + span, NOON) == danish
    with translation.override("en"):
        assert spoken_span(span) == english


def test_rights_are_said_in_words() -> None:
    with translation.override("da"):
        assert [questions_left(n) for n in (0, 1, 2)] == [
            "Ingen spørgsmål tilbage",
            "1 spørgsmål tilbage",
            "2 spørgsmål tilbage",
        ]


def test_a_field_names_its_hint_and_its_error_to_a_screen_reader() -> None:
    html = draw("{% field form.topic %}", form=SampleForm({"topic": ""}))
    assert '<label class="form-label" for="id_topic">Emne</label>' in html
    assert 'aria-describedby="id_topic-hint id_topic-error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_topic-hint">Nogle få ord' in html
    assert 'id="id_topic-error"' in html


def test_a_field_with_a_counter_lets_one_type_on_and_says_the_limit_without_scripts() -> None:
    html = draw("{% field form.text counter=True rows='3' %}", form=SampleForm())
    assert "maxlength" not in html
    assert 'data-limit="20"' in html
    assert 'aria-describedby="id_text-limit"' in html
    assert "Højst 20 tegn" in html
    assert 'maxlength="20"' in draw("{% field form.text %}", form=SampleForm())


def test_a_group_of_choices_is_a_fieldset_and_keeps_the_choice() -> None:
    html = draw("{% field form.sector %}", form=SampleForm({"sector": "b"}))
    assert "<fieldset" in html
    assert "<legend" in html
    assert re.search(r'value="b"[^>]* checked', html)
    assert not re.search(r'value="a"[^>]* checked', html)


def test_the_error_summary_links_to_every_field_and_is_silent_when_all_is_well() -> None:
    html = draw("{% error_summary form %}", form=SampleForm({"text": "x" * 21}))
    assert re.findall(r'href="#(\w+)"', html) == ["id_topic", "id_text", "id_sector_0", "id_agreed"]
    assert "4 ting skal rettes" in html
    assert draw("{% error_summary form %}", form=SampleForm()).strip() == ""
    assert draw("{% error_summary nothing %}").strip() == ""


def test_a_pair_escapes_what_people_wrote_and_says_question_and_answer() -> None:
    pair = Pair("<b>Hvad?</b>", "A & B", recipient="Asta", asked_at=NOON)
    html = draw("{% include 'common/components/qa.html' %}", pair=pair)
    assert "&lt;b&gt;Hvad?&lt;/b&gt;" in html
    assert "A &amp; B" in html
    assert "Spørgsmål til Asta" in html
    assert '<span class="sr-only">Svar</span>' in html


def test_figures_are_written_in_danish() -> None:
    html = draw("{% include 'common/components/number_row.html' %}", figures=[Figure("stillet", 1234, tone="asked")])
    assert "1.234" in html
    assert "tone-asked" in html


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/stil/", "/cookies/", "/privatliv/", "/findes-ikke/"])
def test_no_page_has_inline_style_or_script(client: Client, path: str) -> None:
    html = client.get(path).content.decode()
    assert not re.search(r"<[^>]+\sstyle=", html)
    assert "<style" not in html
    assert not re.search(r"<script(?![^>]*\ssrc=)", html)
    assert not re.search(r"<[^>]+\son\w+=", html)
    assert not re.search(r'(?:src|href)="(?:https?:)?//', html)


@pytest.mark.django_db
def test_the_language_can_be_switched_and_is_remembered(client: Client) -> None:
    assert '<html lang="da">' in client.get("/cookies/").content.decode()
    client.post("/sprog/setlang/", {"language": "en", "next": "/cookies/"})
    html = client.get("/cookies/").content.decode()
    assert '<html lang="en">' in html
    assert "The cookies of this site" in html


def test_a_form_sent_too_late_is_given_back_but_only_to_our_own_pages() -> None:
    client = Client(enforce_csrf_checks=True)
    words = {"text": "Det tog mig en time at skrive", "question": "7", "code": "123456"}
    kept = client.post("/cookies/", words, headers={"Sec-Fetch-Site": "same-origin"})
    assert kept.status_code == 403
    assert "Det tog mig en time at skrive" in kept.content.decode()
    assert 'name="question" value="7"' in kept.content.decode()
    assert "123456" not in kept.content.decode()
    foreign = client.post("/cookies/", words, headers={"Sec-Fetch-Site": "cross-site"})
    assert foreign.status_code == 403
    assert "Det tog mig" not in foreign.content.decode()


def test_an_error_page_reads_no_database(client: Client) -> None:
    response = client.get("/findes-ikke/")  # without django_db: a query would fail the test
    assert response.status_code == 404
    assert "Siden findes ikke" in response.content.decode()
