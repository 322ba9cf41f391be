"""The analyst's pages: who gets in, what they say, and how many questions they ask the database."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries

from depeche.web.projects.models import Project, Role
from depeche.web.reports import actions, build
from depeche.web.reports.models import Report, Version
from depeche.web.reports.sections import slug
from tests.web.reports.world import NOW, World, make

pytestmark = pytest.mark.django_db
WRITERS = {Role.OWNER, Role.FACILITATOR, Role.ANALYST}


def addresses(world: World) -> dict[str, tuple[str, set[Role]]]:
    report = world.report.pk
    return {
        "list": (reverse("reports:list", args=[world.project.pk]), set(Role)),
        "new": (reverse("reports:new", args=[world.project.pk]), WRITERS),
        "report": (reverse("reports:report", args=[report]), WRITERS),
        "front": (reverse("reports:front", args=[report]), WRITERS),
        "section": (reverse("reports:section", args=[report, "what"]), WRITERS),
        "section_other": (reverse("reports:section_other", args=[report, "what"]), WRITERS),
        "languages": (reverse("reports:languages", args=[report]), WRITERS),
        "draft": (reverse("reports:draft_page", args=[report]), WRITERS),
        "draft_pdf": (reverse("reports:draft_pdf", args=[report]), WRITERS),
        "gates": (reverse("reports:gates", args=[report]), WRITERS),
        "draft_html": (reverse("reports:draft_html", args=[report]), WRITERS),
        "draft_chart": (reverse("reports:draft_chart", args=[report, "s-topledere-temaer"]), WRITERS),
        "review": (reverse("reports:review", args=[report]), WRITERS),
        "ask_review": (reverse("reports:ask_review", args=[report]), WRITERS),
        "quotes": (reverse("reports:quotes", args=[report]), WRITERS),
        "publish": (reverse("reports:publish", args=[report]), {Role.OWNER}),
        "withdraw": (reverse("reports:withdraw", args=[report, 1]), {Role.OWNER}),
    }


@pytest.mark.parametrize("name", addresses(World(None, Project(pk=1), Report(pk=1))))  # type: ignore[arg-type] # only keys
def test_each_page_opens_for_its_roles_and_for_nobody_else(world: World, name: str) -> None:
    world.publish()
    address, allowed = addresses(world)[name]
    client = Client()
    assert client.get(address).status_code == 302
    for role in Role:
        client.force_login(world.member(role))
        assert client.get(address).status_code == (200 if role in allowed else 403), role
    client.force_login(make().owner)
    assert client.get(address).status_code == 404


def test_the_empty_list_says_what_to_do_first(world: World, owner: Client) -> None:
    address = reverse("reports:list", args=[world.project.pk])
    Report.objects.all().delete()
    assert "Make the first report" in owner.get(address).text
    world.report.corpus.delete()
    assert "First there must be something to report on" in owner.get(address).text
    reader = Client(headers={"accept-language": "en"})
    reader.force_login(world.member(Role.READER))
    assert "Nothing is published yet" in reader.get(address).text


def test_a_reader_s_list_holds_what_is_published_and_no_draft(world: World) -> None:
    address = reverse("reports:list", args=[world.project.pk])
    reader = Client()
    reader.force_login(world.member(Role.READER))
    assert world.report.title not in reader.get(address).text
    version = world.publish("members")
    page = reader.get(address).text
    assert reverse("public_reports:newest", args=[world.report.address]) in page
    assert reverse("reports:report", args=[world.report.pk]) not in page
    actions.withdraw(actor=world.owner, version=version, now=NOW)
    assert world.report.title not in reader.get(address).text


def test_a_report_is_made_in_the_browser(world: World, owner: Client) -> None:
    address = reverse("reports:new", args=[world.project.pk])
    assert 'value="Ledelse på tværs"' in owner.get(address).text
    form = {"corpus": world.report.corpus_id, "title": "Ny rapport", "language": "en", "remark_on": "sektor,  tillid,"}
    answer = owner.post(address, form)
    made = Report.objects.get(title="Ny rapport")
    assert answer["Location"] == reverse("reports:report", args=[made.pk])
    assert (made.language, made.remark_on, made.show_groups) == ("en", ["sektor", "tillid"], False)


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("title", "", "Title"),
        ("corpus", "999999", "Material"),
        ("remark_on", "to ord", "single words"),
        ("remark_on", ",".join(f"ord{at}" for at in range(21)), "at most 20"),
    ],
)
def test_a_form_that_cannot_be_used_says_why(world: World, owner: Client, field: str, value: str, says: str) -> None:
    form = {"corpus": world.report.corpus_id, "title": "Ny", "language": "da", field: value}
    page = owner.post(reverse("reports:new", args=[world.project.pk]), form)
    assert says in page.text
    assert Report.objects.count() == 1


def test_the_overview_names_each_orphan_claim_with_its_section(world: World, owner: Client) -> None:
    address = reverse("reports:report", args=[world.report.pk])
    assert "Yes: every number and quote" in owner.get(address).text
    world.write("why", "Hele 73 procent er utilfredse.")
    world.write("source:top", "Se {{spørgsmål:top}}.")
    page = owner.get(address).text
    assert "Cannot be published: 2 claims lack their ground" in page
    assert "The number 73 has neither a reference nor a source" in page
    assert "Hele 73 procent er utilfredse." in page
    assert reverse("reports:section", args=[world.report.pk, slug("source:top")]) in page


def test_a_text_whose_theme_is_gone_is_kept_and_shown_as_lost(world: World, owner: Client) -> None:
    world.write("theme:top:tillid", "Om tillid.")
    world.report.corpus.themes.filter(name="tillid").update(name="tiltro")
    page = owner.get(reverse("reports:report", args=[world.report.pk])).text
    assert "Texts without a block" in page
    assert reverse("reports:section", args=[world.report.pk, slug("theme:top:tillid")]) in page
    found = owner.get(reverse("reports:section", args=[world.report.pk, slug("theme:top:tillid")])).text
    assert "Om tillid." in found
    assert "Move the text" in found


def test_the_draft_is_marked_as_one_in_page_and_pdf(world: World, owner: Client) -> None:
    page = owner.get(reverse("reports:draft_page", args=[world.report.pk]))
    assert "<strong>Draft</strong>" in page.text
    assert page["Cache-Control"] == "no-store"
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert 'style="' not in page.text
    offline = owner.get(reverse("reports:draft_html", args=[world.report.pk]))
    assert "<h1>Draft: " in offline.text or "<h1>Kladde: " in offline.text
    assert "attachment" in offline["Content-Disposition"]
    assert not re.search(r'(?:src|href)="https?:', offline.text)
    pdf = owner.get(reverse("reports:draft_pdf", args=[world.report.pk]))
    assert pdf["Content-Type"] == "application/pdf"
    metadata = PdfReader(BytesIO(pdf.content)).metadata
    assert metadata is not None
    assert metadata.title == "Kladde: Det spurgte lederne om"


def test_publishing_in_the_browser_refuses_and_names_the_claims(world: World, owner: Client) -> None:
    world.write("why", "Hele 73 procent er utilfredse.")
    address = reverse("reports:publish", args=[world.report.pk])
    assert "Cannot be published: 1 claim lacks its ground" in owner.get(address).text
    refused = owner.post(address, {"audience": "public", "after": 0})
    assert refused.status_code == 422
    assert "Hele 73 procent er utilfredse." in refused.text
    assert reverse("reports:section", args=[world.report.pk, "why"]) in refused.text
    assert "Nothing was published" in refused.text
    assert not Version.objects.exists()


def test_a_double_press_in_the_browser_makes_one_version(world: World, owner: Client) -> None:
    address = reverse("reports:publish", args=[world.report.pk])
    first, second = (owner.post(address, {"audience": "members", "after": 0}, follow=True) for _ in range(2))
    assert "Version 1 is published." in first.text
    assert "No further one was made" in second.text
    assert Version.objects.get().audience == "members"


def test_withdrawing_asks_first_and_says_what_it_touches(world: World, owner: Client) -> None:
    world.publish()
    world.publish()
    address = reverse("reports:withdraw", args=[world.report.pk, 2])
    question = owner.get(address).text
    assert "Withdraw version 2?" in question
    assert "will show version 1, which is older" in question
    assert not Version.objects.exclude(withdrawn_at=None).exists()
    assert "Version 2 is withdrawn." in owner.post(address, follow=True).text
    assert "already" in owner.post(address, follow=True).text


def test_the_project_page_leads_to_the_reports(world: World, owner: Client) -> None:
    page = owner.get(reverse("projects:project", args=[world.project.pk])).text
    assert reverse("reports:report", args=[world.report.pk]) in page
    assert reverse("reports:new", args=[world.project.pk]) in page


def test_the_list_asks_as_much_for_three_reports_as_for_one(
    world: World, owner: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    address = reverse("reports:list", args=[world.project.pk])
    with django_assert_num_queries(8):
        owner.get(address)
    for at in range(2):
        front = actions.Front(title=f"Rapport {at}")
        made = actions.create(
            actor=world.owner, project=world.project, corpus=world.report.corpus, front=front, now=NOW
        )
        actions.publish(actor=world.owner, report=made, audience="public", after=0, now=NOW)
    with django_assert_num_queries(8):
        owner.get(address)


def test_the_overview_asks_as_much_for_three_versions_as_for_one(
    world: World, owner: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    address = reverse("reports:report", args=[world.report.pk])
    world.publish()
    with django_assert_num_queries(26):
        owner.get(address)
    world.publish()
    world.publish()
    with django_assert_num_queries(26):
        owner.get(address)


def test_sections_have_addresses_without_words_of_the_material(world: World) -> None:
    listed = build.Workshop(world.report, NOW).sections
    assert [section.key for section in listed[:5]] == ["what", "how", "why", "who", "source:top"]
    assert len({section.slug for section in listed}) == len(listed)
    assert not any("tillid" in section.slug for section in listed)
