"""The look of a mail: one column, no table, no picture, nothing fetched. Mail wants styles on the elements."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

ACCENT = "#0b4f5c"  # the accent of common/css/tokens.css, 9.0:1 on white


def page(blocks: Iterable[SafeString], *, title: str, language: str, footer: Iterable[str] = ()) -> str:
    """A whole document. The motif on top is drawn in letters and silent to a screen reader."""
    lines = format_html_join("\n", '<p style="margin:0 0 4px">{}</p>', ((line,) for line in footer))
    foot = '<div style="margin-top:32px;padding-top:16px;border-top:1px solid #bfbfbf;color:#454545;font-size:14px">'
    return format_html(
        '<!doctype html>\n<html lang="{language}">\n<head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title></head>\n'
        '<body style="margin:0;padding:24px 16px;background:#ffffff;color:#1a1a1a;'
        "font-family:'IBM Plex Sans',Arial,sans-serif;font-size:17px;line-height:1.5\">\n"
        '<main style="max-width:560px;margin:0 auto">\n'
        '<p aria-hidden="true" style="margin:0 0 16px;color:{accent};font-size:34px;font-weight:600;line-height:1">'
        "?&thinsp;!</p>\n{body}\n{footer}</main>\n</body>\n</html>\n",
        language=language,
        title=title,
        accent=ACCENT,
        body=format_html_join("\n", "{}", ((block,) for block in blocks)),
        footer=format_html("{}\n{}\n</div>\n", mark_safe(foot), lines) if lines else "",  # fixed text
    )


def paragraph(text: str) -> SafeString:
    lines = mark_safe("<br>\n".join(conditional_escape(line.strip()) for line in text.split("\n")))  # each is escaped
    return format_html('<p style="margin:0 0 16px">{}</p>', lines)


def large(text: str) -> SafeString:
    return format_html('<p style="margin:0 0 16px;font-size:30px;font-weight:600;letter-spacing:2px">{}</p>', text)


def button(label: str, address: str) -> SafeString:
    return format_html(
        '<p style="margin:24px 0"><a href="{}" style="display:inline-block;padding:12px 24px;background:{};'
        'color:#ffffff;font-weight:600;text-decoration:none;border-radius:4px">{}</a></p>',
        address,
        ACCENT,
        label,
    )
