from __future__ import annotations

import pytest
from benchmarks.question_forms import FILES, GOLDEN, by_rules, errors, sample
from hypothesis import given
from hypothesis import strategies as st

from depeche.core.text import Form, Kind, question_form
from tests.shared import shared_file

OPEN = {
    Kind.SUBSTANTIVE: [
        "Hvem i jeres direktion har ansvaret for klimaet?",
        "Hvad for en leder vil du helst huskes som?",
        "Hvad slags leder er du?",
        "I hvilket omfang lytter politikerne til jer?",
        "På hvilken måde gør det en forskel?",
        "Hvad tror du har betydet mest?",
        "Hvilke faktorer mener du er vigtigst?",
        "Får vi ikke flere hænder, hvad gør vi så?",
        "Hvad/hvem inspirerer dig?",
        "Hvem er du, og hvad vil du?",
        "Hva' så med de unge?",
        "Hvad nu, hvis vi bare lod være?",
        "I en tid med besparelser – hvad er det første, du siger fra til?",
        "Hvad er det, der gør, at I lykkes?",
        "Hvad synes du, vi skal gøre?",
        "Hvad kendetegner en god leder, og kan det læres?",
        "Hvilken en af opgaverne er sværest?",
        "Hvilke er de vigtigste?",
        "Hvilken af de tre modeller ville du vælge?",
        "hvem tager sig af det hos jer",
        'Hvilke "hurra-ord" bruger I for tit?',
        "Hvad, tror du, er årsagen?",
        "Hvem, tror du, der har ret?",
        "Til hvilken pris?",
        "Hvilke fordele og ulemper ser du ved fælles ledelse?",
        "Hvilke konkrete, målbare resultater har I opnået?",
        "Hvilke kompetencer hos lederne betyder mest?",
        "Hvilken type leder trives hos jer?",
        "Hvilke krav stiller borgerne til jer?",
        "Hvilke tanker gør I jer om fremtiden?",
        "Hvad kan jeg som leder af et lille bibliotek gøre for at beholde de unge?",
    ],
    Kind.MANNER: [
        "Hvordan vi kommer videre herfra?",
        "Vi har fået en ny chef, hvordan tackler man det?",
        "1. Hvordan går det? 2. Hvad så nu?",
        "hvordan taler du med dem om det?",
        "Hvordan (og hvor tit) taler I med borgerne?",
        "Spørgsmålet er så, hvordan får vi dem med?",
        "Hvordan mon det går?",
        "Hvis ja, hvordan?",
        "Har I gjort det? Hvis ja, hvordan?",
        "Med tanke på det kommende valg: hvordan forbereder du dig?",
        "Nu hvor vi er færdige med fusionen, hvordan ser hverdagen så ud?",
        "Hej Ib\nTak for sidst.\nHvordan går det med\nden nye struktur?",
        "Vi så, hvad der skete. Vi lærte af det. Men hvordan sikrer man (i praksis) at alle får det at vide?",
        "hvordan styrer i økonomien når alt skrider",
        '"Hvordan gør I?"',
        "Når man hører ordet 'effektivisering', hvordan undgår man så at sukke?",
        "Kan du uddybe? Altså hvordan?",
        "Hvordan, hvis du tænker stort, ser skolen ud om ti år?",
        "Set i lyset af, at alle taler om afbureaukratisering, hvordan kan det så være, at bunken bare vokser?",
    ],
    Kind.CAUSE: [
        "Mit spørgsmål lyder: hvorfor?",
        "Hvorfor dog det?",
        "Gør I det stadig, og i så fald hvorfor?",
        "Hvorfor er det, at vi altid skal starte forfra?",
    ],
    Kind.CIRCUMSTANCE: [
        "Hvor i landet finder man bedre samarbejde?",
        "Hvor henne sker det?",
        "- Hvornår er det nok?",
        "Hvor ser du dig selv om fem år?",
        "Hvor bliver handlekraften af?",
        "Hvornår, hvis nogensinde, har du overvejet at stoppe?",
    ],
    Kind.DEGREE: [
        "Hvor høj grad af frihed har du?",
        "I hvor høj grad bruger du data?",
        "Hvor mange af jeres medarbejdere har været på kursus?",
        "Hvor langt er I?",
        "Hvor langt er I nået med den grønne omstilling?",
        "Hvor meget må det koste at gøre det rigtige?",
    ],
}
CLOSED = [
    "Hvordan vi kommer videre, ved jeg ikke, men har I et bud?",
    "Ved du, hvorfor?",
    "Ved du hvorfor det er gået sådan?",
    "Er det sådan, at de opgaver, hvor vi lykkes, er dem, som vi selv har valgt?",
    "Kan du fortælle, hvilke opgaver medarbejderne løser bedst?",
    "Kan du sige noget om, hvilke nye rammer vi har?",
    "Kan du komme ind på, hvor mange ledere der er hos jer?",
    "Lykkes det jer at holde budgettet?",
    "Italesætter du værdierne?",
    "taler du med dine børn om arbejdet?",
    "Det er da for dårligt, er det ikke?",
    "I gør det stadig, eller hvad?",
    "Mon det virker?",
    "mon vi nogensinde lærer det",
    "Skal vi vente?",
    "Jeg spørger bare: Er det for meget forlangt?",
    "Hvis det er rigtigt, er vi så ikke på vej ud over kanten?",
    "Selv om vi har prøvet før, skal vi så ikke give det en chance?",
    "I en tid med besparelser er det vel naturligt, at vi spørger: Giver det værdi?",
    "Nu hvor vi er færdige med fusionen, ser hverdagen så anderledes ud?",
    "Har du et godt råd?",
    'Findes der gode eksempler på "den gode overlevering"?',
    'Min kollega siger altid "hvad nytter det?", men har hun ret?',
    "Skulle man overveje at afskaffe kontraktstyringen?",
    "Tages der hensyn til de små institutioner?",
    "Bruges data hos jer?",
    "Foreslog du selv den løsning?",
    "Hænger det sammen?",
    "Lærer vi af vores fejl?",
    "Borger du for kvaliteten?",
    "Kan du give et eksempel.",
    "Vil du uddybe det.",
]
OTHER = [
    "Hvordan vi kommer videre, ved jeg ikke.",
    "Hvor er det flot, at I tør!",
    "Hvor er det dejligt, at I tør.",
    "Hvad angår økonomien, er vi i mål.",
    "Glæder mig til at høre mere om det?",
    "Jeg har hørt, hvad I gør.",
    "Jeg ved godt hvordan man gør det.",
    "Jeg vil gerne høre hvad I synes.",
    "Vi har fået en ny chef, hvilket giver os nye muligheder.",
    "Får vi ikke flere hænder, må vi gøre mindre.",
    "Du mener altså, at vi skal stoppe?",
    "Mit råd? Vær til stede.",
    "Spørgsmålet er, hvordan vi får dem med?",
    "Gad vide, om det virker?",
    "De steder, hvor vi lykkes, er der ro.",
    "tak for sidst vi ses",
    "",
    "...",
    "Et godt råd til en ny leder?",
    "Uanset hvad vi gør, er det forkert.",
    "Hvad end vi gør, er det forkert.",
    "Borgere i eget liv?",
    "Ledere, der tør?",
    "Tanker om fremtiden?",
    "Møder uden dagsorden?",
    "Skriv gerne lidt om, hvordan I gør.",
    "Kunne godt tænke mig at høre, hvordan I gør.",
    "Vil gerne vide, hvad I mener.",
    "Er enig i, at vi skal gøre noget.",
    "Har længe undret mig over, hvorfor vi ikke gør mere.",
]
ENGLISH = {
    ("open", "manner"): [
        "How do you keep going?",
        "When we save money, how do you avoid cutting quality?",
        "Have you tried it, and if so, how?",
        "How's it going?",
    ],
    ("open", "degree"): ["How often do you meet, and who decides?", "How many people report to you?"],
    ("open", "substantive"): [
        "What about the young?",
        "Who decides?",
        "Which leaders inspire you?",
        "To what extent is it true?",
        "In your organisation, what works?",
    ],
    ("open", "cause"): ["Why?"],
    ("open", "circumstance"): ["Where do you find time to think?"],
    ("closed", None): [
        "Do you use data?",
        "Can you tell me how you do it?",
        "You agree, don't you?",
        "You did this in 2019, right?",
        "Is it the one or is it the other?",
        "When the budget is cut, is quality the first thing to go?",
    ],
    ("other", None): [
        "I wonder how you do it.",
        "Tell me about it.",
        "What a great day!",
        "What I mean is that it works.",
    ],
}


def _decisive(text: str, language: str = "da") -> str | None:
    asked = question_form(text, language).decided_by
    return asked and text[asked.start : asked.end]


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in OPEN.items() for text in texts])
def test_a_question_word_first_in_a_main_clause_is_open(kind: Kind, text: str) -> None:
    found = question_form(text)
    assert (found.form, found.kind) == (Form.OPEN, kind)


@pytest.mark.parametrize("text", CLOSED)
def test_a_verb_first_or_a_tag_is_closed(text: str) -> None:
    found = question_form(text)
    assert (found.form, found.kind) == (Form.CLOSED, None)


@pytest.mark.parametrize("text", OTHER)
def test_statements_requests_and_indirect_questions_are_other(text: str) -> None:
    found = question_form(text)
    assert (found.form, found.kind, found.decided_by) == (Form.OTHER, None, None)


@pytest.mark.parametrize(
    ("form", "kind", "text"), [(form, kind, text) for (form, kind), texts in ENGLISH.items() for text in texts]
)
def test_english(form: str, kind: str | None, text: str) -> None:
    found = question_form(text, "en")
    assert (found.form, found.kind) == (form, kind)


def test_all_questions_are_found_and_the_first_open_one_decides() -> None:
    text = "Har I prøvet det? Hvordan gik det, og hvad lærte I? Vil I gøre det igen?"
    found = question_form(text)
    assert [(asked.form, asked.kind, text[asked.start : asked.end]) for asked in found.found] == [
        (Form.CLOSED, None, "Har"),
        (Form.OPEN, Kind.MANNER, "Hvordan"),
        (Form.OPEN, Kind.SUBSTANTIVE, "hvad"),
        (Form.CLOSED, None, "Vil"),
    ]
    assert found.decided_by == found.found[1]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Kære alle. I hvilken retning går vi?", "I hvilken"),
        ("Vi er pressede – hvor længe kan det gå?", "hvor længe"),
        ("Det går da godt, ikke også?", "ikke også"),
        ("Når vi ser på tallene, er det så rigtigt?", "er"),
        ("Fortæl om det.", None),
        ("Hvo\u00adrda\u00adn går det?", "Hvo\u00adrda\u00adn"),
    ],
)
def test_the_places_are_those_of_the_words_that_decide(text: str, words: str | None) -> None:
    assert _decisive(text) == words


def test_what_is_quoted_does_not_ask_unless_all_is_quoted() -> None:
    assert question_form('De siger: "Hvorfor gør I ikke noget?" Har de ret?').form is Form.CLOSED
    assert question_form("»Hvorfor gør I ikke noget?« siger de.").form is Form.OTHER
    assert question_form("”Hvorfor gør I ikke noget?”").kind is Kind.CAUSE


def test_a_relative_clause_is_no_second_question() -> None:
    text = "Hvad gør I i de perioder, hvor gode medarbejdere søger væk, hvilket er dyrt?"
    assert len(question_form(text).found) == 1
    assert len(question_form("Hvad gør I, og hvor mange medarbejdere er med?").found) == 2


def test_an_alternative_is_one_question() -> None:
    assert len(question_form("Skal vi vente, eller skal vi handle nu?").found) == 1


def test_a_language_we_do_not_know_is_refused() -> None:
    with pytest.raises(ValueError, match="'sv' is not one of da, en"):
        question_form("Hur?", "sv")


@given(st.text(alphabet="hvadorngikejm HIVDæøå ,.?!:;\"'»«-–()\n1", max_size=80), st.sampled_from(["da", "en"]))
def test_any_text_has_a_form_and_its_places_lie_in_order_inside_it(text: str, language: str) -> None:
    found = question_form(text, language)
    places = [place for asked in found.found for place in (asked.start, asked.end)]
    assert places == sorted(places)
    assert all(0 <= place <= len(text) for place in places)
    assert (found.form is Form.OTHER) == (not found.found) == (found.decided_by is None)
    assert (found.kind is not None) == (found.form is Form.OPEN)


def test_at_least_95_percent_of_our_own_questions_also_of_those_held_out() -> None:
    for name in FILES[:2]:
        cases = [case for case in sample() if case.file == name]
        assert len(cases) == len((GOLDEN / name).read_text(encoding="utf-8").splitlines()) - 1
        assert len(errors(cases, by_rules)) <= 0.05 * len(cases)


@pytest.mark.shared
def test_at_least_95_percent_of_the_sample_of_200() -> None:
    shared_file("data/relay-2017.json")
    cases = sample()
    assert len(cases) == 200
    assert len(errors(cases, by_rules)) <= 10
