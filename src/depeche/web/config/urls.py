"""The whole address space: one line an area."""

from __future__ import annotations

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", include("depeche.web.common.urls")),
    path("konto/", include("depeche.web.accounts.urls")),
    path("projekter/", include("depeche.web.projects.urls")),
    path("stafet/", include("depeche.web.relay.organiser.urls")),
    path("stafet/", include("depeche.web.relay.archive.urls")),
    path("d/", include("depeche.web.relay.participant.urls")),
    path("analyse/", include("depeche.web.analysis.urls")),
    path("rapporter/", include("depeche.web.reports.urls")),
    path("r/", include("depeche.web.reports.public_urls")),
]
if settings.DEMO:
    urlpatterns += [path("demo/", include("depeche.web.demo.urls"))]

handler400 = "depeche.web.common.views.bad_request"
handler403 = "depeche.web.common.views.forbidden"
handler404 = "depeche.web.common.views.not_found"
handler500 = "depeche.web.common.views.server_error"
