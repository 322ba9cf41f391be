"""The analyst's pages; what the public reads is in public_urls.py."""

from __future__ import annotations

from django.urls import include, path

from depeche.web.reports.trace_urls import STAFF
from depeche.web.reports.views import builder, drafts, editor, publishing, quoting, review, translating

app_name = "reports"
urlpatterns = [
    path("projekt/<int:project_id>/", drafts.report_list, name="list"),
    path("projekt/<int:project_id>/ny/", drafts.new, name="new"),
    path("<int:report_id>/", builder.report, name="report"),
    path("<int:report_id>/byg/", builder.arrange, name="arrange"),
    path("<int:report_id>/fortryd/", builder.undo, name="undo"),
    path("<int:report_id>/i-vejen/", builder.reasons, name="gates"),
    path("<int:report_id>/sprog/", translating.languages, name="languages"),
    path("<int:report_id>/forside/", drafts.front, name="front"),
    path("<int:report_id>/afsnit/<slug:slug>/", editor.section, name="section"),
    path("<int:report_id>/afsnit/<slug:slug>/sprog/", editor.section, {"other": True}, name="section_other"),
    path("<int:report_id>/kladde/", drafts.page, name="draft_page"),
    path("<int:report_id>/kladde/rapport.pdf", drafts.pdf, name="draft_pdf"),
    path("<int:report_id>/kladde/rapport.html", drafts.html, name="draft_html"),
    path("<int:report_id>/kladde/diagram/<slug:name>.svg", drafts.chart, name="draft_chart"),
    path("<int:report_id>/kladde/diagram/smal/<slug:name>.svg", drafts.chart, {"size": "narrow"}, name="draft_narrow"),
    path("<int:report_id>/gennemlaesning/", review.page, name="review"),
    path("<int:report_id>/gennemlaesning/bed/", review.ask, name="ask_review"),
    path("<int:report_id>/gennemlaesning/slut/", review.end, name="end_review"),
    path("<int:report_id>/gennemlaesning/<slug:slug>/kommentar/", review.comment, name="comment"),
    path("<int:report_id>/kommentar/<int:comment_id>/", review.answer, name="answer_comment"),
    path("<int:report_id>/citater/", quoting.page, name="quotes"),
    path("", include("depeche.web.reports.recognise_urls")),
    path("", include("depeche.web.reports.office_urls")),
    path("", include("depeche.web.reports.data_files_urls")),
    *STAFF,
    path("<int:report_id>/udgiv/", publishing.publish, name="publish"),
    path("<int:report_id>/version/<int:number>/traek-tilbage/", publishing.withdraw, name="withdraw"),
]
