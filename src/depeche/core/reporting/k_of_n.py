"""`{{k_af_n:theme:topledere:tid}}`: a count together with the whole it is a part of, "14 af 39".

It is written out as two references before anything is computed, so that both numbers are figures like any other. The
name says the word between them, since an analyst's text is in one language: `k_af_n` prints *af*, `k_of_n` *of*.
"""

from __future__ import annotations

from typing import Final

from depeche.core.reporting.speak import REFERENCE, quoted_lines

BETWEEN: Final = {"k_af_n": "af", "k_of_n": "of"}
FORMS: Final = {"da": "k_af_n", "en": "k_of_n"}

# What each count is a part of: the recipe of the whole, and which of the count's arguments it takes.
WHOLES: Final[dict[str, tuple[str, tuple[int, ...]]]] = {
    "theme": ("questions", (0,)),
    "unsorted": ("questions", (0,)),
    "several": ("questions", (0,)),
    "answers": ("questions", (0,)),
    "texts": ("questions", (1,)),
    "took_part": ("participants", (0,)),
    "group": ("participants", (0,)),
    "chosen": ("theme", (0, 1)),
    "carried": ("tests", (0, 1)),
    "flow_own": ("flow_asked", (0, 1)),
    "flow_shown": ("answers", (0,)),
    "cross": ("cross_theme", (0, 1)),
    "cross_theme": ("cross_total", (0,)),
    "cross_group": ("cross_total", (0,)),
}


def written_out(markdown: str) -> str:
    """The text with each `k_af_n` as two references. One that names no count stays, and is named as an orphan later."""
    if not any(form in markdown for form in BETWEEN):
        return markdown
    lines = (
        line if quoted else REFERENCE.sub(lambda mark: _pair(mark[0], mark[1]), line)
        for line, quoted in quoted_lines(markdown)
    )
    return "\n".join(lines)


def whole_of(reference: str) -> str:
    """The reference to the whole that a count like `theme:topledere:tid` is a part of; "" where it has none."""
    recipe, *args = (part.strip() for part in reference.split(":"))
    if recipe == "took_part" and len(args) > 1:  # of a group: those of that group
        return ":".join(("group", *args))
    name, places = WHOLES.get(recipe, ("", ()))
    return ":".join((name, *(args[at] for at in places if at < len(args)))) if name else ""


def k_of_n(reference: str, language: str) -> str:
    """What an analyst writes to bind a word to a count: the reference with its braces, "" where it has no whole."""
    return f"{{{{{FORMS[language]}:{reference}}}}}" if whole_of(reference) else ""


def _pair(written: str, reference: str) -> str:
    form, _, count = reference.partition(":")
    whole = whole_of(count.strip())
    if form.strip() not in BETWEEN or not whole:
        return written
    return f"{{{{{count.strip()}}}}} {BETWEEN[form.strip()]} {{{{{whole}}}}}"
