"""What the demo's two relays and its report say beside the questions and answers. Invented."""

from __future__ import annotations

from depeche.web.demo.playing import Script
from depeche.web.relay.actions.setup import Purpose

PROJECT = "Demonstration: ledere på tværs (opdigtet)"
CONTROLLER = "Sekretariatet for Ledelse på Tværs (opdigtet)"
ORGANISER = ("organisator@depeche.example", "Solvej Brink")

CLOSED = Script(
    "Når velfærden skal hænge sammen",
    Purpose(
        "Borgerne møder os som én offentlig sektor, men vi styrer, måler og mødes hver for sig. Vi vil gerne vide, "
        "hvor det spænder ben, set fra jeres stole.",
        "Du får svar på noget, du selv har lyst til at vide, fra en, du normalt ikke ville spørge. Og du får læst, "
        "hvad de andre kæmper med.",
        "Alle spørgsmål og svar bliver læst, samlet i temaer og udgivet i en kort rapport uden navne. Den ligger på "
        "bordet, når styregruppen mødes i næste måned.",
    ),
    ("mål", "data", "tid", "borger", "medarbejder", "forening", "mod", "ansvar"),
)
OPEN = Script(
    "Ledere, der skifter spor",
    Purpose(
        "Mange taler om, at ledere skal kende hinandens verdener. Få fortæller, hvad man faktisk lærer af det.",
        "Du kan spørge om det, man ellers kun hører om ved kaffemaskinen, og du er med til at forme et forløb, hvor "
        "ledere følger hinanden.",
        "Svarene bliver til temaer, som forløbet bygges over. Ingen får at vide, hvem der har spurgt om hvad.",
    ),
    ("erfaring", "sprog", "sektor", "bytte", "netværk"),
)

ASKED_PROJECT = "Demonstration: citater med forfatterens ja (opdigtet)"
ASKED_SUBTITLE = "En lille stafet, hvor forfatterne spørges, før de citeres. Opdigtet til demonstration"
ASKED = Script(
    "Når vagten skifter",
    Purpose(
        "Det meste af døgnet er der ingen ledere til stede. Vi vil gerne vide, hvad der sker, når vagterne mødes.",
        "Du får svar fra en, der står i det samme et andet sted.",
        "Svarene bliver til en kort rapport. Ingen bliver citeret uden først at have sagt ja.",
    ),
    ("vagt", "nat", "alene", "løfte"),
)

SCENES = (
    "Hvordan skriver I kontrakten, når en leder er udlånt et halvt år?",
    "Er det rigtigt, at jeres enhed bliver lagt sammen med naboens til sommer?",
    "Hvem i jeres ledergruppe er det, der altid bremser, når I skal låne folk ud?",
)  # the first is passed on, the second removed, the third reported
NOTE_TOO_EARLY = "Det er ikke meldt ud endnu, og jeg kan ikke svare uden at sige for meget."
NOTE_REMOVED = "Spørg gerne, hvordan man leder gennem en sammenlægning. Om denne må vi vente, til den er meldt ud."
NOTE_PERSONAL = "Mit svar ville pege på en bestemt kollega."

ACROSS_TITLE = "Stafetten og et halvt år efter"
SURVEY_TITLE = "Spørgeskema et halvt år efter (opdigtet)"
SURVEY_ORIGIN = "Hvad er blevet bedre, og hvad står stadig i vejen? Opdigtet til demonstration"
REFLECTIONS = {
    "changes": (
        "Kunstig intelligens er nævnt af mange i spørgeskemaet og af ingen i stafetten. Men skemaet spurgte om, hvad "
        "der er sket siden, og det gjorde stafetten ikke.\n\nSamarbejdet med civilsamfundet er væk. Det kan være, "
        "fordi foreningerne ikke fik skemaet."
    ),
    "together": (
        "Tid og rekruttering står oftest på samme kort, men ikke oftere end tilfældet ville give: De er bare store "
        "begge to."
    ),
}

REPORT_TITLE = "Når velfærden skal hænge sammen"
REPORT_SUBTITLE = "En stafet mellem ledere fra fem sektorer. Opdigtet til demonstration"
REPORT_SLOTS = {
    "what": (
        "Ledere fra stat, regioner, kommuner, private virksomheder og civilsamfund stillede hinanden spørgsmål "
        "én til én om, hvad der skal til, for at velfærden hænger sammen for borgeren."
    ),
    "why": (
        "De fleste kender problemerne fra deres egen side. Stafetten lader dem spørge hinanden direkte, så der "
        "kommer andre spørgsmål på bordet end dem, et sekretariat ville have fundet på."
    ),
    "closing": (
        "Spørgsmålene handler om det, der skal holde op, snarere end om det, der skal begynde. Det kan være et sted "
        "at tage fat på næste møde: Hvad kan vi stoppe sammen?"
    ),
}
