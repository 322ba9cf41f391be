"""What a figure counts, in a sentence of the reader's language, with its relay, theme and words set in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from depeche.core.reporting.recipes import RECIPES
from depeche.core.reporting.values import Figure


class _Said(NamedTuple):
    """`full` names every argument of the recipe in braces; `short` is said where the optional ones are left out."""

    full: str
    short: str = ""


_DANISH: Final = {
    "relays": _Said("stafetter i materialet"),
    "days": _Said("dage, stafetten var åben, som dens ophav oplyser"),
    "contributions": _Said("bidrag i hele stafetten, som dens ophav oplyser"),
    "questions": _Said("spørgsmål i {relay}", "spørgsmål i hele materialet"),
    "answers": _Said("spørgsmål i {relay}, der har fået svar", "spørgsmål i hele materialet, der har fået svar"),
    "participants": _Said("deltagere i {relay}; vises ikke, hvis de er færre end fem"),
    "group": _Said("deltagere i gruppen {group} i {relay}; vises ikke, hvis de er færre end fem"),
    "took_part": _Said(
        "deltagere i gruppen {group} i {relay}, der har skrevet noget",
        "deltagere i {relay}, der har skrevet noget",
    ),
    "themes": _Said("temaer, der rummer mindst ét spørgsmål fra {relay}"),
    "theme": _Said("spørgsmål i {relay}, der er lagt i temaet ”{theme}”"),
    "share": _Said("procent af spørgsmålene i {relay}, der er lagt i temaet ”{theme}”"),
    "unsorted": _Said("spørgsmål i {relay}, der ikke er lagt i noget tema"),
    "several": _Said("spørgsmål i {relay}, der er lagt i mere end ét tema"),
    "other_themes": _Said("temaer i {relay} ud over de {listed} største"),
    "chosen": _Said("par fra {relay} valgt til rapporten, som trykkes under temaet ”{theme}”"),
    "words": _Said("løbende ord i spørgsmålene i {relay}"),
    "word": _Said("gange, ordet ”{word}” er brugt i spørgsmålene i {relay}, talt efter grundform"),
    "texts": _Said("spørgsmål i {relay}, der indeholder ordet ”{word}”, talt efter grundform"),
    "side": _Said(
        "gange, ”{word}” er brugt på den anden side: {other}",
        "gange, ”{word}” er brugt i alle andre stafetter end {relay}",
    ),
    "side_texts": _Said(
        "spørgsmål på den anden side ({other}), der indeholder ”{word}”",
        "spørgsmål i alle andre stafetter end {relay}, der indeholder ”{word}”",
    ),
    "g2": _Said(
        "G² for ordet ”{word}”, {relay} over for {other}; over nul, når {relay} bruger det mere",
        "G² for ordet ”{word}”, {relay} over for alle andre; over nul, når {relay} bruger det mere",
    ),
    "ratio": _Said(
        "fordoblinger af ordet ”{word}” i {relay} over for {other}",
        "fordoblinger af ordet ”{word}” i {relay} over for alle andre",
    ),
    "p_holm": _Said(
        "p for forskellen i ”{word}”, {relay} over for {other}, rettet efter Holm for alle prøver",
        "p for forskellen i ”{word}”, {relay} over for alle andre, rettet efter Holm for alle prøver",
    ),
    "tests": _Said("ord, der er prøvet, {relay} over for {other}", "ord, der er prøvet, {relay} over for alle andre"),
    "carried": _Said(
        "ord, hvis forskel holder efter Holms rettelse, {relay} over for {other}",
        "ord, hvis forskel holder efter Holms rettelse, {relay} over for alle andre",
    ),
    "flow": _Said("besvarede spørgsmål i {relay} fra gruppen {asker} til gruppen {answerer}"),
    "flow_people": _Said("deltagere i gruppen {group} i {relay}; vises ikke, hvis de er færre end fem"),
    "flow_shown": _Said("besvarede spørgsmål i {relay}, der kan vises fra gruppe til gruppe"),
    "flow_asked": _Said(
        "besvarede spørgsmål fra gruppen {group} i {relay}",
        "besvarede spørgsmål i {relay} fra de grupper, hvis egen andel kan vises",
    ),
    "flow_own": _Said(
        "besvarede spørgsmål i {relay} fra gruppen {group} til gruppen selv",
        "besvarede spørgsmål i {relay} til spørgerens egen gruppe, hvor det kan vises",
    ),
    "own_share": _Said(
        "procent af de besvarede spørgsmål fra gruppen {group} i {relay}, der gik til gruppen selv",
        "procent af de besvarede spørgsmål i {relay}, der gik til spørgerens egen gruppe, hvor det kan vises",
    ),
    "ei": _Said("E-I-indekset for {relay}: −1 er kun inden for egen gruppe, 1 kun på tværs"),
    "cross": _Said("spørgsmål i {relay} i temaet ”{theme}” fra gruppen {group}"),
    "cross_theme": _Said("spørgsmål i {relay} i temaet ”{theme}”, talt i tabellen over temaer og grupper"),
    "cross_group": _Said("spørgsmål i {relay} fra gruppen {group}, talt i tabellen over temaer og grupper"),
    "cross_total": _Said("spørgsmål i {relay}, der er talt i tabellen over temaer og grupper"),
    "asked_between": _Said("spørgsmål i {relay} stillet fra {from} til {to}"),
    "answered_between": _Said("svar i {relay} givet fra {from} til {to}"),
    "dated": _Said("spørgsmål i {relay}, hvis dag er kendt"),
    "dated_answers": _Said("svar i {relay}, hvis dag er kendt"),
}
_ENGLISH: Final = {
    "relays": _Said("relays in the material"),
    "days": _Said("days the relay was open, as its origin says"),
    "contributions": _Said("contributions in the whole relay, as its origin says"),
    "questions": _Said("questions in {relay}", "questions in the whole material"),
    "answers": _Said("questions in {relay} that have an answer", "questions in the whole material that have an answer"),
    "participants": _Said("participants of {relay}; not shown when they are fewer than five"),
    "group": _Said("participants in the group {group} of {relay}; not shown when they are fewer than five"),
    "took_part": _Said(
        "participants in the group {group} of {relay} who wrote something",
        "participants of {relay} who wrote something",
    ),
    "themes": _Said("themes that hold at least one question of {relay}"),
    "theme": _Said("questions in {relay} put in the theme “{theme}”"),
    "share": _Said("per cent of the questions in {relay} put in the theme “{theme}”"),
    "unsorted": _Said("questions in {relay} put in no theme"),
    "several": _Said("questions in {relay} put in more than one theme"),
    "other_themes": _Said("themes of {relay} beyond the {listed} largest"),
    "chosen": _Said("pairs of {relay} marked for the report and printed in the theme “{theme}”"),
    "words": _Said("running words in the questions of {relay}"),
    "word": _Said("times the word “{word}” is used in the questions of {relay}, counted by lemma"),
    "texts": _Said("questions in {relay} that contain the word “{word}”, counted by lemma"),
    "side": _Said(
        "times “{word}” is used on the other side: {other}", "times “{word}” is used in all relays but {relay}"
    ),
    "side_texts": _Said(
        "questions on the other side ({other}) that contain “{word}”",
        "questions in all relays but {relay} that contain “{word}”",
    ),
    "g2": _Said(
        "G² of the word “{word}”, {relay} against {other}; above zero when {relay} uses it more",
        "G² of the word “{word}”, {relay} against all others; above zero when {relay} uses it more",
    ),
    "ratio": _Said(
        "doublings of the word “{word}” in {relay} against {other}",
        "doublings of the word “{word}” in {relay} against all others",
    ),
    "p_holm": _Said(
        "p of the difference in “{word}”, {relay} against {other}, corrected by Holm for all tests",
        "p of the difference in “{word}”, {relay} against all others, corrected by Holm for all tests",
    ),
    "tests": _Said("words tested, {relay} against {other}", "words tested, {relay} against all others"),
    "carried": _Said(
        "words whose difference holds after Holm's correction, {relay} against {other}",
        "words whose difference holds after Holm's correction, {relay} against all others",
    ),
    "flow": _Said("answered questions in {relay} from the group {asker} to the group {answerer}"),
    "flow_people": _Said("participants in the group {group} of {relay}; not shown when they are fewer than five"),
    "flow_shown": _Said("answered questions in {relay} that can be shown from group to group"),
    "flow_asked": _Said(
        "answered questions from the group {group} in {relay}",
        "answered questions in {relay} from the groups whose own share can be shown",
    ),
    "flow_own": _Said(
        "answered questions in {relay} from the group {group} to itself",
        "answered questions in {relay} to the asker's own group, where that can be shown",
    ),
    "own_share": _Said(
        "per cent of the answered questions from the group {group} in {relay} that went to itself",
        "per cent of the answered questions in {relay} that went to the asker's own group, where that can be shown",
    ),
    "ei": _Said("the E-I index of {relay}: −1 is only within one's own group, 1 only across"),
    "cross": _Said("questions in {relay} in the theme “{theme}” from the group {group}"),
    "cross_theme": _Said("questions in {relay} in the theme “{theme}”, counted in the table of themes by group"),
    "cross_group": _Said("questions in {relay} from the group {group}, counted in the table of themes by group"),
    "cross_total": _Said("questions in {relay} counted in the table of themes by group"),
    "asked_between": _Said("questions in {relay} put from {from} to {to}"),
    "answered_between": _Said("answers in {relay} given from {from} to {to}"),
    "dated": _Said("questions in {relay} whose day is known"),
    "dated_answers": _Said("answers in {relay} whose day is known"),
}
WORDS: Final[Mapping[str, Mapping[str, _Said]]] = {"da": _DANISH, "en": _ENGLISH}


def counts(figure: Figure, language: str, relays: Mapping[str, str]) -> str:
    """What the figure counts; `relays` gives the titles of relays by id. The bare recipe where we have no words."""
    recipe = RECIPES.get(figure.recipe)
    words = WORDS[language].get(figure.recipe)
    if recipe is None or words is None:
        return ": ".join((figure.recipe, ", ".join(figure.args))) if figure.args else figure.recipe
    names = tuple(part.strip("[]") for part in recipe.parts)
    opening = "”" if language == "da" else "“"
    given = {
        name: f"{opening}{relays.get(arg, arg)}”" if name in {"relay", "other"} else arg
        for name, arg in zip(names, figure.args, strict=False)
        if arg
    }
    template = words.full if len(given) == len(names) or not words.short else words.short
    return template.format(**dict.fromkeys(names, "") | given)
