"""What a relay promises is what it does: each value of each rule is played, and the sentence must tell what happened.

A probe plays the rules and gives what it saw; the expected words are made from that, never from the rule. So a sentence
that stays while the behaviour changes fails, as does one that changes while the behaviour stays. A field of `Rules`
without a probe fails too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from datetime import timedelta

import pytest
from django.utils import translation

from depeche.core.relay.rules import Anonymity, OnReturn, Quoting, Recipient, Rules, Start
from depeche.web.analysis.actions import choose_quote, start_from_relays
from depeche.web.analysis.actions.consent import ask_authors
from depeche.web.analysis.queries import corpus_value
from depeche.web.relay.participant.promises import rules_in_words, words_about_words
from depeche.web.relay.participant.wording import number_word
from tests.web.relay.participant import probes
from tests.web.relay.participant.phone import Phone
from tests.web.relay.participant.probes import Seen
from tests.web.relay.world import World

# What must be said of what was seen


@dataclass(frozen=True)
class Probe:
    """`values` of the field, with what else must be set for it to matter; `see` plays them; `says` gives the words for
    what was seen, none where something is not there at all.
    """

    values: Sequence[Rules]
    see: Callable[[Rules], Seen]
    says: Callable[[Seen], str]


def either(words: dict[Seen, str]) -> Callable[[Seen], str]:
    return lambda seen: words[seen]


def _of(field: str, *values: object, **base: object) -> list[Rules]:
    return [Rules(**{field: value}, **base) for value in values]  # type: ignore[arg-type] # from the table below


def _thread(seen: Seen) -> str:
    assert isinstance(seen, tuple)
    whole, passed = seen
    if whole is None:
        return ""
    assert passed == whole - 1
    return f"højst {number_word(whole)} spørgsmål lang, og hver gang et spørgsmål gives videre, tæller det som ét mere"


def _cap(seen: Seen) -> str:
    words = {1: "ét ubesvaret spørgsmål,", 2: "to ubesvarede spørgsmål,", 5: "fem ubesvarede spørgsmål,"}
    return f"Den, der allerede har {words[seen]} kan ikke vælges" if isinstance(seen, int) else ""


def _received(seen: Seen) -> str:
    assert isinstance(seen, tuple)
    took, more = seen
    if took is None:
        return ""
    assert more
    return f"{number_word(took)} spørgsmål eller flere, kan ikke vælges, så længe du kan vælge andre"


def _within(seen: Seen) -> str:
    if seen is None:
        return "så længe stafetten varer"
    assert isinstance(seen, float)
    return f"inden for {seen:.0f} time" + ("." if seen == 1 else "r.")


NAMED = {"anonymity": Anonymity.NAMED}
NIGHT = {"quiet_nights": True, "answer_within": 1}
PROBES: dict[str, Probe] = {
    "start": Probe(
        _of("start", *Start),
        probes.who_begins,
        either({"all": "Du begynder med ét spørgsmål", "named": "udpeget nogle til at begynde med hver ét spørgsmål"}),
    ),
    "earn": Probe(
        _of("earn", 1), probes.what_an_answer_earns, lambda seen: f"får du {number_word(int(str(seen)))} nyt spørgsmål"
    ),
    "recipient": Probe(
        _of("recipient", *Recipient),
        probes.who_can_be_asked,
        either(
            {
                (True, True): "",
                (False, True): "en fra en anden gruppe end din egen",
                (True, False): "en fra en anden sektor end din egen",
            }
        ),
    ),
    "not_back": Probe(
        _of("not_back", True, False, **NAMED),
        probes.asking_back,
        either({False: "ikke sende et spørgsmål tilbage til den, der lige har spurgt dig", True: ""}),
    ),
    "new_recipient": Probe(
        _of("new_recipient", True, False),
        probes.asking_twice,
        either({False: "Du vælger en ny hver gang", True: "Du må gerne spørge den samme flere gange"}),
    ),
    "waiting_cap": Probe(_of("waiting_cap", None, 1, 2, 5), probes.how_many_wait, _cap),
    "received_cap": Probe(_of("received_cap", None, 2, 3, 5), probes.how_many_are_received, _received),
    "answer_within": Probe(_of("answer_within", None, 1, 24, 36), probes.how_long_one_may_wait, _within),
    "quiet_nights": Probe(
        _of("quiet_nights", True, False),
        probes.at_night,
        either({True: "Tiden fra kl. 22 til kl. 7 tæller ikke", False: ""}),
    ),
    "night_from": Probe(
        _of("night_from", 20, 22, 23, **NIGHT), probes.when_the_night_begins, lambda seen: f"Tiden fra kl. {seen} til"
    ),
    "night_to": Probe(
        _of("night_to", 5, 7, 9, **NIGHT), probes.when_the_night_ends, lambda seen: f"til kl. {seen} tæller ikke med"
    ),
    "quiet_weekends": Probe(
        _of("quiet_weekends", True, False), probes.at_weekends, either({True: "Weekender tæller ikke med", False: ""})
    ),
    "timezone": Probe(
        _of("timezone", "Europe/Copenhagen", "America/New_York", "Atlantic/Faroe", **NIGHT),
        probes.whose_clock,
        lambda seen: "" if seen == "Europe/Copenhagen" else f"Klokken er den i {str(seen).replace('_', ' ')}",
    ),
    "on_return": Probe(
        _of("on_return", *OnReturn),
        probes.what_is_returned,
        either({True: "går det tilbage til den, der spurgte, som kan sende det til en anden"}),
    ),
    "decline": Probe(
        _of("decline", True, False),
        probes.declining,
        either({True: "kan du sige nej og skrive hvorfor", False: "Man kan ikke sige nej"}),
    ),
    "pass_on": Probe(
        _of("pass_on", True, False),
        probes.passing_on,
        either({(True, 0): "kan du give spørgsmålet videre. Det giver ikke et nyt spørgsmål", (False, 0): ""}),
    ),
    "report": Probe(
        _of("report", True, False),
        probes.reporting,
        either({True: "kan du melde det til arrangøren. Så holdes det tilbage", False: ""}),
    ),
    "hops_per_thread": Probe(_of("hops_per_thread", None, 2, 5), probes.where_a_thread_ends, _thread),
    "outsiders": Probe(
        _of("outsiders", True, False),
        probes.people_from_outside,
        either(
            {
                (True, 0, 1): "kan blive spurgt som alle andre, og de kan selv spørge, når de har svaret",
                (False, 0, 0): "",
            }
        ),
    ),
    "live": Probe(
        _of("live", True, False),
        probes.who_chooses,
        either({(True, False): "du vælger selv, hvem du spørger", (False, True): "deles ud ved lodtrækning"}),
    ),
}
ON_PAGES = {"anonymity", "suggestions", "quoting"}


def promised(rules: Rules, language: str = "da") -> str:
    with translation.override(language):
        return " ".join((*rules_in_words(rules), *words_about_words(rules)))


def hold_against(words: dict[Seen, str], seen: Seen, promise: str) -> None:
    """The promise holds the words for what was seen, and none for what was not."""
    assert words[seen] in promise
    for other in words.values():
        assert not other or other in words[seen] or other not in promise


def test_every_rule_is_probed() -> None:
    assert PROBES.keys() | ON_PAGES == {field.name for field in fields(Rules)}


@pytest.mark.parametrize("field", sorted(PROBES))
def test_the_sentence_is_what_happens(field: str) -> None:
    probe = PROBES[field]
    with translation.override("da"):
        seen = [probe.see(rules) for rules in probe.values]
        words = {one: probe.says(one) for one in seen}
    assert len(words) == len(probe.values), "the probe does not tell the values apart"
    assert len(set(words.values())) == len(words), "two values are said with the same words"
    for rules, one in zip(probe.values, seen, strict=True):
        hold_against(words, one, promised(rules))


def shown(html: str) -> str:
    return "name" if "Person 0" in html else "group" if "Top" in html else "nothing"


def test_what_is_shown_of_the_asker_is_what_was_promised(make_world: Callable[..., World]) -> None:
    words: dict[Seen, str] = {
        ("nothing", "nothing"): "Ingen får vist, at det er dig, der spørger",
        ("group", "group"): "hvilken gruppe det kommer fra",
        ("name", "name"): "at det er dig, der har stillet det",
    }
    for rules in _of("anonymity", *Anonymity):
        w = make_world(12, rules)
        question = w.ask(0, 1)
        to_recipient = shown(_main(Phone(w.people[1]).open(f"/d/svar/{question.pk}/")))
        w.answer(1, question)
        w.wait(timedelta(days=6))
        thread = _main(Phone(w.people[4]).open(f"/d/traad/{question.pk}/"))
        everything = _main(Phone(w.people[4]).open("/d/laes/")).partition("<h2")[2]  # behind the filters
        assert shown(thread) == shown(everything)
        hold_against(words, (to_recipient, shown(thread)), promised(rules))


def _main(phone: Phone) -> str:
    return phone.html.partition("<main")[2].partition("</main>")[0]


def test_suggestions_are_made_where_they_were_promised(make_world: Callable[..., World]) -> None:
    words: dict[Seen, str] = {True: "Du får foreslået op til tre", False: ""}
    for rules in _of("suggestions", True, False):
        w = make_world(6, rules)
        hold_against(words, "suggested-heading" in Phone(w.people[0]).open("/d/spoerg/").html, promised(rules))


def test_what_is_quoted_unasked_is_what_was_promised(make_world: Callable[..., World]) -> None:
    """A pair is chosen for the report: before anybody has been asked, and once the two authors have said yes."""
    words: dict[Seen, str] = {
        (True, True): "må citeres i en rapport om stafetten, uden dit navn",
        (False, True): "Du bliver spurgt, før dine ord citeres i en rapport",
    }
    for rules in _of("quoting", *Quoting):
        w = make_world(12, rules)
        w.answer(1, w.ask(0, 1))
        w.wait(timedelta(days=6))
        w.relay.refresh_from_db()
        corpus = start_from_relays(actor=w.user, project=w.project, relays=[w.relay], title="T", now=w.now)
        unit = corpus.units.cards().get()
        choose_quote(actor=w.user, corpus=corpus, unit_id=unit.pk, chosen=True, now=w.now)
        before = corpus_value(corpus).pairs[0].chosen
        if not before:
            ask_authors(actor=w.user, corpus=corpus, units=None, now=w.now)
            for person in (0, 1):
                phone = Phone(w.people[person]).open("/d/citater/")
                wish = re.search(r'name="passage" value="(\d+)"', phone.html)
                assert wish is not None
                phone.send("/d/citater/", me=w.people[person].pk, passage=wish[1], decision="yes")
        hold_against(words, (before, corpus_value(corpus).pairs[0].chosen), promised(rules))


@pytest.mark.parametrize("rules", [Rules(), Rules(live=True), *(rules for p in PROBES.values() for rules in p.values)])
def test_danish_is_danish_and_every_sentence_ends(rules: Rules) -> None:
    with translation.override("da"):
        danish = {*rules_in_words(rules), *words_about_words(rules)}
    with translation.override("en"):
        english = {*rules_in_words(rules), *words_about_words(rules)}
    assert len(danish) == len(english)
    assert not danish & english
    assert all(sentence.endswith(".") for sentence in danish | english)


def test_in_a_room_nothing_is_said_of_choosing() -> None:
    """Even where rules of choosing are set, none of them binds whoever was dealt a question."""
    said = promised(Rules(live=True, recipient=Recipient.OTHER_GROUP, waiting_cap=1))
    for words in ("vælger selv", "foreslået", "anden gruppe", "ny hver gang", "kan ikke vælges", "til en anden"):
        assert words not in said


def test_a_small_room_hides_nobody_and_says_so() -> None:
    few = "Er I kun få i rummet"
    assert few in promised(Rules(live=True))
    assert few not in promised(Rules())
    assert few not in promised(Rules(live=True, anonymity=Anonymity.NAMED))


def test_the_default_rules_in_plain_words() -> None:
    with translation.override("da"):
        said = rules_in_words(Rules())
    assert said[:2] == (
        "Du begynder med ét spørgsmål, og du vælger selv, hvem du spørger.",
        "Du får foreslået op til tre, du kan spørge, og hvorfor netop dem. Du vælger stadig selv.",
    )
    assert len(said) == 9
