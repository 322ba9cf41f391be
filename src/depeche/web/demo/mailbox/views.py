from __future__ import annotations

from csp.decorators import csp
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from depeche.web.demo.mailbox import queries
from depeche.web.demo.models import MailboxMail

PAGE = 50
STYLED = {
    "default-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'none'"],
    "frame-ancestors": ["'none'"],
    "style-src": ["'unsafe-inline'"],  # mail carries its styles on its elements
    "sandbox": ["allow-popups", "allow-top-navigation-by-user-activation"],  # no scripts, no forms, no origin
}


@require_safe
def mail_list(request: HttpRequest) -> HttpResponse:
    recipient = request.GET.get("til", "")
    page = Paginator(queries.mails(recipient), PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "demo/mailbox/list.html",
        {
            "page": page,
            "recipient": recipient,
            "recipients": queries.recipients(),
            "query": f"{urlencode({'til': recipient})}&" if recipient else "",
        },
    )


@require_safe
def mail(request: HttpRequest, mail_id: int) -> HttpResponse:
    return render(request, "demo/mailbox/mail.html", {"mail": get_object_or_404(MailboxMail, pk=mail_id)})


@csp(STYLED)  # type: ignore[arg-type] # django-csp's types know no views with arguments
@require_safe
def mail_html(request: HttpRequest, mail_id: int) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """As a mail program shows it, on a page of its own that may do nothing but be looked at."""
    return HttpResponse(get_object_or_404(MailboxMail.objects.exclude(html=""), pk=mail_id).html)
