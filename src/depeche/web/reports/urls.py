"""The analyst's pages; what the public reads is in public_urls.py."""

from __future__ import annotations

from django.urls import path

from depeche.web.reports.views import drafts, editor, publishing

app_name = "reports"
urlpatterns = [
    path("projekt/<int:project_id>/", drafts.report_list, name="list"),
    path("projekt/<int:project_id>/ny/", drafts.new, name="new"),
    path("<int:report_id>/", drafts.report, name="report"),
    path("<int:report_id>/forside/", drafts.front, name="front"),
    path("<int:report_id>/afsnit/<slug:slug>/", editor.section, name="section"),
    path("<int:report_id>/kladde/", drafts.page, name="draft_page"),
    path("<int:report_id>/kladde/rapport.pdf", drafts.pdf, name="draft_pdf"),
    path("<int:report_id>/kladde/diagram/<slug:name>.svg", drafts.chart, name="draft_chart"),
    path("<int:report_id>/kladde/diagram/smal/<slug:name>.svg", drafts.chart, {"size": "narrow"}, name="draft_narrow"),
    path("<int:report_id>/udgiv/", publishing.publish, name="publish"),
    path("<int:report_id>/version/<int:number>/traek-tilbage/", publishing.withdraw, name="withdraw"),
]
