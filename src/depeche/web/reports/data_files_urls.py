"""The tables of a report as files; below rapporter/. What readers fetch is PUBLIC: never the cards."""

from __future__ import annotations

from django.urls import path

from depeche.web.reports.data_files import DataKind
from depeche.web.reports.views import data_files

urlpatterns = [
    path("<int:report_id>/kladde/tabeller.xlsx", data_files.draft, {"kind": DataKind.XLSX}, name="draft_xlsx"),
    path("<int:report_id>/kladde/tabeller-csv.zip", data_files.draft, {"kind": DataKind.CSV}, name="draft_csv"),
    path("<int:report_id>/kladde/tabeller-plain.zip", data_files.draft, {"kind": DataKind.PLAIN}, name="draft_plain"),
    path("<int:report_id>/kladde/netvaerk.zip", data_files.draft, {"kind": DataKind.NETWORKS}, name="draft_networks"),
    path("<int:report_id>/kladde/kort.sav", data_files.draft, {"kind": DataKind.SAV}, name="draft_sav"),
]

PUBLIC = [
    path("<slug:address>/v<int:number>/xlsx", data_files.public, {"kind": DataKind.XLSX}, name="xlsx"),
    path("<slug:address>/v<int:number>/csv", data_files.public, {"kind": DataKind.CSV}, name="csv"),
    path("<slug:address>/v<int:number>/csv-plain", data_files.public, {"kind": DataKind.PLAIN}, name="csv_plain"),
    path("<slug:address>/v<int:number>/netvaerk", data_files.public, {"kind": DataKind.NETWORKS}, name="networks"),
]
