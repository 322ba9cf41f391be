"""HTML by functions: what is not `Markup` is escaped, so that no participant's text can become a tag."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape


class Markup(str):
    """HTML that is safe as it stands."""

    __slots__ = ()


Content = str | Markup | Iterable["Content"]

VOID = frozenset({"br", "hr", "img", "meta", "link", "source"})


def el(tag: str, *content: Content, **attributes: str | int | bool | None) -> Markup:
    """An element. Underscores in attribute names are hyphens, a trailing one goes (`class_`); `None` and False too."""
    given = "".join(
        f" {name.rstrip('_').replace('_', '-')}" + ("" if value is True else f'="{escape(str(value))}"')
        for name, value in attributes.items()
        if value is not None and value is not False
    )
    if tag in VOID:
        return Markup(f"<{tag}{given}>")
    return Markup(f"<{tag}{given}>{join(content)}</{tag}>")


def join(content: Iterable[Content]) -> Markup:
    """Contents one after the other."""
    return Markup("".join(_text(item) for item in content))


def _text(item: Content) -> str:
    if isinstance(item, Markup):
        return item
    if isinstance(item, str):
        return escape(item)
    return join(item)
