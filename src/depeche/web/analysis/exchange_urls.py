"""Addresses of the exchange with other tools."""

from __future__ import annotations

from django.urls import URLPattern, path

from depeche.web.analysis.views import exchange, exchange_in

PLACE = "materiale/<int:corpus_id>/udveksling"
EXCHANGE_PROJECT: list[URLPattern] = [
    path("<int:project_id>/udveksling/", exchange_in.receive, name="exchange_receive"),
    path("<int:project_id>/udveksling/<int:upload_id>/", exchange_in.preview, name="exchange_preview"),
]
EXCHANGE_PAGES: list[URLPattern] = [
    path(f"{PLACE}/", exchange.exchange, name="exchange"),
    path(f"{PLACE}/fil/", exchange_in.receive_into, name="exchange_add"),
]
EXCHANGE_WORK: list[URLPattern] = [
    path(f"{PLACE}/projekt.qdpx", exchange.project_file, name="exchange_qdpx"),
    path(f"{PLACE}/kodebog.qdc", exchange.codebook_file, name="exchange_qdc"),
]
