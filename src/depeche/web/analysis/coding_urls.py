"""The addresses of code book and double coding."""

from __future__ import annotations

from django.urls import URLPattern, path

from depeche.web.analysis.views import agreed, codebook, coding

BOOK_PAGES: list[URLPattern] = [
    path("materiale/<int:corpus_id>/kodebog/", codebook.codebook, name="codebook"),
    path("materiale/<int:corpus_id>/kodebog/forskel/", codebook.difference, name="codebook_difference"),
    path("materiale/<int:corpus_id>/kodebog/fil.<slug:form>", codebook.codebook_file, name="codebook_file"),
    path("materiale/<int:corpus_id>/kodebog/<int:number>/", codebook.version, name="codebook_version"),
    path(
        "materiale/<int:corpus_id>/kodebog/<int:number>/fil.<slug:form>",
        codebook.codebook_file,
        name="codebook_version_file",
    ),
    path("materiale/<int:corpus_id>/dobbelt/", coding.codings, name="codings"),
    path("materiale/<int:corpus_id>/dobbelt/ny/", coding.start, name="start_coding"),
    path("materiale/<int:corpus_id>/dobbelt/<int:coding_id>/", coding.coding, name="coding"),
    path("materiale/<int:corpus_id>/dobbelt/<int:coding_id>/kort/", coding.take_up, name="coding_take_up"),
    path("materiale/<int:corpus_id>/dobbelt/<int:coding_id>/kort/<int:position>/", coding.desk, name="coding_desk"),
    path("materiale/<int:corpus_id>/dobbelt/<int:coding_id>/uenighed/", agreed.disputes, name="coding_disputes"),
    path("materiale/<int:corpus_id>/dobbelt/<int:coding_id>/skriv/", agreed.write_page, name="coding_write"),
    path("materiale/<int:corpus_id>/dobbelt/<int:coding_id>/fjern/", coding.drop_page, name="coding_drop"),
    path("materiale/<int:corpus_id>/dobbelt/<int:coding_id>/fil.<slug:form>", agreed.verdicts_file, name="coding_file"),
]
BOOK_WORK: list[URLPattern] = [
    path("materiale/<int:corpus_id>/kodebog/frys/", codebook.freeze, name="freeze_codebook"),
    path("materiale/<int:corpus_id>/dobbelt/<int:coding_id>/kort/<int:position>/gem/", coding.judge, name="judge"),
    path("materiale/<int:corpus_id>/dobbelt/<int:coding_id>/faerdig/", coding.declare, name="declare_done"),
    path("materiale/<int:corpus_id>/dobbelt/<int:coding_id>/ikke-faerdig/", coding.take_back, name="take_back_done"),
    path("materiale/<int:corpus_id>/dobbelt/<int:coding_id>/uenighed/<int:task_id>/", agreed.settle, name="settle"),
    path("materiale/<int:corpus_id>/dobbelt/<int:coding_id>/skriv/nu/", agreed.write, name="write_coding"),
    path("materiale/<int:corpus_id>/dobbelt/<int:coding_id>/fjern/nu/", coding.drop, name="drop_coding"),
]
