"""Fill and read the outbox of a database that is not the test's own: `python -m … fill 100`, `python -m … counts`."""

from __future__ import annotations

import json
import sys

import django

django.setup()

from django.db.models import Count  # noqa: E402 - after setup
from django.utils import timezone  # noqa: E402 - after setup

from depeche.web.common import outbox  # noqa: E402 - after setup
from depeche.web.common.models import OutboxMail  # noqa: E402 - after setup


def fill(count: int) -> None:
    mails = (
        outbox.Mail(
            key=f"test/{number}/",
            kind="invitation",
            project_id=1,
            subject_type="test",
            subject_id=number,
            to_name=f"Nr. {number}",
            to_email=f"nr{number}@kommune.test",
            language="da",
            subject="Prøve",
            text="Rødgrød med fløde.\n.og et punktum\n",
            html="<p>Rødgrød</p>",
        )
        for number in range(count)
    )
    assert outbox.put_many(mails, timezone.now()) == count


def counts() -> dict[str, list[str]]:
    rows = OutboxMail.objects.values("status").annotate(n=Count("pk"))
    return {
        row["status"]: list(OutboxMail.objects.filter(status=row["status"]).values_list("to_email", flat=True))
        for row in rows
    }


if __name__ == "__main__":
    if sys.argv[1] == "fill":
        fill(int(sys.argv[2]))
    else:
        sys.stdout.write(json.dumps(counts()))
