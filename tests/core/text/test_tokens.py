from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from depeche.core.text import normal, tokens, words_in


def forms(text: str) -> list[str]:
    return [token.form for token in tokens(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hvad gør I, når det brænder på?", ["Hvad", "gør", "I", "når", "det", "brænder", "på"]),
        ("bl.a. i dag, f.eks. her, osv.", ["bl.a.", "i", "dag", "f.eks.", "her", "osv."]),
        ("børne- og ungeområdet", ["børne-", "og", "ungeområdet"]),
        ("en it-løsning – og e‑mail", ["en", "it-løsning", "og", "e-mail"]),
        ("ledelse/ledere (nye)", ["ledelse", "ledere", "nye"]),
        ("10.000 kr. til KL's møde kl. 12:30", ["10.000", "kr.", "til", "KL's", "møde", "kl.", "12:30"]),
        (
            "se https://example.org/a?b=c eller skriv til ab@example.org i dag",
            ["se", "eller", "skriv", "til", "i", "dag"],
        ),
        ("kommu\u00adnen", ["kommunen"]),
        ("slut.Begynd", ["slut", "Begynd"]),
        ("", []),
        ("?!… –", []),
    ],
)
def test_words_of_a_text(text: str, expected: list[str]) -> None:
    assert forms(text) == expected


def test_composed_and_decomposed_letters_are_the_same_word_with_their_own_places() -> None:
    composed = "På åbne møder får æbler øre"
    decomposed = unicodedata.normalize("NFD", composed)
    assert len(decomposed) > len(composed)
    assert forms(decomposed) == forms(composed)
    for token in tokens(decomposed):
        assert normal(decomposed[token.start : token.end]) == token.form


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("abæøåÅé\u030a\u0301 .,-'’/0123\n\u00ad@:"), max_size=60))
def test_places_are_ordered_disjoint_and_cut_out_the_form(text: str) -> None:
    end = 0
    for token in tokens(text):
        assert end <= token.start < token.end <= len(text)
        assert normal(text[token.start : token.end]) == token.form
        end = token.end


def test_a_mark_between_two_words_ends_the_context() -> None:
    # after "vi" leder is the verb; after a full stop it is the person
    assert [word.lemma for word in words_in("vi leder")] == ["vi", "lede"]
    assert [word.lemma for word in words_in("vi. Leder")] == ["vi", "leder"]
