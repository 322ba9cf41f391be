from __future__ import annotations

from django.urls import URLPattern, path

from depeche.web.analysis.insight import views

INSIGHT: list[URLPattern] = [
    path("stafet/<int:relay_id>/tal/", views.insight, name="insight"),
    path("stafet/<int:relay_id>/tal/tekster/", views.behind, name="insight_texts"),
    path("stafet/<int:relay_id>/tal/noeglepersoner/", views.people, name="insight_people"),
    path("stafet/<int:relay_id>/tal.xlsx", views.tables_xlsx, name="insight_xlsx"),
    path("stafet/<int:relay_id>/tal/<slug:name>.csv", views.table_csv, name="insight_csv"),
]
