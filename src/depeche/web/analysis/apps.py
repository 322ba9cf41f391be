from __future__ import annotations

from django.apps import AppConfig

from depeche.web.projects import sections


class AnalysisConfig(AppConfig):
    name = "depeche.web.analysis"
    label = "analysis"

    def ready(self) -> None:
        from depeche.web.common import worker  # noqa: PLC0415 - models are there only now
        from depeche.web.relay.archive import holders, texts  # noqa: PLC0415 - as above

        worker.register("uploads", "depeche.web.analysis.work.forget_uploads", every=600)
        worker.register("embed", "depeche.web.analysis.work.embed", every=2)
        worker.register("vectors", "depeche.web.analysis.work.forget_vectors", every=600)
        sections.register("depeche.web.analysis.queries.project_section", order=20)
        holders.register("depeche.web.analysis.erasing", order=20)
        texts.register("depeche.web.analysis.arriving.bring_in_texts")
        sections.register("depeche.web.analysis.insight.doors.project_section", order=15)
