from __future__ import annotations

from django.urls import include, path

app_name = "demo"
urlpatterns = [
    path("post/", include("depeche.web.demo.mailbox.urls")),
]
