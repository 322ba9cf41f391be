from __future__ import annotations

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def of(table: Mapping[int, int], key: int) -> int:
    """`{{ lengths|of:thread_id }}`: the entry, 0 when there is none."""
    return table.get(key, 0)
