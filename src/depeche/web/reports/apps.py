from __future__ import annotations

from django.apps import AppConfig

from depeche.web.projects import sections


class ReportsConfig(AppConfig):
    name = "depeche.web.reports"
    label = "reports"

    def ready(self) -> None:
        from depeche.web.common import worker  # noqa: PLC0415 - models are there only now
        from depeche.web.relay.archive import holders  # noqa: PLC0415 - as above
        from depeche.web.relay.participant import published  # noqa: PLC0415 - as above

        worker.register("standing", "depeche.web.reports.standing.refresh", every=30)
        published.register("depeche.web.reports.queries.read_first")
        sections.register("depeche.web.reports.queries.project_section", order=30)
        holders.register("depeche.web.reports.erasing", order=10)
