"""Each refusal has its sentence, in both languages. The rules: see test_promises.py."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.utils import translation

import depeche.core.relay
import depeche.web.relay
from depeche.core.errors import RuleError
from depeche.web.relay.participant.wording import (
    REFUSALS,
    Doing,
    number_word,
    refusal_in_words,
)

CODE = re.compile(r'RuleError\(\s*"(\w+)"|\(.*, "(\w+)"\),$|empty="(\w+)"| else "(\w+)", act', re.MULTILINE)
MADE_OF_A_STATUS = {"answered_already", "returned_already", "held_already", "removed_already"}
OF_THE_ORGANISER = {
    "moment_in_past", "moment_passed", "no_purpose", "no_starters", "no_topic", "no_window", "not_due", "outsiders_off",
    "too_few_people", "without_group",
}  # fmt: skip # two rows read better than eight


def codes() -> set[str]:
    """Those that participants' actions and the rules behind them can raise, read from their source."""
    core, web = Path(depeche.core.relay.__file__).parent, Path(depeche.web.relay.__file__).parent
    sources = [core / "decisions.py", core / "window.py", web / "rules.py"]
    sources += [web / "actions" / f"{name}.py" for name in ("ask", "answer", "drafts", "moderate", "stays", "steps")]
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


@pytest.mark.parametrize("doing", [None, *Doing])
def test_danish_is_danish(doing: Doing | None) -> None:
    def said() -> set[str]:
        found = {refusal_in_words(RuleError(code), doing) for code in REFUSALS}
        return {refusal.happened for refusal in found} | {refusal.todo for refusal in found}

    with translation.override("da"):
        danish = said()
    with translation.override("en"):
        assert not danish & said()


def test_the_way_on_depends_on_what_was_tried() -> None:
    with translation.override("en"):
        full = RuleError("recipient_full", waiting=2, cap=2)
        assert refusal_in_words(full).todo == "Choose somebody else. Your text goes along."
        assert refusal_in_words(full, Doing.PASSING_ON).todo == "Choose somebody else."
        assert "held" not in refusal_in_words(RuleError("closed"), Doing.REWRITING).happened
        assert refusal_in_words(RuleError("no_right"), Doing.REWRITING) == refusal_in_words(RuleError("no_right"))


def test_an_unknown_refusal_is_still_a_sentence() -> None:
    with translation.override("en"):
        assert refusal_in_words(RuleError("news")).happened == "This cannot be done just now."


def test_somebody_faster_is_told_with_the_number() -> None:
    with translation.override("da"):
        assert "to ubesvarede spørgsmål" in refusal_in_words(RuleError("recipient_full", waiting=2, cap=2)).happened
        assert "ét ubesvaret spørgsmål" in refusal_in_words(RuleError("recipient_full", waiting=1, cap=1)).happened


@pytest.mark.parametrize(("count", "word"), [(1, "ét"), (10, "ti"), (11, "11"), (1200, "1.200")])
def test_small_numbers_are_words(count: int, word: str) -> None:
    with translation.override("da"):
        assert number_word(count) == word
