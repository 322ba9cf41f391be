from __future__ import annotations

from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from depeche.web.common.wire import address, header, wire

ONE_LINE = st.text(st.characters(blacklist_categories=("Cc", "Cs", "Zl", "Zp")), max_size=200).map(
    lambda s: " ".join(s.split())
)
LINES = st.lists(st.text(st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp")), max_size=120), min_size=1)


def parsed(data: bytes) -> EmailMessage:
    assert data.isascii()
    assert b"\n" not in data.replace(b"\r\n", b"")
    return message_from_bytes(data, policy=policy.default)


@settings(max_examples=50)
@given(LINES, LINES)
def test_both_bodies_are_read_as_they_were_written(text: list[str], html: list[str]) -> None:
    written = {"plain": "\n".join((*text, "end")), "html": "\n".join((*html, "end"))}
    data = wire(["MIME-Version: 1.0"], written["plain"], written["html"], mark="<1@depeche.test>")
    assert max(map(len, data.split(b"\r\n"))) <= 78
    message = parsed(data)
    assert message.get_content_type() == "multipart/alternative"
    for kind, words in written.items():
        part = message.get_body((kind,))
        assert part is not None
        assert part.get_content().replace("\r\n", "\n").rstrip("\n") == words


def test_without_html_there_is_one_body() -> None:
    message = parsed(wire(["MIME-Version: 1.0"], ".\n.punktum\nFrom her\nslut ", "", mark="<1@depeche.test>"))
    assert message.get_content_type() == "text/plain"
    assert message.get_content() == ".\r\n.punktum\r\nFrom her\r\nslut \r\n"


@settings(max_examples=50)
@given(ONE_LINE)
def test_a_subject_is_read_as_it_was_written(words: str) -> None:
    line = header("Subject", words)
    assert max(map(len, line.split("\r\n"))) <= 78 or words.isascii(), "a long ASCII word cannot be broken"
    assert str(parsed(f"{line}\r\n\r\n".encode())["Subject"]).split() == words.split()


@pytest.mark.parametrize(
    "person", ["Åse Østergård, leder", 'Anne "Ane" Holm', "Holm, Anne", "Bo", "", "A (B) <c@d>", "B" * 100]
)
def test_a_name_is_read_as_it_was_written(person: str) -> None:
    line = address("To", person, "a.long.address.of.somebody@kommune.test")
    (found,) = parsed(f"{line}\r\n\r\n".encode())["To"].addresses
    assert (found.display_name, found.addr_spec) == (person, "a.long.address.of.somebody@kommune.test")


def test_a_long_name_is_folded_between_encoded_words() -> None:
    line = address("To", "Ø" * 120, "o@kommune.test")
    assert max(map(len, line.split("\r\n"))) <= 76
    assert str(make_header(decode_header(line.removeprefix("To: ")))).startswith("Ø" * 120)


@pytest.mark.parametrize("words", ["a\nBcc: x@y.test", "a\r\nb", "a\rb"])
def test_words_of_several_lines_begin_no_header(words: str) -> None:
    with pytest.raises(ValueError, match="one line"):
        header("Subject", words)
    with pytest.raises(ValueError, match="one line"):
        address("To", words, "a@b.test")
