"""The analyst's Markdown as a small tree that both the page and the PDF are made from.

CommonMark without raw HTML; pictures become their text, so that a report loads nothing from elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

SAFE_LINKS: Final = ("https://", "http://", "mailto:", "#")


@dataclass(frozen=True, slots=True)
class Inline:
    """`kind` is text, break, code, strong, em or link; the last three hold `children`."""

    kind: str
    text: str = ""
    href: str = ""
    children: tuple[Inline, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """`kind` is p, h, quote, ul, ol, li, code, rule, table or row. `level`: of a heading, or where an ol begins."""

    kind: str
    level: int = 0
    inlines: tuple[Inline, ...] = ()
    blocks: tuple[Block, ...] = ()
    text: str = ""


def parse(markdown: str) -> tuple[Block, ...]:
    """The blocks of a Markdown text."""
    return tuple(_block(node) for node in SyntaxTreeNode(_parser().parse(markdown)).children)


def plain(blocks: tuple[Block, ...]) -> str:
    """The words alone."""
    parts = [" ".join((block.text, _words(block.inlines), plain(block.blocks))).strip() for block in blocks]
    return " ".join(part for part in parts if part)


def _words(inlines: tuple[Inline, ...]) -> str:
    return "".join(" " if item.kind == "break" else item.text + _words(item.children) for item in inlines)


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


_KINDS: Final = {
    "blockquote": "quote",
    "bullet_list": "ul",
    "ordered_list": "ol",
    "list_item": "li",
    "table": "table",
    "tr": "row",
}


def _block(node: SyntaxTreeNode) -> Block:
    if node.type in {"paragraph", "th", "td"}:
        return Block("p", inlines=_inlines(node))
    if node.type == "heading":
        return Block("h", int(node.tag[1:]), inlines=_inlines(node))
    if node.type in {"fence", "code_block"}:
        return Block("code", text=node.content.rstrip("\n"))
    if node.type == "hr":
        return Block("rule")
    if node.type == "table":
        rows = [row for part in node.children for row in part.children]
        return Block("table", blocks=tuple(_block(row) for row in rows))
    level = int(str(node.attrs.get("start", 1))) if node.type == "ordered_list" else 0
    return Block(_KINDS[node.type], level, blocks=tuple(_block(child) for child in node.children))


def _inlines(node: SyntaxTreeNode) -> tuple[Inline, ...]:
    found: list[Inline] = []
    for child in node.children:
        if child.type == "inline":
            found += [_inline(part) for part in child.children]
        else:
            found.append(_inline(child))
    return tuple(found)


def _inline(node: SyntaxTreeNode) -> Inline:
    if node.type in {"softbreak", "hardbreak"}:
        return Inline("text", " ") if node.type == "softbreak" else Inline("break")
    if node.type in {"strong", "em"}:
        return Inline(node.type, children=tuple(_inline(child) for child in node.children))
    if node.type == "link":
        href = str(node.attrs.get("href", ""))
        children = tuple(_inline(child) for child in node.children)
        return Inline("link", href=href if href.startswith(SAFE_LINKS) else "", children=children)
    if node.type == "code_inline":
        return Inline("code", node.content)
    return Inline("text", node.content)
