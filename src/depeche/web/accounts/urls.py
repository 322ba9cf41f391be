"""Signing in and out. Of allauth's pages only these: there are no passwords, and nobody signs up by themselves.

Names are allauth's, which reverses them; two of them are the same page here, and signing up leads to signing in.
"""

from __future__ import annotations

from allauth.account import views
from django.urls import path
from django.views.generic import RedirectView

urlpatterns = [
    path("log-ind/", views.request_login_code, name="account_login"),
    path("log-ind/", views.request_login_code, name="account_request_login_code"),
    path("log-ind/kode/", views.confirm_login_code, name="account_confirm_login_code"),
    path("log-ud/", views.logout, name="account_logout"),
    path("lukket/", views.account_inactive, name="account_inactive"),
    path("opret/", RedirectView.as_view(pattern_name="account_login"), name="account_signup"),
]
