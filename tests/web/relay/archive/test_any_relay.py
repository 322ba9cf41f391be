"""Whatever people and time do, in whatever order: the file of the relay tells it, comes in again, and replays."""

from __future__ import annotations

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from depeche.core.relay import archive
from depeche.core.relay.archive.form import Form
from depeche.web.relay.archive.actions import Ending, erase
from depeche.web.relay.models import Erasure, Phase, Question
from tests.web.relay.archive.test_round_trip import brought_in, file_of, read
from tests.web.relay.test_machine import QUICK, Both


class Filed(Both):
    def teardown(self) -> None:
        try:
            if hasattr(self, "core"):
                self.compare()
                self.w.now = max(self.w.now, self.core.window.answers_close)
                self.tick()  # closed, if it was not
                self.compare()
        finally:
            super().teardown()

    def compare(self) -> None:
        w = self.w
        w.relay.refresh_from_db()
        for form in [Form.PSEUDONYMOUS] if w.relay.anonymised_at else Form:
            written = file_of(w, w.relay, form)
            assert file_of(w, brought_in(w, written), form) == written
            state = archive.state_of(read(written))
            assert state is not None
            assert [q.status for q in state.questions.values()] == [q.status for q in self.core.questions.values()]
            assert [q.hop for q in state.questions.values()] == [q.hop for q in self.core.questions.values()]
            assert state.window == self.core.window
        if w.relay.phase == Phase.CLOSED and w.relay.anonymised_at is None:
            erase(actor=w.user, relay=w.relay, ending=Ending(Erasure.Kind.ANONYMISED, w.relay.topic), now=w.now)
            told = archive.state_of(read(file_of(w, w.relay, Form.PSEUDONYMOUS)))
            assert told is not None
            statuses = Question.objects.filter(relay=w.relay).order_by("pk").values_list("status", flat=True)
            assert [str(q.status) for q in told.questions.values()] == list(statuses)


@pytest.mark.django_db
def test_any_relay_survives_its_file() -> None:
    run_state_machine_as_test(Filed, settings=settings(QUICK, max_examples=12))
