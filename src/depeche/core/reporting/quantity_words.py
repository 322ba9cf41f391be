"""Words of quantity in Danish and English, what they are said of, and the idioms in which they count nothing.

Patterns are matched without regard to case on text in which quotes, references and code are blanked. The thresholds
are those of docs/methods/quantifiers.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Reading(StrEnum):
    """How a word of quantity is read: of things counted, or of how often."""

    COUNT = "count"
    FREQUENCY = "frequency"


@dataclass(frozen=True, slots=True)
class Quantifier:
    """`least` and `most` bound the share k/N that the word may be said of; `above` excludes `least` itself."""

    pattern: str
    reading: Reading = Reading.COUNT
    least: float = 0.0
    most: float = 1.0
    above: bool = False
    comparative: bool = False  # may also mean "more", "some of which there are to be"


@dataclass(frozen=True, slots=True)
class Language:
    """`texts` are nouns of what was written and who took part; `people` count only beside a verb of `says`."""

    quantifiers: tuple[Quantifier, ...]
    texts: str
    people: str
    says: str
    between: str  # what may stand between the quantity and its noun or verb
    idioms: str  # blanked before anything is looked for
    not_here: str  # before the quantity, in its clause: a wish, a rule, a need, a known set
    presents: str  # opens a sentence that shows something instead of counting it


_NEAR: Final = 0.05  # either side of a fraction named in letters


def _fraction(pattern: str, share: float) -> Quantifier:
    return Quantifier(pattern, least=share - _NEAR, most=share + _NEAR)


_NUMBERS: Final = r"(?:en|et|én|ét|to|tre|fire|fem|seks|syv|otte|ni|ti)"
_NUMBERS_EN: Final = r"(?:one|two|three|four|five|six|seven|eight|nine|ten)"

_DANISH: Final = Language(
    quantifiers=(
        Quantifier(r"(?:næsten|stort set|så godt som|praktisk talt) (?:alle|samtlige|hele)", least=0.9),
        Quantifier(r"(?:næsten|stort set|så godt som|praktisk talt) (?:ingen|intet)", most=0.1),
        Quantifier(r"(?:langt )?de fleste|(?:et )?(?:stort |klart )?flertal(?:let)?", least=0.5, above=True),
        Quantifier(r"hovedparten|størstedelen|størsteparten|en overvægt(?= af)", least=0.5, above=True),
        Quantifier(r"(?:mere end|over|godt) halvdelen", least=0.5, above=True),
        Quantifier(r"(?:mindre end|under|knap) halvdelen|(?:et )?(?:lille )?mindretal(?:let)?", most=0.5),
        _fraction(r"(?:omkring |cirka |ca\. )?halvdelen|hver anden|hvert andet", 1 / 2),
        _fraction(r"(?:en |den |omkring en )?tredjedel(?:en)?|hver tredje|hvert tredje", 1 / 3),
        _fraction(r"(?:en |den |omkring en )?fjerdedel(?:en)?|hver fjerde|hvert fjerde", 1 / 4),
        _fraction(r"to tredjedele", 2 / 3),
        _fraction(r"tre fjerdedele", 3 / 4),
        Quantifier(rf"(?:{_NUMBERS}) ud af (?:{_NUMBERS})"),
        Quantifier(r"(?:en|den) (?:stor|større|betydelig|væsentlig) del(?= af)|et (?:stort|betydeligt|stigende) antal"),
        Quantifier(r"en del(?= (?:af )?(?:\w+ne|deltagere|ledere|svar|spørgsmål|tekster|bidrag|skriver|spørger)\b)"),
        Quantifier(
            r"de færreste|(?<!at )(?:kun |ganske |meget |overraskende |forholdsvis )*få", most=0.25, comparative=True
        ),
        Quantifier(r"enkelte", most=0.25),
        Quantifier(r"mange|adskillige|utallige|talrige|en lang række", comparative=True),
        Quantifier(r"flere|flest|nogle", comparative=True),
        Quantifier(r"(?:meget )?(?:ofte|oftest|oftere|hyppigt|hyppigst|tit)", Reading.FREQUENCY),
        Quantifier(r"(?:meget )?(?:sjældent|sjældnere|sjældnest)", Reading.FREQUENCY, most=0.25),
    ),
    texts=(
        r"(?:del)?spørgsmål(?:ene|enes|s)?|svar(?:ene|enes)?|besvarelser(?:ne)?|bidrag(?:ene)?|tekster(?:ne)?|"
        r"indlæg(?:gene)?|citater(?:ne)?|tråde(?:ne)?|kommentarer(?:ne)?|udsagn(?:ene)?|formuleringer(?:ne)?|"
        r"par(?:rene)?|temaer(?:ne)?|deltagere(?:n|ns|ne|nes)?|deltager|respondenter(?:ne)?|informanter(?:ne)?"
    ),
    people=(
        r"(?:\w+)?leder(?:e|ne|nes|es)?|(?:\w+)?chef(?:er|erne)?|direktører(?:ne)?|(?:\w*)medarbejdere(?:ne)?|"
        r"(?:\w*)medarbejder(?:ne)?|kolleger(?:ne)?|kollegaer(?:ne)?|ansatte|fagfolk(?:ene)?|personer(?:ne)?|folk|"
        r"mennesker(?:ne)?|kvinder(?:ne)?|mænd(?:ene)?|unge|ældre|borgere(?:ne)?|grupper(?:ne)?|"
        r"organisationer(?:ne)?|kommuner(?:ne)?|afdelinger(?:ne)?|konsulenter(?:ne)?|lærere(?:ne)?"
    ),
    says=(
        r"(?:spørg(?:er|es)|spurg(?:te|t|tes)|skriv(?:er|es)|skrev|skrevet|svarer|svaret|svarede|nævn(?:er|es|t|te|tes)|"
        r"peger (?:\w+ )?på|pegede på|fremhæv(?:er|es|et|ede)|efterlys(?:er|es|te|t)|"
        r"efterspørg(?:er|es)|ønsker|ønskede|"
        r"oplever|oplevede|mener|mente|siger|sagde|fortæller|fortalte|beskriv(?:er|es)|beskrev|undrer|undrede|"
        r"handler|handlede|kredser|kredsede|drejer sig|drejede sig|vender tilbage|vendte tilbage|går igen|gik igen|"
        r"dukker op|kommer ind på|kom ind på|giver udtryk|gav udtryk|henviser|foreslår|foreslog|håber|frygter|savner|"
        r"taler|talte|understreg(?:er|es)|føler|synes|tvivler|udtrykk?er|berør(?:er|es)|rejser|stiller|stillede|"
        r"optræder|forekommer|optaget|bekymre[rt]|beder om|bad om|vil (?:gerne )?(?:vide|have)|omtal(?:er|es)|"
        r"drøft(?:er|es)|begrunder|klager|roser|kritiserer|indeholder|bruger ord(?:et)?|(?:er|var) (?:u?enige|i tvivl))"
    ),
    between=(
        r"(?:,? (?:der|som)|af|blandt|de|den|det|disse|alle|andre|også|dog|derimod|gerne|især|selv|dem|os|har|er|var|"
        rf"blev|bliver|ganske|meget|slet|ikke|alligevel|altså|direkte|igen|tydeligt|{_NUMBERS}|\w+e)"
    ),
    idioms=(
        r"(?:mange|flere|nogle|få|enkelte|adskillige|hver anden|hver tredje|hver fjerde|hvert andet|hvert tredje|"
        r"halvdelen af|halvdel af)(?: \w+e)? (?:års?|årtier|dage|døgn|uger?|måneder|måned|timer|minutter|gange|"
        r"generationer|året|dagen|tiden)\b"
        r"|(?:anden|første|sidste) halvdel\b|(?:alt )?for (?:få|mange)(?! af\b)"
        r"|(?:hvor|så|lige så|lige|alt for) (?:mange|få|ofte|tit)"
        r"|(?:de[nt]?|hver|hvert|disse) enkelte|ikke (?:\w+ )?flere|i flere temaer"
        r"|mange (?:tak|hilsner|penge|ting|måder|steder)|ofte stillede|mere end ofte|(?:som )?de fleste (?:af os|ved)\b"
        r"|(?:til|i) tider|ikke så sjældent endda|uden (?:ret )?mange ord|med få (?:ord|undtagelser)|få sekunder"
    ),
    not_here=(
        r"\b(?:kan|kunne|må|måtte|skal|skulle|bør|burde|vil|ville|lad|lade)(?: \w+){0,4}$"
        r"|\bat (?:få|nå|se|gå|\w+e)(?: \w+)?$"
        r"|\b(?:brug for|behov for|ønske[rt]? om|ønsker(?: sig)?|mangel på|plads til|mangler|savner|efterlyser|"
        r"efterspørger|"
        r"kræver|behøver|foreslår|håber på|inviterer|inddrager|ansætter|får|fik|giver|skaber|åbner)(?: \w+)?$"
        r"|\b(?:de|disse|vores|deres|jeres|sine)$|\bhv(?:or|ad)$"
    ),
    presents=(
        r"(?:her|nedenfor|herunder|ovenfor|læs|se|i bilaget|bilaget|vi (?:viser|bringer|har (?:ud)?valgt|gengiver))\b"
    ),
)

_ENGLISH: Final = Language(
    quantifiers=(
        Quantifier(r"(?:almost|nearly|virtually) (?:all|every|everybody|everyone)", least=0.9),
        Quantifier(r"(?:almost|nearly|virtually) (?:no|none|nobody)|hardly any(?:body|one)?", most=0.1),
        Quantifier(r"(?:the )?(?:vast |great |large )?majority|more than half", least=0.5, above=True),
        Quantifier(r"(?:a|the) (?:small )?minority|less than half|fewer than half", most=0.5),
        _fraction(r"(?:about |around )?half|every (?:other|second)", 1 / 2),
        _fraction(r"(?:a|one)[ -]third|every third", 1 / 3),
        _fraction(r"(?:a|one)[ -]quarter|every fourth", 1 / 4),
        _fraction(r"two[ -]thirds", 2 / 3),
        _fraction(r"three[ -]quarters", 3 / 4),
        Quantifier(rf"{_NUMBERS_EN} (?:out )?of {_NUMBERS_EN}"),
        Quantifier(r"a (?:large|great|considerable|growing) (?:number|part|share)|a lot|quite a few"),
        Quantifier(r"most", least=0.5, above=True),
        Quantifier(r"(?:only |just )?(?:a )?few(?:est)?", most=0.25, comparative=True),
        Quantifier(r"many|several|numerous|some", comparative=True),
        Quantifier(r"(?:very )?(?:often|frequently)", Reading.FREQUENCY),
        Quantifier(r"(?:very )?(?:rarely|seldom)", Reading.FREQUENCY, most=0.25),
    ),
    texts=(
        r"questions|answers|replies|contributions|texts|quotes|quotations|threads|comments|statements|pairs|themes|"
        r"participants?|respondents?|informants?"
    ),
    people=(
        r"managers|leaders|directors|employees|colleagues|people|persons|women|men|specialists|citizens|groups|"
        r"organisations|organizations|municipalities|teachers|consultants"
    ),
    says=(
        r"(?:ask(?:s|ed)?|writ(?:e|es|ten)|wrote|mention(?:s|ed)?|answer(?:s|ed)?|repl(?:y|ies|ied)|"
        r"point(?:s|ed)? (?:to|out)|"
        r"say|says|said|wonder(?:s|ed)?|describe[sd]?|agree[sd]?|disagree[sd]?|want(?:s|ed)?|wish(?:es|ed)?|feel|felt|"
        r"think|thought|return(?:s|ed)?|concern(?:s|ed)?|stress(?:es|ed)?|express(?:es|ed)?|worr(?:y|ies|ied)|miss|"
        r"hope[sd]?|fear(?:s|ed)?|suggest(?:s|ed)?|propose[sd]?|report(?:s|ed)?|experience[sd]?|raise[sd]?|discuss(?:es|ed)?|"
        r"appears?|occurs?|(?:is|are|was|were) about|complain(?:s|ed)?|emphasi[sz]e[sd]?|call(?:s|ed)? for)"
    ),
    between=(
        r"(?:,? (?:who|that|which)|of|the|these|those|them|us|also|have|has|are|is|were|was|been|again|directly|even|"
        rf"clearly|\w+er|\w+al|\w+ly|\w+ed|\w+ent|new|young|old|small|senior|other|{_NUMBERS_EN})"
    ),
    idioms=(
        r"(?:many|several|some|a few|few|every other|every second|every third|half of|half an?|half)(?: the)?(?: \w+)? "
        r"(?:years?|days?|weeks?|months?|hours?|minutes?|times?|decades?|ways|respects)\b"
        r"|(?:first|second|last) half\b|(?:how|so|as|too|that) (?:many|few|often)|many thanks|(?:\w+ )?frequently asked"
        r"|some (?:time|day|\w+ ago)\b|(?:the|at) most\b"
        r"|not (?:\w+ )?more|in several themes|most people'?s?|once too often|a few more|many more"
    ),
    not_here=(
        r"\b(?:can|could|may|might|must|should|shall|will|would|let)(?: \w+){0,4}$|\bto \w+(?: \w+)?$"
        r"|\b(?:need|needs|need for|room for|lack of|lacks|wish for|wants|invite|get|gets)(?: \w+)?$"
        r"|\b(?:the|these|our|their|your)$"
    ),
    presents=r"(?:here|below|above|see|read|in the appendix|the appendix|we (?:show|print|have chosen))\b",
)

LANGUAGES: Final = {"da": _DANISH, "en": _ENGLISH}


def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern as whole words."""
    return re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])", re.IGNORECASE)
