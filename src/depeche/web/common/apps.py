from __future__ import annotations

from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "depeche.web.common"
    label = "common"

    def ready(self) -> None:
        from depeche.web.common import worker  # noqa: PLC0415 - models are there only now

        worker.register("sessions", "depeche.web.common.housekeeping.clear_sessions", every=3600)
        worker.register("answers", "depeche.web.common.housekeeping.forget_answers", every=3600)
        worker.register("mailbox", "depeche.web.common.incoming.mailbox.poll", every=60)
