"""`{% load report_recognise %}`: places by which somebody could be recognised, in words."""

from __future__ import annotations

from collections.abc import Mapping

from django import template

from depeche.web.reports.recognise import Place
from depeche.web.reports.recognise_words import choice_said, done_said, kind_said, why_said

register = template.Library()


@register.filter
def kind_name(place: Place) -> str:
    return kind_said(place.kind)


@register.filter
def why_found(place: Place) -> str:
    return why_said(place.kind, place.why)


@register.filter
def done(place: Place) -> str:
    return done_said(place.kind, place.choice)


@register.simple_tag
def choice_label(place: Place, choice: str) -> str:
    return choice_said(place.kind, choice)


@register.simple_tag
def place_after(following: Mapping[str, str], place: Place) -> str:
    """The key of the place one comes to after deciding this one."""
    return following.get(place.key, place.key)
