"""Why a file from another tool cannot be used."""

from __future__ import annotations

from enum import StrEnum

from depeche.core.errors import InputError


class Wrong(StrEnum):
    """The reason, for whoever says it in the reader's language."""

    NOT_ZIP = "not_zip"
    NOT_XML = "not_xml"
    NOT_REFI = "not_refi"
    ENCRYPTED = "encrypted"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    BOMB = "bomb"
    NO_PROJECT = "no_project"
    ENTITIES = "entities"
    ENCODING = "encoding"
    PATH = "path"
    NOTHING = "nothing"


SENTENCES = {
    Wrong.NOT_ZIP: "it is no readable .qdpx file (damaged, or something else with that ending); export it again",
    Wrong.NOT_XML: "{place} is no well-formed XML{why}; export it again from the program it comes from",
    Wrong.NOT_REFI: "{place} is no REFI-QDA {wanted}; export it as “REFI-QDA”, not in the program's own format",
    Wrong.ENCRYPTED: "{place} is encrypted; export it again without a password",
    Wrong.TOO_LARGE: "{place} is larger than {most} MB; export the project without PDF, pictures, sound and video",
    Wrong.TOO_MANY: "there are more than {most} {what}; divide the project into several",
    Wrong.BOMB: "{place} is packed so tightly that it looks like an attack; pack it anew",
    Wrong.NO_PROJECT: "there is no project.qde in it; export it as a REFI-QDA project",
    Wrong.ENTITIES: "{place} declares XML entities, which no such program writes; export it again",
    Wrong.ENCODING: "{place} is not UTF-8, as the standard wants; save it as UTF-8 or export it again",
    Wrong.PATH: "{place} leads out of the archive; export it again",
    Wrong.NOTHING: "there is neither a code nor a text in it",
}


class ExchangeError(InputError):
    """A `.qdc` or `.qdpx` that cannot be used. `wrong` is the reason, `figures` what its sentence needs."""

    def __init__(self, wrong: Wrong, **figures: object) -> None:
        self.wrong = wrong
        self.figures = figures
        super().__init__(SENTENCES[wrong].format(**{"why": "", **figures}))
