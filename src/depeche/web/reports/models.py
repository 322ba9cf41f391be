"""A report is a draft that may change, and versions of it that may not.

Report ── Version 1, 2, 3 …      current: the newest that is not withdrawn
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, Final

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from depeche.web.analysis.models import Corpus
from depeche.web.projects.models import Project

MAY_CHANGE: Final = frozenset({"withdrawn_at", "withdrawn_by", "withdrawn_by_id"})


class FrozenError(TypeError):
    """Something tried to change or remove a published version. A fault in the code, never of a person."""


class Report(models.Model):
    """The draft: the analyst's own words in Markdown. Pairs, counts and charts come from the corpus."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="reports")
    corpus = models.ForeignKey(Corpus, on_delete=models.PROTECT, related_name="reports")
    title = models.CharField(max_length=200)
    subtitle = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=5, choices=settings.LANGUAGES, default="da")
    publisher = models.CharField(max_length=200, blank=True)  # on the title page, e.g. the authority behind it
    texts = models.JSONField(default=dict)  # {slot of core.reporting.text_slots: Markdown}
    remark_on = models.JSONField(default=list)  # list of str: words to compare between the relays
    show_groups = models.BooleanField(default=True)  # the groups of asker and answerer beside a pair, where allowed
    address = models.CharField(max_length=40, unique=True)  # unguessable part of the public address; never changes
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-changed_at", "-id"]


class VersionSet(models.QuerySet["Version"]):
    def readable(self) -> VersionSet:
        return self.filter(withdrawn_at__isnull=True)

    def light(self) -> VersionSet:
        """Without what weighs: lists need neither the model nor the PDF."""
        return self.defer("model", "pdf")

    def update(self, **values: Any) -> int:  # noqa: ANN401 - Django's signature
        _refuse(values)
        return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        raise FrozenError("A published version is withdrawn, not deleted.")


class Version(models.Model):
    """A published version. Nothing of it changes but whether it may be read."""

    class Audience(models.TextChoices):
        PUBLIC = "public", _("Everybody who has the address")
        MEMBERS = "members", _("Members of the project only")

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)  # as it was; lists show it without reading the model
    model = models.TextField()  # core.reporting.to_json: the whole report, byte for byte what was sealed
    sha256 = models.CharField(max_length=64)  # of `model`
    pdf = models.BinaryField()
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.MEMBERS)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = VersionSet.as_manager()

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["report", "number"], name="version_numbered")]

    def save(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        if not self._state.adding:
            changed: Iterable[str] = kwargs.get("update_fields") or (field.name for field in self._meta.fields)
            _refuse(changed)
        super().save(*args, **kwargs)

    def delete(self, *_args: object, **_kwargs: object) -> tuple[int, dict[str, int]]:
        raise FrozenError("A published version is withdrawn, not deleted.")

    @property
    def public(self) -> bool:
        return self.audience == self.Audience.PUBLIC


def _refuse(names: Iterable[str]) -> None:
    frozen = sorted(set(names) - MAY_CHANGE)
    if frozen:
        raise FrozenError(f"A published version never changes: {', '.join(frozen)}.")
