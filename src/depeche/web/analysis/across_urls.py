"""Addresses of the cross-reading."""

from __future__ import annotations

from django.urls import URLPattern, path

from depeche.web.analysis.views import across

PLACE = "materiale/<int:corpus_id>/tvaerlaesning"
ACROSS_PAGES: list[URLPattern] = [
    path(f"{PLACE}/", across.across, name="across"),
    path(f"{PLACE}/tema/<int:theme_id>/", across.theme, name="across_theme"),
    path(f"{PLACE}/kort/", across.cards, name="across_cards"),
    path(f"{PLACE}.xlsx", across.tables_xlsx, name="across_xlsx"),
    path(f"{PLACE}/<slug:name>.csv", across.table_csv, name="across_csv"),
    path(f"{PLACE}/tema/<int:theme_id>.xlsx", across.theme_xlsx, name="across_theme_xlsx"),
    path(f"{PLACE}/tema/<int:theme_id>/<slug:name>.csv", across.theme_csv, name="across_theme_csv"),
]
ACROSS_WORK: list[URLPattern] = [path(f"{PLACE}/note/", across.reflect, name="reflect")]
