from __future__ import annotations

from django.apps import AppConfig
from django.conf import settings


class DemoConfig(AppConfig):
    name = "depeche.web.demo"
    label = "demo"

    def ready(self) -> None:
        if settings.DEMO:
            from depeche.web.common import sender  # noqa: PLC0415 - models are there only now
            from depeche.web.demo.mailbox.transport import MailboxTransport  # noqa: PLC0415 - as above
            from depeche.web.relay.archive import holders  # noqa: PLC0415 - as above

            sender.register_transport(MailboxTransport)
            holders.register("depeche.web.demo.erasing", order=30)
