from __future__ import annotations

from django.apps import AppConfig


class RelayConfig(AppConfig):
    name = "depeche.web.relay"
    label = "relay"
