"""A code book: `.qdc`."""

from __future__ import annotations

from depeche.core.exchange import CodeBook

from .elements import Writer, document

NAMESPACE = "urn:QDA-XML:codebook:1.0"
SCHEMA = "http://schema.qdasoftware.org/versions/Codebook/v1.0/Codebook.xsd"


def qdc(book: CodeBook) -> bytes:
    """Raises `ValueError` for a book without a code: the schema wants one at least."""
    if not book.codes:
        raise ValueError("a code book needs a code")
    write = Writer(NAMESPACE)
    root = write.root("CodeBook", SCHEMA, origin=book.origin)
    write.codes(write.add(root, "Codes"), book.codes, notes=False)
    return document(root)
