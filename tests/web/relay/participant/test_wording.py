"""Each rule and each refusal has its sentence, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.utils import translation

import depeche.core.relay
import depeche.web.relay
from depeche.core.errors import RuleError
from depeche.core.relay.rules import Recipient, Rules
from depeche.web.relay.participant.wording import (
    REFUSALS,
    number_word,
    refusal_in_words,
    rules_in_words,
    words_about_words,
)

CODE = re.compile(r'RuleError\(\s*"(\w+)"|\(.*, "(\w+)"\),$|empty="(\w+)"| else "(\w+)", act', re.MULTILINE)
MADE_OF_A_STATUS = {"answered_already", "returned_already", "held_already", "removed_already"}
OF_THE_ORGANISER = {
    "moment_in_past", "moment_passed", "no_purpose", "no_topic", "no_window", "not_due", "too_few_people",
    "without_group",
}  # fmt: skip # two rows read better than eight


def codes() -> set[str]:
    """Those that participants' actions and the rules behind them can raise, read from their source."""
    core, web = Path(depeche.core.relay.__file__).parent, Path(depeche.web.relay.__file__).parent
    sources = [core / "decisions.py", core / "window.py", web / "rules.py"]
    sources += [web / "actions" / f"{name}.py" for name in ("ask", "answer", "drafts", "steps")]
    found = {code for source in sources for match in CODE.findall(source.read_text()) for code in match if code}
    return (found | MADE_OF_A_STATUS) - OF_THE_ORGANISER


def test_the_source_is_read() -> None:
    assert {"no_right", "self", "recipient_full", "already_asked", "empty_text", "closed", "not_recipient"} <= codes()


def test_every_refusal_has_its_own_sentence() -> None:
    assert codes() - REFUSALS.keys() == set()


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("code", sorted(REFUSALS))
def test_a_refusal_says_what_happened_and_what_to_do(code: str, language: str) -> None:
    with translation.override(language):
        said = refusal_in_words(RuleError(code, waiting=2, cap=2))
    assert said.happened.endswith(".")
    assert said.todo.endswith(".")
    assert said.happened != refusal_in_words(RuleError("unknown")).happened


def test_danish_is_danish() -> None:
    with translation.override("da"):
        danish = {refusal_in_words(RuleError(code)).happened for code in REFUSALS}
        rules = set(rules_in_words(Rules(recipient=Recipient.OTHER_SECTOR, quiet_nights=True, quiet_weekends=True)))
        words = set(words_about_words(Rules()))
    with translation.override("en"):
        english = {refusal_in_words(RuleError(code)).happened for code in REFUSALS}
        rules_en = set(rules_in_words(Rules(recipient=Recipient.OTHER_SECTOR, quiet_nights=True, quiet_weekends=True)))
        words_en = set(words_about_words(Rules()))
    assert not danish & english
    assert not rules & rules_en
    assert not words & words_en


def test_an_unknown_refusal_is_still_a_sentence() -> None:
    with translation.override("en"):
        assert refusal_in_words(RuleError("news")).happened == "This cannot be done just now."


def test_somebody_faster_is_told_with_the_number() -> None:
    with translation.override("da"):
        assert "to ubesvarede spørgsmål" in refusal_in_words(RuleError("recipient_full", waiting=2, cap=2)).happened
        assert "ét ubesvaret spørgsmål" in refusal_in_words(RuleError("recipient_full", waiting=1, cap=1)).happened


def test_the_default_rules_in_plain_words() -> None:
    back = "Ellers går det tilbage til den, der spurgte, som kan sende det til en anden."
    with translation.override("da"):
        said = rules_in_words(Rules())
    assert said == (
        "Du begynder med ét spørgsmål, og du vælger selv, hvem du spørger.",
        "Du vælger en ny hver gang, så længe der er nogen, du ikke har spurgt.",
        "Når du svarer på et spørgsmål, får du ét nyt spørgsmål at stille.",
        "Den, der allerede har to ubesvarede spørgsmål, kan ikke vælges, før et af dem er besvaret.",
        f"Et spørgsmål skal besvares inden for 24 timer. {back}",
        "Er du den forkerte at spørge, kan du sige nej og skrive hvorfor. Så går spørgsmålet også tilbage.",
    )


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        (Rules(quiet_nights=True), "Nætter tæller ikke med."),
        (Rules(quiet_weekends=True), "Weekender tæller ikke med."),
        (Rules(quiet_nights=True, quiet_weekends=True), "Nætter og weekender tæller ikke med."),
        (Rules(answer_within=None), "så længe stafetten varer"),
        (Rules(waiting_cap=1), "ét ubesvaret spørgsmål"),
        (Rules(recipient=Recipient.OTHER_GROUP), "en anden gruppe end din egen"),
    ],
)
def test_each_rule_that_is_set_is_said(rules: Rules, said: str) -> None:
    with translation.override("da"):
        assert said in " ".join(rules_in_words(rules))


def test_rules_that_are_off_are_not_said() -> None:
    with translation.override("da"):
        said = " ".join(rules_in_words(Rules(decline=False, new_recipient=False, waiting_cap=None)))
    for word in ("sige nej", "ny hver gang", "ubesvarede"):
        assert word not in said


@pytest.mark.parametrize(("count", "word"), [(1, "ét"), (10, "ti"), (11, "11"), (1200, "1.200")])
def test_small_numbers_are_words(count: int, word: str) -> None:
    with translation.override("da"):
        assert number_word(count) == word
