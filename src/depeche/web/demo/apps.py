from __future__ import annotations

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "depeche.web.demo"
    label = "demo"
