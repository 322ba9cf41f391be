from __future__ import annotations

from django.db.models import Count, QuerySet

from depeche.web.demo.models import MailboxMail


def mails(recipient: str = "") -> QuerySet[MailboxMail]:
    """Newest first, without their texts."""
    found = MailboxMail.objects.defer("text", "html").order_by("-at", "-pk")
    return found.filter(to_email=recipient) if recipient else found


def recipients() -> list[tuple[str, str, int]]:
    """(address, name, mails), by name."""
    rows = MailboxMail.objects.values("to_email", "to_name").annotate(count=Count("pk")).order_by("to_name", "to_email")
    return [(row["to_email"], row["to_name"], row["count"]) for row in rows]
