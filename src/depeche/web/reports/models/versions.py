"""Published versions: nothing of them changes but whether they may be read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, Final

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from depeche.web.reports.models.drafts import Report

MAY_CHANGE: Final = frozenset({"withdrawn_at", "withdrawn_by", "withdrawn_by_id", "withdrawn_because"})


class FrozenError(TypeError):
    """Something tried to change or remove a published version. A fault in the code, never of a person."""


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
        PUBLIC = "public", _("Everybody; search engines may find it")
        SECRET = "secret", _("Everybody who has the address; search engines may not find it")
        MEMBERS = "members", _("Members of the project only")

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)  # as it was; lists show it without reading the model
    model = models.TextField()  # core.reporting.to_json: the whole report, byte for byte what was sealed
    sha256 = models.CharField(max_length=64)  # of `model`
    pdf = models.BinaryField()
    changes = models.TextField(blank=True)  # what is new since the version before, in the publisher's words
    open_from = models.DateTimeField(null=True)  # until then participants of the relays and members alone read it
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.MEMBERS)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    withdrawn_because = models.CharField(max_length=300, blank=True)  # read at its address by whoever comes there

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
        """Read by whoever has the address, now or once it is open."""
        return self.audience != self.Audience.MEMBERS


def _refuse(names: Iterable[str]) -> None:
    frozen = sorted(set(names) - MAY_CHANGE)
    if frozen:
        raise FrozenError(f"A published version never changes: {', '.join(frozen)}.")


class Standing(models.Model):
    """What a version still rests on, as it was last looked at. The version itself never changes."""

    version = models.OneToOneField(Version, on_delete=models.CASCADE, related_name="standing")
    material = models.CharField(max_length=64)  # fingerprint of the material it was held against
    marks = models.JSONField(default=list)  # what no longer holds, and where: core.reporting.claims as plain values
    looked_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)  # a member has said that these marks are known
    seen_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
