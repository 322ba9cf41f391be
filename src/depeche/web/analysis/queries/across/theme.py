"""One theme: who asks whom about it, its questions against its answers, and cards that may belong to it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from django.core.cache import caches
from django.utils.translation import gettext as _

from depeche.core.across import Dialogue, Exchange, Telling, dialogue, theme_flows
from depeche.core.text import Form, Kind
from depeche.render.across_charts import Entry as Side
from depeche.render.across_charts import Thread, two_columns
from depeche.render.flow_charts import End, Flow, ribbons
from depeche.web.analysis.insight.asking import form_name, kind_name
from depeche.web.analysis.insight.parts import Drawn, Entry, Section, Sheet, count, drawn, share, text
from depeche.web.analysis.models import TextUnit, WordChoice
from depeche.web.analysis.queries.across.groups import cards_of, column_name, table_of, why_apart
from depeche.web.analysis.queries.across.material import Material, Named, Place
from depeche.web.common.spoken import spoken_number, spoken_share

KEPT = 24 * 3600  # seconds
LINES = 24  # between the two columns of words


def flows(found: Material, place: Place, theme: Named) -> Section:
    """Questions of the theme from group to group."""
    title = _("Who asks whom about “%(theme)s”") % {"theme": theme.name}
    formula = _(
        "Counted are questions in the theme from the group in the row to the group that answered. A figure is shown "
        "where at least five people asked and five answered; others are held back, so that no hidden one can be worked "
        "out from the other themes, from the whole, or from the table of themes by group. At most four groups stand by "
        "themselves here."
    )
    table = table_of(found, place)
    shown = theme_flows(place.cards, table) if table else None
    counts = shown.of(theme.id) if shown else ()
    if shown is None or not any(value is not None for row in counts for value in row):
        return Section(key="flows", title=title, formula=formula, empty=why_apart() if found.apart else _no_flow(place))
    names = [column_name(side) for side in shown.groups]
    rows = tuple((text(name), *(count(value) for value in row)) for name, row in zip(names, counts, strict=True))
    head = (_("From ↓ to →"), *names, _("No answer"))
    return Section(
        key="flows",
        title=title,
        formula=formula,
        chart=_ribbons(names, counts, title),
        sheets=(Sheet("flows", title, head, rows),),
        note=_("Of a question without an answer the material does not tell whom it was put to."),
    )


def _no_flow(place: Place) -> str:
    if not any(card.other for card in place.cards):
        return _("There are no answers in “%(source)s”, so nothing flows between groups.") % {"source": place.title}
    return _("So few people of each group stand behind this theme that nothing can be shown from group to group.")


def _ribbons(names: Sequence[str], counts: Sequence[Sequence[int | None]], title: str) -> Drawn:
    groups = range(len(names))
    found = [
        Flow(row, column, value, spoken_number(value), own=row == column)
        for row in groups
        for column in groups
        if (value := counts[row][column])
    ]
    sides = []
    for end in ("source", "target"):
        drawn_of = [sum(flow.value for flow in found if getattr(flow, end) == group) for group in groups]
        sides.append([End(name, "", size) for name, size in zip(names, drawn_of, strict=True)])
    return drawn(
        title,
        _("drawn are the figures that can be shown · dark: to one's own group"),
        (f"{names[flow.source]} → {names[flow.target]}: {flow.label}" for flow in found),
        lambda size: ribbons((_("Asks"), _("Is asked")), sides[0], sides[1], found, size),
    )


def both_sides(found: Material, theme: Named) -> Section:
    """Words, forms, lengths: the questions of the theme against their answers, over all sources."""
    keys = [card.id for place in found.places for card in cards_of(place, frozenset({theme.id}))]
    told = _dialogue(found, keys)
    title = _("Questions against answers")
    if not told.questions:
        return Section(
            key="sides", title=title, formula="", empty=_("There are no questions with answers in this theme.")
        )
    return Section(
        key="sides",
        title=title,
        finding=_finding(told),
        formula=_(
            "Words are counted by dictionary form. Listed are words that one side uses at least twice as often as the "
            "other, for its size, in two texts or more; the most marked first (signed log-likelihood, G²). %(tests)s "
            "words are used at least five times on both sides together and were tested: “holds” is said where p after "
            "Holm's correction over all of them is below 0.05. A line joins two words that stand in a question and in "
            "its answer, in two pairs or more."
        )
        % {"tests": spoken_number(told.tests)},
        chart=_columns(told) if told.question_words and told.answer_words else None,
        sheets=(_words(told), _forms(told)) if told.tests else (_forms(told),),
        note=_("How a question is asked is told by its words alone: see “What the data say” for the rules."),
    )


def _dialogue(found: Material, keys: Sequence[int]) -> Dialogue:
    """Counted once for each set of cards: texts never change. Words taken out of the lists by hand are left out."""
    choices = WordChoice.objects.filter(corpus=found.corpus, into="").order_by("lemma")
    left_out = tuple(choices.values_list("lemma", flat=True))
    digest = hashlib.sha256(repr((sorted(keys), left_out)).encode()).hexdigest()
    key = f"analysis.across.{found.corpus}.{found.language}.{digest}"
    kept: Dialogue | None = caches["rendered"].get(key)
    if kept is None:
        wanted = set(keys)
        units = TextUnit.objects.filter(corpus=found.corpus, kind=TextUnit.Kind.QUESTION).order_by("pk")
        if len(wanted) <= 500:  # else one statement would have too many variables
            units = units.filter(pk__in=wanted)
        rows = units.values_list("pk", "text", "answer__text")
        pairs = [Exchange(str(pk), question, answer) for pk, question, answer in rows.iterator() if pk in wanted]
        kept = dialogue(pairs, language=found.language, left_out=left_out)
        caches["rendered"].set(key, kept, KEPT)
    return kept


def _finding(told: Dialogue) -> str:
    asked = told.forms.get(Form.OPEN, 0)
    how = told.kinds.get(Kind.MANNER, 0)
    words = _("%(open)s of %(all)s are open questions; %(how)s ask “how”.") % {
        "open": spoken_number(asked),
        "all": spoken_number(told.questions),
        "how": spoken_number(how),
    }
    if told.answers:
        words += " " + _("%(share)s have an answer.") % {"share": spoken_share(told.answers / told.questions)}
    return words


def _words(told: Dialogue) -> Sheet:
    rows = tuple(
        (
            text(side),
            text(word.word),
            count(word.tokens),
            count(word.texts),
            count(word.elsewhere),
            Entry(word.g2, "mean"),
            text(_verdict(word)),
        )
        for side, words in ((_("? questions"), told.question_words), (_("! answers"), told.answer_words))
        for word in words
    )
    head = (_("Side"), _("Word"), _("Times used"), _("Texts"), _("On the other side"), _("G²"), _("Says"))
    return Sheet("words", _("Words that set questions and answers apart"), head, rows)


def _verdict(word: Telling) -> str:
    if word.p_holm is None:
        return _("too rare to be tested")
    return _("holds after correction") if word.beyond_chance else _("may be due to chance")


def _forms(told: Dialogue) -> Sheet:
    def line(name: str, value: int) -> tuple[Entry, ...]:
        return text(name), count(value), share(value / told.questions)

    def length(name: str, value: int | None) -> tuple[Entry, ...]:
        return text(name), count(value) if value is not None else text("–"), text("")

    rows = [
        *(line(form_name(form), told.forms.get(form, 0)) for form in Form),
        *(line(f"– {kind_name(kind)}", told.kinds.get(kind, 0)) for kind in Kind),
        line(_("Have an answer"), told.answers),
        length(_("Words in a question, the middle one"), told.question_length),
        length(_("Words in an answer, the middle one"), told.answer_length),
    ]
    return Sheet("forms", _("How is asked, and answered"), ("", _("Number"), _("Share of the questions")), tuple(rows))


def _columns(told: Dialogue) -> Drawn:
    def side(words: Sequence[Telling]) -> list[Side]:
        return [Side(word.word, spoken_number(word.tokens)) for word in words]

    left, right = side(told.question_words), side(told.answer_words)
    threads = [Thread(met.question, met.answer, met.pairs) for met in told.met[:LINES]]
    spoken = [
        _("Questions: %(words)s") % {"words": ", ".join(f"{entry.name} {entry.label}" for entry in left)},
        _("Answers: %(words)s") % {"words": ", ".join(f"{entry.name} {entry.label}" for entry in right)},
        *(f"{left[line.left].name} – {right[line.right].name}: {spoken_number(line.weight)}" for line in threads),
    ]
    return drawn(
        _("Words of the questions, words of the answers"),
        _("times used on their side · a line: in a question and its answer"),
        spoken,
        lambda size: two_columns((_("Questions"), _("Answers")), left, right, threads, size),
    )
