"""Every address of the relay with every method it takes, and what is sent to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import URLPattern

from depeche.core.relay.rules import Rules
from depeche.web.relay import access
from depeche.web.relay.archive.urls import urlpatterns as archive
from depeche.web.relay.mails import stopping
from depeche.web.relay.organiser.urls import urlpatterns as organiser
from depeche.web.relay.participant.urls import urlpatterns as participant
from tests.web.relay.organiser.conftest import as_posted
from tests.web.relay.permissions.scene import CODE, Scene, browser_form
from tests.web.relay.world import DAY

AREAS: Mapping[str, list[URLPattern]] = {"relay": organiser, "archive": archive, "participant": participant}
Sent = Callable[[Scene], Mapping[str, object]]


class Act(NamedTuple):
    """`about` tells several acts at one address apart; `where` gives the arguments of the address that differ."""

    name: str
    method: str = "GET"
    about: str = ""
    sent: Sent = lambda _scene: {}
    where: Sent = lambda _scene: {}
    live: bool = False  # in the relay that is played in a room

    @property
    def key(self) -> str:
        return " ".join(filter(None, (self.method, self.name, self.about)))


def post(name: str, /, about: str = "", where: Sent = lambda _scene: {}, *, live: bool = False, **sent: object) -> Act:
    """The same for whoever sends it."""
    return Act(name, "POST", about, lambda _scene: sent, where, live)


def told(name: str, sent: Sent, about: str = "", where: Sent = lambda _scene: {}, *, live: bool = False) -> Act:
    return Act(name, "POST", about, sent, where, live)


def arguments(scene: Scene, act: Act) -> dict[str, object]:
    """Of the address of an act."""
    world = scene.live if act.live else scene.world
    known: dict[str, object] = {
        "relay_id": world.relay.pk,
        "project_id": world.project.pk,
        "person_id": scene.other.pk,
        "group_id": scene.relay.groups.all()[0].pk,
        "mail_id": scene.mail.pk,
        "import_id": scene.handed.pk,
        "erasure_id": scene.erasure.pk,
        "question_id": scene.to_me.pk,
        "thread_id": scene.answered.root_id or scene.answered.pk,
        "recipient_id": scene.other.pk,
        "kind": "invitation",
        "act": "hold",
        "token": stopping.token(scene.other.pk) if act.name.endswith("unsubscribe") else access.token(scene.other),
        "code": CODE,
    }
    area, _colon, name = act.name.partition(":")
    wanted = next(pattern for pattern in AREAS[area] if pattern.name == name).pattern.converters
    return {argument: (known | dict(act.where(scene)))[argument] for argument in wanted}


def _moved(scene: Scene) -> Mapping[str, object]:
    relay = scene.relay
    moments = {
        "invite": relay.invites_at, "open": relay.opens_at, "close": relay.closes_at,
        "answers_close": relay.answers_close_at,
    }  # fmt: skip # one row
    return {
        name: browser_form(moment + DAY if name == "answers_close" else moment)
        for name, moment in moments.items()
        if moment is not None
    }


def _question(scene: Scene) -> Mapping[str, object]:
    return {"text": "Hvad nu?", "client_key": uuid4()}


LIST = "Ny Person;ny@example.test;;;;Top"
SEEN = ("relay", "monitor", "people", "person", "preview")
OPENED = (
    "topic", "keywords", "groups", "rules", "mails", "mail_text", "window", "start", "add_people", "import",
    "remove_person", "suspend", "new_link", "close_now", "new_round", "moderation", "moderation_log", "settle", "room",
    "room_screen",
)  # fmt: skip # names alone
FORMS = {
    "topic": "Ledelse", "purpose_why": "x", "purpose_gain": "x", "purpose_use": "x", "sender_name": "K",
    "reply_to": "k@example.test", "language": "da",
}  # fmt: skip # one form
PERSON = {"name": "Ida", "email": "ida@example.test", "title": "", "organisation": "", "sector": ""}

ORGANISER: tuple[Act, ...] = (
    *(Act(f"relay:{name}") for name in (*SEEN, *OPENED)),
    Act("relay:new"),
    Act("relay:remind", where=lambda _scene: {"kind": "reminder_question"}),
    Act("relay:stage", live=True),
    Act("relay:wall", live=True),
    post("relay:new", topic="Tillid"),
    told("relay:topic", lambda _scene: FORMS),
    post("relay:keywords", words="tillid"),
    told("relay:groups", lambda scene: {"act": "group", "group": "Nord", "people": [scene.other.pk]}, "move"),
    told("relay:groups", lambda scene: {"act": "set-starter", "people": [scene.other.pk]}, "mark"),
    post("relay:rename_group", name="Syd"),
    told("relay:rules", lambda _scene: as_posted(Rules(waiting_cap=3))),
    post("relay:mails", mail_cap=5),
    post("relay:mail_text", subject="Kom", body="Hej {first_name}\n\n{link}"),
    Act("relay:mail_html"),
    post("relay:mail_html", subject="Kom", body="Hej {first_name}\n\n{link}"),
    post("relay:send_trial", kind="invitation"),
    told("relay:window", _moved),
    post("relay:start", "schedule", act="start"),
    post("relay:start", "unschedule", act="back"),
    post("relay:add_people", lines=LIST, act="import"),
    post("relay:import_decide", "take in", act="take_in"),
    post("relay:import_decide", "take back", act="take_back"),
    told("relay:person", lambda _scene: PERSON),
    post("relay:remove_person"),
    post("relay:resend"),
    told("relay:ignore_returned", lambda _scene: {}, where=lambda scene: {"person_id": scene.world.people[2].pk}),
    post("relay:suspend"),
    told("relay:restore", lambda _scene: {}, where=lambda scene: {"person_id": scene.suspended.pk}),
    post("relay:new_link"),
    post("relay:close_now"),
    told(
        "relay:new_round",
        lambda scene: {"topic": "Igen", "groups": [scene.relay.groups.all()[0].pk], "silent": "on"},
    ),
    post("relay:remind", "question", where=lambda _scene: {"kind": "reminder_question"}),
    post("relay:remind", "right", where=lambda _scene: {"kind": "reminder_right"}),
    post("relay:settle_mail", act="again"),
    post("relay:settle", "hold", reason="secret"),
    *(
        post(
            "relay:settle",
            way,
            where=lambda scene, way=way: {"question_id": scene.reported.pk, "act": way},  # type: ignore[misc] # bound now
            reason="other",
        )
        for way in ("release", "rewrite", "remove")
    ),
    post("relay:room", minutes=30),
    post("relay:room_close"),
    told("relay:free_seat", lambda _scene: {}, where=lambda scene: {"person_id": scene.world.people[2].pk}),
    post("relay:stage_act", "begynd", where=lambda _scene: {"act": "begynd"}, live=True, number=2),
    *(
        post(
            "relay:stage_act",
            act,
            where=lambda _scene, act=act: {"act": act},  # type: ignore[misc] # bound now
            live=True,
            number=1,
        )
        for act in ("stop", "mere-tid", "del-ud", "slut")
    ),
)
ARCHIVE: tuple[Act, ...] = (
    *(
        Act(f"archive:{name}")
        for name in ("page", "schema", "bring_in", "delete", "anonymise", "receipt", "receipt_text")
    ),
    post("archive:download", "pseudonymous", kind="json", form="pseudonymous"),
    post("archive:download", "full", kind="json", form="full"),
    told("archive:bring_in", lambda _scene: {"file": SimpleUploadedFile("relay.json", b"{}")}),
    told("archive:delete", lambda scene: {"topic": scene.relay.topic}),
    told("archive:anonymise", lambda scene: {"topic": scene.relay.topic}),
)


def _to(question: str) -> Sent:
    return lambda scene: {"question_id": getattr(scene, question).pk}


PARTICIPANT: tuple[Act, ...] = (
    *(Act(f"participant:{name}") for name in ("home", "about", "choose", "write", "pairs", "thread", "answer")),
    *(Act(f"participant:{name}") for name in ("decline", "pass_on", "report", "quoting")),
    Act("participant:thanks", where=_to("answered")),
    Act("participant:send_again", where=_to("returned")),
    Act("participant:sent", where=_to("waiting")),
    Act("participant:withdraw", where=_to("waiting")),
    Act("participant:rewrite", where=_to("held")),
    Act("participant:live", live=True),
    Act("participant:live_state", live=True),
    told("participant:write", _question),
    told(
        "participant:send_again",
        lambda scene: {"recipient": scene.other.pk, "client_key": uuid4()},
        where=_to("returned"),
    ),
    post("participant:withdraw", where=_to("waiting")),
    post("participant:rewrite", where=_to("held"), text="Hvad blev der sagt?"),
    post("participant:answer", text="Det ved jeg ikke."),
    post("participant:decline", reason="Spørg en anden."),
    told("participant:pass_on", lambda scene: {"to": scene.other.pk}),
    post("participant:report", fault="other", note=""),
    told("participant:draft", lambda scene: {"text": "Noget", "recipient": scene.other.pk}),
    post("participant:take_up", where=_to("earlier")),
    told("participant:quoting", lambda scene: {"passage": scene.wish.pk, "decision": "yes"}),
    post("participant:reminders", act="stop"),
    post("participant:live", text="Hvad nu?", live=True),
    post("participant:live_draft", text="Hvad nu?", live=True),
    post("participant:live_answer", where=_to("dealt"), text="Ja.", live=True),
)
OPEN_TO_ALL: tuple[Act, ...] = (
    *(
        Act(f"participant:{name}")
        for name in ("link", "welcome", "unsubscribe", "link_again", "link_sent", "room", "room_names", "room_code")
    ),
    post("participant:welcome"),
    told("participant:unsubscribe", lambda _scene: {"List-Unsubscribe": "One-Click"}),
    post("participant:leave"),
    post("participant:link_again", email="p9@example.test"),
    post("participant:room", code=CODE),
    post("participant:room_code", code=CODE),
    told(
        "participant:room_names",
        lambda scene: {"code": CODE, "client_key": uuid4(), "person": scene.other.pk},
    ),
)
ACTS = (*ORGANISER, *ARCHIVE, *PARTICIPANT, *OPEN_TO_ALL)
