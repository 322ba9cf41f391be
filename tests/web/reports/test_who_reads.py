"""Every address of a published report, for every audience, at every time, for everybody who may come by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from depeche.core.relay.rules import Rules
from depeche.render.charts import charts_of
from depeche.web.common.models import Event
from depeche.web.projects.models import Membership, Role
from depeche.web.reports import actions, build, public_urls
from depeche.web.reports.models import Report, Version
from tests.web.analysis.telling import Told, told
from tests.web.relay.participant.phone import Phone
from tests.web.reports.world import make

pytestmark = pytest.mark.django_db
TITLE = "Det I spurgte hinanden om"
ADDRESSES = tuple(sorted(str(one.name) for one in public_urls.urlpatterns if one.name != "list"))
SOON, LONG_AGO = timedelta(days=5), timedelta(days=-5)
TIMES = {"before": SOON, "open": None, "opened": LONG_AGO}
NOBODY, OUTSIDER, READER, TOOK_PART, OF_ANOTHER = "nobody", "outsider", "reader", "took part", "took part in another"


@dataclass
class Scene:
    """One report in every state, so that what it costs to build it is paid once."""

    told: Told
    versions: dict[tuple[str, str, bool], Version]
    visitors: dict[str, Client]


def signed_in(make_user: Callable[[], object]) -> Client:
    client = Client()
    client.force_login(make_user(), backend="allauth.account.auth_backends.AuthenticationBackend")  # type: ignore[arg-type]  # a user
    return client


def member(t: Told) -> object:
    user = type(t.w.user).objects.create_user(f"{uuid4().hex[:8]}@reader.test", "Karen Krogh")
    Membership.objects.create(project=t.w.project, user=user, role=Role.READER, since=t.now)
    return user


def twice(report: Report, frozen: Version, audience: str, opens: timedelta | None, *, withdrawn: bool) -> Version:
    """Two versions with the words of `frozen`, in a state of their own. The newer one."""
    now = timezone.now()
    report.pk, report.address = None, uuid4().hex
    report.save()
    made = [
        Version.objects.create(
            report_id=report.pk,
            number=number,
            title=frozen.title,
            model=frozen.model,
            sha256=frozen.sha256,
            pdf=frozen.pdf,
            audience=audience,
            open_from=None if opens is None else now + opens,
            published_at=now,
            withdrawn_at=now if withdrawn else None,
        )
        for number in (1, 2)
    ]
    return made[1]


@pytest.fixture
def scene() -> Scene:
    t, other = told(Rules()), told(Rules())
    t.choose(1)
    report = actions.create(
        actor=t.w.user, project=t.w.project, corpus=t.corpus, front=actions.Front(title=TITLE), now=t.now
    )
    frozen = actions.publish(actor=t.w.user, report=report, audience="members", after=0, now=t.now)
    versions = {
        (audience, time, withdrawn): twice(report, frozen, audience, opens, withdrawn=withdrawn)
        for audience in Version.Audience.values
        for time, opens in TIMES.items()
        for withdrawn in (False, True)
    }
    visitors = {
        NOBODY: Client(),
        OUTSIDER: signed_in(lambda: make().owner),
        READER: signed_in(lambda: member(t)),
        TOOK_PART: Phone(t.w.people[4]).client,
        OF_ANOTHER: Phone(other.w.people[4]).client,
    }
    return Scene(t, versions, visitors)


def address(version: Version, name: str) -> str:
    more: dict[str, tuple[int | str, ...]] = {
        "newest": (),
        "newest_pdf": (),
        "ground": (2, 1),
        "differences": (1, 2),
        "chart": (2, next(iter(charts_of(build.thaw(version))))),
        "narrow": (2, next(iter(charts_of(build.thaw(version))))),
    }
    return reverse(f"public_reports:{name}", args=[version.report.address, *more.get(name, (2,))])


def expected(name: str, audience: str, time: str, visitor: str, *, withdrawn: bool) -> int:
    """The rule in words of its own: members all; whoever took part what is to be open; everybody what is open."""
    to_be_open = audience != "members"
    reads = visitor == READER or (to_be_open and (time != "before" or visitor == TOOK_PART))
    if withdrawn:
        return 410 if reads and name != "differences" else 404
    if reads:
        return 200
    return 403 if to_be_open and name != "differences" else 404


def kept(name: str, audience: str, time: str) -> str:
    """What a browser or a proxy may keep of an answer."""
    if audience == "members" or time == "before":
        return "private, no-store"
    pages = {"newest", "version", "differences", "ground"}
    return "public, max-age=300, must-revalidate" if audience == "public" and name not in pages else "private, no-cache"


def test_who_reads_what_when(scene: Scene) -> None:
    """In one test, since the scene costs more to set than to look at."""
    events = Event.objects.count()
    states = [(*state, version, name) for state, version in scene.versions.items() for name in ADDRESSES]
    wrong = []
    for visitor, client in scene.visitors.items():
        for audience, time, withdrawn, version, name in states:
            status = expected(name, audience, time, visitor, withdrawn=withdrawn)
            answer = client.get(address(version, name), secure=True)
            fits = answer.status_code == status
            if status == 200:
                fits &= answer["Cache-Control"] == kept(name, audience, time)
            else:
                fits &= "no-store" in answer["Cache-Control"] and TITLE not in answer.text
            if not fits:
                wrong.append((visitor, name, audience, time, withdrawn, answer.status_code, answer["Cache-Control"]))
    assert wrong == []
    assert Event.objects.count() == events


def test_the_list_names_what_is_public_and_open_alone(scene: Scene) -> None:
    for client in scene.visitors.values():
        page = client.get(reverse("public_reports:list"), secure=True).text
        listed = {state for state, version in scene.versions.items() if version.report.address in page}
        assert listed == {("public", "open", False), ("public", "opened", False)}


def test_nothing_is_sent_to_any_of_them(scene: Scene) -> None:
    version = scene.versions["public", "open", False]
    for name in ADDRESSES:
        assert scene.visitors[READER].post(address(version, name), secure=True).status_code == 405
        assert scene.visitors[NOBODY].head(address(version, name), secure=True).content == b""


def test_a_number_larger_than_any_is_none(scene: Scene) -> None:
    version = scene.versions["public", "open", False]
    for name in ADDRESSES:
        huge = address(version, name).replace("/v2", "/v" + "9" * 30)
        if huge != address(version, name):
            assert scene.visitors[NOBODY].get(huge, secure=True).status_code == 404


def test_what_members_alone_read_of_two_versions_is_kept_by_no_browser(scene: Scene) -> None:
    version = scene.versions["public", "open", False]
    Version.objects.filter(report=version.report, number=1)._raw_delete("default")
    twin = Version.objects.get(pk=version.pk)
    twin.pk, twin.number, twin.audience = None, 1, Version.Audience.MEMBERS
    twin._state.adding = True
    twin.save()
    compared = address(version, "differences")
    assert scene.visitors[READER].get(compared, secure=True)["Cache-Control"] == "private, no-store"
    assert scene.visitors[NOBODY].get(compared, secure=True).status_code == 404
