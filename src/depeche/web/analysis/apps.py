from __future__ import annotations

from django.apps import AppConfig

from depeche.web.projects import sections


class AnalysisConfig(AppConfig):
    name = "depeche.web.analysis"
    label = "analysis"

    def ready(self) -> None:
        from depeche.web.common import worker  # noqa: PLC0415 - models are there only now

        worker.register("uploads", "depeche.web.analysis.work.forget_uploads", every=600)
        sections.register("depeche.web.analysis.queries.project_section", order=20)
