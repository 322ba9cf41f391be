from __future__ import annotations

import re
import time
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.core.cache import cache
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from depeche.web.accounts import mails
from depeche.web.accounts.models import User
from depeche.web.common import sender
from depeche.web.common.models import Event, OutboxMail

pytestmark = pytest.mark.django_db

ASK = "/konto/log-ind/"
ENTER = "/konto/log-ind/kode/"
CSRF = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|content="[^"]*"')


@pytest.fixture(autouse=True)
def _no_memory() -> None:
    cache.clear()


@pytest.fixture
def anna() -> User:
    return User.objects.create_user("anna@kommune.test", "Anna Holm")


@pytest.fixture
def browser() -> Client:
    return Client(headers={"accept-language": "en"})


def ask(browser: Client, email: str) -> str:
    response = browser.post(ASK, {"email": email}, secure=True)
    assert response.status_code == 302, response.content.decode()
    assert response["Location"] == ENTER
    page = browser.get(ENTER, secure=True)
    assert page.status_code == 200
    return CSRF.sub("", page.content.decode()).replace(email, "ADDRESS")


def code_in_outbox() -> str:
    mail = OutboxMail.objects.order_by("-pk")[0]
    found = re.search(r"^\d{6}$", mail.text, re.MULTILINE)
    assert found, mail.text
    return found[0]


def test_a_code_signs_in_once_and_leaves_a_record(anna: User, browser: Client) -> None:
    ask(browser, "Anna@Kommune.test")
    code = code_in_outbox()
    response = browser.post(ENTER, {"code": f" {code[:3]}-{code[3:]} "}, secure=True)
    assert response["Location"] == reverse("projects:list")
    assert browser.session["_auth_user_id"] == str(anna.pk)
    assert Event.objects.get(verb="user.signed_in").actor_id == anna.pk
    second = Client()
    assert second.post(ENTER, {"code": code}, secure=True)["Location"] == ASK


def test_the_code_works_only_in_the_browser_that_asked(anna: User, browser: Client) -> None:
    ask(browser, anna.email)
    other = Client(headers={"accept-language": "en"})
    ask(other, "somebody@else.test")
    other.post(ENTER, {"code": code_in_outbox()}, secure=True)
    assert "_auth_user_id" not in other.session


def test_an_unknown_address_gets_the_same_page_and_no_mail(anna: User, browser: Client) -> None:
    known = ask(browser, anna.email)
    unknown = ask(Client(headers={"accept-language": "en"}), "nobody@else.test")
    assert known == unknown
    assert OutboxMail.objects.count() == 1


def test_somebody_whose_access_is_closed_gets_no_code(anna: User, browser: Client) -> None:
    User.objects.filter(pk=anna.pk).update(is_active=False)
    ask(browser, anna.email)
    assert not OutboxMail.objects.exists()


def test_three_wrong_codes_end_the_attempt(anna: User, browser: Client) -> None:
    ask(browser, anna.email)
    code = code_in_outbox()
    wrong = "000000" if code != "000000" else "111111"
    for _ in range(2):
        assert browser.post(ENTER, {"code": wrong}, secure=True).status_code == 200
    assert browser.post(ENTER, {"code": wrong}, secure=True)["Location"] == ASK
    assert browser.post(ENTER, {"code": code}, secure=True)["Location"] == ASK
    assert "_auth_user_id" not in browser.session


def test_codes_for_one_address_are_throttled(anna: User) -> None:
    for _ in range(3):
        ask(Client(), anna.email)
    response = Client().post(ASK, {"email": anna.email}, secure=True)
    assert response.status_code == 200
    assert OutboxMail.objects.count() == 3


def test_codes_for_one_address_are_throttled_by_the_hour_too(anna: User, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [time.time()]
    monkeypatch.setattr("allauth.core.internal.ratelimit.time.time", lambda: clock[0])
    for _ in range(20):
        Client().post(ASK, {"email": anna.email}, secure=True)
        clock[0] += 61
    assert OutboxMail.objects.count() == 15


def test_tries_sent_at_the_same_instant_are_counted_all_the_same(anna: User, browser: Client) -> None:
    """Each of them reads the session as it was before any was noted."""
    ask(browser, anna.email)
    code, before = code_in_outbox(), dict(browser.session.items())
    wrong = "000000" if code != "000000" else "111111"
    for _ in range(9):
        browser.post(ENTER, {"code": wrong}, secure=True)
        session = browser.session
        session.update(before)
        session.save()
    browser.post(ENTER, {"code": code}, secure=True)
    assert "_auth_user_id" not in browser.session


def test_the_code_leaves_first_expires_and_is_wiped_once_sent(anna: User, browser: Client) -> None:
    ask(browser, anna.email)
    mail = OutboxMail.objects.get()
    assert (mail.priority, mail.kind, mail.subject_type, mail.subject_id) == (0, mails.CODE, "user", anna.pk)
    assert mail.expires_at
    assert timedelta(minutes=9) < mail.expires_at - timezone.now() <= timedelta(minutes=10)
    code = code_in_outbox()
    assert code not in mail.subject
    assert code in mail.html
    way = sender.transport()
    assert way
    assert sender.Sender(way, timezone.now).drain().sent == 1
    mail.refresh_from_db()
    assert (mail.status, mail.text, mail.html) == ("sent", "", "")


def test_a_code_nobody_could_send_in_time_is_wiped(anna: User, browser: Client) -> None:
    ask(browser, anna.email)
    assert sender.recover(timezone.now() + timedelta(minutes=11)).expired == 1
    mail = OutboxMail.objects.get()
    assert (mail.status, mail.text, mail.html) == ("cancelled", "", "")


def test_a_new_code_can_be_asked_for_and_the_old_one_is_dead(anna: User, browser: Client) -> None:
    ask(browser, anna.email)
    old = code_in_outbox()
    assert browser.post(ENTER, {"action": "resend"}, secure=True)["Location"] == ENTER
    new = code_in_outbox()
    if new != old:
        browser.post(ENTER, {"code": old}, secure=True)
        assert "_auth_user_id" not in browser.session
    browser.post(ENTER, {"code": new}, secure=True)
    assert "_auth_user_id" in browser.session


def test_the_session_cookie_is_bound_to_this_host(anna: User, browser: Client) -> None:
    response = browser.post(ASK, {"email": anna.email}, secure=True)
    cookie = response.cookies["__Host-depeche"]
    assert (cookie["secure"], cookie["path"], cookie["domain"], cookie["httponly"]) == (True, "/", "", True)


def test_looking_changes_nothing(anna: User, browser: Client) -> None:
    for path in (ASK, ENTER, "/konto/log-ud/", "/konto/lukket/"):
        assert browser.get(path, secure=True).status_code in {200, 302}
    assert not OutboxMail.objects.exists()
    browser.force_login(anna)
    assert browser.get("/konto/log-ud/", secure=True).status_code == 200
    assert "_auth_user_id" in browser.session
    assert browser.post("/konto/log-ud/", secure=True)["Location"] == "/"
    assert "_auth_user_id" not in browser.session


@pytest.mark.parametrize("name", ["account_login", "account_request_login_code", "account_signup"])
def test_names_allauth_reverses_lead_to_signing_in(name: str, browser: Client) -> None:
    response = browser.get(reverse(name), secure=True, follow=True)
    assert response.request["PATH_INFO"] == ASK


@pytest.mark.parametrize("path", ["/konto/password/reset/", "/konto/email/", "/konto/signup/", "/konto/"])
def test_pages_of_allauth_we_do_not_use_do_not_exist(path: str, browser: Client) -> None:
    assert browser.get(path, secure=True).status_code == 404


@pytest.mark.parametrize(("language", "heading"), [("da", "Log ind"), ("en", "Sign in")])
def test_both_languages(language: str, heading: str) -> None:
    page = Client(headers={"accept-language": language}).get(ASK, secure=True).content.decode()
    assert f"<h1>{heading}</h1>" in page


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.test/", "//evil.test/", "/\\evil.test", "///evil.test", "javascript:alert(1)", "http:evil.test"],
)
@override_settings(ALLOWED_HOSTS=["testserver"])
def test_nobody_is_led_to_another_site(anna: User, browser: Client, elsewhere: str) -> None:
    browser.post(f"{ASK}?next={quote(elsewhere)}", {"email": anna.email, "next": elsewhere}, secure=True)
    signed_in = browser.post(
        f"{ENTER}?next={quote(elsewhere)}", {"code": code_in_outbox(), "next": elsewhere}, secure=True
    )
    spoken = browser.post("/sprog/setlang/", {"language": "en", "next": elsewhere}, secure=True)
    left = browser.post(reverse("account_logout"), {"next": elsewhere}, secure=True)
    for response in (signed_in, spoken, left):
        assert response.status_code == 302
        assert response["Location"].startswith("/")
        assert not response["Location"].startswith(("//", "/\\"))


def test_signing_in_gives_a_new_session(anna: User, browser: Client) -> None:
    ask(browser, anna.email)
    before = browser.session.session_key
    browser.post(ENTER, {"code": code_in_outbox()}, secure=True)
    assert browser.session.session_key != before
    assert browser.get(reverse("account_logout"), secure=True).status_code == 200
    assert "_auth_user_id" in browser.session, "a link to the page signs nobody out"
