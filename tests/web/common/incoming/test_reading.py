from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from depeche.web.common.incoming.reading import LIMIT, What, read
from depeche.web.common.incoming.words import LONGEST
from depeche.web.common.models import InboundMail
from tests.web.common.incoming import letters


def test_what_can_come_back_has_one_list() -> None:
    assert {what.value for what in What} == set(InboundMail.What.values)


@pytest.mark.parametrize(
    ("raw", "what", "code"),
    [
        (letters.report(letters.FAILED), What.BOUNCED, "5.1.1"),
        (letters.report(letters.BLANK_LINES), What.BOUNCED, "5.2.2"),
        (letters.report(letters.NO_STATUS), What.BOUNCED, "5.7.1"),
        (letters.report(letters.NO_ACTION), What.BOUNCED, "5.4.4"),
        (letters.report(letters.NO_CODE), What.BOUNCED, "5.0.0"),
        (letters.report(letters.TIME_OUT), What.BOUNCED, "4.4.7"),
        (letters.report(letters.DELAYED), What.DELAYED, "4.4.1"),
        (letters.report(letters.DELIVERED), What.OTHER, "2.0.0"),
        (letters.report(""), What.BOUNCED, "5.0.0"),
        (letters.ENCODED, What.BOUNCED, "5.0.0"),
        (letters.QMAIL, What.BOUNCED, "5.1.1"),
        (letters.EXIM, What.BOUNCED, "550"),
        (letters.EXCHANGE_DANISH, What.BOUNCED, "5.4.310"),
        (letters.SLOW, What.DELAYED, "4.4.1"),
    ],
)
def test_a_notice_of_non_delivery_tells_the_code_and_the_mail(raw: bytes, what: What, code: str) -> None:
    found = read(raw)
    assert (found.what, found.code) == (what, code)
    assert found.about[0] == letters.OURS
    assert not found.text, "no words are kept"


@pytest.mark.parametrize(
    "headers",
    [
        ("Auto-Submitted: auto-replied",),
        ("Auto-Submitted: Auto-Generated; owner=x",),
        ("X-Auto-Response-Suppress: All",),
        ("X-Autoreply: yes",),
        ("X-AutoRespond: away",),
        ("Precedence: auto_reply",),
        ("Precedence: auto-reply",),
        ("Return-Path: <>",),
    ],
)
def test_a_header_says_that_nobody_wrote_it(headers: tuple[str, ...]) -> None:
    found = read(letters.answer(*headers))
    assert (found.what, found.text) == (What.AUTO_REPLY, "Jeg er tilbage mandag.")
    assert found.about[:2] == (letters.OURS, letters.OTHER)


@pytest.mark.parametrize(
    "subject",
    [
        "Automatisk svar: Du er inviteret",
        "SV: Automatisk svar: Du er inviteret",
        "Autosvar",
        "Out of Office: Du er inviteret",
        "Out of the office until Monday",
        "Fraværsmeddelelse",
        "=?utf-8?b?RnJhdsOmcmVuZGU=?=",  # Fraværende
        "Ikke til stede: Du er inviteret",
        "Ude af kontoret",
        "På ferie til mandag",
        "Barselsorlov",
        "Auto: væk",
    ],
)
def test_as_a_last_resort_the_subject_says_so(subject: str) -> None:
    assert read(letters.answer(subject=subject)).what is What.AUTO_REPLY


@pytest.mark.parametrize(
    ("headers", "subject"),
    [
        ((), "SV: Du er inviteret til en stafet: Autonomi i kommunerne"),
        (("Auto-Submitted: no",), "Automatisk svar"),
        (("Precedence: bulk",), "Nyhedsbrev"),
        (("Return-Path: <anna@kommune.test>",), "Re: Du er inviteret"),
    ],
)
def test_what_a_person_wrote_is_left_to_people(headers: tuple[str, ...], subject: str) -> None:
    found = read(letters.answer(*headers, subject=subject))
    assert (found.what, found.text) == (What.OTHER, "")


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        ("Jeg er væk.\n\nVenlig hilsen\nAnna\n\n> Hej Anna\n> Læs mere", "Jeg er væk.\n\nVenlig hilsen\nAnna"),
        ("Jeg er væk.\n\n-----Oprindelig meddelelse-----\nHej", "Jeg er væk."),
        ("Jeg er væk.\nFra: Depeche <post@depeche.test>\nHej", "Jeg er væk."),
        ("Jeg er væk.\nDen 7. september 2026 skrev Depeche:\nHej", "Jeg er væk."),
        ("Away.\nOn Mon, 7 Sep 2026 at 09:00, Depeche wrote:\nHej", "Away."),
        ("Nul\0tegn", "Nultegn"),
        ("x" * (LONGEST + 9), "x" * (LONGEST - 1) + "…"),
    ],
)
def test_of_an_automatic_answer_its_own_words_are_kept(body: str, kept: str) -> None:
    assert read(letters.answer("X-Autoreply: yes", body=body)).text == kept


def test_of_html_the_text_is_kept() -> None:
    html = "<html><head><style>p {}</style></head><body><p>Jeg er <b>væk</b>.</p><div>Ring til Bo.</div></body></html>"
    raw = letters.answer("X-Autoreply: yes", body=html).replace(b"text/plain", b"text/html")
    assert read(raw).text.split() == ["Jeg", "er", "væk", ".", "Ring", "til", "Bo."]


def test_of_html_comments_and_what_is_not_shown_are_left_out() -> None:
    html = "<TITLE>Svar</TITLE><!-- <p>a</p> --><!--[if mso]><b>b</b><![endif]-->V&aelig;k<br/>til < 9. maj <style>p {}"
    raw = letters.answer("X-Autoreply: yes", body=html).replace(b"text/plain", b"text/html")
    assert read(raw).text == "Væk\ntil < 9. maj"


@pytest.mark.parametrize("piece", ["<a ", "<!--", "<style", "<b><!", "<" + "b" * 40, "<!---", "&", "</p"])
def test_html_that_is_never_closed_is_read_in_one_pass(piece: str) -> None:
    """The standard library's parser needs half a minute for a tenth of this; the suite's timeout would tell."""
    raw = letters.answer("X-Autoreply: yes", body=piece * (200_000 // len(piece)))
    assert len(read(raw.replace(b"text/plain", b"text/html")).text) <= LONGEST


@pytest.mark.parametrize(
    "raw",
    [
        b"Content-Type: message/rfc822\r\n\r\n" * 5_000,
        b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (at, at) for at in range(3_000)),
        b"To: " + b"(" * 100_000,
    ],
)
def test_a_message_nested_too_deeply_is_left_to_people(raw: bytes) -> None:
    found = read(raw)
    assert (found.what, found.text, found.about) == ("other", "", ())
    assert found.mark == read(raw).mark


def test_the_address_it_came_to_is_told() -> None:
    raw = letters.report(letters.FAILED, to="Svar <svar+1-abc@depeche.test>")
    assert read(b"Delivered-To: x@depeche.test\r\n" + raw).sent_to == ("x@depeche.test", "svar+1-abc@depeche.test")


def test_the_same_message_has_the_same_mark() -> None:
    raw = letters.answer()
    assert read(raw).mark == read(b"Received: by another way\r\n" + raw).mark
    unnamed = raw.replace(b"Message-ID: <answer-1@kommune.test>\r\n", b"")
    assert read(unnamed).mark == read(unnamed).mark != read(unnamed + b".").mark


ALL = [letters.report(letters.FAILED), letters.ENCODED, letters.QMAIL, letters.EXIM, letters.answer("X-Autoreply: yes")]


@settings(max_examples=200)
@given(st.sampled_from(ALL), st.integers(0, 1500), st.binary(max_size=12), st.integers(0, 40))
def test_a_damaged_message_is_still_a_message(raw: bytes, at: int, junk: bytes, cut: int) -> None:
    found = read(raw[:at] + junk + raw[at + cut :])
    assert "\0" not in found.text
    assert len(found.code) <= 20


@given(st.binary(max_size=400))
def test_bytes_that_are_no_message_are_nothing_we_know(raw: bytes) -> None:
    assert len(read(raw).mark) == 64


@pytest.mark.parametrize(
    "raw",
    [
        letters.answer("X-Autoreply: yes", body="Den " * 60_000),
        letters.answer(subject="=?x?q?" * 40_000),
        b"To: " + b"a" * 200_000 + b"@\r\n\r\n",
    ],
)
def test_a_message_made_to_hang_us_is_read_like_any_other(raw: bytes) -> None:
    assert len(read(raw).mark) == 64


def test_only_the_beginning_of_a_large_message_is_read() -> None:
    raw = letters.report(letters.FAILED)
    assert read(raw + b"x" * LIMIT).what is What.BOUNCED
