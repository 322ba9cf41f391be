"""A relay in which everything has happened once: returns of every kind, moderation, passing on, a pause, a move."""

from __future__ import annotations

from datetime import datetime, timedelta

from depeche.core.relay.rules import Rules
from depeche.core.relay.window import Window
from depeche.web.relay import actions
from depeche.web.relay.actions import moderate
from depeche.web.relay.models import Keyword, MailText, ModerationAct, Question
from depeche.web.relay.rules import window_of
from tests.web.relay.world import DAY, HOUR, World, make

MINUTE = timedelta(minutes=1)
Reason = ModerationAct.Reason


def play(rules: Rules | None = None) -> World:
    """Open, in its second day; no two acts at one moment. Of the texts, one names a participant."""
    w = make(8, rules)
    Keyword.objects.create(relay=w.relay, word="tillid")
    MailText.objects.create(relay=w.relay, kind="invitation", subject="Kom med", body="[[link]]")
    _converse(w)
    _moderate(w)
    _come_and_go(w)
    _run_out_and_move(w)
    w.relay.refresh_from_db()
    return w


def closed(rules: Rules | None = None) -> World:
    """The same, closed before its time with a question waiting."""
    w = play(rules)
    actions.close_now(actor=w.user, relay=w.relay, now=_later(w))
    w.relay.refresh_from_db()
    return w


def _later(w: World) -> datetime:
    w.now += MINUTE
    return w.now


def _ask(w: World, asker: int, recipient: int, text: str, *, resend_of: int | None = None) -> Question:
    _later(w)
    return w.ask(asker, recipient, text, resend_of=resend_of)


def _answer(w: World, person: int, question: Question, text: str) -> None:
    _later(w)
    w.answer(person, question, text)


def _converse(w: World) -> None:
    """Answered, declined and offered to somebody else, who passes it on."""
    first = _ask(w, 0, 1, "Hvad gør I, når planen skrider?")
    _answer(w, 1, first, "Vi siger det højt. Spørg Person 3 om resten.")
    second = _ask(w, 1, 2, "Hvem siger det først?")
    actions.decline(actor=w.people[2], question_id=second.pk, reason="Jeg har ferie til mandag.", now=_later(w))
    again = _ask(w, 1, 3, "Hvem siger det først?", resend_of=second.pk)
    moderate.pass_on(actor=w.people[3], question_id=again.pk, to_id=w.people[4].pk, now=_later(w))
    _answer(w, 4, again, "Den, der mærker det.")


def _moderate(w: World) -> None:
    """Reported and rewritten; held and removed; held and released."""
    third, person = _ask(w, 2, 5, "Hvad skylder din chef dig?"), w.people
    moderate.report(
        actor=person[5], question_id=third.pk, reason=Reason.OFFENSIVE, note="Det er et slag.", now=_later(w)
    )
    moderate.ask_for_rewrite(
        actor=w.user, question=third, reason=Reason.UNCLEAR, note="Sig det mildere.", now=_later(w)
    )
    moderate.rewrite(actor=person[2], question_id=third.pk, text="Hvad ønsker du dig af din chef?", now=_later(w))
    _answer(w, 5, third, "Ro.")
    fourth = _ask(w, 3, 6, "Hvem er værst?")
    moderate.hold(actor=w.user, question=fourth, reason=Reason.PERSONAL, now=_later(w))
    moderate.remove(
        actor=w.user, question=fourth, reason=Reason.PERSONAL, note="Den handler om en kollega.", now=_later(w)
    )
    fifth = _ask(w, 4, 6, "Hvad lærte du i går?")
    moderate.hold(actor=w.user, question=fifth, reason=Reason.OTHER, now=_later(w))
    moderate.release(actor=w.user, question=fifth, reason=Reason.UNFOUNDED, now=_later(w))


def _come_and_go(w: World) -> None:
    """Suspended and restored; taken back; passed to the very asker; somebody joins and begins to write."""
    actions.suspend(actor=w.user, participant=w.people[6], now=_later(w))
    actions.restore(actor=w.user, participant=w.people[6], now=_later(w))
    taken_back = _ask(w, 5, 0, "Glem det.")
    actions.withdraw(actor=w.people[5], question_id=taken_back.pk, now=_later(w))
    back = _ask(w, 6, 7, "Hvor begynder tillid?")
    moderate.pass_on(actor=w.people[7], question_id=back.pk, to_id=w.people[6].pk, now=_later(w))
    newcomer = actions.NewParticipant(name="Signe Nyby", email="nyby@example.test", group_id=w.people[0].group_id)
    w.people += actions.add_participants(actor=w.user, relay=w.relay, people=[newcomer], now=_later(w))
    _ask(w, 7, 8, "Hvad undrer dig, når du er ny?")
    actions.save_draft(actor=w.people[8], text="Det undrer mig", answers=None, recipient_id=None, now=w.now)


def _run_out_and_move(w: World) -> None:
    w.wait(26 * HOUR)
    w.relay.refresh_from_db()
    window = window_of(w.relay)
    assert window is not None
    moved = Window(window.invite, window.open, window.close + DAY, window.answers_close + DAY)
    actions.move_window(actor=w.user, relay=w.relay, window=moved, now=_later(w))
    _ask(w, 8, 0, "Hvad skal jeg vide?")
    _later(w)
