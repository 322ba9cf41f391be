from __future__ import annotations

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def minutes(seconds: int) -> str:
    """90 -> 1:30"""
    return f"{seconds // 60}:{seconds % 60:02}"


@register.filter
def of(table: Mapping[int, int], key: int) -> int:
    """`{{ lengths|of:thread_id }}`: the entry, 0 when there is none."""
    return table.get(key, 0)


@register.filter
def entry(table: Mapping[int, object] | str, key: int) -> object:
    """`{{ notices|entry:turn.id }}`: the entry, nothing when there is none, or no table on this page."""
    return table.get(key) if isinstance(table, Mapping) else None
