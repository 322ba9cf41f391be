from __future__ import annotations

from django.apps import AppConfig

from depeche.web.projects import sections


class ReportsConfig(AppConfig):
    name = "depeche.web.reports"
    label = "reports"

    def ready(self) -> None:
        sections.register("depeche.web.reports.queries.project_section", order=30)
