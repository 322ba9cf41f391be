"""A mail as the bytes that leave: ASCII, lines of at most 76 characters where they can be broken, ending with CRLF.

Written by hand for speed: Python's EmailMessage takes several milliseconds a mail, and thousands leave at once.
"""

from __future__ import annotations

import hashlib
from binascii import b2a_qp
from collections.abc import Iterable
from email.header import Header
from email.utils import formataddr

MAX_LINE = 76
NEWLINE = "\r\n"
FOLD = "\r\n "


def wire(headers: Iterable[str], text: str, html: str, *, mark: str) -> bytes:
    """`headers` as `header` and `address` write them; `mark` is different for each mail."""
    if not html:
        return NEWLINE.join(headers).encode("ascii") + b"\r\n" + _part("plain", text)
    border = f"=_{hashlib.sha256(mark.encode()).hexdigest()[:32]}"  # "=_" never stands in quoted-printable words
    opening, closing = f"--{border}\r\n".encode(), f"--{border}--\r\n".encode()
    head = NEWLINE.join((*headers, f'Content-Type: multipart/alternative;{FOLD}boundary="{border}"', "", ""))
    return head.encode("ascii") + opening + _part("plain", text) + opening + _part("html", html) + closing


def header(name: str, words: str) -> str:
    """Raises ValueError for words of several lines: they would begin another header."""
    _one_line(words)
    charset = None if words.isascii() else "utf-8"
    return f"{name}: {Header(words, charset, MAX_LINE, name).encode(linesep=NEWLINE)}"


def address(name: str, person: str, bare: str) -> str:
    """`bare` is the address itself, in ASCII. Raises ValueError as `header`."""
    _one_line(person)
    if not person:
        return f"{name}: {bare}"
    if person.isascii():
        written = formataddr((person, "a@b")).removesuffix(" <a@b>")  # quotes what must be quoted
    else:
        written = Header(person, "utf-8", MAX_LINE, name).encode(linesep=NEWLINE)
    last = f"{name}: {written}".rpartition(NEWLINE)[2]
    gap = " " if len(last) + len(bare) + 3 <= MAX_LINE else FOLD
    return f"{name}: {written}{gap}<{bare}>"


def _part(kind: str, words: str) -> bytes:
    head = f"Content-Type: text/{kind}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    lines = "\n".join(words.splitlines()) + "\n"
    return head.encode() + b2a_qp(lines.encode()).replace(b"\n", b"\r\n")


def _one_line(words: str) -> None:
    if "\r" in words or "\n" in words:
        raise ValueError("a header is one line")
