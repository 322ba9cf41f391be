from __future__ import annotations

from django.apps import AppConfig

from depeche.web.projects import sections


class RelayConfig(AppConfig):
    name = "depeche.web.relay"
    label = "relay"

    def ready(self) -> None:
        from depeche.web.common import outbox, worker  # noqa: PLC0415 - models are there only now
        from depeche.web.relay import access  # noqa: PLC0415 - as above

        outbox.register_link("participant", access.resolve)
        worker.register("relay", "depeche.web.relay.work.tick")
        sections.register("depeche.web.relay.sections.relays", order=10)
