from __future__ import annotations

import pytest
from django.utils import translation

from depeche.core.corpus import Span
from depeche.core.errors import RuleError
from depeche.web.analysis import actions, queries, rules
from depeche.web.analysis.models import Change, Coding, Quote
from depeche.web.common.models import Event
from depeche.web.projects.models import Role
from tests.web.analysis.world import CRLF, World


def code(error: pytest.ExceptionInfo[RuleError]) -> str:
    return error.value.code


def test_moving_puts_a_card_in_one_theme_and_back(world: World) -> None:
    tillid, pres = world.theme("Tillid"), world.theme("Krydspres")
    assert world.move(tillid, 1, 2, 3) == (3, 0, 0)
    assert world.move(pres, 2) == (1, 0, 1)
    assert world.theme_of(2) == pres.pk
    assert Coding.objects.filter(unit=world.unit(2)).count() == 1
    assert world.move(None, 1) == (1, 0, 1)
    assert world.theme_of(1) is None
    event = Event.objects.filter(verb="analysis.cards_moved").latest("pk")
    assert (event.actor_id, event.object_id, event.data["rows"]) == (world.owner.pk, world.corpus.pk, 1)


def test_a_card_somebody_else_moved_stays_where_they_put_it(world: World) -> None:
    tillid, pres = world.theme("Tillid"), world.theme("Krydspres")
    world.move(pres, 1)
    cards = [
        actions.Card(world.unit(1).pk, None),
        actions.Card(world.unit(2).pk, None),
    ]  # as the other page still shows
    moved = actions.move_cards(actor=world.owner, corpus=world.corpus, cards=cards, to_id=tillid.pk, now=world.now)
    assert moved == (1, 1, 0)
    assert world.theme_of(1) == pres.pk


def test_moving_twice_is_moving_once(world: World) -> None:
    tillid = world.theme("Tillid")
    world.move(tillid, 1)
    before = Change.objects.count()
    assert world.move(tillid, 1) == (0, 0, 0)
    assert Change.objects.count() == before


def test_a_card_of_another_material_is_refused(world: World) -> None:
    other = actions.import_corpus(
        actor=world.owner, project=world.project, corpus_value=queries.corpus_value(world.corpus), now=world.now
    )
    foreign = other.units.filter(kind="question")[0]
    with pytest.raises(RuleError) as error:
        actions.move_cards(
            actor=world.owner, corpus=world.corpus, cards=[actions.Card(foreign.pk, None)], to_id=None, now=world.now
        )
    assert code(error) == "card_gone"
    theme = actions.create_theme(actor=world.owner, corpus=other, name="Andet", now=world.now)
    with pytest.raises(RuleError) as error:
        world.move(theme, 1)
    assert code(error) == "theme_gone"


@pytest.mark.parametrize(
    ("name", "cue_words", "expected"),
    [
        ("  ", (), "theme_name_missing"),
        ("x" * 121, (), "theme_name_long"),
        ("tillid", (), "theme_name_taken"),
        ("Ny", ("ord " * 30,), "cue_words_many"),
        ("Ny", tuple(f"ord{n}" for n in range(41)), "cue_words_many"),
    ],
)
def test_a_theme_that_cannot_be(world: World, name: str, cue_words: tuple[str, ...], expected: str) -> None:
    world.theme("Tillid")
    with pytest.raises(RuleError) as error:
        world.theme(name, *cue_words)
    assert code(error) == expected
    assert rules.said(error.value)


def test_editing_a_theme_somebody_else_has_edited_changes_nothing(world: World) -> None:
    theme = world.theme("Tillid", "tro")
    seen = rules.fingerprint(theme)

    def edit(name: str, seen: str) -> None:
        actions.edit_theme(
            actor=world.owner,
            corpus=world.corpus,
            theme_id=theme.pk,
            words=actions.ThemeWords(name, "Om tro på hinanden.", [" tro ", "tro", "håb"]),
            seen=seen,
            now=world.now,
        )

    edit("Tillid til andre", seen)
    theme.refresh_from_db()
    assert (theme.name, theme.definition, theme.cue_words) == (
        "Tillid til andre",
        "Om tro på hinanden.",
        ["tro", "håb"],
    )
    with pytest.raises(RuleError) as error:
        edit("Mistillid", seen)
    assert code(error) == "changed_meanwhile"
    theme.refresh_from_db()
    assert theme.name == "Tillid til andre"


def test_merging_takes_cards_and_cue_words_along(world: World) -> None:
    one, other = world.theme("Tillid", "tro", "håb"), world.theme("Tiltro", "tro", "mod")
    world.move(one, 1, 2)
    world.move(other, 3)
    actions.merge_themes(actor=world.owner, corpus=world.corpus, theme_id=one.pk, into_id=other.pk, now=world.now)
    other.refresh_from_db()
    assert other.cue_words == ["tro", "mod", "håb"]
    assert [world.theme_of(key) for key in (1, 2, 3)] == [other.pk] * 3
    with pytest.raises(RuleError):
        world.move(one, 4)
    with pytest.raises(RuleError):
        actions.merge_themes(actor=world.owner, corpus=world.corpus, theme_id=other.pk, into_id=other.pk, now=world.now)


def test_splitting_takes_only_the_cards_that_are_still_there(world: World) -> None:
    theme = world.theme("Tillid")
    world.move(theme, 1, 2, 3)
    world.move(None, 3)
    units = [world.unit(key).pk for key in (2, 3)]
    new = actions.split_theme(
        actor=world.owner, corpus=world.corpus, theme_id=theme.pk, units=units, name="Tro", now=world.now
    )
    assert [world.theme_of(key) for key in (1, 2, 3)] == [theme.pk, new.pk, None]


def test_gathering_makes_a_theme_of_cards_from_anywhere(world: World) -> None:
    theme = world.theme("Tillid")
    world.move(theme, 1)
    cards = [actions.Card(world.unit(1).pk, theme.pk), actions.Card(world.unit(4).pk, None)]
    new = actions.gather_theme(actor=world.owner, corpus=world.corpus, cards=cards, name="Tro", now=world.now)
    assert [world.theme_of(key) for key in (1, 4)] == [new.pk, new.pk]


def test_removing_a_theme_leaves_its_cards_unsorted_and_its_name_free(world: World) -> None:
    theme = world.theme("Tillid")
    world.move(theme, 1, 2)
    assert actions.delete_theme(actor=world.owner, corpus=world.corpus, theme_id=theme.pk, now=world.now) == (2, 2, 0)
    assert world.theme_of(1) is None
    assert world.theme("Tillid").pk != theme.pk


def test_themes_are_put_in_order(world: World) -> None:
    names = ["a", "b", "c"]
    themes = [world.theme(name) for name in names]
    actions.place_theme(actor=world.owner, corpus=world.corpus, theme_id=themes[2].pk, place=0, now=world.now)
    assert [theme.name for theme in world.corpus.themes.all()] == ["c", "a", "b"]
    actions.place_theme(actor=world.owner, corpus=world.corpus, theme_id=themes[2].pk, place=99, now=world.now)
    assert [theme.name for theme in world.corpus.themes.all()] == ["a", "b", "c"]


def test_highlights_count_code_points_of_the_original(world: World) -> None:
    start = CRLF.index("👩")
    world.mark(2, start, start + len("👩‍🚒 og ærø"))
    assert world.marks(2) == ["👩‍🚒 og ærø"]
    world.mark(2, CRLF.index("linje"), CRLF.index("Så"))  # ends in a line break: white space is not highlighted
    assert world.marks(2) == ["linje.", "👩‍🚒 og ærø"]
    pair = next(pair for pair in queries.corpus_value(world.corpus).pairs if pair.id == "2")
    assert [pair.question[span.start : span.end] for span in pair.highlights_question] == world.marks(2)


def test_highlights_that_overlap_become_one_and_a_part_can_be_taken_out(world: World) -> None:
    world.mark(1, 0, 14)
    world.mark(1, 8, 23)
    assert world.marks(1) == ["Hvordan skaber sektoren"]
    world.mark(1, 8, 14, on=False)
    assert world.marks(1) == ["Hvordan", "sektoren"]
    world.mark(1, 0, len(world.unit(1).text), on=False)
    assert world.marks(1) == []


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (5, 2), (0, 10_000), (7, 8)])
def test_a_range_outside_the_text_or_without_words_is_refused(world: World, start: int, end: int) -> None:
    with pytest.raises(RuleError) as error:
        world.mark(1, start, end)
    assert code(error) == "outside_text"


def test_a_selection_that_does_not_say_what_the_person_saw_is_refused(world: World) -> None:
    def mark(phrase: str) -> None:
        actions.highlight(
            actor=world.owner,
            corpus=world.corpus,
            unit_id=world.unit(2).pk,
            side="question",
            span=Span(9, 19),
            phrase=phrase,
            now=world.now,
        )

    with pytest.raises(RuleError) as error:
        mark("noget andet")
    assert code(error) == "phrase_moved"
    mark("linje. Så")  # the browser showed a line break where the text has CRLF
    assert world.marks(2) == ["linje.\r\nSå"]


def test_the_answer_has_highlights_of_its_own_and_must_exist(world: World) -> None:
    world.mark(1, 0, 12, side="answer")
    answer = world.unit(1).answer
    assert [answer.text[row.start : row.end] for row in answer.highlights.all()] == ["Ved at lytte"]
    with pytest.raises(RuleError) as error:
        world.mark(3, 0, 3, side="answer")
    assert code(error) == "no_answer"


def leave_out(world: World, key: int, words: str, *, out: bool = True) -> None:
    text = world.unit(key).text
    start = text.index(words)
    actions.leave_out(
        actor=world.owner,
        corpus=world.corpus,
        unit_id=world.unit(key).pk,
        side="question",
        span=Span(start, start + len(words)),
        out=out,
        now=world.now,
    )


def test_leaving_out_marks_the_pair_and_bringing_back_restores_the_whole(world: World) -> None:
    leave_out(world, 1, "skaber sektoren")
    quote = Quote.objects.get(unit=world.unit(1))
    assert quote.kept_question == [[0, 8], [23, len(world.unit(1).text)]]
    leave_out(world, 1, "skaber sektoren", out=False)
    quote.refresh_from_db()
    assert quote.kept_question == []


def test_something_of_a_text_must_be_left(world: World) -> None:
    with pytest.raises(RuleError) as error:
        leave_out(world, 1, world.unit(1).text)
    assert code(error) == "nothing_left"
    assert not Quote.objects.exists()


def test_quotes_keep_the_order_the_analyst_gives_them(world: World) -> None:
    theme = world.theme("Tillid")
    world.move(theme, 1, 2, 3)
    for key in (3, 1, 2):
        actions.choose_quote(
            actor=world.owner, corpus=world.corpus, unit_id=world.unit(key).pk, chosen=True, now=world.now
        )
    assert [row.key for row in queries.quote_board(world.corpus).columns[0].rows] == ["3", "1", "2"]
    actions.place_quote(actor=world.owner, corpus=world.corpus, unit_id=world.unit(3).pk, after=True, now=world.now)
    actions.place_quote(actor=world.owner, corpus=world.corpus, unit_id=world.unit(2).pk, after=True, now=world.now)
    assert [row.key for row in queries.quote_board(world.corpus).columns[0].rows] == ["1", "3", "2"]
    chosen = [pair.id for pair in queries.corpus_value(world.corpus).of("top") if pair.chosen]
    assert chosen == ["1", "3", "2"]
    with pytest.raises(RuleError) as error:
        actions.place_quote(actor=world.owner, corpus=world.corpus, unit_id=world.unit(4).pk, after=True, now=world.now)
    assert code(error) == "not_chosen"


def test_an_analyst_may_work_and_the_history_says_who(world: World) -> None:
    analyst = world.member(Role.ANALYST)
    actions.create_theme(actor=analyst, corpus=world.corpus, name="Tillid", now=world.now)
    with translation.override("en"):
        line = queries.recent(world.corpus)[0]
    assert (line.who, line.what, line.can_undo) == ("Anna analyst", "made the theme “Tillid”", True)
