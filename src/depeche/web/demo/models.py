from __future__ import annotations

from typing import ClassVar

from django.db import models


class MailboxMail(models.Model):
    """A mail the demo has delivered: to nobody but this table. Outside demo mode the table stays empty."""

    message_id = models.CharField(max_length=200, unique=True)
    to_name = models.CharField(max_length=200, blank=True)
    to_email = models.EmailField(max_length=254, db_index=True)
    subject = models.CharField(max_length=300)
    language = models.CharField(max_length=5, default="da")
    text = models.TextField()
    html = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["-at", "-id"], name="mailbox_newest")]
