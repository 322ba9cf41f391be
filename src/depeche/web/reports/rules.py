"""Who may read what is published, and what is said when something is refused.

Who may write and publish is in projects/rules.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from depeche.core.errors import RuleError
from depeche.web.accounts.models import User
from depeche.web.analysis.models import Source
from depeche.web.projects.models import Membership
from depeche.web.projects.rules import allows
from depeche.web.relay.models import Participant
from depeche.web.reports.models import Version


def is_reader(user: User | AnonymousUser, project_id: int) -> bool:
    """A member whose role reaches what is published."""
    if not user.is_authenticated:
        return False
    role = Membership.objects.filter(project_id=project_id, user_id=user.pk).values_list("role", flat=True).first()
    return role is not None and allows(role, "report.read")


@dataclass(frozen=True, slots=True)
class Reader:
    """Who opens an address. Nothing of it is looked at for what everybody may read: such a page depends on no cookie.

    `took_part` tells whose personal link was opened in this browser, if any.
    """

    user: Callable[[], User | AnonymousUser]
    took_part: Callable[[], Participant | None]

    def is_member(self, project_id: int) -> bool:
        return is_reader(self.user(), project_id)

    def is_participant(self, corpus_id: int) -> bool:
        """Of a relay that the material rests on, by their own link."""
        person = self.took_part()
        return person is not None and Source.objects.filter(corpus=corpus_id, relay=person.relay_id).exists()


def is_open(version: Version, now: datetime) -> bool:
    """To whoever has its address."""
    return version.public and (version.open_from is None or version.open_from <= now)


def may_read(version: Version, reader: Reader, now: datetime) -> bool:
    """Everybody what is open to everybody; members all; those who took part also what is to be open to everybody."""
    if is_open(version, now):
        return True
    report = version.report
    if reader.is_member(report.project_id):
        return True
    return version.public and reader.is_participant(report.corpus_id)


def said(error: RuleError) -> str:
    """The sentence of a refusal in the reader's language: what happened, what was kept, what to do."""
    sentences = {
        "corpus_of_another_project": _("That material belongs to another project. Choose one from the list."),
        "section_changed": _(
            "Somebody else has saved this section since you opened it. Your text is still in the field, but it has not "
            "been saved. Here is what is saved now: put the two together in the field, then save it in its place."
        ),
        "days_lowered": _(
            "A version is published, and those who took part may know how many days they have. The number can be "
            "raised, but not lowered. Nothing was saved."
        ),
        "authors_asked": _(
            "Authors have been asked already and told that nothing is printed without their yes. That stands. Nothing "
            "was saved."
        ),
        "changes_missing": _("Say what is new since the version before. Nothing was published."),
        "comments_open": _(
            "Somebody has written a comment since you opened the page, so nothing was published. Read it, or publish "
            "all the same."
        ),
        "publishing_blocked": _("Something has come up since you opened the page, so nothing was published."),
        "comment_gone": _("There is no such comment any more. What you wrote was not sent."),
        "empty_comment": _("There was nothing to send. Write your comment first."),
        "comment_long": _("The comment is too long and was not sent. Shorten it; what you wrote stands in the field."),
        "already_resolved": _("Somebody has resolved the comment already."),
        "not_resolved": _("The comment is open already."),
        "nobody_to_tell": _("Choose at least one member to tell."),
        "already_published": _("A version has been published since you opened the page. No further one was made."),
        "consent_changed": _(
            "Somebody has just decided otherwise about being quoted, so nothing was published. Publish again: the "
            "report is built by what they say now."
        ),
        "nothing_to_ask": _("Nobody is left to be asked about these quotes."),
        "quote_unknown": _("It cannot be told whose words these are, so nobody can be asked. Choose another quote."),
        "deadline_too_soon": _("Give people at least a day to reply. Nobody was asked; choose a later day."),
        "nobody_waits": _("Nobody is left who has not replied. Nothing was changed."),
        "not_open": _("Authors can be asked when their relay has closed."),
        "nobody_to_ask": _("Nobody is left to be asked in that relay."),
        "finding_gone": _(
            "The text has changed since you opened the page, so nothing was decided. Look at the list anew."
        ),
        "finding_choice": _("Nothing was decided. Press one of the buttons beside the words."),
        "already_withdrawn": _("The version was withdrawn already."),
    }
    return sentences[error.code]
