from __future__ import annotations

from django.urls import path

from depeche.web.demo.mailbox import views

urlpatterns = [
    path("", views.mail_list, name="mailbox"),
    path("<int:mail_id>/", views.mail, name="mail"),
    path("<int:mail_id>/html/", views.mail_html, name="mail_html"),
]
