"""The pages on which a file of another tool comes in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from depeche.core.errors import RuleError
from depeche.core.exchange import Left, Lost, Reading, Wrong, arrival_of
from depeche.core.exchange.errors import SENTENCES, ExchangeError
from depeche.reading.qda import read
from depeche.render.qda import qdc
from depeche.web.analysis import actions, exchange_forms
from depeche.web.analysis.actions.exchange import bring_in, take_out_codebook
from depeche.web.analysis.exchange_wording import left_out, read_how, unusable
from depeche.web.analysis.models import Coding, Corpus, Reflection, TextUnit, Theme, Upload
from depeche.web.analysis.work import forget_uploads
from tests.reading.qda.makers import packed, project, qde, selection, source
from tests.web.analysis.world import NOW, World

FOREIGN = project(
    "Alle lytter.\n\nKun få svarer, og mit CPR er 010190-1234.\n",
    selection(0, 12) + selection(14, 20) + '<NoteRef targetGUID="11111111-1111-4111-8111-111111111111"/>',
    "NVivo for Mac 15.0.0",
)


def send(client: Client, content: bytes, name: str, *where: object) -> str:
    """The address of the preview."""
    response = client.post(where_to(*where), {"file": SimpleUploadedFile(name, content)})
    assert response.status_code == 302, response.content.decode()
    return str(response["Location"])


def where_to(kind: object, key: object) -> str:
    return reverse({"project": "analysis:exchange_receive", "corpus": "analysis:exchange_add"}[str(kind)], args=[key])


def test_a_project_is_looked_at_before_it_comes_in(world: World, client: Client) -> None:
    there = send(client, FOREIGN, "interview.qdpx", "project", world.project.pk)
    page = client.get(there).content.decode()
    assert Corpus.objects.count() == 1
    for words in (
        "2 kort",
        "fra 1 tekst",
        "2 kodninger",
        "1 fremhævning",
        "1 tema",
        "NVivo for Mac 15.0.0",
        "Alle lytter.",
    ):
        assert words in page, words
    assert "I 1 tekst ligner et tal et CPR-nummer" in page
    assert "Koden på 1 fremhævning" in page
    done = client.post(there, {"bring_in": "1", "title": "Interview"}, follow=True)
    corpus = Corpus.objects.get(title="Interview")
    assert done.redirect_chain[-1][0] == reverse("analysis:workbench", args=[corpus.pk])
    assert "2 kort og 1 tema er hentet ind." in done.content.decode()
    assert [unit.kind for unit in corpus.units.all()] == [TextUnit.Kind.PASSAGE] * 2
    assert Coding.objects.filter(unit__corpus=corpus).count() == 2
    assert not Upload.objects.exists()


def test_a_material_of_codes_alone_has_pages(world: World, client: Client) -> None:
    there = send(client, packed({"project.qde": qde("")}), "koder.qdpx", "project", world.project.pk)
    assert "Ingen tekst: kun temaerne." in client.get(there).content.decode()
    done = client.post(there, {"bring_in": "1", "title": "Kun koder"})
    corpus = Corpus.objects.get(title="Kun koder")
    assert done["Location"] == reverse("analysis:codebook", args=[corpus.pk])
    for name in (
        "workbench",
        "board",
        "themes",
        "words",
        "across",
        "quotes",
        "codebook",
        "history",
        "proposals",
        "exchange",
    ):
        assert client.get(reverse(f"analysis:{name}", args=[corpus.pk])).status_code == 200, name


def test_a_code_book_comes_into_a_material_and_out_again_by_undo(world: World, client: Client) -> None:
    world.theme("Tillid", "tro")
    content = qdc(take_out_codebook(actor=world.owner, corpus=world.corpus, now=NOW))
    Theme.objects.filter(corpus=world.corpus).update(name="Andet")
    there = send(client, content, "bog.qdc", "corpus", world.corpus.pk)
    page = client.get(there).content.decode()
    assert "kan fortrydes" in page
    assert 'name="title"' not in page
    client.post(there, {"bring_in": "1"})
    assert list(Theme.objects.filter(corpus=world.corpus).values_list("name", flat=True)) == ["Andet", "Tillid"]
    client.post(reverse("analysis:undo", args=[world.corpus.pk]))
    assert list(Theme.objects.filter(corpus=world.corpus).values_list("name", flat=True)) == ["Andet"]


def test_what_is_here_already_changes_nothing_and_is_said(world: World, client: Client) -> None:
    world.theme("Tillid", "tro")
    content = qdc(take_out_codebook(actor=world.owner, corpus=world.corpus, now=NOW))
    there = send(client, content, "bog.qdc", "corpus", world.corpus.pk)
    assert "1 af dem er her allerede" in client.get(there).content.decode()
    page = client.post(there, {"bring_in": "1"}).content.decode()
    assert "Det hele er her allerede. Intet er ændret." in page
    assert Upload.objects.count() == 1


def test_the_round_trip_through_the_pages(world: World, client: Client) -> None:
    world.move(world.theme("Tillid", "tro"), 1, 2, 3)
    world.mark(1, 0, 7)
    content = client.post(reverse("analysis:exchange_qdpx", args=[world.corpus.pk])).content
    there = send(client, content, "ud.qdpx", "project", world.project.pk)
    page = client.get(there).content.decode()
    assert "Markeringernes plads er sammenholdt med deres navne" in page
    assert 'name="sources"' not in page  # the file says itself which source each text is of
    client.post(there, {"bring_in": "1", "title": "Igen"})
    corpus = Corpus.objects.get(title="Igen")
    assert corpus.units.count() == world.corpus.units.count()
    assert Coding.objects.filter(unit__corpus=corpus, theme__name="Tillid").count() == 3


def test_the_texts_become_one_source_or_several(world: World, client: Client) -> None:
    two = "".join(source("", f"internal://{name}.txt").replace('name="Interview"', f'name="{name}"') for name in "ab")
    data = packed({"project.qde": qde(f"<Sources>{two}</Sources>"), "sources/a.txt": "Et.", "sources/b.txt": "To."})
    for chosen, titles in (("each", ["a", "b"]), ("one", ["Prøve"]), ("", ["a", "b"]), ("andet", None)):
        there = send(client, data, "x.qdpx", "project", world.project.pk)
        answer = client.post(there, {"bring_in": "1", "title": f"Valg: {chosen}.", "sources": chosen})
        made = Corpus.objects.filter(title=f"Valg: {chosen}.").first()
        if titles is None:
            assert answer.status_code == 200
            assert made is None
        else:
            assert made is not None
            assert [row.title for row in made.sources.all()] == titles


def test_memos_stand_in_the_reflection(world: World, client: Client) -> None:
    note = '<Notes><Note guid="x" name="Dagbog"><PlainTextContent>Husk det.</PlainTextContent></Note></Notes>'
    there = send(client, packed({"project.qde": qde(note)}), "x.qdpx", "corpus", world.corpus.pk)
    actions.write_reflection(actor=world.owner, corpus=world.corpus, place="", text="Før.", now=NOW)
    client.post(there, {"bring_in": "1"})
    assert Reflection.objects.get(corpus=world.corpus, place="").text == "Før.\n\nDagbog\nHusk det."


def test_a_second_click_brings_nothing_in_twice(world: World, client: Client) -> None:
    there = send(client, FOREIGN, "x.qdpx", "project", world.project.pk)
    kept = Upload.objects.get()
    client.post(there, {"bring_in": "1", "title": "Én gang"})
    arrival = arrival_of(read(FOREIGN))
    with pytest.raises(RuleError) as error:
        bring_in(actor=world.owner, project=world.project, arrival=arrival, name="x", now=NOW, title="To", upload=kept)
    assert error.value.code == "changed_meanwhile"
    assert Corpus.objects.count() == 2


def test_each_kind_of_file_finds_its_page(world: World, client: Client) -> None:
    there = send(client, FOREIGN, "x.qdpx", "project", world.project.pk)
    columns = reverse("analysis:columns", args=[world.project.pk, Upload.objects.get().pk])
    assert client.get(columns)["Location"] == there
    sent = {"file": SimpleUploadedFile("x.QDPX", FOREIGN)}
    page = client.post(reverse("analysis:upload", args=[world.project.pk]), sent).content.decode()
    assert "Det er en fil fra et andet program" in page
    assert reverse("analysis:exchange_receive", args=[world.project.pk]) in page


def test_what_a_project_says_of_itself_is_kept(world: World, client: Client) -> None:
    data = packed({"project.qde": qde("<Description>Opdigtet.</Description>")})
    client.post(send(client, data, "x.qdpx", "corpus", world.corpus.pk), {"bring_in": "1"})
    assert Reflection.objects.get(corpus=world.corpus, place="").text == "Opdigtet."
    client.post(send(client, data, "x.qdpx", "project", world.project.pk), {"bring_in": "1", "title": "Ny"})
    assert Corpus.objects.get(title="Ny").note == "Opdigtet."


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("x.csv", b"a;b", "Vælg en fil, der ender på .qdpx eller .qdc"),
        ("x.qdpx", b"Hej", "kan ikke åbnes som et .qdpx-projekt"),
        ("x.qdpx", packed({"a.txt": "x"}), "Der er ingen project.qde i filen"),
        ("x.qdpx", project(b"\xe6\xf8"), "22222222-2222-4222-8222-222222222222.txt er ikke UTF-8"),
        ("x.qdc", b"<CodeBook", "er ikke gyldig XML (linje 1)"),
        ("x.qdc", b"", "Filen er tom"),
    ],
)
def test_what_cannot_be_used_is_said_and_nothing_is_kept(
    world: World, client: Client, name: str, content: bytes, said: str
) -> None:
    response = client.post(where_to("project", world.project.pk), {"file": SimpleUploadedFile(name, content)})
    assert response.status_code == 200
    assert said in response.content.decode()
    assert not Upload.objects.exists()


def test_a_file_that_is_too_large(world: World, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange_forms, "MOST_BYTES", 10)
    response = client.post(where_to("project", world.project.pk), {"file": SimpleUploadedFile("x.qdpx", b"x" * 11)})
    assert "Filen er større end 50 MB" in response.content.decode()


def test_cancelled_the_file_is_gone(world: World, client: Client) -> None:
    there = send(client, FOREIGN, "x.qdpx", "project", world.project.pk)
    assert client.post(there, {"cancel": "1"})["Location"] == reverse("analysis:list", args=[world.project.pk])
    assert not Upload.objects.exists()
    assert client.get(there).status_code == 404
    there = send(client, FOREIGN, "x.qdpx", "corpus", world.corpus.pk)
    assert client.post(there, {"cancel": "1"})["Location"] == reverse("analysis:exchange", args=[world.corpus.pk])


def test_a_title_is_wanted(world: World, client: Client) -> None:
    there = send(client, FOREIGN, "x.qdpx", "project", world.project.pk)
    page = client.post(there, {"bring_in": "1", "title": " "}).content.decode()
    assert "Giv materialet en titel" in page
    assert Corpus.objects.count() == 1


def test_a_table_has_another_page_and_a_forgotten_file_goes(world: World, client: Client) -> None:
    kept = actions.keep_upload(
        actor=world.owner, project=world.project, name="a.csv", content=b"question\nHvad?", now=NOW
    )
    assert client.get(reverse("analysis:exchange_preview", args=[world.project.pk, kept.pk])).status_code == 404
    send(client, FOREIGN, "x.qdpx", "project", world.project.pk)
    assert forget_uploads(timezone.now() + timedelta(days=2)) >= 1
    assert not Upload.objects.exists()


@pytest.mark.parametrize("language", ["da", "en"])
def test_everything_can_be_said(language: str) -> None:
    with translation.override(language):
        for wrong in Wrong:
            figures = {"place": "x", "most": 1, "what": "codes", "wanted": "project", "line": 3}
            said = unusable(ExchangeError(wrong, **figures))
            assert said.endswith(".")
            assert "%(" not in said
        for lost in Lost:
            for count in (1, 2):
                (one,) = left_out([Left(lost, count)])
                assert one.what
                assert one.why.endswith(".")
        assert read_how(Reading()) == ""
        assert "3" in read_how(Reading(checked=4, agreeing=3))
    assert set(SENTENCES) == set(Wrong)
