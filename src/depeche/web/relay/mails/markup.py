"""Words with placeholders -> subject, plain text and HTML. The two bodies say the same.

Substitution happens once: what a person's name or a topic holds is text, never a placeholder or markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from depeche.web.common.mailpage import button, page, paragraph
from depeche.web.common.outbox import LINK
from depeche.web.relay.mails.wording import DANISH

PLACEHOLDER = re.compile(r"\{(\w*)\}")


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
    laid_out = (button(parts.button, LINK) if block is None else paragraph(block) for block in blocks)
    return MailPreview(subject, text, page(laid_out, title=subject, language=parts.language, footer=parts.footer))


def fill(words: str, values: Mapping[str, str]) -> str:
    """Each known placeholder replaced, once. The mark of the link is taken out of what people wrote."""
    return PLACEHOLDER.sub(lambda m: values.get(called(m[1]), m[0]).replace(LINK, ""), words.replace(LINK, ""))


def called(name: str) -> str:
    """What a placeholder is called here, however it was written."""
    return DANISH.get(name.lower(), name)


def _blocks(parts: Parts) -> Iterator[str | None]:
    """Paragraphs; None is the button. A paragraph whose placeholders are all empty falls away."""
    for part in re.split(r"\n\s*\n", parts.body.replace("\r\n", "\n").strip()):
        for index, piece in enumerate(part.split("{link}")):
            if index:
                yield None
            for block in re.split(r"\n\s*\n", fill(piece, parts.values)):
                if block.strip():
                    yield block.strip()
