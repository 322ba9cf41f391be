"""Who may read what is published for members, and what is said when something is refused.

Who may write and publish is in projects/rules.py.
"""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from depeche.core.errors import RuleError
from depeche.web.accounts.models import User
from depeche.web.projects.models import Membership
from depeche.web.projects.rules import allows


def is_reader(user: User | AnonymousUser, project_id: int) -> bool:
    """A member whose role reaches what is published."""
    if not user.is_authenticated:
        return False
    role = Membership.objects.filter(project_id=project_id, user_id=user.pk).values_list("role", flat=True).first()
    return role is not None and allows(role, "report.read")


def said(error: RuleError) -> str:
    """The sentence of a refusal in the reader's language: what happened, what was kept, what to do."""
    sentences = {
        "corpus_of_another_project": _("That material belongs to another project. Choose one from the list."),
        "section_changed": _(
            "Somebody else has saved this section since you opened it. Your text is still in the field, but it has not "
            "been saved. Here is what is saved now: put the two together in the field, then save it in its place."
        ),
        "already_published": _("A version has been published since you opened the page. No further one was made."),
        "consent_changed": _(
            "Somebody has just decided otherwise about being quoted, so nothing was published. Publish again: the "
            "report is built by what they say now."
        ),
        "already_withdrawn": _("The version was withdrawn already."),
    }
    return sentences[error.code]
