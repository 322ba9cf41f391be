"""The archive on the command line: the same acts as on the pages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from depeche.core.relay.archive import from_dict
from depeche.core.relay.archive.form import Form
from depeche.web.accounts.models import User
from depeche.web.common.models import Event
from depeche.web.projects.models import Membership, Role
from depeche.web.relay.archive.commands import back, out
from depeche.web.relay.models import Relay
from tests.web.relay.archive import played
from tests.web.relay.archive.test_round_trip import file_of
from tests.web.relay.world import START

pytestmark = pytest.mark.django_db


def test_a_relay_goes_out_and_comes_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    w, path = played.closed(), tmp_path / "relay.json"
    told = ["--relay", str(w.relay.pk), "--as", w.user.email.upper(), "--names"]
    assert out.main([str(path), *told]) == 0
    assert from_dict(json.loads(path.read_bytes())).form is Form.FULL
    assert out.main([str(path), *told]) == 2  # what is there is not written over
    assert back.main([str(path), "--project", str(w.project.pk), "--as", w.user.email]) == 0
    copy = Relay.objects.latest("pk")
    assert capsys.readouterr().out == f"relay {copy.pk}\n"
    assert file_of(w, copy) == path.read_text(encoding="utf-8")
    assert Event.objects.filter(verb__in=["relay.exported", "relay.imported"], actor_id=w.user.pk).count() >= 2


def test_whoever_may_not_learns_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    w, path = played.closed(), tmp_path / "relay.json"
    reader, stranger = (User.objects.create_user(f"{name}@staff.test") for name in ("reader", "stranger"))
    Membership.objects.create(project=w.project, user=reader, role=Role.READER, since=START)
    source = tmp_path / "source.json"
    source.write_text(file_of(w, w.relay), encoding="utf-8")
    before = Relay.objects.count()
    said = set()
    for email in (reader.email, stranger.email):
        assert out.main([str(path), "--relay", str(w.relay.pk), "--as", email]) == 2
        assert back.main([str(source), "--project", str(w.project.pk), "--as", email]) == 2
        said.add(capsys.readouterr().err)
    assert len(said) == 1
    assert out.main([str(path), "--relay", "999999", "--as", reader.email]) == 2
    assert out.main([str(path), "--relay", str(w.relay.pk), "--as", "nobody@staff.test"]) == 2
    assert back.main([str(source), "--project", "999999", "--as", reader.email]) == 2
    assert not path.exists()
    assert Relay.objects.count() == before


def test_a_faulty_file_is_refused_with_its_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    w, path = played.closed(), tmp_path / "relay.json"
    path.write_text(json.dumps({"format": "depeche-relay/1", "form": "open"}), encoding="utf-8")
    assert back.main([str(path), "--project", str(w.project.pk), "--as", w.user.email]) == 2
    assert "column form: one of full, pseudonymous is wanted here" in capsys.readouterr().err
