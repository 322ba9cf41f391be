"""What the reports keep of a relay that ends: see `relay.archive.holders`. What was published never changes."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from depeche.web.relay.archive.holders import Holding
from depeche.web.relay.models import Relay
from depeche.web.reports.models import Report, Version


def holdings(relay: Relay, *, deleted: bool) -> tuple[Holding, ...]:
    return tuple(_holding(report, deleted=deleted) for report in _reports(relay).order_by("pk"))


def _holding(report: Report, *, deleted: bool) -> Holding:
    published = report.versions.count()
    url = reverse("reports:report", args=[report.pk])
    if not published:
        fate = (
            _("A draft of a report. It is deleted only if you say so below.") if deleted else _("A draft of a report.")
        )
        return Holding(report.title, url, fate, goes=deleted)
    fate = ngettext(
        "A report with %(count)s published version. It stays as it is; withdraw it if nobody is to read it.",
        "A report with %(count)s published versions. They stay as they are; withdraw them if nobody is to read them.",
        published,
    )
    return Holding(report.title, url, fate % {"count": published}, goes=False)


def let_go(relay: Relay, *, deleted: bool, texts: bool) -> Mapping[str, int]:
    """Drafts go with the texts they are about; versions never."""
    drafts = _reports(relay).annotate(published=Count("versions")).filter(published=0)
    gone = drafts.count() if deleted and texts else 0
    kept = Version.objects.filter(report__in=_reports(relay)).count()
    if gone:
        Report.objects.filter(pk__in=list(drafts.values_list("pk", flat=True))).delete()
    return {"reports": gone, "versions_kept": kept}


def _reports(relay: Relay) -> QuerySet[Report]:
    return Report.objects.filter(corpus__sources__relay=relay).distinct()
