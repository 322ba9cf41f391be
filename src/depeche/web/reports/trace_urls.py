"""Addresses of what a report rests on and whether it still holds."""

from __future__ import annotations

from django.urls import path

from depeche.web.reports.views import standing, trace

STAFF = [
    path("<int:report_id>/holder/", standing.page, name="standing"),
    path("<int:report_id>/version/<int:number>/holder/", standing.known, name="standing_known"),
    path("<int:report_id>/kladde/grundlag/<int:ground>/", trace.of_draft, name="draft_ground"),
    path("<int:report_id>/kladde/grundlag.json", trace.draft_evidence, name="draft_evidence"),
    path("<int:report_id>/version/<int:number>/grundlag/<int:ground>/", trace.of_version, name="version_ground"),
    path("<int:report_id>/version/<int:number>/grundlag.json", trace.version_evidence, name="version_evidence"),
]
PUBLIC = [
    path("<slug:address>/v<int:number>/grundlag/<int:ground>/", trace.of_public, name="ground"),
    path("<slug:address>/v<int:number>/grundlag.json", trace.public_evidence, name="evidence"),
]
