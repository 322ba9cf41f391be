"""Recipes of questions, people, themes and words."""

from __future__ import annotations

from depeche.core.reporting.evidence import Evidence
from depeche.core.reporting.people import released_group, released_people, released_writers
from depeche.core.reporting.recipes.base import UnknownFigureError, Value, known, recipe
from depeche.core.reporting.values import Standing
from depeche.core.text import ComparedWord


@recipe("relays", means="relays in the corpus")
def _relays(evidence: Evidence) -> Value:
    return len(evidence.corpus.sources)


@recipe("days", means="days the relay was open, as its origin says")
def _days(evidence: Evidence) -> Value:
    days = evidence.corpus.days
    return Standing.UNKNOWN if days is None else days


@recipe("contributions", means="contributions in the whole relay, as its origin says")
def _contributions(evidence: Evidence) -> Value:
    stated = evidence.corpus.contributions
    return Standing.UNKNOWN if stated is None else stated


@recipe("questions", "[relay]", means="questions of a relay, or of all")
def _questions(evidence: Evidence, source: str = "") -> Value:
    known(evidence, source)
    return len(evidence.of(source))


@recipe("answers", "[relay]", means="questions that have an answer")
def _answers(evidence: Evidence, source: str = "") -> Value:
    known(evidence, source)
    return evidence.answered(source)


@recipe(
    "participants", "relay", means="people in a relay, as stated or as distinct known writers; never fewer than five"
)
def _participants(evidence: Evidence, source: str) -> Value:
    known(evidence, source)
    return released_people(evidence, source)


@recipe("group", "relay", "group", means="people of a group in a relay; never fewer than five")
def _group(evidence: Evidence, source: str, group: str) -> Value:
    known(evidence, source)
    try:
        return released_group(evidence, source, group)
    except KeyError:
        raise UnknownFigureError(group) from None


@recipe(
    "took_part",
    "relay",
    "[group]",
    means="people of a relay, or of a group in it, who wrote something; not where those who did not are too few",
)
def _took_part(evidence: Evidence, source: str, group: str = "") -> Value:
    known(evidence, source)
    return released_writers(evidence, source, group)


@recipe("themes", "relay", means="themes that hold a question of the relay")
def _themes(evidence: Evidence, source: str) -> Value:
    known(evidence, source)
    return sum(bool(theme) for theme in evidence.themes(source))


@recipe("theme", "relay", "theme", means="questions of the relay in the theme")
def _theme(evidence: Evidence, source: str, theme: str) -> Value:
    known(evidence, source)
    if all(theme not in evidence.themes(known) for known in evidence.sources):
        raise UnknownFigureError(theme)
    return evidence.themes(source)[theme]


@recipe("share", "relay", "theme", means="per cent of the relay's questions in the theme")
def _share(evidence: Evidence, source: str, theme: str) -> Value:
    count, total = _theme(evidence, source, theme), len(evidence.of(source))
    return round(100 * float(count) / total, 6) if total else Standing.UNKNOWN


@recipe("unsorted", "relay", means="questions of the relay in no theme")
def _unsorted(evidence: Evidence, source: str) -> Value:
    known(evidence, source)
    return evidence.themes(source)[""]


@recipe("several", "relay", means="questions of the relay in more than one theme")
def _several(evidence: Evidence, source: str) -> Value:
    known(evidence, source)
    return sum(len(pair.themes) > 1 for pair in evidence.of(source))


@recipe("other_themes", "relay", "listed", means="themes of the relay beyond the largest so many")
def _other_themes(evidence: Evidence, source: str, listed: str) -> Value:
    if not listed.isdecimal():
        raise UnknownFigureError(listed)
    return max(0, float(_themes(evidence, source)) - int(listed))


@recipe("chosen", "relay", "theme", means="pairs marked for the report that are printed in the theme, their first")
def _chosen(evidence: Evidence, source: str, theme: str) -> Value:
    known(evidence, source)
    return evidence.chosen(source)[theme]


@recipe("words", "relay", means="running words in the questions of the relay")
def _words(evidence: Evidence, source: str) -> Value:
    known(evidence, source)
    return evidence.table(source).size


@recipe("word", "word", "relay", means="times the lemma is used in the questions of the relay")
def _word(evidence: Evidence, word: str, source: str) -> Value:
    known(evidence, source)
    row = evidence.row(source, word)
    return row.tokens if row else 0


@recipe("texts", "word", "relay", means="questions of the relay that contain the lemma")
def _texts(evidence: Evidence, word: str, source: str) -> Value:
    known(evidence, source)
    row = evidence.row(source, word)
    return row.texts if row else 0


@recipe("side", "word", "relay", "[other]", means="times used on the other side: a relay, or all others")
def _side(evidence: Evidence, word: str, first: str, second: str = "") -> Value:
    row = _pair(evidence, word, first, second)
    return row.counts[1].tokens if row else 0


@recipe("side_texts", "word", "relay", "[other]", means="questions of the other side that contain the lemma")
def _side_texts(evidence: Evidence, word: str, first: str, second: str = "") -> Value:
    row = _pair(evidence, word, first, second)
    return row.counts[1].texts if row else 0


@recipe(
    "g2",
    "word",
    "relay",
    "[other]",
    means="signed log-likelihood of the word, first side against the other",
    decimals=1,
)
def _g2(evidence: Evidence, word: str, first: str, second: str = "") -> Value:
    row = _pair(evidence, word, first, second)
    return Standing.UNKNOWN if row is None or row.keyness is None else round(row.keyness.g2, 6)


@recipe("ratio", "word", "relay", "[other]", means="log ratio, in doublings", decimals=1)
def _ratio(evidence: Evidence, word: str, first: str, second: str = "") -> Value:
    row = _pair(evidence, word, first, second)
    return Standing.UNKNOWN if row is None or row.keyness is None else round(row.keyness.log_ratio, 6)


@recipe(
    "p_holm", "word", "relay", "[other]", means="p of the difference after Holm's correction for all tests", decimals=3
)
def _p_holm(evidence: Evidence, word: str, first: str, second: str = "") -> Value:
    row = _pair(evidence, word, first, second)
    return Standing.UNKNOWN if row is None or row.p_holm is None else round(row.p_holm, 6)


@recipe("tests", "relay", "[other]", means="words tested in the comparison")
def _tests(evidence: Evidence, first: str, second: str = "") -> Value:
    known(evidence, first)
    known(evidence, second)
    return evidence.comparison(first, second).tests


@recipe("carried", "relay", "[other]", means="words whose difference holds after Holm's correction (p below .05)")
def _carried(evidence: Evidence, first: str, second: str = "") -> Value:
    known(evidence, first)
    known(evidence, second)
    rows = evidence.comparison(first, second).rows
    return sum(row.p_holm is not None and row.p_holm < SIGNIFICANT for row in rows)


SIGNIFICANT = 0.05


def _pair(evidence: Evidence, word: str, first: str, second: str) -> ComparedWord | None:
    known(evidence, first)
    known(evidence, second)
    return evidence.compared(word, first, second)
