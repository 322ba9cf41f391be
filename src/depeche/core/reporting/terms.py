"""What the method box says of one relay: when it was open and by what rules. Where it is not known, that is said."""

from __future__ import annotations

from depeche.core.corpus import Material, Source, Terms
from depeche.core.relay.rules import Quoting
from depeche.core.reporting.dates import long_date, set_in
from depeche.core.reporting.speak import sentence
from depeche.core.reporting.values import Sentence


def facts(source: Source, language: str, *, authors_asked: bool = False) -> tuple[Sentence, ...]:
    """Sentences in reading order. `authors_asked`: everybody quoted has been asked, whatever they were promised."""
    out = _when(source, language)
    if source.material is not Material.RELAY:
        out.append(sentence(language, f"fact_{source.material}"))
    elif source.terms is None:
        out.append(sentence(language, "fact_no_terms"))
    else:
        out += _rules(source.terms, language)
    promised = source.asks or (source.terms is not None and source.terms.quoting is Quoting.ASK)
    if promised:
        out.append(sentence(language, "fact_quoting_ask"))
    elif authors_asked:
        out.append(sentence(language, "fact_quoting_asked"))
    elif source.terms is not None:
        out.append(sentence(language, "fact_quoting_free"))
    return tuple(out)


def _when(source: Source, language: str) -> list[Sentence]:
    days = {"opened": long_date(source.opened, language), "closed": long_date(source.closed, language)}
    known = [name for name, day in days.items() if day]
    if not known:
        return []
    said = sentence(language, "fact_open" if len(known) == 2 else f"fact_{known[0]}", {}, **days)
    return [set_in(said, *days)]


def _rules(terms: Terms, language: str) -> list[Sentence]:
    out = [sentence(language, f"fact_start_{terms.start}")]
    out.append(sentence(language, "fact_dealt" if terms.chooses is None else f"fact_chooses_{terms.chooses}"))
    if terms.answer_within is None:
        out.append(sentence(language, "fact_hours_none"))
    else:
        out.append(set_in(sentence(language, "fact_hours", {}, hours=str(terms.answer_within)), "hours"))
    return [*out, sentence(language, f"fact_anonymity_{terms.anonymity}")]
