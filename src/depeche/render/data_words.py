"""What the tables and columns of a data file are called and what they mean, in Danish and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple


class Said(NamedTuple):
    """`unit` is "" where there is nothing to measure."""

    title: str
    means: str
    unit: str = ""


_TABLES_DA: Final = {
    "people": Said("Deltagere", "Hvem deltog: en række for hver stafet."),
    "groups": Said("Grupper", "Deltagere i hver gruppe, hvor det kan vises."),
    "attendance": Said("Fremmøde", "Inviterede, og hvor mange af dem der skrev noget; en gruppe uden navn er alle."),
    "themes": Said("Temaer", "Spørgsmål i hvert tema. Et spørgsmål i flere temaer tæller med i hvert af dem."),
    "theme_pages": Said("Temasider", "De temaer, der har en side i rapporten."),
    "themes_by_relay": Said("Temaer på tværs", "De samme temaer i hver stafet."),
    "words": Said("Ord", "De hyppigste ord i spørgsmålene, talt efter grundform."),
    "word_comparison": Said("Ord, der skiller", "Ord i to sider sammenlignet."),
    "flow": Said("Hvem spørger hvem", "Besvarede spørgsmål fra gruppe til gruppe."),
    "flow_groups": Said("Grupper i strømmen", "De grupper, tabellen over hvem der spørger hvem, har."),
    "themes_by_group": Said("Temaer og grupper", "Spørgsmål efter tema og efter spørgerens gruppe."),
    "themes_by_group_sums": Said("Temaer og grupper, sum", "Summerne i tabellen over temaer og grupper."),
    "days": Said("Dag for dag", "Spørgsmål og svar pr. dag eller i de dage, der er lagt sammen."),
    "figures": Said("Tal i teksten", "Hvert tal i rapportens faste sætninger og i analytikerens tekst."),
}
_COLUMNS_DA: Final = {
    "relay": Said("Stafet", "Den stafet (eller anden kilde), rækken handler om."),
    "group": Said("Gruppe", "Deltagernes gruppe; tom betyder alle."),
    "people": Said("Deltagere", "Mennesker, som oplyst eller talt blandt dem, der skrev.", "mennesker"),
    "questions": Said("Spørgsmål", "Antal spørgsmål.", "spørgsmål"),
    "answers": Said("Svar", "Antal spørgsmål, der har fået svar.", "svar"),
    "invited": Said("Inviteret", "Mennesker, der var inviteret.", "mennesker"),
    "took_part": Said("Skrev noget", "Mennesker, der stillede eller besvarede et spørgsmål.", "mennesker"),
    "theme": Said("Tema", "Temaets navn; det usorterede og det, der er lagt sammen, har deres egne navne."),
    "share": Said("Andel", "Procent af stafettens spørgsmål.", "procent"),
    "marked": Said("Valgt", "Par valgt til rapporten i temaet.", "par"),
    "rank": Said("Nummer", "Plads i listen; det hyppigste er nummer 1."),
    "word": Said("Ord", "Ordets grundform."),
    "parts": Said("Ordled", "Led i et sammensat ord."),
    "times": Said("Gange", "Gange, ordet er brugt.", "gange"),
    "texts": Said("Spørgsmål med ordet", "Spørgsmål, der indeholder ordet.", "spørgsmål"),
    "running_words": Said("Ord i alt", "Løbende ord i stafettens spørgsmål.", "ord"),
    "first": Said("Første side", "Den ene side af sammenligningen."),
    "second": Said("Anden side", "Den anden side: en stafet, eller alle de øvrige."),
    "times_first": Said("Gange, første", "Gange, ordet er brugt på den første side.", "gange"),
    "texts_first": Said("Spørgsmål, første", "Spørgsmål med ordet på den første side.", "spørgsmål"),
    "times_second": Said("Gange, anden", "Gange, ordet er brugt på den anden side.", "gange"),
    "texts_second": Said("Spørgsmål, anden", "Spørgsmål med ordet på den anden side.", "spørgsmål"),
    "g2": Said("G²", "Log-likelihood med fortegn: over nul, når den første side bruger ordet mere."),
    "log_ratio": Said("Logforhold", "Fordoblinger mellem de to siders hyppighed.", "fordoblinger"),
    "verdict": Said("Bæres det?", "Om teksterne kan bære, at siderne er forskellige."),
    "asker": Said("Fra", "Den gruppe, der spurgte."),
    "answerer": Said("Til", "Den gruppe, der svarede."),
    "sum_of": Said("Sum af", "Om rækken er summen af et tema eller af en gruppe."),
    "name": Said("Navn", "Temaets eller gruppens navn."),
    "from": Said("Fra dag", "Den første dag."),
    "to": Said("Til dag", "Den sidste dag; den samme, hvor en dag står for sig selv."),
    "section": Said("Afsnit", "Det afsnit i rapporten, tallet står i."),
    "counts": Said("Hvad tallet er", "Hvad tallet tæller."),
    "value": Said("Tal", "Tallet."),
}
_OTHER_DA: Final = {
    "contents": "Indhold",
    "table": "Ark",
    "column": "Kolonne",
    "key": "Navn i filen",
    "means": "Betyder",
    "unit": "Enhed",
    "rows": "Rækker",
    "hidden_means": "Tallet er ikke tomt, men holdt tilbage: Færre end fem mennesker står bag, eller det kunne røbe et "
    "tal, som færre end fem står bag.",
    "unknown_means": "Materialet fortæller det ikke, eller det kan ikke regnes ud.",
    "made_of": "Tabellerne er lavet af rapporten “{title}” og rummer de samme tal som den. Intet er talt om.",
    "of_theme": "tema",
    "of_group": "gruppe",
}
_TABLES_EN: Final = {
    "people": Said("Participants", "Who took part: a row a relay."),
    "groups": Said("Groups", "Participants of each group, where that can be shown."),
    "attendance": Said("Attendance", "Invited, and how many of them wrote something; a group without a name is all."),
    "themes": Said("Themes", "Questions in each theme. A question in several themes counts in each of them."),
    "theme_pages": Said("Theme pages", "The themes that have a page in the report."),
    "themes_by_relay": Said("Themes across", "The same themes in each relay."),
    "words": Said("Words", "The most frequent words of the questions, counted by lemma."),
    "word_comparison": Said("Words apart", "Words of two sides compared."),
    "flow": Said("Who asks whom", "Answered questions from group to group."),
    "flow_groups": Said("Groups in the flow", "The groups of the table of who asks whom."),
    "themes_by_group": Said("Themes by group", "Questions by theme and by the group of whoever asked."),
    "themes_by_group_sums": Said("Themes by group, sums", "The sums of the table of themes by group."),
    "days": Said("Day by day", "Questions and answers a day, or in the days that are gathered."),
    "figures": Said("Figures in the text", "Each figure in the report's fixed sentences and in the analyst's text."),
}
_COLUMNS_EN: Final = {
    "relay": Said("Relay", "The relay (or other source) the row is about."),
    "group": Said("Group", "The participants' group; empty is all."),
    "people": Said("Participants", "People, as stated or counted among those who wrote.", "people"),
    "questions": Said("Questions", "Number of questions.", "questions"),
    "answers": Said("Answers", "Number of questions that have an answer.", "answers"),
    "invited": Said("Invited", "People who were invited.", "people"),
    "took_part": Said("Wrote something", "People who put or answered a question.", "people"),
    "theme": Said("Theme", "Name of the theme; the unsorted and what is gathered have names of their own."),
    "share": Said("Share", "Per cent of the relay's questions.", "per cent"),
    "marked": Said("Marked", "Pairs marked for the report in the theme.", "pairs"),
    "rank": Said("Rank", "Place in the list; the most frequent is number 1."),
    "word": Said("Word", "Lemma of the word."),
    "parts": Said("Parts", "Parts of a compound."),
    "times": Said("Times", "Times the word is used.", "times"),
    "texts": Said("Questions with it", "Questions that contain the word.", "questions"),
    "running_words": Said("Words in all", "Running words in the relay's questions.", "words"),
    "first": Said("First side", "The one side of the comparison."),
    "second": Said("Second side", "The other side: a relay, or all the others."),
    "times_first": Said("Times, first", "Times the word is used on the first side.", "times"),
    "texts_first": Said("Questions, first", "Questions with the word on the first side.", "questions"),
    "times_second": Said("Times, second", "Times the word is used on the second side.", "times"),
    "texts_second": Said("Questions, second", "Questions with the word on the second side.", "questions"),
    "g2": Said("G²", "Signed log-likelihood: above zero when the first side uses the word more."),
    "log_ratio": Said("Log ratio", "Doublings between the two sides' frequencies.", "doublings"),
    "verdict": Said("Carried?", "Whether the texts carry that the sides differ."),
    "asker": Said("From", "The group that asked."),
    "answerer": Said("To", "The group that answered."),
    "sum_of": Said("Sum of", "Whether the row is the sum of a theme or of a group."),
    "name": Said("Name", "Name of the theme or the group."),
    "from": Said("From day", "The first day."),
    "to": Said("To day", "The last day; the same where a day stands by itself."),
    "section": Said("Section", "The section of the report the figure stands in."),
    "counts": Said("What it is", "What the figure counts."),
    "value": Said("Figure", "The figure."),
}
_OTHER_EN: Final = {
    "contents": "Contents",
    "table": "Sheet",
    "column": "Column",
    "key": "Name in the file",
    "means": "Means",
    "unit": "Unit",
    "rows": "Rows",
    "hidden_means": "The figure is not empty but held back: fewer than five people stand behind it, or it could give "
    "away a figure of which that is true.",
    "unknown_means": "The material does not tell, or it cannot be computed.",
    "made_of": "The tables are made of the report “{title}” and hold the same figures. Nothing is counted anew.",
    "of_theme": "theme",
    "of_group": "group",
}
TABLES: Final[Mapping[str, Mapping[str, Said]]] = {"da": _TABLES_DA, "en": _TABLES_EN}
COLUMNS: Final[Mapping[str, Mapping[str, Said]]] = {"da": _COLUMNS_DA, "en": _COLUMNS_EN}
OTHER: Final[Mapping[str, Mapping[str, str]]] = {"da": _OTHER_DA, "en": _OTHER_EN}
