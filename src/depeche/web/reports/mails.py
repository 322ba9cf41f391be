"""Mails to members of the project about a report."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from depeche.web.accounts.models import User
from depeche.web.common import mailpage, outbox
from depeche.web.common.models import OutboxMail
from depeche.web.reports.models import Report

REVIEW: Final = "report_review"


def send_review(user: User, *, report: Report, asker: User, now: datetime) -> OutboxMail | None:
    """Somebody would like this person to read a draft. Of the draft nothing but its title is in it."""
    address = f"{settings.BASE_URL}{reverse('reports:review', args=[report.pk])}"
    with override(user.language):
        said = {"asker": asker.get_full_name(), "report": report.title}
        subject = _("Please read a draft: %(report)s") % said
        before = (
            _("%(asker)s would like you to read the draft of “%(report)s” before it is published.") % said,
            _("Write what you see in the margin of each section. Only members of the project read it."),
        )
        label, after = _("Read the draft"), _("If you do not know what this is about, ask by replying to this mail.")
    blocks = [*map(mailpage.paragraph, before), mailpage.button(label, address), mailpage.paragraph(after)]
    return outbox.put(
        outbox.Mail(
            key=f"user/{user.pk}/{REVIEW}/{report.pk}/{now.timestamp():.0f}/",
            kind=REVIEW,
            project_id=report.project_id,
            subject_type="user",
            subject_id=user.pk,
            to_name=user.name,
            to_email=user.email,
            language=user.language,
            subject=subject,
            text="\n\n".join([*before, f"{label}:\n{address}", after]) + "\n",
            html=mailpage.page(blocks, title=subject, language=user.language),
            reply_to=asker.email,
        ),
        now,
    )
