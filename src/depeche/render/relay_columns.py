"""The columns of a relay's tables: what they are called and what they mean, in Danish and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Column(NamedTuple):
    heading: str
    meaning: str


DA: Mapping[str, Column] = {
    "number": Column("Nr.", "Spørgsmålets nummer i stafetten, i den rækkefølge de er stillet."),
    "thread": Column("Tråd", "Nummeret på trådens første spørgsmål."),
    "place": Column(
        "Plads i tråden", "Hvor mange led tråden er nået til, dette talt med. At sende videre tæller som ét."
    ),
    "asked_at": Column("Stillet", "Hvornår spørgsmålet blev stillet."),
    "asker": Column("Stillet af", "Den, der stillede spørgsmålet."),
    "asker_hidden": Column(
        "Stillet af (SKJULT)",
        "Den, der stillede spørgsmålet. Deltagerne er lovet, at det er skjult: vis det ikke til nogen.",
    ),
    "asker_group": Column("Fra gruppe", "Gruppen hos den, der stillede spørgsmålet."),
    "recipient": Column("Til", "Den, spørgsmålet lå hos til sidst; i tabellen over ophold: i det ophold."),
    "recipient_group": Column("Til gruppe", "Gruppen hos den, spørgsmålet er stillet til."),
    "state": Column("Tilstand", "venter, besvaret, vendt tilbage, tilbageholdt eller fjernet."),
    "returned": Column("Vendt tilbage fordi", "Hvorfor spørgsmålet gik tilbage til den, der stillede det."),
    "decline_reason": Column("Begrundelse", "Det, modtageren skrev, da han eller hun takkede nej."),
    "due_at": Column("Svarfrist", "Hvornår spørgsmålet ville vende tilbage uden svar."),
    "ended_at": Column("Afsluttet", "Hvornår det blev besvaret, vendte tilbage eller blev fjernet."),
    "resent_from": Column(
        "Sendt igen fra", "Nummeret på det spørgsmål, der vendte tilbage og her er stillet til en anden."
    ),
    "question": Column("Spørgsmål", "Teksten, som den blev skrevet."),
    "answered_at": Column("Besvaret", "Hvornår svaret blev givet."),
    "answerer": Column("Svar fra", "Den, der svarede."),
    "answerer_group": Column("Svar fra gruppe", "Gruppen hos den, der svarede."),
    "answer": Column("Svar", "Teksten, som den blev skrevet."),
    "hours": Column(
        "Timer", "Timer fra spørgsmålet kom til personen, til det blev besvaret eller gik videre; alle timer tælles."
    ),
    "hop": Column("Ophold", "Et ophold er et spørgsmåls tid hos én modtager; 1 er det første."),
    "began_at": Column("Kom", "Hvornår opholdet begyndte."),
    "left_at": Column("Gik", "Hvornår opholdet sluttede; tomt, hvis det ikke er slut."),
    "outcome": Column("Udfald", "Hvordan opholdet sluttede."),
}
EN: Mapping[str, Column] = {
    "number": Column("No.", "The number of the question in the relay, in the order in which they were asked."),
    "thread": Column("Thread", "The number of the first question of the thread."),
    "place": Column(
        "Place in thread", "How many hops the thread has come to, this one included. Passing on counts as one."
    ),
    "asked_at": Column("Asked", "When the question was asked."),
    "asker": Column("Asked by", "The person who asked."),
    "asker_hidden": Column(
        "Asked by (HIDDEN)", "The person who asked. Participants were promised that this is hidden: show it to nobody."
    ),
    "asker_group": Column("From group", "The group of the one who asked."),
    "recipient": Column("To", "Where the question was last; in the table of hops: the recipient of that hop."),
    "recipient_group": Column("To group", "The group of the one who was asked."),
    "state": Column("State", "waiting, answered, returned, held or removed."),
    "returned": Column("Returned because", "Why the question went back to the one who asked."),
    "decline_reason": Column("Reason", "What the recipient wrote when declining."),
    "due_at": Column("Deadline", "When the question would return unanswered."),
    "ended_at": Column("Ended", "When it was answered, returned, or was removed."),
    "resent_from": Column(
        "Sent again from", "The number of the question that returned and is put to somebody else here."
    ),
    "question": Column("Question", "The text as it was written."),
    "answered_at": Column("Answered", "When the answer was given."),
    "answerer": Column("Answer from", "The person who answered."),
    "answerer_group": Column("Answer from group", "The group of the one who answered."),
    "answer": Column("Answer", "The text as it was written."),
    "hours": Column(
        "Hours", "Hours from when the question came to the person until it was answered or went on; all hours count."
    ),
    "hop": Column("Hop", "A hop is a question's stay with one recipient; 1 is the first."),
    "began_at": Column("Came", "When the hop began."),
    "left_at": Column("Left", "When the hop ended; empty when it has not."),
    "outcome": Column("Outcome", "How the hop ended."),
}
COLUMNS: Mapping[str, Mapping[str, Column]] = {"da": DA, "en": EN}

CODES: Mapping[str, Mapping[str, str]] = {
    "da": {
        "waiting": "venter", "answered": "besvaret", "returned": "vendt tilbage", "held": "tilbageholdt",
        "removed": "fjernet", "expired": "fristen udløb", "declined": "takket nej",
        "suspended": "modtageren er på pause", "withdrawn": "taget tilbage", "passed": "sendt videre",
        "closed": "stafetten lukkede",
    },
    "en": {
        "waiting": "waiting", "answered": "answered", "returned": "returned", "held": "held", "removed": "removed",
        "expired": "ran out of time", "declined": "declined", "suspended": "the recipient was suspended",
        "withdrawn": "withdrawn", "passed": "passed on", "closed": "the relay closed",
    },
}  # fmt: skip # pairs read better side by side

SHEETS: Mapping[str, Mapping[str, str]] = {
    "da": {"questions": "Spørgsmål", "answers": "Svar", "hops": "Ophold", "definitions": "Forklaring"},
    "en": {"questions": "Questions", "answers": "Answers", "hops": "Hops", "definitions": "Definitions"},
}

SAID: Mapping[str, Mapping[str, str]] = {
    "da": {
        "sheet": "Tabel", "column": "Kolonne", "meaning": "Betydning", "about": "Om filen",
        "times": "Tider er lokale ({zone}).", "topic": "Stafet",
        "pseudonymous": "Mennesker har et nummer i stedet for navn. Tekster kan nævne navne.",
        "hidden": "ADVARSEL: Filen viser, hvem der har spurgt. Det er deltagerne lovet, at ingen får at vide.",
    },
    "en": {
        "sheet": "Table", "column": "Column", "meaning": "Meaning", "about": "About the file",
        "times": "Times are local ({zone}).", "topic": "Relay",
        "pseudonymous": "People have a number instead of a name. Texts may name somebody.",
        "hidden": "WARNING: the file shows who asked. Participants were promised that nobody is told.",
    },
}  # fmt: skip # as above
