"""What readers open. Without a version: the newest one they may read."""

from __future__ import annotations

from django.urls import path

from depeche.web.reports.data_files_urls import PUBLIC as DATA
from depeche.web.reports.office_urls import PUBLIC as OFFICE
from depeche.web.reports.trace_urls import PUBLIC
from depeche.web.reports.views import public

app_name = "public_reports"
urlpatterns = [
    path("", public.listing, name="list"),
    path("<slug:address>/", public.page, name="newest"),
    path("<slug:address>/pdf", public.pdf, name="newest_pdf"),
    path("<slug:address>/v<int:number>/", public.page, name="version"),
    path("<slug:address>/v<int:old>/til/v<int:number>/", public.differences, name="differences"),
    path("<slug:address>/v<int:number>/pdf", public.pdf, name="pdf"),
    path("<slug:address>/v<int:number>/html", public.download, name="html"),
    path("<slug:address>/v<int:number>/diagram/<slug:name>.svg", public.chart, name="chart"),
    path("<slug:address>/v<int:number>/diagram/smal/<slug:name>.svg", public.chart, {"size": "narrow"}, name="narrow"),
    *OFFICE,
    *DATA,
    *PUBLIC,
]
