from __future__ import annotations

from django.urls import URLPattern, path

from depeche.web.analysis.across_urls import ACROSS_PAGES, ACROSS_WORK
from depeche.web.analysis.coding_urls import BOOK_PAGES, BOOK_WORK
from depeche.web.analysis.exchange_urls import EXCHANGE_PAGES, EXCHANGE_PROJECT, EXCHANGE_WORK
from depeche.web.analysis.insight.urls import INSIGHT
from depeche.web.analysis.views import (
    bench,
    cards,
    corpora,
    embedder,
    overview,
    proposals,
    quotes,
    suggestions,
    themes,
    upload,
    words,
    work,
)

app_name = "analysis"

PROJECT: list[URLPattern] = [
    path("<int:project_id>/", corpora.corpus_list, name="list"),
    path("<int:project_id>/ny/", corpora.start, name="start"),
    path("<int:project_id>/sprogmodel/", embedder.embedder, name="embedder"),
    path("<int:project_id>/fil/", upload.upload, name="upload"),
    path("<int:project_id>/fil/<int:upload_id>/", upload.columns, name="columns"),
    *EXCHANGE_PROJECT,
]
PAGES: list[URLPattern] = [
    path("materiale/<int:corpus_id>/", bench.workbench, name="workbench"),
    path("materiale/<int:corpus_id>/tavle/", bench.board, name="board"),
    path("materiale/<int:corpus_id>/citater/", quotes.quotes, name="quotes"),
    path("materiale/<int:corpus_id>/citater/tema/<int:theme_id>/", quotes.candidates, name="quote_candidates"),
    path("materiale/<int:corpus_id>/citater/find/", quotes.find, name="find_quote"),
    path("materiale/<int:corpus_id>/citater/print/", quotes.printed, name="print_quotes"),
    path("materiale/<int:corpus_id>/citater.csv", quotes.quotes_csv, name="quotes_csv"),
    path("materiale/<int:corpus_id>/citater.xlsx", quotes.quotes_xlsx, name="quotes_xlsx"),
    path("materiale/<int:corpus_id>/historik/", bench.history, name="history"),
    path("materiale/<int:corpus_id>/tema/<int:theme_id>/kort/", themes.theme_card, name="theme_card"),
    path("materiale/<int:corpus_id>/forslag/", proposals.proposals, name="proposals"),
    path("materiale/<int:corpus_id>/temaer/", overview.themes, name="themes"),
    path("materiale/<int:corpus_id>/temaer.csv", overview.themes_csv, name="themes_csv"),
    path("materiale/<int:corpus_id>/ord/", words.words, name="words"),
    path("materiale/<int:corpus_id>/ord.csv", words.words_csv, name="words_csv"),
    path("materiale/<int:corpus_id>/ord.xlsx", words.words_xlsx, name="words_xlsx"),
    path("materiale/<int:corpus_id>/ord/<slug:code>/", words.word, name="word"),
    path("materiale/<int:corpus_id>/stafet/", corpora.add_relay, name="add_relay"),
    *ACROSS_PAGES,
    *BOOK_PAGES,
    *EXCHANGE_PAGES,
    path("materiale/<int:corpus_id>/fil/", upload.add_file, name="add_file"),
]
WORK: list[URLPattern] = [
    path("<int:project_id>/sprogmodel/fra/", embedder.embedder_off, name="embedder_off"),
    *ACROSS_WORK,
    path("materiale/<int:corpus_id>/forslag/tag/", proposals.accept, name="accept_group"),
    path("materiale/<int:corpus_id>/flyt/", cards.move, name="move"),
    path("materiale/<int:corpus_id>/tema/", themes.create_theme, name="create_theme"),
    path("materiale/<int:corpus_id>/tema/af-kort/", themes.split_theme, name="split_theme"),
    path("materiale/<int:corpus_id>/tema/<int:theme_id>/", themes.edit_theme, name="edit_theme"),
    path("materiale/<int:corpus_id>/tema/<int:theme_id>/flet/", themes.merge_themes, name="merge_themes"),
    path("materiale/<int:corpus_id>/tema/<int:theme_id>/slet/", themes.delete_theme, name="delete_theme"),
    path("materiale/<int:corpus_id>/tema/<int:theme_id>/plads/", themes.place_theme, name="place_theme"),
    path("materiale/<int:corpus_id>/tema/<int:theme_id>/under/", themes.nest_theme, name="nest_theme"),
    path("materiale/<int:corpus_id>/tema/<int:theme_id>/ud/", cards.take_out, name="take_out"),
    path("materiale/<int:corpus_id>/tema/<int:theme_id>/eksempel/", cards.example, name="example"),
    path("materiale/<int:corpus_id>/kort/<int:unit_id>/fremhaev/", work.highlight, name="highlight"),
    path("materiale/<int:corpus_id>/kort/<int:unit_id>/udelad/", work.leave_out, name="leave_out"),
    path("materiale/<int:corpus_id>/kort/<int:unit_id>/citat/", work.quote, name="quote"),
    path("materiale/<int:corpus_id>/kort/<int:unit_id>/citat/plads/", work.place_quote, name="place_quote"),
    path("materiale/<int:corpus_id>/citater/spoerg/", quotes.ask, name="ask_authors"),
    *BOOK_WORK,
    *EXCHANGE_WORK,
    path("materiale/<int:corpus_id>/ordvalg/", words.choose_words, name="choose_words"),
    path("materiale/<int:corpus_id>/ordvalg/<int:choice_id>/", words.bring_back_word, name="bring_back_word"),
    path("materiale/<int:corpus_id>/fortryd/", work.undo, name="undo"),
    path("materiale/<int:corpus_id>/fortryd/<int:change_id>/", work.undo_to, name="undo_to"),
    path("materiale/<int:corpus_id>/gentag/", work.redo, name="redo"),
    path("materiale/<int:corpus_id>/soeg/", work.search, name="search"),
    path("materiale/<int:corpus_id>/naeste/", suggestions.next_ten, name="next_ten"),
]
urlpatterns = [*PROJECT, *PAGES, *WORK, *INSIGHT]
