from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from allauth.core import context, ratelimit
from django import forms
from django.utils.translation import gettext_lazy as _


class AddressForm(RequestLoginCodeForm):  # type: ignore[misc] # allauth ships no types
    """Step one: to which address the code goes."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "autocapitalize": "none", "spellcheck": "false"}),
    )


class CodeForm(ConfirmLoginCodeForm):  # type: ignore[misc] # allauth ships no types
    """Step two. Spaces and dashes that come along when the code is pasted do no harm (allauth takes them out)."""

    code = forms.CharField(
        label=_("The code from the mail"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false", "size": "10"}
        ),
    )

    def clean_code(self) -> str:
        """Allauth counts tries in the session, where tries sent at the same instant all read the same count. So they
        are counted once more, each under a lock, before the code is looked at.
        """
        request = context.request
        if not ratelimit.consume(request, action="try_login_code", key=request.session.session_key or ""):
            raise get_adapter().validation_error("too_many_login_attempts")
        code: str = super().clean_code()
        return code
