from __future__ import annotations

from django.urls import include, path

from depeche.web.common import views

urlpatterns = [
    path("", views.home, name="home"),
    path("cookies/", views.cookies, name="cookies"),
    path("privatliv/", views.privacy, name="privacy"),
    path("stil/", views.style, name="style"),
    path("was", views.accessibility_statement, name="accessibility_statement"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("sprog/", include("django.conf.urls.i18n")),
]
