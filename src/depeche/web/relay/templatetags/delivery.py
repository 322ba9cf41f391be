from __future__ import annotations

from django import template

from depeche.web.relay.organiser import delivery

register = template.Library()


@register.filter
def why(code: str) -> str:
    """`{{ mail.reply_code|why }}`: the reason behind a mail server's code, in words."""
    return delivery.why(code)
