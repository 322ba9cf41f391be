"""Templates of Word and PowerPoint, and drafts in them; below rapporter/. What readers fetch is PUBLIC."""

from __future__ import annotations

from django.urls import path

from depeche.render.office import Kind
from depeche.web.reports.views import office

urlpatterns = [
    path("projekt/<int:project_id>/skabeloner/", office.listing, name="office_templates"),
    path("skabelon/<int:template_id>/", office.fitting, name="office_template"),
    path("skabelon/<int:template_id>/slet/", office.remove, name="office_remove"),
    path("<int:report_id>/kladde/rapport.docx", office.draft, {"kind": Kind.DOCX}, name="draft_docx"),
    path("<int:report_id>/kladde/rapport.pptx", office.draft, {"kind": Kind.PPTX}, name="draft_pptx"),
    path("<int:report_id>/version/<int:number>/rapport.docx", office.version, {"kind": Kind.DOCX}, name="version_docx"),
    path("<int:report_id>/version/<int:number>/rapport.pptx", office.version, {"kind": Kind.PPTX}, name="version_pptx"),
]

PUBLIC = [
    path("<slug:address>/v<int:number>/docx", office.public, {"kind": Kind.DOCX}, name="docx"),
    path("<slug:address>/v<int:number>/pptx", office.public, {"kind": Kind.PPTX}, name="pptx"),
]
