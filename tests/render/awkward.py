"""Corpora whose words try to be something else: markup, code, formulas, rare signs, very long or very many."""

from __future__ import annotations

import unicodedata

from depeche.core.corpus import Corpus, Pair, Source, Span

HOSTILE = (
    '#import "@preview/x:1.0.0": * #read("/etc/passwd") #eval("1+1") $x^2$ @ref <label> *fed* _kursiv_ = Overskrift',
    "<script>alert(1)</script><img src=x onerror=alert(1)><!-- --></style></svg>&amp;&#x27;",
    "{{questions}} {% include 'x' %} ${7*7} {0} %s \\ ` ~",
    '=HYPERLINK("http://evil.example","klik")',
    unicodedata.normalize("NFD", "På Ærø går både høns og får i øst; æøåÆØÅ é ü"),
    "På Ærø går både høns og får i øst; æøåÆØÅ é ü",
    "Godt gået 😀👍🏽 👨‍👩‍👧 🇩🇰 ❤️ ✨",
    "Linje et\r\nLinje to\r\n\r\nLinje fire\rLinje fem\u2028Linje seks\ttabulator",
    "Tegn uden skrift: 日本語 العربية \U0001f9ff \ufffd \x07\x1b nul-bredde\u200b \u202eomvendt\u202c",
    "x" * 400,
    "   ",
    "",
)


def hostile() -> Corpus:
    pairs = tuple(
        Pair(
            str(at),
            f"Spørgsmål {at}? {text}",
            text,
            "<b>&\"'",
            f"Tema #{at % 3} <i>*x*</i> {{{{questions}}}}",
            asker_group="=gruppe <u>",
            answerer_group="@gruppe",
            highlights_answer=(Span(0, min(5, len(text))),) if text.strip() else (),
        )
        for at, text in enumerate(HOSTILE)
    )
    source = Source("<b>&\"'", "Stafet <b> #strong[x] & *to*", 40, (), (("=gruppe <u>", 20), ("@gruppe", 20)))
    return Corpus(
        "Titel <script> #pagebreak() {{x}} 😀",
        (source,),
        pairs,
        topic="<em> #x",
        origin="<kilde> #y",
        note="*note* <z>",
    )


def long() -> Corpus:
    sentence = "Vi begyndte med at spørge dem, der bruger stedet, og så ventede vi på et vink. "
    answer = "\n\n".join(sentence * 12 for _ in range(18))  # some 3,000 words
    pairs = [Pair("l", "Hvad gjorde I? " * 60, answer, "a", "langt")]
    pairs += [Pair(f"m{at}", f"Hvorfor nummer {at}?", "Fordi. " * (at % 30 + 1), "a", "mange") for at in range(100)]
    return Corpus("Langt", (Source("a", "A", 60),), tuple(pairs))
