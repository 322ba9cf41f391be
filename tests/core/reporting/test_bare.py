from __future__ import annotations

import pytest

from depeche.core.reporting.bare import bare_figures


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Der var 17 låger.", ["17"]),
        ("Omkring 45 % svarede.", ["45 %"]),
        ("I alt 1.234,5 kr. og 10.000 æbler.", ["1.234,5", "10.000"]),
        ("Der kom {{questions:have}} spørgsmål.", []),
        ("Der kom {{questions:have}} spørgsmål og 3 svar.", ["3"]),
        ("Siden 2017 og frem til 2017-2019.", []),
        ("Den 22. november 2026 kl. 14.30 og 2026-11-22 og 22/11-2026.", []),
        ("On November 22, 2026 at 14:30.", []),
        ("1. Det første\n2. Det andet\n   3) Det tredje", []),
        ("Der bor 5.800.000 i landet [kilde: et register].", []),
        ("Der bor 5.800.000 i landet. [source: a register]", []),
        ("Der bor 5.800.000 i landet. Det er 7 for mange. [kilde: ingen]", ["5.800.000"]),
        ("COVID-19, B2B og 1970'erne er ord, ikke tal.", []),
        ("Se afsnit 4, side 12 og § 3.", []),
        ("[her](https://example.org/2/34567) og https://example.org/99", []),
        ("> Der var 17 låger.", []),
        ("> Et citat med 17\nog 18 i sin dovne linje\n\nmen 19 her", ["19"]),
        ("## Afsnit 1\n\nTekst", []),
        ("Side om side: 4 mod 4.", ["4", "4"]),
    ],
)
def test_numbers_that_nothing_carries(text: str, numbers: list[str]) -> None:
    assert [bare.number for bare in bare_figures(text)] == numbers


def test_the_sentence_comes_along() -> None:
    assert bare_figures("Det er fint. Men 8 af\ndem er ikke. Slut.")[0].sentence == "Men 8 af dem er ikke."
