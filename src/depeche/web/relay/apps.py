from __future__ import annotations

from django.apps import AppConfig

from depeche.web.projects import sections


class RelayConfig(AppConfig):
    name = "depeche.web.relay"
    label = "relay"

    def ready(self) -> None:
        from depeche.web.common import outbox, worker  # noqa: PLC0415 - models are there only now
        from depeche.web.relay import access  # noqa: PLC0415 - as above
        from depeche.web.relay.mails import gate, stopping, trial  # noqa: PLC0415 - as above

        outbox.register_link("participant", access.resolve)
        outbox.register_link("relay", trial.link)
        outbox.register_gate("participant", gate.gate)
        outbox.register_unsubscribe("participant", stopping.address)
        worker.register("relay", "depeche.web.relay.work.tick")
        worker.register("quoting", "depeche.web.relay.quoting_work.tick", every=60)
        worker.register("doors", "depeche.web.relay.doors.links.tick")
        worker.register("people imports", "depeche.web.relay.imports.work.work")
        sections.register("depeche.web.relay.sections.relays", order=10)
        sections.register("depeche.web.relay.archive.sections.receipts", order=90)
