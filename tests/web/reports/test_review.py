"""Comments in the margin of a draft: who may, what is resolved, and what they have to do with publishing."""

from __future__ import annotations

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from depeche.core.errors import RuleError
from depeche.web.accounts.models import User
from depeche.web.common.models import Event, OutboxMail
from depeche.web.projects.models import Role
from depeche.web.reports import actions, review
from depeche.web.reports.build import Workshop
from depeche.web.reports.models import Comment, Report, Version
from tests.web.reports.world import MINUTE, NOW, World, make

pytestmark = pytest.mark.django_db
REVIEWERS = {Role.OWNER, Role.FACILITATOR, Role.ANALYST}


def write(world: World, text: str = "Er det sådan?", *, by: User | None = None, passage: str = "") -> Comment:
    return actions.comment(
        actor=by or world.owner, report=world.report, section="what", passage=passage, text=text, now=NOW
    )


def at(world: World, name: str = "review", *more: object) -> str:
    return reverse(f"reports:{name}", args=[world.report.pk, *more])


@pytest.mark.parametrize("role", [*Role, None])
def test_who_may_write_reports_may_comment_answer_and_resolve(world: World, role: Role | None) -> None:
    found = write(world)
    user = world.member(role) if role else User.objects.create_user("fremmed@other.test")

    def each() -> None:
        write(world, by=user)
        actions.reply(actor=user, parent=found, text="Ja.", now=NOW)
        actions.resolve(actor=user, found=found, now=NOW)
        actions.reopen(actor=user, found=found, now=NOW)

    if role in REVIEWERS:
        each()
        assert Comment.objects.filter(author=user).count() == 2
        return
    refused = PermissionDenied if role else Http404
    for act in (
        lambda: write(world, by=user),
        lambda: actions.reply(actor=user, parent=found, text="Ja.", now=NOW),
        lambda: actions.resolve(actor=user, found=found, now=NOW),
        lambda: actions.reopen(actor=user, found=found, now=NOW),
    ):
        with pytest.raises(refused):
            act()
    assert Comment.objects.count() == 1


def test_a_comment_is_resolved_once_and_a_reply_opens_it_again(world: World) -> None:
    found = write(world)
    actions.resolve(actor=world.owner, found=found, now=NOW)
    with pytest.raises(RuleError, match="already_resolved"):
        actions.resolve(actor=world.owner, found=found, now=NOW)
    assert actions.open_comments(world.report) == 0
    actions.reply(actor=world.owner, parent=found, text="Ikke helt.", now=NOW)
    assert actions.open_comments(world.report) == 1
    with pytest.raises(RuleError, match="not_resolved"):
        actions.reopen(actor=world.owner, found=found, now=NOW)


def test_the_record_holds_no_word_of_a_comment(world: World) -> None:
    found = write(world, "Hemmeligt udsagn")
    actions.reply(actor=world.owner, parent=found, text="Hemmeligt svar", now=NOW)
    data = [event.data for event in Event.objects.filter(verb__startswith="report.comment")]
    assert len(data) == 2
    assert "Hemmeligt" not in str(data)


@pytest.mark.parametrize(("text", "code"), [("  \n", "empty_comment"), ("x" * 4001, "comment_long")])
def test_what_is_no_comment_is_refused(world: World, text: str, code: str) -> None:
    with pytest.raises(RuleError, match=code):
        write(world, text)
    assert not Comment.objects.exists()


def test_members_who_are_asked_get_one_mail_without_the_draft_in_it(world: World) -> None:
    world.write("what", "Et udkast til en tekst.")
    analyst, reader = world.member(Role.ANALYST), world.member(Role.READER)
    chosen = [analyst.pk, reader.pk, world.owner.pk]
    assert actions.ask_for_review(actor=world.owner, report=world.report, members=chosen, now=NOW) == 1
    world.report.refresh_from_db()
    assert world.report.stage == Report.Stage.REVIEW
    [mail] = OutboxMail.objects.filter(kind="report_review")
    assert (mail.subject_id, mail.to_email, mail.reply_to) == (analyst.pk, analyst.email, world.owner.email)
    assert "udkast til en tekst" not in mail.text + mail.html
    assert at(world) in mail.text
    with pytest.raises(RuleError, match="nobody_to_tell"):
        actions.ask_for_review(actor=world.owner, report=world.report, members=[reader.pk], now=NOW)
    assert actions.end_review(actor=world.owner, report=world.report, now=NOW)
    assert not actions.end_review(actor=world.owner, report=world.report, now=NOW)


def test_asking_in_the_browser_and_what_list_and_project_say(world: World, owner: Client) -> None:
    assert "You are alone here" in owner.get(at(world, "ask_review")).text
    analyst = world.member(Role.ANALYST)
    assert owner.post(at(world, "ask_review"), {}).status_code == 422
    page = owner.post(at(world, "ask_review"), {"members": [analyst.pk]}, follow=True).text
    assert "1 member gets a mail." in page
    write(world)
    listed = owner.get(reverse("reports:list", args=[world.project.pk])).text
    assert "Being reviewed" in listed
    assert "1 comment" in listed
    project = owner.get(reverse("projects:project", args=[world.project.pk])).text
    assert "Being reviewed" in project
    assert "1 comment" in project
    assert "The comments stay" in owner.post(at(world, "end_review"), follow=True).text


def test_a_comment_is_written_answered_and_resolved_in_the_browser(world: World, owner: Client) -> None:
    world.write("what", "Der blev *spurgt* på tværs.")
    sent = owner.post(at(world, "comment", "what"), {"text": "Hvem spurgte?", "passage": "spurgt  på"})
    assert sent["Location"] == at(world) + "#what"
    found = Comment.objects.get()
    assert (found.section, found.passage, found.author) == ("what", "spurgt på", world.owner)
    page = owner.get(at(world)).text
    assert "1 comment is not resolved" in page
    assert "These words do not stand there any more" not in page
    answer = at(world, "answer_comment", found.pk)
    owner.post(answer, {"act": "reply", "text": "Deltagerne.", "slug": "what"})
    assert "Deltagerne." in owner.get(at(world)).text
    owner.post(answer, {"act": "resolve", "slug": "what"})
    page = owner.get(at(world)).text
    assert "Every comment is resolved" in page
    assert "Hvem spurgte?" not in page
    assert "Hvem spurgte?" in owner.get(at(world) + "?vis=alle").text
    assert "resolved the comment already" in owner.post(answer, {"act": "resolve"}, follow=True).text
    assert owner.post(answer, {"act": "delete"}).status_code == 404


def test_from_the_editor_one_comes_back_to_the_editor(world: World, owner: Client) -> None:
    sent = owner.post(at(world, "comment", "what"), {"text": "Hm.", "from": "editor"})
    assert sent["Location"] == at(world, "section", "what") + "#margin"


def test_what_cannot_be_sent_stands_in_the_field_again(world: World, owner: Client) -> None:
    long = "Meget " * 700
    refused = owner.post(at(world, "comment", "what"), {"text": long, "passage": "ordene"})
    assert refused.status_code == 422
    assert long in refused.text
    assert 'value="ordene"' in refused.text
    found = write(world)
    refused = owner.post(at(world, "answer_comment", found.pk), {"act": "reply", "text": long})
    assert long in refused.text
    assert Comment.objects.count() == 1


def test_words_that_have_gone_are_said_to(world: World, owner: Client) -> None:
    world.write("what", "Der blev spurgt.")
    write(world, passage="Der blev spurgt")
    world.write("what", "Noget andet.")
    assert "These words do not stand there any more" in owner.get(at(world)).text


def test_a_comment_to_a_section_that_is_gone_is_kept(world: World, owner: Client) -> None:
    actions.comment(actor=world.owner, report=world.report, section="theme:x:y", passage="", text="Husk.", now=NOW)
    page = owner.get(at(world)).text
    assert "Their section is gone" in page
    assert "Husk." in page


def test_a_comment_is_of_its_own_report(world: World, owner: Client) -> None:
    found = write(world)
    other = make()
    assert owner.post(reverse("reports:answer_comment", args=[other.report.pk, found.pk])).status_code == 404
    assert owner.post(at(world, "comment", "findes-ikke"), {"text": "Hm."}).status_code == 404


def test_counts_by_section_and_the_margin_of_one(world: World) -> None:
    write(world)
    actions.resolve(actor=world.owner, found=write(world), now=NOW)
    assert dict(review.unresolved_by_section(world.report)) == {"what": 1}
    section = next(one for one in Workshop(world.report, NOW).sections if one.key == "what")
    beside = review.margin(world.report, section)
    assert (beside.unresolved, beside.hidden) == (1, 1)


def test_every_block_has_a_margin(world: World) -> None:
    workshop = Workshop(world.report, NOW)
    places = review.places(workshop)
    shown = [item for item in workshop.outline.items if not item.hidden]
    assert all(any(place.key in item.slots for place in places) for item in shown)
    assert len({place.slug for place in places}) == len(places)


def test_the_review_asks_as_much_for_three_comments_as_for_one(
    world: World, owner: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    write(world)
    owner.get(at(world))
    with django_assert_max_num_queries(14):
        owner.get(at(world))
    for _ in range(2):
        actions.reply(actor=world.owner, parent=write(world), text="Ja.", now=NOW)
    with django_assert_max_num_queries(14):
        owner.get(at(world))


def test_open_comments_are_asked_about_before_publishing(world: World, owner: Client) -> None:
    write(world)
    address = at(world, "publish")
    assert "Publish though 1 comment is not resolved" in owner.get(address).text
    refused = owner.post(address, {"audience": "members", "after": 0, "comments": 1})
    assert refused.status_code == 422
    assert not Version.objects.exists()
    with pytest.raises(RuleError, match="comments_open"):
        world.publish()
    write(world, "Og her?")
    raced = owner.post(address, {"audience": "secret", "after": 0, "comments": 1, "despite": "on"})
    assert raced.status_code == 409
    assert "Somebody has written a comment since" in raced.text
    assert "Publish though 2 comments are not resolved" in raced.text
    assert re.search(r'<input[^>]*value="secret"[^>]*checked', raced.text)
    done = owner.post(address, {"audience": "secret", "after": 0, "comments": 2, "despite": "on"}, follow=True)
    assert "Version 1 is published." in done.text
    assert actions.open_comments(world.report) == 2


def test_publishing_ends_the_review(world: World) -> None:
    analyst = world.member(Role.ANALYST)
    actions.ask_for_review(actor=world.owner, report=world.report, members=[analyst.pk], now=NOW)
    world.publish(now=NOW + MINUTE)
    world.report.refresh_from_db()
    assert world.report.stage == Report.Stage.WRITING
