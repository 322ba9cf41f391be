"""What every answer of the site bears, errors and files included, and what a browser is given to keep."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path, reverse

from depeche.web.config.urls import handler400, handler403, handler404, handler500, urlpatterns
from depeche.web.relay import access
from tests.web.relay.world import make

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError(request.path)


class Broken:
    """The addresses of the site, and one with a fault."""

    urlpatterns = (*urlpatterns, path("broken/", broken))
    handler400, handler403, handler404, handler500 = handler400, handler403, handler404, handler500


class Asked(NamedTuple):
    path: str
    status: int
    method: str = "GET"
    host: str = "testserver"


ANSWERS = {
    "a page": Asked("/", 200),
    "no such page": Asked("/findes-ikke/", 404),
    "a form without its token": Asked("/sprog/setlang/", 403, method="POST"),
    "a host that is not ours": Asked("/", 400, host="evil.test"),
    "a fault": Asked("/broken/", 500),
    "a method that is not allowed": Asked("/d/farvel/", 405),
    "a drawing": Asked("/static/common/img/depeche.svg", 200),
    "a redirect": Asked("/projekter/", 302),
}


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ANSWERS.values(), ids=ANSWERS)
@override_settings(ROOT_URLCONF=Broken, ALLOWED_HOSTS=["testserver"], WHITENOISE_USE_FINDERS=True)
def test_every_answer_bears_the_policy(asked: Asked) -> None:
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    response = client.generic(asked.method, asked.path, secure=True, headers={"host": asked.host})
    assert response.status_code == asked.status
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Strict-Transport-Security"].startswith("max-age=31536000")
    response.close()


@pytest.mark.django_db
def test_a_browser_is_given_no_cookie_but_those_on_the_list() -> None:
    """A message of what was done holds names; it is kept with the session, on the server."""
    world = make(3)
    staff, phone = Client(), Client()
    staff.force_login(world.user)
    person = world.people[1]
    staff.post(reverse("relay:suspend", args=[world.relay.pk, person.pk]), secure=True)
    assert (
        person.name
        in staff.get(reverse("relay:person", args=[world.relay.pk, person.pk]), secure=True).content.decode()
    )
    phone.get(access.link(world.people[0]), secure=True)
    phone.get(reverse("participant:welcome"), secure=True)
    listed = phone.get(reverse("cookies"), secure=True).content.decode()
    for name in staff.cookies.keys() | phone.cookies.keys():
        assert f"<code>{name}</code>" in listed, name
    for cookie in (*staff.cookies.values(), *phone.cookies.values()):
        assert cookie["secure"], cookie.key
        assert cookie["httponly"], cookie.key


@pytest.mark.django_db
def test_a_zero_byte_is_no_text_anywhere() -> None:
    world = make(3)
    staff = Client()
    staff.force_login(world.user)
    people = reverse("relay:people", args=[world.relay.pk])
    assert staff.get(people, {"q": "Per"}, secure=True).status_code == 200
    assert staff.get(people, {"q": "Per\0"}, secure=True).status_code == 400
    assert staff.post(reverse("projects:new"), {"name": "Led\0else"}, secure=True).status_code == 400
