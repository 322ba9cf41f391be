"""The file of a relay: values and back, faults with their place, and a schema that says the same as the reader."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from depeche.core.relay import archive
from depeche.core.relay.archive import form
from depeche.core.relay.archive.form import Archive, Form, Returned, What
from depeche.core.relay.archive.shape import SENTENCES, ArchiveError
from depeche.core.relay.decisions import Origin, RightStatus, Status
from depeche.core.relay.rules import Anonymity, Rules
from depeche.core.relay.window import Phase

T = datetime(2026, 9, 7, 7, tzinfo=UTC)
HOUR = timedelta(hours=1)
WINDOW = form.Moments(T - HOUR, T, T + 96 * HOUR, T + 120 * HOUR)
SCHEMA = Draft202012Validator(archive.json_schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)
PUBLISHED = Path(__file__).resolve().parents[3] / "docs/formats/relay.schema.json"


def small() -> Archive:
    """Two people; p1 has asked p2, who has answered."""
    return Archive(
        form=Form.FULL,
        relay=form.Relay("Tillid", "da", Rules(), Phase.OPEN, WINDOW, T - 2 * HOUR, purpose_why="Vi tøver."),
        groups=(form.Group("g1", "Top"),),
        keywords=("mod",),
        mail_texts=(form.MailText("invitation", "Kom", "[[link]]"),),
        people=tuple(
            form.Person(f"p{n}", T - HOUR, "g1", form.Sector.STATE, name=f"N{n}", email=f"{n}@example.test")
            for n in (1, 2)
        ),
        rights=(
            form.Right("r1", "p1", Origin.START, RightStatus.USED, T),
            form.Right("r2", "p2", Origin.START, RightStatus.OPEN, T),
            form.Right("r3", "p2", Origin.ANSWER, RightStatus.OPEN, T + 2 * HOUR, "q1"),
        ),
        questions=(
            form.Question(
                "q1", "r1", "p1", "p2", "Hvornår tør du?", Status.ANSWERED, T + HOUR, T + HOUR,
                (form.Hop("p2", T + HOUR, T + 2 * HOUR, "answered"),),
                ended_at=T + 2 * HOUR, due_at=T + 25 * HOUR, answer=form.Answer("p2", "Nu.", T + 2 * HOUR),
            ),
        ),
        moderation=(),
        live_rounds=(),
        events=(
            form.Happening(T - HOUR, What.ADDED, "p1"),
            form.Happening(T - HOUR, What.ADDED, "p2"),
            form.Happening(T + HOUR, What.ASKED, question="q1"),
            form.Happening(T + 2 * HOUR, What.ANSWERED, question="q1"),
        ),
    )  # fmt: skip # one question reads better on three lines


def plain() -> dict[str, Any]:
    value: dict[str, Any] = json.loads(archive.to_json(small()))
    return value


def test_the_published_schema_is_the_one_the_reader_is_made_of() -> None:
    assert json.loads(PUBLISHED.read_text(encoding="utf-8")) == archive.json_schema()
    Draft202012Validator.check_schema(archive.json_schema())


def test_what_is_written_is_read_back_equal_and_fits_the_schema() -> None:
    value = plain()
    SCHEMA.validate(value)
    assert archive.from_dict(value) == small()
    assert value["people"][0] == {
        "id": "p1", "joined_at": "2026-09-07T06:00:00+00:00", "group": "g1", "sector": "state", "name": "N1",
        "email": "1@example.test",
    }  # fmt: skip # what is at its default is left out


def test_moments_of_other_zones_are_the_same_moments() -> None:
    value = plain()
    value["relay"]["created_at"] = "2026-09-07T07:00:00+02:00"
    assert archive.to_json(archive.from_dict(value)) == archive.to_json(small())


def test_the_events_replayed_give_the_state() -> None:
    state = archive.state_of(small())
    assert state is not None
    question = state.questions["q1"]
    assert (question.status, question.asker, question.recipient, question.hop) == (Status.ANSWERED, "p1", "p2", 1)
    assert {key: right.status for key, right in state.rights.items()} == {
        archive.key_of(right): right.status for right in small().rights
    }


def test_the_window_of_the_engine_is_the_one_it_was_scheduled_with() -> None:
    later = form.Moments(T - HOUR, T, T + 100 * HOUR, T + 120 * HOUR)
    scheduled = form.Happening(T - 2 * HOUR, What.SCHEDULED, window=WINDOW)
    moved = form.Happening(T + HOUR, What.WINDOW_MOVED, window=later)
    value = plain() | {"events": []}
    told = archive.from_dict(value)
    changed = Archive(
        **{name: getattr(told, name) for name in ("form", "relay", *archive.LISTS)} | {"events": (scheduled, moved)}
    )
    first = archive.first_window(changed)
    assert first is not None
    assert first.close == WINDOW.close
    state = archive.state_of(changed)
    assert state is not None
    assert state.window.close == later.close


def test_a_relay_without_a_window_has_no_state() -> None:
    value = plain()
    value["relay"] |= {"phase": "draft", "window": {}}
    value |= {"rights": [], "questions": [], "events": []}
    assert archive.state_of(archive.from_dict(value)) is None


Spoil = Callable[[dict[str, Any]], object]
AT = "2026-09-12T07:00:00Z"
SAID = {"question": "q1", "side": "question", "sha256": "0" * 64, "asked_at": AT}
FAULTS: list[tuple[Spoil, str, str]] = [
    (lambda v: v.update(format="depeche-relay/2"), "not_archive", "format"),
    (lambda v: v.update(form="open"), "not_code", "form"),
    (lambda v: v.update(more=1), "unknown", ""),
    (lambda v: v.pop("people"), "missing", ""),
    (lambda v: v.update(people={}), "not_list", "people"),
    (lambda v: v["people"].append(7), "not_object", "people[2]"),
    (lambda v: v["relay"].update(topic=7), "not_text", "relay.topic"),
    (lambda v: v["relay"].update(topic="x" * 201), "too_long", "relay.topic"),
    (lambda v: v["relay"].update(topic="a\0b"), "unwritable", "relay.topic"),
    (lambda v: v["relay"].update(topic="\ud800"), "unwritable", "relay.topic"),
    (lambda v: v["relay"].update(mail_cap=-1), "not_number", "relay.mail_cap"),
    (lambda v: v["relay"].update(mail_cap=True), "not_number", "relay.mail_cap"),
    (lambda v: v["relay"].update(mail_workdays=1), "not_switch", "relay.mail_workdays"),
    (lambda v: v["relay"].update(created_at="2026-09-07"), "not_moment", "relay.created_at"),
    (lambda v: v["relay"].update(created_at=5), "not_moment", "relay.created_at"),
    (lambda v: v["relay"]["rules"].update(earn=2), "rules", "relay.rules.earn"),
    (lambda v: v["relay"].update(rules=[]), "not_object", "relay.rules"),
    (lambda v: v["relay"]["window"].update(close="2026-09-06T00:00:00+00:00"), "window", "relay.window"),
    (lambda v: v["relay"].update(window={}), "window", "relay.window"),
    (lambda v: v["people"][0].update(id="q1"), "not_key", "people[0].id"),
    (lambda v: v["people"][1].update(id="p3"), "numbering", "people[1].id"),
    (lambda v: v["people"][1].update(group="g2"), "no_such", "people[1].group"),
    (lambda v: v["people"][1].update(email="1@EXAMPLE.test"), "twice", "people[1].email"),
    (lambda v: v["people"][1].pop("name"), "names_missing", "people[1]"),
    (lambda v: v.update(form="pseudonymous"), "names_present", "people[0]"),
    (lambda v: v["keywords"].append("mod"), "twice", "keywords[1]"),
    (lambda v: v["rights"][2].pop("source"), "contradiction", "rights[2].source"),
    (lambda v: v["rights"][1].update(person="p1"), "twice", "rights[1]"),
    (lambda v: v["questions"][0].update(recipient="p1"), "contradiction", "questions[0].recipient"),
    (lambda v: v["questions"][0].update(right="r2"), "contradiction", "questions[0].right"),
    (lambda v: v["questions"][0].update(right="r9"), "no_such", "questions[0].right"),
    (lambda v: v["questions"][0].update(parent="q1"), "later", "questions[0].parent"),
    (lambda v: v["questions"][0].update(hops=[]), "contradiction", "questions[0].hops"),
    (lambda v: v["questions"][0].update(answer=None), "contradiction", "questions[0].answer"),
    (lambda v: v["questions"][0].update(returned="expired"), "contradiction", "questions[0].returned"),
    (lambda v: v["questions"][0].pop("ended_at"), "contradiction", "questions[0].ended_at"),
    (lambda v: v["events"][0].update(question="q1"), "contradiction", "events[0].question"),
    (lambda v: v["events"][2].pop("question"), "contradiction", "events[2].question"),
    (lambda v: v["events"][2].update(question="q2"), "no_such", "events[2].question"),
    (lambda v: v["events"][2].update(window={}), "contradiction", "events[2].window"),
    (lambda v: v.update(consents=[SAID | {"question": "q2"}]), "no_such", "consents[0].question"),
    (lambda v: v.update(consents=[SAID, SAID]), "twice", "consents[1]"),
    (lambda v: v.update(consents=[SAID | {"decision": "yes"}]), "contradiction", "consents[0].decided_at"),
    (lambda v: v.update(consents=[SAID | {"printed_at": AT}]), "contradiction", "consents[0].printed_at"),
    (
        lambda v: v.update(consents=[SAID | {"decision": "no", "decided_at": AT, "printed_at": AT}]),
        "contradiction",
        "consents[0].printed_at",
    ),
    (
        lambda v: v["moderation"].append({"question": "q4", "act": "held", "at": "2026-09-07T07:00:00Z"}),
        "no_such",
        "moderation[0].question",
    ),
]


@pytest.mark.parametrize(("spoil", "code", "path"), FAULTS)
def test_a_fault_is_told_with_its_place(spoil: Spoil, code: str, path: str) -> None:
    value = plain()
    spoil(value)
    with pytest.raises(ArchiveError) as refused:
        archive.from_dict(value)
    assert (refused.value.code, refused.value.path) == (code, path)
    assert refused.value.message


def test_every_sentence_is_used_by_a_test_or_by_the_web() -> None:
    assert {code for _, code, _ in FAULTS} | {"not_address", "not_link"} == set(SENTENCES)


@pytest.mark.parametrize("value", [None, [], "x", 3, {}])
def test_what_is_no_archive_at_all(value: object) -> None:
    assert not archive.is_archive(value)
    with pytest.raises(ArchiveError, match="depeche-relay/1"):
        archive.from_dict(value)


# Any archive that fits together survives

text = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)
moment = st.integers(0, 10**15).map(lambda microseconds: T + timedelta(microseconds=microseconds))


@st.composite
def archives(draw: st.DrawFn) -> Archive:
    count, asked = draw(st.integers(2, 5)), draw(st.integers(0, 6))
    named = draw(st.booleans())
    groups = tuple(form.Group(f"g{n}", f"{n}{draw(text)}") for n in range(1, draw(st.integers(0, 3)) + 1))
    people = tuple(
        form.Person(
            f"p{n}",
            draw(moment),
            draw(st.sampled_from([None, *(group.id for group in groups)])),
            draw(st.sampled_from(form.Sector)),
            starter=draw(st.booleans()),
            suspended=draw(st.booleans()),
            name=draw(text) + "x" if named else "",
            email=f"{n}@example.test" if named else "",
        )
        for n in range(1, count + 1)
    )
    rights, questions = [], []
    for n in range(1, asked + 1):
        asker = draw(st.integers(1, count))
        recipient = draw(st.sampled_from([other for other in range(1, count + 1) if other != asker]))
        questions.append(_question(draw, n, f"p{asker}", f"p{recipient}"))
        rights.append(form.Right(f"r{n}", f"p{asker}", Origin.START, RightStatus.USED, draw(moment), number=n))
    relay = form.Relay(
        draw(text),
        "da",
        Rules(anonymity=draw(st.sampled_from(Anonymity))),
        draw(st.sampled_from(Phase)),
        WINDOW,
        draw(moment),
        purpose_use=draw(text),
        closed_at=draw(st.none() | moment),
    )
    return Archive(
        form=Form.FULL if named else Form.PSEUDONYMOUS,
        relay=relay,
        groups=groups,
        keywords=tuple(draw(st.lists(text, unique=True, max_size=3))),
        mail_texts=(),
        people=people,
        rights=tuple(rights),
        questions=tuple(questions),
        moderation=(),
        live_rounds=(),
        events=tuple(form.Happening(draw(moment), What.ASKED, question=question.id) for question in questions),
        consents=tuple(_consent(draw, question.id) for question in questions if draw(st.booleans())),
    )


def _consent(draw: st.DrawFn, question: str) -> form.Consent:
    decision = draw(st.sampled_from(form.Decided))
    undecided, no = decision is form.Decided.UNDECIDED, decision is form.Decided.NO
    return form.Consent(
        question,
        form.Side.QUESTION,
        draw(st.text("0123456789abcdef", min_size=64, max_size=64)),
        draw(moment),
        tuple(form.Kept(n, n + 2) for n in draw(st.lists(st.integers(0, 90), max_size=2))),
        decision,
        None if undecided else draw(moment),
        None if undecided or no else draw(st.none() | moment),
    )


def _question(draw: st.DrawFn, n: int, asker: str, recipient: str) -> form.Question:
    status = draw(st.sampled_from(Status))
    answer = form.Answer(recipient, draw(text), draw(moment)) if status is Status.ANSWERED else None
    reasons = [reason for reason in Returned if reason is not Returned.NOT]
    return form.Question(
        f"q{n}",
        f"r{n}",
        asker,
        recipient,
        draw(text),
        status,
        draw(moment),
        draw(moment),
        (form.Hop(recipient, draw(moment), draw(st.none() | moment), "answered" if answer else ""),),
        parent=draw(st.sampled_from([None, *(f"q{before}" for before in range(1, n))])),
        returned=draw(st.sampled_from(reasons)) if status is Status.RETURNED else Returned.NOT,
        due_at=draw(st.none() | moment),
        ended_at=draw(moment),
        answer=answer,
    )


@given(archives())
@settings(max_examples=60)
def test_any_archive_survives_its_file(told: Archive) -> None:
    written = archive.to_json(told)
    value = json.loads(written)
    SCHEMA.validate(value)
    assert archive.from_dict(value) == told
    assert archive.to_json(archive.from_dict(value)) == written
