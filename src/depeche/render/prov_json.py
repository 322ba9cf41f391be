"""The evidence of a report as W3C PROV-JSON: what each figure and quote was made from, by what, for whom.

https://www.w3.org/submissions/prov-json/ on https://www.w3.org/TR/prov-dm/. It holds no text of a contribution and no
name of a person; docs/formats/prov.md lists what it says. In a bundle for the public a quote that leaves words of its
unit out tells neither its places nor the hash of the unit: by both, a short gap could be guessed and proved.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from depeche import __version__
from depeche.core.corpus import text_hash
from depeche.core.reporting import seal
from depeche.core.reporting.model import Report
from depeche.core.reporting.provenance import TITLE_PAGE, Ground, claims_of
from depeche.core.reporting.values import Figure, Piece, Quote

VOCABULARY: Final = "https://github.com/depeche/depeche/blob/main/docs/formats/prov.md#"

Value = str | int | float | bool | Mapping[str, str] | list[str] | list[Mapping[str, str]]
Record = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Edition:
    """What the report itself does not know. `number` is None for a draft; `codebook` where a version is known.

    `public` leaves out what only members may know.
    """

    number: int | None = None
    published_at: str = ""  # ISO 8601 with offset
    codebook: int | None = None
    public: bool = True


def prov_json(report: Report, edition: Edition) -> bytes:
    """The bundle in UTF-8; the same report and edition give the same bytes."""
    return _Bundle(report, edition).bytes()


def named(local: str) -> Mapping[str, str]:
    """A qualified name as a value."""
    return {"$": local, "type": "prov:QUALIFIED_NAME"}


def typed(value: str, kind: str) -> Mapping[str, str]:
    return {"$": value, "type": kind}


def entity_of(block: str) -> str:
    return f"r:block-{block}" if block != TITLE_PAGE else "r:title-page"


def decimal(value: float) -> str:
    """`39.0` as "39", `35.897436` as it is: no exponent, which xsd:decimal does not know."""
    return f"{value:.6f}".rstrip("0").rstrip(".")


class _Bundle:
    def __init__(self, report: Report, edition: Edition) -> None:
        self._report, self._edition = report, edition
        self._sections: dict[str, dict[str, Record]] = {}
        self._seal = seal(report)
        self._units: dict[str, str] = {}  # unit -> its entity
        self._agents()
        self._material()
        self._version()
        for ground in claims_of(report):
            self._ground(ground)

    def bytes(self) -> bytes:
        prefixes = {"depeche": VOCABULARY, "r": f"urn:depeche:report:{self._seal}:"}
        text = json.dumps({"prefix": prefixes, **self._sections}, ensure_ascii=False, indent=1, sort_keys=True)
        return f"{text}\n".encode()

    def _add(self, section: str, name: str, record: Record) -> str:
        self._sections.setdefault(section, {})[name] = {key: value for key, value in record.items() if value != ""}
        return name

    def _relate(self, section: str, record: Mapping[str, str | Mapping[str, str]]) -> None:
        held = self._sections.setdefault(section, {})
        held[f"_:{section}{len(held) + 1}"] = dict(record)

    def _agents(self) -> None:
        software: Record = {
            "prov:type": named("prov:SoftwareAgent"),
            "prov:label": "Depeche",
            "depeche:version": __version__,
        }
        self._add("agent", "r:depeche", software)
        self._add("agent", "r:analysts", {"prov:type": named("depeche:Role"), "prov:label": "analysts"})
        publisher: Record = {"prov:type": named("prov:Organization"), "prov:label": self._report.publisher}
        self._add("agent", "r:publisher", publisher)
        self._relate("actedOnBehalfOf", {"prov:delegate": "r:analysts", "prov:responsible": "r:publisher"})

    def _material(self) -> None:
        """What was written, and how it was sorted and counted."""
        kinds = [named("depeche:Material"), named("prov:Collection")]
        self._add("entity", "r:material", {"prov:type": kinds, "depeche:origin": self._report.origin})
        number = self._edition.codebook
        self._add("entity", "r:codebook", {"prov:type": named("depeche:CodeBook"), "depeche:number": number or ""})
        self._add("activity", "r:coding", {"prov:type": named("depeche:Coding")})
        self._add("activity", "r:counting", {"prov:type": named("depeche:Counting")})
        self._relate("used", {"prov:activity": "r:coding", "prov:entity": "r:material"})
        self._relate("wasGeneratedBy", {"prov:entity": "r:codebook", "prov:activity": "r:coding"})
        self._relate("wasAssociatedWith", {"prov:activity": "r:coding", "prov:agent": "r:analysts"})
        for used in ("r:material", "r:codebook"):
            self._relate("used", {"prov:activity": "r:counting", "prov:entity": used})
        self._relate("wasAssociatedWith", {"prov:activity": "r:counting", "prov:agent": "r:depeche"})

    def _version(self) -> None:
        edition, report = self._edition, self._report
        draft = edition.number is None
        record: Record = {
            "prov:type": named("depeche:Draft" if draft else "depeche:ReportVersion"),
            "prov:label": report.title,
            "depeche:sha256": self._seal,
            "depeche:language": report.language,
            "depeche:number": "" if edition.number is None else edition.number,
        }
        self._add("entity", "r:report", record)
        self._add("entity", entity_of(TITLE_PAGE), {"prov:type": named("depeche:Block"), "depeche:kind": "TitlePage"})
        for block in report.blocks:
            kind = type(block.body).__name__
            made: Record = {"prov:type": named("depeche:Block"), "depeche:kind": kind, "prov:label": block.title}
            self._add("entity", entity_of(block.id), made)
        for block_id in (TITLE_PAGE, *(block.id for block in report.blocks)):
            derived = {"prov:generatedEntity": "r:report", "prov:usedEntity": entity_of(block_id)}
            self._relate("wasDerivedFrom", derived)
        ended = {"prov:endTime": edition.published_at} if edition.published_at else {}
        writing = named("depeche:Writing" if draft else "depeche:Publishing")
        self._add("activity", "r:publishing", {"prov:type": writing, **ended})
        self._relate("wasGeneratedBy", {"prov:entity": "r:report", "prov:activity": "r:publishing"})
        self._relate("wasAssociatedWith", {"prov:activity": "r:publishing", "prov:agent": "r:publisher"})
        self._relate("wasAssociatedWith", {"prov:activity": "r:publishing", "prov:agent": "r:depeche"})
        self._relate("wasAttributedTo", {"prov:entity": "r:report", "prov:agent": "r:publisher"})

    def _ground(self, ground: Ground) -> None:
        value = ground.value
        name = self._figure(ground.number, value) if isinstance(value, Figure) else self._quote(ground.number, value)
        for block in ground.blocks:
            self._relate("wasDerivedFrom", {"prov:generatedEntity": entity_of(block), "prov:usedEntity": name})

    def _figure(self, number: int, figure: Figure) -> str:
        record: Record = {
            "prov:type": named("depeche:Figure"),
            "depeche:recipe": figure.recipe,
            "depeche:reference": ":".join((figure.recipe, *figure.args)),
            "depeche:standing": str(figure.standing),
        }
        if figure.value is not None:
            record["prov:value"] = typed(decimal(figure.value), "xsd:decimal")
        name = self._add("entity", f"r:figure-{number}", record)
        self._relate("wasGeneratedBy", {"prov:entity": name, "prov:activity": "r:counting"})
        self._relate("wasDerivedFrom", {"prov:generatedEntity": name, "prov:usedEntity": "r:material"})
        self._relate("wasAttributedTo", {"prov:entity": name, "prov:agent": "r:depeche"})
        return name

    def _quote(self, number: int, quote: Quote) -> str:
        record: Record = {
            "prov:type": named("depeche:Quote"),
            "depeche:unit": quote.unit,
            "depeche:printed": text_hash(quote.text),
        }
        if not self._edition.public or whole(quote):
            pieces = (part for part in quote.parts if isinstance(part, Piece))
            record["depeche:places"] = " ".join(f"{piece.start}-{piece.end}" for piece in pieces)
        name = self._add("entity", f"r:quote-{number}", record)
        unit = self._unit(quote)
        kind = named("prov:Quotation")
        self._relate("wasDerivedFrom", {"prov:generatedEntity": name, "prov:usedEntity": unit, "prov:type": kind})
        return name

    def _unit(self, quote: Quote) -> str:
        """The entity of a text unit, made when it is first quoted."""
        if quote.unit not in self._units:
            self._units[quote.unit] = f"r:unit-{len(self._units) + 1}"
            self._relate("hadMember", {"prov:collection": "r:material", "prov:entity": self._units[quote.unit]})
        name = self._units[quote.unit]
        record: Record = {"prov:type": named("depeche:TextUnit"), "depeche:unit": quote.unit}
        held = self._sections["entity"].get(name, {})
        if not self._edition.public or whole(quote):
            record |= {"depeche:sha256": quote.digest, "depeche:length": quote.length}
        return self._add("entity", name, held | record)


def whole(quote: Quote) -> bool:
    """Whether every word of the unit is printed, so that its places and its hash tell nothing more."""
    return all(isinstance(part, Piece) for part in quote.parts)
