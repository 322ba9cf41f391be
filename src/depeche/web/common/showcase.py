"""What the front page, the cookie page and the style guide show: invented words, and the cookies as they are set."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from depeche.web.common.components import Crumb, Figure, Pair, Step

NOON = datetime(2026, 11, 22, 13, 30, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Cookie:
    name: str
    purpose: str
    lifetime: str


def our_cookies() -> tuple[Cookie, ...]:
    return (
        Cookie(
            settings.SESSION_COOKIE_NAME, _("Remembers that you have signed in or opened your link."), _("Two weeks")
        ),
        Cookie(
            settings.LINK_COOKIE_NAME, _("Holds your personal link until you press Continue."), _("Ten minutes at most")
        ),
        Cookie(settings.CSRF_COOKIE_NAME, _("Makes sure that forms are sent from our own pages."), _("One year")),
        Cookie(settings.LANGUAGE_COOKIE_NAME, _("Remembers the language you chose."), _("Until you close the browser")),
    )


def example_pair() -> Pair:
    return Pair(
        question=_("When did you last let a decision go, and find that it was made better without you?"),
        answer=_(
            "Last spring. The night shift drew up its own rota. "
            "It took them two tries, and nobody has asked me about it since."
        ),
    )


class ExampleForm(forms.Form):
    """One field of each kind."""

    topic = forms.CharField(label=gettext_lazy("Topic"), help_text=gettext_lazy("A few words, not a question."))
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)
    text = forms.CharField(
        label=gettext_lazy("Your answer"), widget=forms.Textarea(attrs={"rows": 5}), max_length=600, required=False
    )
    sector = forms.ChoiceField(
        label=gettext_lazy("Sector"), choices=(("state", gettext_lazy("State")), ("region", gettext_lazy("Region")))
    )
    shown = forms.ChoiceField(
        label=gettext_lazy("Who sees the asker's name?"),
        widget=forms.RadioSelect,
        choices=(("hidden", gettext_lazy("Nobody")), ("named", gettext_lazy("The person who is asked"))),
    )
    agreed = forms.BooleanField(label=gettext_lazy("I have read what happens to what I write"))


def style_guide() -> dict[str, object]:
    """Everything `common/style.html` draws."""
    pair = example_pair()
    thread = (
        Pair(pair.question, pair.answer, asked_at=NOON, answered_at=NOON + timedelta(hours=3)),
        Pair(_("What did the second try teach them that the first had not?"), state=_("Waiting for an answer")),
    )
    return {
        "pair": pair,
        "thread": thread,
        "figures": (
            Figure(_("asked"), 124, tone="asked"),
            Figure(_("answered"), 98, tone="answered"),
            Figure(_("waiting"), 19),
            Figure(_("overdue"), 7, tone="care"),
            Figure(_("silent"), 12, note=_("have neither asked nor answered")),
        ),
        "crumbs": (Crumb(_("Projects"), "/"), Crumb(_("Relay"), "/"), Crumb(_("Rules"))),
        "steps": (
            Step(_("Topic"), "#", "done"),
            Step(_("Participants"), "#", "error"),
            Step(_("Rules"), "", "current"),
            Step(_("Window")),
        ),
        "form": ExampleForm({"topic": "", "email": "her", "text": "", "sector": "state", "agreed": ""}),
        "fresh": ExampleForm(prefix="fresh"),
        "page": Paginator(range(100), 20).page(2),
        "noon": NOON,
        "soon": NOON + timedelta(days=2, hours=3),
        "spread": 12345.5,
    }
