"""Words with placeholders -> subject, plain text and HTML. The two bodies say the same.

Substitution happens once: what a person's name or a topic holds is text, never a placeholder or markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from depeche.web.common.outbox import LINK

PLACEHOLDER = re.compile(r"\{(\w*)\}")
ACCENT = "#0b4f5c"  # the accent of common/css/tokens.css, 9.0:1 on white


class MailPreview(NamedTuple):
    subject: str
    text: str
    html: str


class Parts(NamedTuple):
    """A mail before it is laid out. `values` holds no link; `footer` is lines below the words."""

    subject: str
    body: str
    button: str
    footer: tuple[str, ...]
    language: str
    values: Mapping[str, str]


def compose(parts: Parts) -> MailPreview:
    subject = " ".join(fill(parts.subject, parts.values).split())
    blocks = tuple(_blocks(parts))
    text = "\n\n".join(f"{parts.button}:\n{LINK}" if block is None else block for block in blocks)
    text = f"{text}\n\n-- \n" + "\n".join(parts.footer) + "\n"
    return MailPreview(subject, text, _html(parts, subject, blocks))


def fill(words: str, values: Mapping[str, str]) -> str:
    """Each known placeholder replaced, once. The mark of the link is taken out of what people wrote."""
    return PLACEHOLDER.sub(lambda m: values.get(m[1], m[0]).replace(LINK, ""), words.replace(LINK, ""))


def _blocks(parts: Parts) -> Iterator[str | None]:
    """Paragraphs; None is the button. A paragraph whose placeholders are all empty falls away."""
    for paragraph in re.split(r"\n\s*\n", parts.body.replace("\r\n", "\n").strip()):
        for index, piece in enumerate(paragraph.split("{link}")):
            if index:
                yield None
            for block in re.split(r"\n\s*\n", fill(piece, parts.values)):
                if block.strip():
                    yield block.strip()


def _html(parts: Parts, subject: str, blocks: tuple[str | None, ...]) -> str:
    body = format_html_join("\n", "{}", ((_button(parts.button) if b is None else _paragraph(b),) for b in blocks))
    footer = format_html_join("\n", '<p style="margin:0 0 4px">{}</p>', ((line,) for line in parts.footer))
    return format_html(
        '<!doctype html>\n<html lang="{language}">\n<head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><title>{subject}</title></head>\n'
        '<body style="margin:0;padding:24px 16px;background:#ffffff;color:#1a1a1a;'
        "font-family:'IBM Plex Sans',Arial,sans-serif;font-size:17px;line-height:1.5\">\n"
        '<main style="max-width:560px;margin:0 auto">\n'
        '<p aria-hidden="true" style="margin:0 0 16px;color:{accent};font-size:34px;font-weight:600;line-height:1">'
        "?&thinsp;!</p>\n{body}\n"
        '<div style="margin-top:32px;padding-top:16px;border-top:1px solid #bfbfbf;color:#454545;font-size:14px">\n'
        "{footer}\n</div>\n</main>\n</body>\n</html>\n",
        language=parts.language,
        subject=subject,
        accent=ACCENT,
        body=body,
        footer=footer,
    )


def _paragraph(text: str) -> SafeString:
    lines = mark_safe("<br>\n".join(conditional_escape(line.strip()) for line in text.split("\n")))  # each is escaped
    return format_html('<p style="margin:0 0 16px">{}</p>', lines)


def _button(label: str) -> SafeString:
    return format_html(
        '<p style="margin:24px 0"><a href="{}" style="display:inline-block;padding:12px 24px;background:{};'
        'color:#ffffff;font-weight:600;text-decoration:none;border-radius:4px">{}</a></p>',
        LINK,
        ACCENT,
        label,
    )
