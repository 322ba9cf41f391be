"""Templates of Word and PowerPoint: who may, what comes in, what is refused, and what comes out."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.test import Client
from django.urls import reverse
from pptx import Presentation
from pytest_django import DjangoAssertNumQueries

from depeche.core.errors import RuleError
from depeche.render.docx import PARTS, Place
from depeche.render.office import Kind, OfficeError, open_package
from depeche.render.office.errors import SENTENCES
from depeche.render.pptx import PARTS as SLIDES
from depeche.web.common.models import Event
from depeche.web.projects.models import Role
from depeche.web.reports import office as files
from depeche.web.reports.actions import office, withdraw
from depeche.web.reports.models import OfficeTemplate
from depeche.web.reports.office_words import part_name, place_name, refusal, removed_words
from tests.render.docx.files import MACRO, danish
from tests.render.docx.reading import Read
from tests.render.office.test_opening import reaching
from tests.web.reports.world import NOW, World, make

pytestmark = pytest.mark.django_db
WRITERS = {Role.OWNER, Role.FACILITATOR, Role.ANALYST}
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def slides() -> bytes:
    out = io.BytesIO()
    Presentation().save(out)
    return out.getvalue()


def added(world: World, content: bytes | None = None, name: str = "Ministeriets") -> OfficeTemplate:
    return office.add_template(
        actor=world.owner, project=world.project, name=name, content=content or danish().content(), now=NOW
    ).template


def sent(content: bytes, name: str = "Brev.dotx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def addresses(world: World, template: OfficeTemplate) -> dict[str, str]:
    report = world.report.pk
    return {
        "list": reverse("reports:office_templates", args=[world.project.pk]),
        "template": reverse("reports:office_template", args=[template.pk]),
        "remove": reverse("reports:office_remove", args=[template.pk]),
        "draft_docx": reverse("reports:draft_docx", args=[report]),
        "draft_pptx": reverse("reports:draft_pptx", args=[report]),
        "version_docx": reverse("reports:version_docx", args=[report, 1]),
        "version_pptx": reverse("reports:version_pptx", args=[report, 1]),
    }


def test_each_page_opens_for_those_who_write_and_for_nobody_else(world: World) -> None:
    world.publish()
    template = added(world)
    client, stranger = Client(), Client()
    stranger.force_login(make().owner)
    for name, address in addresses(world, template).items():
        client.logout()
        assert client.get(address).status_code == 302, name
        assert stranger.get(address).status_code == 404, name
        for role in Role:
            client.force_login(world.member(role))
            assert client.get(address).status_code == (200 if role in WRITERS else 403), (name, role)


def test_a_template_is_handed_in_looked_at_fitted_and_taken_out(world: World, owner: Client) -> None:
    address = reverse("reports:office_templates", args=[world.project.pk])
    assert "No template yet" in owner.get(address).text
    page = owner.post(address, {"file": sent(danish().content()), "name": ""}, follow=True)
    template = OfficeTemplate.objects.get()
    assert (template.name, template.kind, template.choices) == ("Brev", "docx", {})
    assert "The template is added." in page.text
    assert "As found: Heading 1" in page.text
    assert "Ours is added" in page.text
    assert "the report" in page.text
    where = reverse("reports:office_template", args=[template.pk])
    answer = owner.post(where, {"part-heading_1": "Kapitelnavn", "part-quote": ""}, follow=True)
    assert "The choices are saved." in answer.text
    template.refresh_from_db()
    assert template.choices == {"heading_1": "Kapitelnavn"}
    assert '<option value="Kapitelnavn" selected>' in owner.get(where).text
    gone = reverse("reports:office_remove", args=[template.pk])
    assert "Delete “Brev”?" in owner.get(gone).text
    assert OfficeTemplate.objects.exists()
    assert "“Brev” is deleted." in owner.post(gone, follow=True).text
    assert not OfficeTemplate.objects.exists()
    verbs = list(Event.objects.filter(object_type="officetemplate").order_by("pk").values_list("verb", flat=True))
    assert verbs == ["report.template_added", "report.template_fitted", "report.template_removed"]


def test_slides_are_fitted_by_layouts(world: World, owner: Client) -> None:
    template = added(world, slides(), "Slides")
    where = reverse("reports:office_template", args=[template.pk])
    page = owner.get(where).text
    assert "Which layout each part is set in" in page
    assert "11 layouts found" in page
    owner.post(where, {"part-text": "Two Content"})
    template.refresh_from_db()
    assert template.choices == {"text": "Two Content"}
    assert '<option value="Two Content" selected>' in owner.get(where).text


def test_what_reaches_out_is_taken_out_and_said(world: World, owner: Client) -> None:
    address = reverse("reports:office_templates", args=[world.project.pk])
    page = owner.post(address, {"file": sent(reaching().content(), "x.docx")}, follow=True).text
    assert (
        "3 links to something elsewhere, 1 embedded object, 1 field that fetches, 2 add-ins or foreign pieces." in page
    )
    kept = bytes(OfficeTemplate.objects.get().content)
    assert open_package(kept).removed == {}
    assert Event.objects.get(verb="report.template_added").data["removed_linked"] == 3


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"hello", "This is no Word or PowerPoint file."),
        (danish(kind=MACRO).content(), "The file holds macros"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 100, "of the old kind"),
        (danish(settings="<w:zoom>").content(), "The file is damaged"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_on_the_page(
    world: World, owner: Client, content: bytes, says: str
) -> None:
    address = reverse("reports:office_templates", args=[world.project.pk])
    answer = owner.post(address, {"file": sent(content)})
    assert answer.status_code == 422
    assert says in answer.text
    assert not OfficeTemplate.objects.exists()
    assert owner.post(address, {}).status_code == 422


def test_a_name_that_is_taken_and_one_template_too_many_are_refused(
    world: World, owner: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    added(world)
    address = reverse("reports:office_templates", args=[world.project.pk])
    form = {"file": sent(danish().content()), "name": "Ministeriets"}
    assert "There is a template of that name already." in owner.post(address, form).text
    monkeypatch.setattr(office, "MOST", 1)
    with pytest.raises(RuleError) as refused:
        added(world, name="En til")
    assert refused.value.code == "too_many_templates"
    assert "1" in refusal(refused.value)


def test_a_template_that_cannot_be_set_is_refused_before_it_is_kept(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wreck(*_arguments: object) -> bytes:
        raise KeyError("a part")

    monkeypatch.setattr(files, "render", wreck)
    with pytest.raises(OfficeError) as refused:
        added(world)
    assert refused.value.code == "damaged"
    assert not OfficeTemplate.objects.exists()


def test_a_choice_of_what_is_not_there_is_refused(world: World, owner: Client) -> None:
    template = added(world)
    with pytest.raises(RuleError) as refused:
        office.choose_styles(actor=world.owner, template=template, choices={"title": "Findes ikke"}, now=NOW)
    assert refused.value.code == "style_unknown"
    where = reverse("reports:office_template", args=[template.pk])
    assert owner.post(where, {"part-title": "Findes ikke"}).status_code == 422
    template.delete()
    template.pk = 10**6
    with pytest.raises(RuleError, match="template_gone"):
        office.choose_styles(actor=world.owner, template=template, choices={}, now=NOW)
    with pytest.raises(RuleError, match="template_gone"):
        office.remove_template(actor=world.owner, template=template, now=NOW)


def test_a_draft_is_fetched_in_our_look_and_in_theirs(world: World, owner: Client) -> None:
    template = added(world)
    address = reverse("reports:draft_docx", args=[world.report.pk])
    ours, theirs = owner.get(address), owner.get(f"{address}?skabelon={template.pk}")
    for answer in (ours, theirs):
        assert answer["Content-Type"] == WORD
        assert answer["Content-Disposition"] == 'attachment; filename="det-spurgte-lederne-om-draft.docx"'
        assert Read(answer.content).document.core_properties.title == "Kladde: Det spurgte lederne om"
    assert Read(theirs.content).document.paragraphs[0].text == "Kladde: Det spurgte lederne om"
    assert "Opdigtet forside" in Read(theirs.content).text
    english = Read(owner.get(f"{address}?sprog=en").content)
    assert english.document.core_properties.language == "en-GB"
    deck = owner.get(reverse("reports:draft_pptx", args=[world.report.pk]))
    assert Presentation(io.BytesIO(deck.content)).core_properties.title == "Kladde: Det spurgte lederne om"


def test_templates_of_another_project_or_kind_are_not_there(world: World, owner: Client) -> None:
    elsewhere, here = make(), added(world, slides(), "Slides")
    theirs = added(elsewhere)
    address = reverse("reports:draft_docx", args=[world.report.pk])
    for asked in (theirs.pk, here.pk, "x", "9" * 30, "-1"):
        assert owner.get(f"{address}?skabelon={asked}").status_code == 404


def test_a_version_is_fetched_by_whoever_may_read_it(world: World, stranger: Client, owner: Client) -> None:
    world.publish("public")
    world.publish("members")
    public = reverse("public_reports:docx", args=[world.report.address, 1])
    answer = stranger.get(public)
    assert answer["Content-Type"] == WORD
    assert answer["Content-Disposition"] == 'attachment; filename="det-spurgte-lederne-om-v1.docx"'
    assert Read(answer.content).document.core_properties.title == "Det spurgte lederne om"
    assert stranger.get(public, headers={"if-none-match": answer["ETag"]}).status_code == 304
    deck = stranger.get(reverse("public_reports:pptx", args=[world.report.address, 1]))
    assert Presentation(io.BytesIO(deck.content)).slides
    hidden = reverse("public_reports:docx", args=[world.report.address, 2])
    assert stranger.get(hidden).status_code == 404
    assert owner.get(hidden).status_code == 200


def test_a_version_in_a_template_is_made_once_and_is_gone_when_it_is_withdrawn(
    world: World, owner: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = world.publish("public")
    template = added(world)
    address = f"{reverse('reports:version_docx', args=[world.report.pk, 1])}?skabelon={template.pk}"
    first = owner.get(address).content
    assert Read(first).document.paragraphs[0].text == "Det spurgte lederne om"
    office.choose_styles(actor=world.owner, template=template, choices={"heading_1": "Kapitelnavn"}, now=NOW)
    second = owner.get(address).content
    assert second != first

    def never(*_arguments: object) -> bytes:
        raise AssertionError

    monkeypatch.setattr(files, "render", never)
    assert owner.get(address).content == second
    withdraw(actor=world.owner, version=version, now=NOW)
    assert owner.get(address).status_code == 404


def test_the_draft_s_page_leads_to_its_files_and_templates(world: World, owner: Client) -> None:
    template = added(world)
    page = owner.get(reverse("reports:report", args=[world.report.pk])).text
    address = reverse("reports:draft_docx", args=[world.report.pk])
    assert f'href="{address}"' in page
    assert f'href="{address}?skabelon={template.pk}"' in page
    assert reverse("reports:office_templates", args=[world.project.pk]) in page


def test_the_list_asks_as_much_for_three_templates_as_for_one(
    world: World, owner: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    address = reverse("reports:office_templates", args=[world.project.pk])
    added(world)
    with django_assert_num_queries(5):
        owner.get(address)
    added(world, name="To")
    added(world, slides(), "Tre")
    with django_assert_num_queries(5):
        owner.get(address)


def test_a_writer_of_another_project_can_neither_add_nor_choose_nor_remove(world: World) -> None:
    template, other = added(world), make()
    with pytest.raises(Http404):
        office.add_template(actor=other.owner, project=world.project, name="x", content=danish().content(), now=NOW)
    with pytest.raises(Http404):
        office.choose_styles(actor=other.owner, template=template, choices={}, now=NOW)
    with pytest.raises(Http404):
        office.remove_template(actor=other.owner, template=template, now=NOW)
    assert OfficeTemplate.objects.count() == 1


def test_everything_has_its_words() -> None:
    assert all(
        refusal(OfficeError(code, **({"limit": 20} if "{limit}" in text else {}))) for code, text in SENTENCES.items()
    )
    assert all(part_name(Kind.DOCX, part) for part in PARTS)
    assert all(part_name(Kind.PPTX, part) for part in SLIDES)
    assert all(place_name(place) for place in Place)
    assert removed_words({"linked": 0}) == []
