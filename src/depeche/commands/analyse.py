"""`depeche analyse FILE --out DIR`: questions and answers in, report.html, report.pdf, themes.csv and words.csv out."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final, Never

from tqdm import tqdm

from depeche.commands.folder import check_free, write_folder
from depeche.commands.summary import summary
from depeche.core.corpus import Corpus
from depeche.core.errors import ClaimError, InputError
from depeche.core.reporting import Evidence, Limits, Report, ReportTexts, build_report, verify
from depeche.core.text import stop_words, tokens
from depeche.reading import Columns, read_corpus

PAIRS_PER_THEME: Final = 12
MOST_RELAYS: Final = 40
MENDABLE: Final = 2  # exit status for input that has to be mended
STEPS: Final = ("read", "count", "check", "report.html", "report.pdf", "tables")


def main(arguments: Sequence[str]) -> int:
    """Exit status 0, or 2 after one sentence on what to mend."""
    options = _parser().parse_args(arguments)
    try:
        _analyse(options)
    except InputError as error:
        sys.stderr.write(f"depeche analyse: {error}\n")
        return MENDABLE
    except ClaimError as error:
        sys.stderr.write(f"depeche analyse: the report would claim what {options.file} does not carry: {error}\n")
        return MENDABLE
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("depeche analyse", description="Make a report from questions and answers.")
    parser.add_argument("file", type=Path, metavar="FILE", help="CSV, XLSX or JSON of questions and answers")
    parser.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="folder for the report; made when absent"
    )
    parser.add_argument("--force", action="store_true", help="replace the report in a folder that is not empty")
    columns = parser.add_argument_group("headings, where they are not the usual Danish or English ones")
    for name in ("question", "answer", "relay", "theme", "group", "highlight"):
        columns.add_argument(f"--{name}-column", metavar="HEADING")
    text = parser.add_argument_group("the report")
    text.add_argument("--language", choices=("da", "en"), default="da", help="of the report (default: da)")
    text.add_argument("--text-language", choices=("da", "en"), help="of the questions (default: seen from their words)")
    for name in ("title", "subtitle", "publisher"):
        text.add_argument(f"--{name}", default="", metavar="TEXT")
    text.add_argument("--date", type=_day, metavar="YYYY-MM-DD", help="of the report (default: today)")
    text.add_argument(
        "--compare-words",
        type=_words,
        default=(),
        metavar="WORD,WORD",
        help="words to compare between the relays by name",
    )
    text.add_argument(
        "--pairs-per-theme",
        type=_count,
        default=PAIRS_PER_THEME,
        metavar="N",
        help=f"print at most so many pairs of a theme (default: {PAIRS_PER_THEME}; 0 prints all)",
    )
    return parser


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is no date like 2026-11-22") from None


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"“{text}” is no number of pairs")
    return int(text)


def _analyse(options: argparse.Namespace) -> None:
    check_free(options.out, force=options.force)
    with tqdm(total=len(STEPS), disable=not sys.stderr.isatty(), bar_format="{l_bar}{bar}| {n_fmt}/{total_fmt}") as bar:
        step = _stepper(bar)
        step("read")
        corpus = _corpus(options)
        step("count")
        evidence = Evidence(corpus)
        report = build_report(corpus, _texts(options), options.language, evidence=evidence)
        step("check")
        verify(report, corpus)  # counts everything anew
        files = _files(report, evidence, step)
        try:
            write_folder(options.out, files)
        except OSError as error:
            raise InputError(f"{options.out} cannot be written: {error.strerror or error}") from error
        bar.update()
    sys.stdout.write(summary(report))
    sys.stdout.write(f"\n{options.out}: {', '.join(files)}\n")


def _stepper(bar: tqdm[Never]) -> Callable[[str], None]:
    def step(name: str) -> None:
        if name != STEPS[0]:
            bar.update()
        bar.set_description(name)

    return step


def _corpus(options: argparse.Namespace) -> Corpus:
    try:
        data = options.file.read_bytes()
    except OSError as error:
        raise InputError(f"{options.file} cannot be read: {error.strerror or error}") from error
    columns = Columns(
        question=options.question_column,
        answer=options.answer_column,
        relay=options.relay_column,
        theme=options.theme_column,
        group=options.group_column,
        highlights=options.highlight_column,
    )
    try:
        corpus = read_corpus(data, options.file.name, columns)
    except InputError as error:
        raise InputError(f"{options.file}: {error}") from error
    if len(corpus.sources) > MOST_RELAYS:
        number, first = len(corpus.sources), corpus.sources[0].title
        raise InputError(
            f"{options.file}: there are {number} relays, the first called “{first}”; a report holds at most "
            f"{MOST_RELAYS}, so the column of the relay is probably another one (--relay-column)"
        )
    return replace(corpus, language=options.text_language or language_of(corpus))


def language_of(corpus: Corpus) -> str:
    """The language whose function words the first questions use more; Danish when neither leads."""
    seen = [token.form.lower() for pair in corpus.pairs[:200] for token in tokens(pair.question)]
    votes = {language: sum(word in stop_words(language) for word in seen) for language in ("da", "en")}
    return "en" if votes["en"] > votes["da"] else "da"


def _texts(options: argparse.Namespace) -> ReportTexts:
    return ReportTexts(
        title=options.title,
        subtitle=options.subtitle,
        publisher=options.publisher,
        date=options.date or date.today().isoformat(),  # noqa: DTZ011  the day where the person sits is the day meant
        remark_on=options.compare_words,
        limits=Limits(pairs=options.pairs_per_theme or None),
    )


def _files(report: Report, evidence: Evidence, step: Callable[[str], None]) -> dict[str, bytes]:
    # imported here: drawing charts loads a JavaScript engine, which bad input should not wait for
    from depeche.render.csv_tables import themes_csv, words_csv  # noqa: PLC0415  see above
    from depeche.render.html import render_html  # noqa: PLC0415  see above
    from depeche.render.pdf import render_pdf  # noqa: PLC0415  see above

    step("report.html")
    page = render_html(report)
    step("report.pdf")
    pdf = render_pdf(report)
    step("tables")
    return {
        "report.html": page,
        "report.pdf": pdf,
        "themes.csv": themes_csv(evidence),
        "words.csv": words_csv(evidence),
    }
