"""`depeche analyse FILE --out DIR`: questions and answers in; a report in the formats that are asked for out."""

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
from depeche.commands.formats import FORMATS, USUAL, Making, read_template
from depeche.commands.summary import summary
from depeche.core.corpus import Corpus
from depeche.core.errors import ClaimError, InputError
from depeche.core.reporting import Evidence, Limits, ReportTexts, Template, build_report, template_outline, verify
from depeche.core.text import stop_words, tokens
from depeche.reading import Columns, read_corpus

PAIRS_PER_THEME: Final = 12
MOST_RELAYS: Final = 40
MENDABLE: Final = 2  # exit status for input that has to be mended
STEPS: Final = ("read", "count", "check")


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
    files = parser.add_argument_group("the files")
    files.add_argument(
        "--formats",
        type=_formats,
        default=USUAL,
        metavar="FORMAT,…",
        help=f"of {', '.join(FORMATS)}, or all (default: {','.join(USUAL)})",
    )
    files.add_argument("--word-template", type=Path, metavar="FILE", help="a .docx or .dotx to set the report in")
    files.add_argument("--slides-template", type=Path, metavar="FILE", help="a .pptx or .potx to set the slides in")
    text = parser.add_argument_group("the report")
    text.add_argument(
        "--outline",
        choices=[str(name) for name in Template],
        default=str(Template.RELAY),
        help="what the report is made of (default: relay, the whole of it)",
    )
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
    templates = read_template(options.word_template), read_template(options.slides_template)
    with tqdm(
        total=len(STEPS) + len(options.formats),
        disable=not sys.stderr.isatty(),
        bar_format="{l_bar}{bar}| {n_fmt}/{total_fmt}",
    ) as bar:
        step = _stepper(bar)
        step("read")
        corpus = _corpus(options)
        step("count")
        evidence = Evidence(corpus)
        texts = _texts(options)
        outline = template_outline(Template(options.outline), evidence, texts.slots, texts.limits)
        report = build_report(corpus, texts, options.language, outline=outline, evidence=evidence)
        step("check")
        verify(report, corpus)  # counts everything anew
        files = _files(Making(report, evidence, *templates), options.formats, step)
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


def _files(making: Making, wanted: Sequence[str], step: Callable[[str], None]) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for name in wanted:
        step(name)
        files |= FORMATS[name](making)
    return files


def _formats(text: str) -> tuple[str, ...]:
    wanted = tuple(dict.fromkeys(name.strip().lower() for name in text.split(",") if name.strip()))
    if wanted == ("all",):
        return tuple(FORMATS)
    unknown = [name for name in wanted if name not in FORMATS]
    if unknown or not wanted:
        raise argparse.ArgumentTypeError(
            f"“{', '.join(unknown) or text}” is no format; there are {', '.join(FORMATS)}, all"
        )
    return wanted
