from __future__ import annotations

from django.apps import AppConfig

from depeche.web.projects import sections


class AnalysisConfig(AppConfig):
    name = "depeche.web.analysis"
    label = "analysis"

    def ready(self) -> None:
        sections.register("depeche.web.analysis.queries.project_section", order=20)
