"""The words of a message: all of them to look for codes in, or those its writer has written, without what is quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import Message
from html import unescape

LONGEST = 2000  # characters of an automatic answer that are kept
QUOTED = re.compile(
    r"\s*(?:>|-{2,}\s*(?:original message|oprindelig meddelelse|videresendt)|_{10,}|(?:fra|from):\s|"
    r"(?:den|on)\b.{5,120}\b(?:skrev|wrote).{0,120}:\s*$)",
    re.IGNORECASE,
)
BREAKS = {"p", "div", "br", "tr", "li", "h1", "h2", "h3"}
SILENT = {"style", "script", "head", "title"}
TAG = re.compile(  # nothing that has matched is given back: one pass
    r"<!--(?:[^-]|-(?!->))*+(?:-->)?|<![^<>]*+>|<(?P<closes>/?)(?P<name>[a-z][a-z0-9]*+)[^<>]*+>", re.IGNORECASE
)


def words_of(message: Message) -> str:
    """Of every part that is text, also inside a letter that came back."""
    return "\n".join(_decoded(part) for part in message.walk() if _is_text(part))


def own_words(message: Message) -> str:
    """What stands before the first quoted line; of HTML its text. At most LONGEST characters."""
    kept: list[str] = []
    for line in _first_text(message).splitlines():
        if QUOTED.match(line):
            break
        kept.append(" ".join(line.split()))
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip().replace("\0", "")
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _first_text(message: Message) -> str:
    parts = list(_outside_of_letters(message))
    for kind in ("text/plain", "text/html"):
        for part in parts:
            if part.get_content_type() == kind and _decoded(part).strip():
                return _stripped(_decoded(part)) if kind == "text/html" else _decoded(part)
    return ""


def _outside_of_letters(message: Message) -> Iterator[Message]:
    if message.get_content_maintype() == "message":
        return
    if not message.is_multipart():
        yield message
        return
    for part in message.get_payload():
        if isinstance(part, Message):
            yield from _outside_of_letters(part)


def _is_text(part: Message) -> bool:
    return not part.is_multipart() and part.get_content_maintype() in {"text", "message"}


def _decoded(part: Message) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    try:
        return payload.decode(part.get_content_charset("utf-8"), "replace")
    except LookupError:  # a charset nobody knows
        return payload.decode("utf-8", "replace")


def _stripped(html: str) -> str:
    """The text between the tags, in one pass whatever was sent: the parser of the standard library goes back to the
    beginning for every tag that is left open, and hangs for hours on a mail made to make it.
    """
    words: list[str] = []
    at = silent = 0
    for tag in TAG.finditer(html):
        words += [] if silent else _spoken(html[at : tag.start()])
        at, name = tag.end(), (tag["name"] or "").lower()
        if name in SILENT:
            silent = max(0, silent - 1) if tag["closes"] else silent + 1
        words += ["\n"] if name in BREAKS else []
    return "".join(words if silent else [*words, *_spoken(html[at:])])


def _spoken(part: str) -> list[str]:
    words = " ".join(unescape(part).split())
    return [f"{words} "] if words else []
