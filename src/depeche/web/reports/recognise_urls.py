"""Who could be recognised in a draft; below rapporter/<id>/."""

from __future__ import annotations

from django.urls import path

from depeche.web.reports.views import recognise

urlpatterns = [
    path("<int:report_id>/genkendelse/", recognise.page, name="recognise"),
    path("<int:report_id>/genkendelse/afgoer/", recognise.decide, name="recognise_decide"),
]
