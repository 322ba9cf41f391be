"""Exchange with other tools in the reader's language: why a file cannot be used, and what of it is left out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from depeche.core.exchange import ExchangeError, Left, Lost, Reading, Wrong
from depeche.web.common.templatetags.depeche import number as shown


def unusable(error: ExchangeError) -> str:
    """What is wrong with the file, and how to mend it. Nothing of it has been kept."""
    figures = {name: str(value) for name, value in error.figures.items()}
    figures.setdefault("place", "")
    if error.wrong is Wrong.TOO_MANY:
        figures["what"] = _many(str(error.figures.get("what", "")))
    sentences = {
        Wrong.NOT_ZIP: _(
            "The file cannot be opened as a .qdpx project: it is damaged, or something else. Export it again."
        ),
        Wrong.NOT_XML: _(
            "%(place)s is not well-formed XML (line %(line)s). Export it again from the program it is from."
        ),
        Wrong.NOT_REFI: _("This is no REFI-QDA file. Export it as “REFI-QDA”, not in the program's own format."),
        Wrong.ENCRYPTED: _("%(place)s is encrypted. Export the project again without a password."),
        Wrong.TOO_LARGE: _(
            "%(place)s is larger than %(most)s MB. Export the project without PDF, pictures, sound and video."
        ),
        Wrong.TOO_MANY: _("There are more than %(most)s %(what)s in it. Divide the project into several."),
        Wrong.BOMB: _("%(place)s is packed so tightly that it looks like an attack. Pack the file anew."),
        Wrong.NO_PROJECT: _("There is no project.qde in the file. Export it as a REFI-QDA project."),
        Wrong.ENTITIES: _("%(place)s declares XML entities, which no such program writes. Export it again."),
        Wrong.ENCODING: _(
            "%(place)s is not UTF-8, as the standard wants. Save it as UTF-8, or export the project again."
        ),
        Wrong.PATH: _("%(place)s leads out of the file. Export the project again."),
        Wrong.NOTHING: _("There is neither a code nor a text in the file."),
    }
    return sentences[error.wrong] % figures


def _many(what: str) -> str:
    return {
        "codes": _("codes"),
        "passages": _("passages"),
        "selections": _("selections"),
        "files": _("files"),
    }.get(what, _("levels of codes"))


class Said(NamedTuple):
    """What of the file does not come in as it was, and why."""

    what: str
    why: str


def left_out(lost: Iterable[Left]) -> tuple[Said, ...]:
    return tuple(_said(left) for left in lost)


def _said(left: Left) -> Said:
    count = left.number
    whats = {
        Lost.PDF: ngettext("%(count)s PDF", "%(count)s PDFs", count),
        Lost.PICTURE: ngettext("%(count)s picture", "%(count)s pictures", count),
        Lost.AUDIO: ngettext("%(count)s sound recording", "%(count)s sound recordings", count),
        Lost.VIDEO: ngettext("%(count)s video", "%(count)s videos", count),
        Lost.AREAS: ngettext("%(count)s coding of an area or a moment", "%(count)s codings of areas or moments", count),
        Lost.RICH_TEXT: ngettext("The formatting of %(count)s text", "The formatting of %(count)s texts", count),
        Lost.EMPTY_TEXT: ngettext("%(count)s text without a word", "%(count)s texts without a word", count),
        Lost.MISSING_TEXT: ngettext("%(count)s text that is not there", "%(count)s texts that are not there", count),
        Lost.OUTSIDE: ngettext("%(count)s text outside the file", "%(count)s texts outside the file", count),
        Lost.NO_PLACE: ngettext("%(count)s selection without a place", "%(count)s selections without a place", count),
        Lost.UNKNOWN_CODE: ngettext("%(count)s coding without a code", "%(count)s codings without a code", count),
        Lost.CASES: ngettext("%(count)s case", "%(count)s cases", count),
        Lost.VARIABLES: ngettext("%(count)s value of a variable", "%(count)s values of variables", count),
        Lost.SETS: ngettext("%(count)s set", "%(count)s sets", count),
        Lost.LINKS: ngettext("%(count)s link", "%(count)s links", count),
        Lost.GRAPHS: ngettext("%(count)s map", "%(count)s maps", count),
        Lost.CODERS: ngettext("Who made %(count)s coding, and when", "Who made %(count)s codings, and when", count),
        Lost.COLORS: ngettext("The colour of %(count)s code", "The colours of %(count)s codes", count),
        Lost.DEPTH: ngettext("The depth of %(count)s code", "The depth of %(count)s codes", count),
        Lost.RENAMED: ngettext("The name of %(count)s code", "The names of %(count)s codes", count),
        Lost.LONG_NAME: ngettext("The end of %(count)s long name", "The ends of %(count)s long names", count),
        Lost.LONG_DEFINITION: ngettext("%(count)s long description", "%(count)s long descriptions", count),
        Lost.LONG_MEMO: ngettext("The end of %(count)s long memo", "The ends of %(count)s long memos", count),
        Lost.SPANS: ngettext("The code of %(count)s highlight", "The codes of %(count)s highlights", count),
        Lost.WHOLE: ngettext("%(count)s coding of a whole text", "%(count)s codings of whole texts", count),
        Lost.MEMOS: ngettext("The place of %(count)s memo", "The places of %(count)s memos", count),
        Lost.MEMO_PLACES: ngettext("%(count)s remark in a text", "%(count)s remarks in texts", count),
    }
    return Said(whats[left.what] % {"count": shown(count)}, _why(left.what))


def _why(what: Lost) -> str:
    text_only = _("The analysis works on text. What the file has of it as text comes in.")
    recording = _("The analysis works on text. A transcript in the file comes in.")
    no_place = _("There is nothing like it here.")
    return {
        Lost.PDF: text_only,
        Lost.PICTURE: text_only,
        Lost.AUDIO: recording,
        Lost.VIDEO: recording,
        Lost.AREAS: _("Only words can be coded here."),
        Lost.RICH_TEXT: _("The words come in, without bold, tables and pictures."),
        Lost.EMPTY_TEXT: _("There is nothing to sort in it."),
        Lost.MISSING_TEXT: _("The file names it and does not hold it. Export again with the texts."),
        Lost.OUTSIDE: _("Only what lies inside the file is read. Export again with the texts in it."),
        Lost.NO_PLACE: _("It lies outside its text, or covers none of it."),
        Lost.UNKNOWN_CODE: _("The code is not in the code book of the file."),
        Lost.CASES: _("Groups are known here from the list of participants alone."),
        Lost.VARIABLES: _("Groups are known here from the list of participants alone."),
        Lost.SETS: no_place,
        Lost.LINKS: no_place,
        Lost.GRAPHS: no_place,
        Lost.CODERS: _("They come in as yours, made today: the people of the file are no members here."),
        Lost.COLORS: _("Themes have no colour here."),
        Lost.DEPTH: _("Themes have one level of sub-themes. What is deeper keeps its path in its name."),
        Lost.RENAMED: _("Each theme has a name of its own here, so what stands above it was put before it."),
        Lost.LONG_NAME: _("A name has at most 120 characters."),
        Lost.LONG_DEFINITION: _(
            "It was shortened to 2,000 characters; all of it stands as a reflection beside the theme."
        ),
        Lost.LONG_MEMO: _("A reflection has at most 20,000 characters."),
        Lost.SPANS: _(
            "The card is in the theme, and the words are highlighted; which theme they speak for is not kept."
        ),
        Lost.WHOLE: _("It was put on each passage of the text."),
        Lost.MEMOS: _("They stand together in the reflection on the whole material, each under its name."),
        Lost.MEMO_PLACES: _(
            "A remark stands in the reflection on the whole material; where in the text it was is not kept."
        ),
    }[what]


def read_how(reading: Reading) -> str:
    """How positions were read, where the file let it be checked; "" where there was nothing to check."""
    if not reading.checked:
        return ""
    return ngettext(
        "Where selections stand was checked against their names: %(agreeing)s of %(count)s fits.",
        "Where selections stand was checked against their names: %(agreeing)s of %(count)s fit.",
        reading.checked,
    ) % {"agreeing": shown(reading.agreeing), "count": shown(reading.checked)}
