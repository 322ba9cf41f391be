"""The words of the mails. The organiser may write their own; these are what they begin with.

Subject and body hold placeholders in braces. An empty line parts paragraphs; the button stands where `{link}` stands
alone in one. A question's or an answer's text is never put into a mail: mailboxes are read by assistants and kept by
others, so a mail says that something waits, and the page behind the link shows it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


@dataclass(frozen=True)
class Kind:
    """One of the mails: what the organiser calls it, its words, its button, and whether it reminds of a duty.

    `daytime`: it can wait for a working day, as reminders do.

    `repeats`: it tells of an act that may befall the same question more than once, and each act brings a mail.
    """

    label: Words
    subject: Words
    body: Words
    button: Words
    extra: frozenset[str] = frozenset()
    reminder: bool = False
    daytime: bool = False
    repeats: bool = False


COMMON: Mapping[str, Words] = {
    "first_name": _("first name of the recipient"),
    "name": _("full name of the recipient"),
    "topic": _("topic of the relay"),
    "organiser": _("who invites: the sender's name"),
    "opens_at": _("when the relay opens"),
    "closes_at": _("until when one may ask"),
    "answers_close_at": _("until when one may answer"),
    "link": _("the button with the personal link, alone in its paragraph"),
}
SPECIAL: Mapping[str, Words] = {
    "purpose": _("your three texts on the purpose"),
    "due_at": _("when this question is to be answered"),
    "recipient": _("whom the recipient of the mail asked"),
    "answer_by": _("until when a reply is asked for"),
    "first_until": _("until when the participants alone read the report"),
}
# The same in Danish, for organisers who write in Danish; both are understood, whatever the language of the relay
DANISH: Mapping[str, str] = {
    "fornavn": "first_name",
    "navn": "name",
    "emne": "topic",
    "arrangør": "organiser",
    "åbner": "opens_at",
    "lukker": "closes_at",
    "svar_lukker": "answers_close_at",
    "formål": "purpose",
    "svarfrist": "due_at",
    "modtager": "recipient",
    "svar_inden": "answer_by",
    "først_til": "first_until",
}

KINDS: Mapping[str, Kind] = {
    "invitation": Kind(
        label=_("Invitation"),
        subject=_("You are invited to a relay: {topic}"),
        body=_(
            "Hello {first_name}\n\n"
            "{organiser} invites you to a relay about “{topic}”. The participants ask each other, one to one. You "
            "choose yourself whom to ask, and each time you answer, you may ask again.\n\n"
            "{purpose}\n\n"
            "The relay opens on {opens_at}. You can ask until {closes_at} and answer until {answers_close_at}. You "
            "need neither an account nor a password, and your phone will do.\n\n"
            "{link}\n\n"
            "There is nothing to do until it opens; then you get a mail. If you would rather not take part, just "
            "reply to this mail."
        ),
        button=_("Read about the relay"),
        extra=frozenset({"purpose"}),
    ),
    "opening": Kind(
        label=_("The relay opens"),
        subject=_("Now you can ask: {topic}"),
        body=_(
            "Hello {first_name}\n\n"
            "The relay about “{topic}” is open, and you have one question to ask. Whom would you like to hear from, "
            "and about what?\n\n"
            "{link}\n\n"
            "You can ask until {closes_at}. If you do not, your question goes unused, but others can still ask you."
        ),
        button=_("Ask your question"),
    ),
    "question": Kind(
        label=_("New question"),
        subject=_("Somebody has asked you a question: {topic}"),
        body=_(
            "Hello {first_name}\n\n"
            "One of the others in the relay about “{topic}” has chosen you to answer a question. Please answer by "
            "{due_at}. Then you may ask a new question yourself.\n\n"
            "{link}\n\n"
            "If you do not answer in time, the question goes back to the one who asked, who can then ask "
            "somebody else."
        ),
        button=_("Read and answer"),
        extra=frozenset({"due_at"}),
    ),
    "answered": Kind(
        label=_("Your question is answered"),
        subject=_("You have got an answer: {topic}"),
        body=_(
            "Hello {first_name}\n\n"
            "{recipient} has answered the question you asked in the relay about “{topic}”.\n\n"
            "{link}\n\n"
            "There is nothing you have to do. When the relay has closed, all who take part can read all questions and "
            "answers."
        ),
        button=_("Read the answer"),
        extra=frozenset({"recipient"}),
    ),
    "reminder_right": Kind(
        label=_("Reminder of an unused question"),
        subject=_("You still have a question to ask: {topic}"),
        body=_(
            "Hello {first_name}\n\n"
            "In the relay about “{topic}” you have a question you have not asked yet. Perhaps there is somebody you "
            "have long wanted to ask?\n\n"
            "{link}\n\n"
            "You can ask until {closes_at}. After that, unused questions lapse."
        ),
        button=_("Ask your question"),
        reminder=True,
    ),
    "reminder_question": Kind(
        label=_("Reminder of a waiting question"),
        subject=_("A question is waiting for your answer: {topic}"),
        body=_(
            "Hello {first_name}\n\n"
            "A question is waiting for you in the relay about “{topic}”. Please answer by {due_at}; a few sentences "
            "are enough.\n\n"
            "{link}\n\n"
            "If you do not answer in time, the question goes back to the one who asked, who can then ask "
            "somebody else."
        ),
        button=_("Read and answer"),
        extra=frozenset({"due_at"}),
        reminder=True,
    ),
    "returned": Kind(
        label=_("Your question has come back"),
        subject=_("Your question has come back to you: {topic}"),
        body=_(
            "Hello {first_name}\n\n"
            "{recipient} did not answer your question in the relay about “{topic}”, so it has come back to you. You "
            "can send it to somebody else as it is, or change it first.\n\n"
            "{link}\n\n"
            "You can ask until {closes_at}. After that, unused questions lapse."
        ),
        button=_("Ask somebody else"),
        extra=frozenset({"recipient"}),
    ),
    "late": Kind(
        label=_("The time to answer has run out"),
        subject=_("The question has gone back: {topic}"),
        body=_(
            "Hello {first_name}\n\n"
            "The time to answer a question in the relay about “{topic}” has run out, and the question has gone back to "
            "the one who asked. That can happen to anyone, and you are still in.\n\n"
            "{link}\n\n"
            "There is nothing you have to do. Others can still ask you until {closes_at}."
        ),
        button=_("Go to the relay"),
    ),
    "passed_on": Kind(
        label=_("Your question has been passed on"),
        subject=_("Your question has been passed on: {topic}"),
        body=_(
            "Hello {first_name}\n\n"
            "The one you asked in the relay about “{topic}” knows somebody who can answer better, and has passed your "
            "question on to {recipient}. The answer is due by {due_at}.\n\n"
            "{link}\n\n"
            "There is nothing you have to do. You get a mail when the answer is there."
        ),
        button=_("See your question"),
        extra=frozenset({"recipient", "due_at"}),
        repeats=True,
    ),
    "held": Kind(
        label=_("Your question is held"),
        subject=_("Your question is held for a moment: {topic}"),
        body=_(
            "Hello {first_name}\n\n"
            "Your question in the relay about “{topic}” is held for a moment while {organiser} looks at it. That may "
            "have many reasons, and often the question simply goes on.\n\n"
            "{link}\n\n"
            "There is nothing you have to do. You get a mail as soon as it is decided."
        ),
        button=_("See your question"),
        repeats=True,
    ),
    "released": Kind(
        label=_("Your question has gone on"),
        subject=_("Your question has gone on: {topic}"),
        body=_(
            "Hello {first_name}\n\n"
            "{organiser} has looked at your question in the relay about “{topic}”, and it has gone on to {recipient}. "
            "Thank you for your patience.\n\n"
            "{link}\n\n"
            "There is nothing you have to do. You get a mail when the answer is there."
        ),
        button=_("See your question"),
        extra=frozenset({"recipient"}),
        repeats=True,
    ),
    "rewrite": Kind(
        label=_("Please rewrite your question"),
        subject=_("Please rewrite your question: {topic}"),
        body=_(
            "Hello {first_name}\n\n"
            "{organiser} has looked at your question in the relay about “{topic}” and asks you to put it in other "
            "words. The page tells why, and there you can go on from what you wrote.\n\n"
            "{link}\n\n"
            "You can ask until {closes_at}."
        ),
        button=_("Rewrite your question"),
        repeats=True,
    ),
    "removed": Kind(
        label=_("Your question has been removed"),
        subject=_("Your question has been removed: {topic}"),
        body=_(
            "Hello {first_name}\n\n"
            "{organiser} has removed your question from the relay about “{topic}”. The page tells why.\n\n"
            "{link}\n\n"
            "You are still in, and you may ask another question instead. You can ask until {closes_at}. After that, "
            "unused questions lapse."
        ),
        button=_("Go to the relay"),
        repeats=True,
    ),
    "closing": Kind(
        label=_("The relay closes soon"),
        subject=_("The relay closes soon: {topic}"),
        body=_(
            "Hello {first_name}\n\n"
            "The relay about “{topic}” is drawing to a close. You can ask until {closes_at} and answer until "
            "{answers_close_at}.\n\n"
            "{link}\n\n"
            "Questions nobody has answered by then stay without an answer."
        ),
        button=_("Go to the relay"),
        reminder=True,
    ),
    "closed": Kind(
        label=_("The relay has closed"),
        subject=_("Read what came of it: {topic}"),
        body=_(
            "Hello {first_name}\n\n"
            "The relay about “{topic}” has closed. Thank you for taking part. You can now read all questions and "
            "answers and follow them from the first to the last.\n\n"
            "{link}\n\n"
            "There is nothing more you have to do."
        ),
        button=_("Read questions and answers"),
    ),
    "quoting": Kind(
        label=_("May we quote you?"),
        subject=_("May we quote you? {topic}"),
        body=_(
            "Hello {first_name}\n\n"
            "{organiser} is writing a report on the relay about “{topic}” and would like to quote something you wrote. "
            "Behind the button you see it as it would be printed, and say yes or no. Please reply by {answer_by}.\n\n"
            "{link}\n\n"
            "Your name is not printed. Without your yes nothing of it is, and until the report is published you can "
            "change your mind."
        ),
        button=_("See the passage and decide"),
        extra=frozenset({"answer_by"}),
        daytime=True,
        repeats=True,
    ),
    "reminder_quoting": Kind(
        label=_("Reminder: may we quote you?"),
        subject=_("We have not heard from you: may we quote you? {topic}"),
        body=_(
            "Hello {first_name}\n\n"
            "{organiser} has asked whether something you wrote in the relay about “{topic}” may be quoted. There is no "
            "reply from you yet. Please reply by {answer_by}; one press is enough.\n\n"
            "{link}\n\n"
            "If you do not reply, it is not printed. Then there is nothing you have to do."
        ),
        button=_("See the passage and decide"),
        extra=frozenset({"answer_by"}),
        reminder=True,
    ),
    "report": Kind(
        label=_("The report is ready"),
        subject=_("The report is ready, and you see it first: {topic}"),
        body=_(
            "Hello {first_name}\n\n"
            "There is a report on what you asked and answered in the relay about “{topic}”. You who took part read it "
            "before anybody else: until {first_until} it is open to you and to those who made it alone.\n\n"
            "{link}\n\n"
            "There is nothing you have to do."
        ),
        button=_("Read the report"),
        extra=frozenset({"first_until"}),
        daytime=True,
    ),
    "link": Kind(
        label=_("The link once more"),
        subject=_("Your link to the relay: {topic}"),
        body=_(
            "Hello {first_name}\n\n"
            "Here is your personal link to the relay about “{topic}” once more. Behind it you see what waits for you "
            "and whether you have a question to ask.\n\n"
            "{link}\n\n"
            "You can ask until {closes_at} and answer until {answers_close_at}."
        ),
        button=_("Go to the relay"),
    ),
}

IN_A_ROOM: Mapping[str, Kind] = {
    "invitation": replace(
        KINDS["invitation"],
        body=_(
            "Hello {first_name}\n\n"
            "{organiser} invites you to a relay about “{topic}”. It is played in one room: everybody writes a "
            "question, the questions are dealt at random, and you answer two by two.\n\n"
            "{purpose}\n\n"
            "The relay opens on {opens_at}. Bring your phone; you need neither an account nor a password.\n\n"
            "{link}\n\n"
            "There is nothing to do until then. If you would rather not take part, just reply to this mail."
        ),
    ),
    "opening": replace(
        KINDS["opening"],
        subject=_("Now it begins: {topic}"),
        body=_(
            "Hello {first_name}\n\n"
            "The relay about “{topic}” is open. Press the button when you are in the room, and have your phone at "
            "hand: the organiser says when it is time to write.\n\n"
            "{link}"
        ),
        button=_("Go to the relay"),
    ),
}
"""What is said otherwise where questions are dealt in a room."""


def kind_of(kind: str, *, live: bool) -> Kind:
    """The words of a kind in a relay, in a room or not."""
    return IN_A_ROOM.get(kind, KINDS[kind]) if live else KINDS[kind]


REMINDERS = frozenset(kind for kind, words in KINDS.items() if words.reminder)
DAYTIME = REMINDERS | {kind for kind, words in KINDS.items() if words.daytime}


def placeholders(kind: str) -> Mapping[str, Words]:
    """What the words of this kind may hold, each with what stands in its place."""
    return {**COMMON, **{name: SPECIAL[name] for name in sorted(KINDS[kind].extra)}}
