"""What every answer of the site bears, errors and files included, and what a browser is given to keep."""

from __future__ import annotations

from collections.abc import Callable

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


ANSWERS: dict[str, Callable[[Client], HttpResponse]] = {
    "a page": lambda client: client.get("/", secure=True),
    "no such page": lambda client: client.get("/findes-ikke/", secure=True),
    "a form without its token": lambda client: client.post("/sprog/setlang/", {"language": "en"}, secure=True),
    "a host that is not ours": lambda client: client.get("/", secure=True, headers={"host": "evil.test"}),
    "a fault": lambda client: client.get("/broken/", secure=True),
    "a method that is not allowed": lambda client: client.get("/d/farvel/", secure=True),
    "a drawing": lambda client: client.get("/static/common/img/depeche.svg", secure=True),
    "a redirect": lambda client: client.get("/projekter/", secure=True),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", ANSWERS)
@override_settings(ROOT_URLCONF=Broken, ALLOWED_HOSTS=["testserver"], WHITENOISE_USE_FINDERS=True)
def test_every_answer_bears_the_policy(name: str) -> None:
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    response = ANSWERS[name](client)
    assert response.status_code == {
        "a page": 200, "no such page": 404, "a form without its token": 403, "a host that is not ours": 400,
        "a fault": 500, "a method that is not allowed": 405, "a drawing": 200, "a redirect": 302,
    }[name]  # fmt: skip # one row reads better than ten
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
