"""The collector of translations finds what gettext would find at run time, and names every fault of a catalogue."""

from __future__ import annotations

import polib
import pytest
from tools.messages import Message, faults, from_python, from_template, merge

PYTHON = """
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy as p
from somewhere import gettext_like
LABEL = p("phase", "Open")
def say(n, variable):
    gettext_like("not ours")
    _(variable)
    return _("One " "sentence") + ngettext("%(n)s day", "%(n)s days", n)
"""
TEMPLATE = """{% load i18n %}<h1 title="{% translate 'A title' %}">{{ x|default:_("Nothing (yet)") }}</h1>
{% include "a.html" with text=_("It's here") %}
{% blocktranslate trimmed count n=n with a=b %}
  {{ a }} has {{ n }} row
{% plural %}
  {{ a }} has {{ n }} rows
{% endblocktranslate %}{% translate "Open" context "verb" %}{# _("in a comment") #} _('outside')"""


def test_sentences_of_code_are_found_under_whatever_name_the_function_has() -> None:
    found = [(m.context, m.text, m.plural) for m in from_python(PYTHON, "a.py")]
    assert sorted(found, key=str) == sorted(
        [("phase", "Open", ""), (None, "One sentence", ""), (None, "%(n)s day", "%(n)s days")], key=str
    )


def test_sentences_of_templates_are_found_as_django_will_look_them_up() -> None:
    assert [(m.context, m.text, m.plural) for m in from_template(TEMPLATE, "a.html")] == [
        (None, "A title", ""),
        (None, "Nothing (yet)", ""),
        (None, "It's here", ""),
        (None, "%(a)s has %(n)s row", "%(a)s has %(n)s rows"),
        ("verb", "Open", ""),
    ]


def test_an_f_string_cannot_be_translated() -> None:
    source = 'from django.utils.translation import gettext as _\n_(f"{a} rows")'
    with pytest.raises(SystemExit, match=r"a\.py: an f-string"):
        list(from_python(source, "a.py"))


def entry(text: str, said: str, plural: str = "", **more: object) -> polib.POEntry:
    if plural:
        one, _, many = said.partition("|")
        return polib.POEntry(msgid=text, msgid_plural=plural, msgstr_plural={0: one, 1: many}, **more)
    return polib.POEntry(msgid=text, msgstr=said, **more)


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        (entry("Saved", "Gemt"), []),
        (entry("Saved", ""), ["untranslated"]),
        (entry("Saved", "Gemt", flags=["fuzzy"]), ["fuzzy"]),
        (entry("%(n)s of %(all)s", "%(all)s, heraf %(n)s"), []),
        (entry("%(n)s rows", "%(antal)s rækker"), ["placeholders or tags differ"]),
        (entry("Hello {name}", "Hej"), ["placeholders or tags differ"]),
        (entry('<a href="/x">here</a>', "her"), ["placeholders or tags differ"]),
        (entry("%(n)s row", "Én række|%(n)s rækker", "%(n)s rows"), []),
        (entry("%(n)s row", "%(n)s række|mange rækker", "%(n)s rows"), ["placeholders or tags differ"]),
        (entry("%(n)s row", "%(n)s række|", "%(n)s rows"), ["untranslated"]),
    ],
)
def test_every_fault_of_a_translation_is_named(given: polib.POEntry, fault: list[str]) -> None:
    assert faults(given) == fault


def test_a_translation_is_kept_borrowed_and_remembered_when_its_sentence_goes() -> None:
    old = polib.POFile()
    old.extend([entry("Kept", "Beholdt"), entry("Gone", "Væk"), entry("Empty", "")])
    messages = [Message(None, text, "", "a.py") for text in ("Kept", "Empty", "New")]
    merged = merge(messages, old, {(None, "Empty"): entry("Empty", "Tom"), (None, "New"): entry("New", "Ny")})
    assert {e.msgid: (e.msgstr, bool(e.obsolete)) for e in merged} == {
        "Kept": ("Beholdt", False),
        "Empty": ("Tom", False),
        "New": ("Ny", False),
        "Gone": ("Væk", True),
    }
    back = merge([Message(None, "Gone", "", "a.py")], merged, {})
    assert [(e.msgid, e.msgstr) for e in back if not e.obsolete] == [("Gone", "Væk")]
