"""Who is asked to read a draft, and until when authors are asked to reply."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from depeche.web.projects.models import Membership
from depeche.web.relay.actions.consent import REPLY_WITHIN


class ReviewForm(forms.Form):
    members = forms.MultipleChoiceField(
        label=_("Who is to read it?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They get a mail with a link. Every member who may write reports can read it and comment."),
    )

    def __init__(self, *args: Any, members: Iterable[Membership], **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        field = self.fields["members"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - declared above; for the type checker
        field.choices = [(one.user_id, f"{one.user.get_full_name()}, {one.get_role_display()}") for one in members]

    def chosen(self) -> list[int]:
        """Keys of the users of a valid form."""
        return [int(key) for key in self.cleaned_data["members"]]


class DeadlineForm(forms.Form):
    answer_by = forms.DateField(
        label=_("Reply by"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("They are reminded once, three days before. A later reply counts too, until it is printed."),
    )

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        self.fields["answer_by"].initial = timezone.localdate(now + REPLY_WITHIN)

    def moment(self) -> datetime:
        """The end of the day of a valid form."""
        day: date = self.cleaned_data["answer_by"]
        return timezone.make_aware(datetime.combine(day, time(23, 59)))
