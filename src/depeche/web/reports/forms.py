"""What people hand in about a report, validated."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from depeche.web.analysis.models import Corpus
from depeche.web.reports.actions import Front
from depeche.web.reports.models import Report, Version

MAX_WORDS = 20  # to remark on; each becomes a paragraph
MAX_WORD = 60
MOST_DAYS = 60  # that participants may be ahead of everybody else
MAX_CHANGES = 2000
MAX_MARKDOWN = 40_000  # characters of one section: some fifteen pages


class FrontForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=200)
    subtitle = forms.CharField(label=_("Subtitle"), max_length=300, required=False)
    publisher = forms.CharField(
        label=_("Published by"),
        max_length=200,
        required=False,
        help_text=_("The authority or organisation that stands behind the report. Not the name of a person."),
    )
    language = forms.ChoiceField(
        label=_("Language of the report"),
        choices=settings.LANGUAGES,
        help_text=_("The fixed texts are written in it. What people wrote is never translated."),
    )
    remark_on = forms.CharField(
        label=_("Words to compare"),
        required=False,
        help_text=_(
            "Words you want to say something about, with commas between. The report counts them in every relay and "
            "says what the counts carry. Leave it empty to take the most frequent words."
        ),
    )
    show_groups = forms.BooleanField(
        label=_("Show the groups of those who ask and answer"),
        required=False,
        initial=True,
        help_text=_("A group is shown only when at least five people are in it."),
    )
    days_first = forms.IntegerField(
        label=_("Days in which those who took part read it first"),
        required=False,
        min_value=0,
        max_value=MOST_DAYS,
        initial=0,
        help_text=_(
            "They get a mail when a version is published for others, and read it by their personal link; all others "
            "see when it opens. 0 is at the same time as everybody. Once a version is published, it can only be raised."
        ),
    )
    ask_authors = forms.BooleanField(
        label=_("Ask the authors before anything they wrote is quoted"),
        required=False,
        help_text=_(
            "Without a yes nothing is quoted, also where the relay promised nothing. It goes for everything made of "
            "these relays, and cannot be taken back once somebody has been asked. Where a relay promised it, they are "
            "asked anyhow."
        ),
    )

    @classmethod
    def of(cls, report: Report) -> FrontForm:
        """The form as the draft stands."""
        names = ("title", "subtitle", "publisher", "language", "show_groups", "days_first", "ask_authors")
        kept: dict[str, Any] = {name: getattr(report, name) for name in names}
        return cls(initial=kept | {"remark_on": ", ".join(report.remark_on)})

    def clean_remark_on(self) -> tuple[str, ...]:
        words = tuple(dict.fromkeys(" ".join(word.split()) for word in self.cleaned_data["remark_on"].split(",")))
        words = tuple(word for word in words if word)
        if len(words) > MAX_WORDS:
            raise forms.ValidationError(_("Write at most %(most)s words."), params={"most": MAX_WORDS})
        if any(len(word) > MAX_WORD or " " in word for word in words):
            raise forms.ValidationError(_("Write single words with commas between them."))
        return words

    def front(self) -> Front:
        """The title page of a valid form."""
        data = self.cleaned_data
        return Front(
            title=data["title"],
            subtitle=data["subtitle"],
            publisher=data["publisher"],
            language=data["language"],
            remark_on=data["remark_on"],
            show_groups=data["show_groups"],
            days_first=data["days_first"] or 0,
            ask_authors=data["ask_authors"],
        )


class MaterialField(forms.ModelChoiceField):  # type: ignore[type-arg] # Django's class takes no argument at run time
    def label_from_instance(self, obj: Any) -> str:  # noqa: ANN401 - Django's signature
        return str(obj.title)


class NewReportForm(FrontForm):
    template = forms.ChoiceField(choices=Report.Template.choices, initial=Report.Template.RELAY, required=False)

    def __init__(self, *args: Any, corpora: QuerySet[Corpus], **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        self.fields["corpus"] = MaterialField(
            label=_("Material"),
            queryset=corpora,
            empty_label=None,
            help_text=_("Questions, answers, themes and highlights come from here, also those made after today."),
        )
        self.order_fields(["corpus"])


class SectionForm(forms.Form):
    markdown = forms.CharField(
        label=_("Text"),
        required=False,
        strip=False,
        max_length=MAX_MARKDOWN,
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "true"}),
    )
    base = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    over = forms.CharField(
        max_length=64, required=False, widget=forms.HiddenInput
    )  # of a text the writer has been shown

    def began_from(self) -> str:
        """The stamp of the text that may be written over."""
        base: str = self.cleaned_data["over"] or self.cleaned_data["base"]
        return base


class PublishForm(forms.Form):
    """`after`: the newest version when the page was shown; `comments`: how many of them were unresolved then."""

    audience = forms.ChoiceField(
        label=_("Who may read it?"),
        choices=Version.Audience.choices,
        initial=Version.Audience.MEMBERS,
        widget=forms.RadioSelect,
    )
    changes = forms.CharField(
        label=_("What is new since the version before?"),
        max_length=MAX_CHANGES,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A sentence or two. It is shown with both versions and never changes."),
    )
    despite = forms.BooleanField(label="")
    after = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    comments = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, newest: int, unresolved: int, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        self.initial = {"after": newest, "comments": unresolved, **self.initial}
        if not newest:
            del self.fields["changes"]
        if unresolved:
            self.fields["despite"].label = ngettext(
                "Publish though %(count)s comment is not resolved",
                "Publish though %(count)s comments are not resolved",
                unresolved,
            ) % {"count": unresolved}
        else:
            del self.fields["despite"]


class WithdrawForm(forms.Form):
    because = forms.CharField(
        label=_("Why is it withdrawn?"),
        max_length=300,
        required=False,
        help_text=_("A sentence that stands at its address for whoever comes there. Write no name."),
    )
