"""Setting a relay up: all that may change before it opens. The worker and phases.py move it on from there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from depeche.core.errors import InputError, RuleError
from depeche.core.relay.rules import Anonymity, Quoting, Rules
from depeche.core.relay.window import Act, Window
from depeche.reading.people import PeopleSheet, PersonRow
from depeche.web.common import audit
from depeche.web.projects.models import Project
from depeche.web.projects.rules import require
from depeche.web.relay import mails
from depeche.web.relay.actions.people import NewParticipant, add_participants
from depeche.web.relay.models import Keyword, MailText, Participant, Phase, Question, Relay
from depeche.web.relay.rules import check_phase, hold_alone, may_run, rules_of

if TYPE_CHECKING:
    from depeche.web.accounts.models import User

OPENNESS = (Anonymity.HIDDEN, Anonymity.GROUP, Anonymity.NAMED)  # how much is shown of the one who asks


class Purpose(NamedTuple):
    """The three prompts; each is required before the relay can be scheduled."""

    why: str = ""
    gain: str = ""
    use: str = ""


@transaction.atomic
def create_relay(*, actor: User, project: Project, topic: str, now: datetime) -> Relay:
    """A relay in draft with the standard rules. Mails come from the actor's name and are answered to their address."""
    require(actor, project, "relay.run")
    relay = Relay.objects.create(
        project=project,
        topic=topic,
        language=project.language,
        reply_to=actor.email,
        sender_name=actor.name,
        rules=Rules().to_dict(),
        created_at=now,
    )
    audit.record(actor=actor, verb="relay.created", target=relay, at=now, project_id=project.pk)
    return relay


@transaction.atomic
def set_topic(  # noqa: PLR0913 - the fields of one page of the wizard
    *,
    actor: User,
    relay: Relay,
    topic: str,
    purpose: Purpose,
    video_url: str,
    sender_name: str,
    reply_to: str,
    language: str,
    now: datetime,
) -> Relay:
    held = _editable(actor, relay, Act.EDIT_SETUP, now)
    held.topic, held.video_url, held.language = topic, video_url, language
    held.purpose_why, held.purpose_gain, held.purpose_use = purpose
    held.sender_name, held.reply_to = sender_name, reply_to
    held.save()
    _record(actor, "relay.topic_set", held, now)
    return held


@transaction.atomic
def set_keywords(*, actor: User, relay: Relay, words: Sequence[str], now: datetime) -> int:
    """Replace the expected keywords; how many there are now. Doubles and empty ones are left out."""
    held = _editable(actor, relay, Act.EDIT_SETUP, now)
    wanted = list(dict.fromkeys(word.strip() for word in words if word.strip()))
    held.keywords.exclude(word__in=wanted).delete()
    Keyword.objects.bulk_create([Keyword(relay=held, word=word) for word in wanted], ignore_conflicts=True)
    _record(actor, "relay.keywords_set", held, now, words=len(wanted))
    return len(wanted)


@transaction.atomic
def set_rules(*, actor: User, relay: Relay, rules: Rules, now: datetime) -> Relay:
    """Fixed when the relay opens: people must be able to rely on what they were told before they wrote.

    RuleError: closed; anonymity_loosened, quoting_loosened once people have been invited with a promise of more.
    """
    held = _editable(actor, relay, Act.EDIT_SETUP, now)
    if held.phase == Phase.INVITED and OPENNESS.index(rules.anonymity) > OPENNESS.index(rules_of(held).anonymity):
        raise RuleError("anonymity_loosened")
    if held.phase == Phase.INVITED and rules.quoting is Quoting.FREE and rules_of(held).quoting is Quoting.ASK:
        raise RuleError("quoting_loosened")
    held.rules = rules.to_dict()
    held.save(update_fields=["rules"])
    _record(actor, "relay.rules_set", held, now)
    return held


@transaction.atomic
def remove_person(*, actor: User, participant: Participant, now: datetime) -> None:
    """Before the relay opens, without a trace but the event; later a participant is suspended, so that what was written
    keeps its place.
    """
    held = _editable(actor, participant.relay, Act.REMOVE_PERSON, now)
    if Question.objects.filter(relay=held, recipient=participant).exists():
        raise InputError(_("This participant has been asked already. Suspend them instead."), column="participant")
    mails.forget([participant.pk])
    _record_person(actor, "participant.removed", participant, now)
    participant.rights.all().delete()
    participant.delete()
    held.groups.filter(participants=None).delete()


@transaction.atomic
def set_mail_text(*, actor: User, relay: Relay, kind: str, subject: str, body: str, now: datetime) -> MailText:
    """The organiser's own words; InputError where a placeholder is unknown or the link is missing."""
    held = _editable(actor, relay, Act.REMIND, now, anytime=True)
    mails.check_text(kind, subject, body)
    text, _new = MailText.objects.update_or_create(relay=held, kind=kind, defaults={"subject": subject, "body": body})
    _record(actor, "relay.mail_text_set", held, now, kind=kind)
    return text


@transaction.atomic
def set_mail_limits(*, actor: User, relay: Relay, mail_cap: int, mail_workdays: bool, now: datetime) -> Relay:
    """How many mails one person gets a day at the most, and whether reminders keep to working days. At any time."""
    held = _editable(actor, relay, Act.REMIND, now, anytime=True)
    held.mail_cap, held.mail_workdays = mail_cap, mail_workdays
    held.save(update_fields=["mail_cap", "mail_workdays"])
    _record(actor, "relay.mail_limits_set", held, now, cap=mail_cap)
    return held


@transaction.atomic
def reset_mail_text(*, actor: User, relay: Relay, kind: str, now: datetime) -> None:
    """Back to the standard words."""
    held = _editable(actor, relay, Act.REMIND, now, anytime=True)
    held.mail_texts.filter(kind=kind).delete()
    _record(actor, "relay.mail_text_reset", held, now, kind=kind)


@transaction.atomic
def set_window(*, actor: User, relay: Relay, window: Window, now: datetime) -> Relay:
    """The four moments of a relay in draft; once it is scheduled they are moved by `phases.move_window`, which lets no
    moment be moved that has passed. RuleError: closed, also for whoever looks at a page from before it was scheduled.
    """
    held = _editable(actor, relay, Act.SCHEDULE, now)
    if window.close <= now:
        raise InputError(_("The relay would close in the past."), column="close")
    held.invites_at, held.opens_at = window.invite, window.open
    held.closes_at, held.answers_close_at = window.close, window.answers_close
    held.save(update_fields=["invites_at", "opens_at", "closes_at", "answers_close_at"])
    _record(actor, "relay.window_set", held, now)
    return held


@transaction.atomic
def import_people(*, actor: User, relay: Relay, sheet: PeopleSheet, now: datetime) -> list[Participant]:
    """Everybody of a sheet, or nobody: InputError where a row has a problem. Groups are made as they are met."""
    if sheet.bad:
        row = sheet.bad[0]
        raise InputError(_("Mend this row first; nobody has been added."), row=row.number)
    may_run(actor, relay)
    held = hold_alone(relay.pk)
    people = newcomers(held, sheet.rows)
    return add_participants(actor=actor, relay=held, people=people, now=now)


def newcomers(relay: Relay, rows: Iterable[PersonRow]) -> list[NewParticipant]:
    """People of a list as `add_participants` takes them. Groups are made as they are met."""
    groups = {group.name: group.pk for group in relay.groups.all()}
    people = []
    for row in rows:
        if row.group and row.group not in groups:
            groups[row.group] = relay.groups.create(name=row.group, position=len(groups)).pk
        people.append(
            NewParticipant(
                name=row.name,
                email=row.email,
                group_id=groups.get(row.group),
                title=row.title,
                organisation=row.organisation,
                sector=row.sector,
                starter=row.begins,
                outsider=row.from_outside,
            )
        )
    return people


def _editable(actor: User, relay: Relay, act: Act, now: datetime, *, anytime: bool = False) -> Relay:
    """The relay, held alone, where the actor may run it and `act` is open in its phase."""
    may_run(actor, relay)
    held = hold_alone(relay.pk)
    if not anytime:
        check_phase(act, held, now)
    return held


def _record(actor: User, verb: str, relay: Relay, now: datetime, **data: str | int) -> None:
    audit.record(actor=actor, verb=verb, target=relay, at=now, project_id=relay.project_id, **data)


def _record_person(actor: User, verb: str, person: Participant, now: datetime) -> None:
    audit.record(actor=actor, verb=verb, target=person, at=now, project_id=person.relay.project_id)
