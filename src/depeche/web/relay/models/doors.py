from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from depeche.web.relay.models.setup import Participant, Relay
from depeche.web.relay.models.talk import Question


class Room(models.Model):
    """A door for people in one room: while it is open, the code (also as QR) leads to a short list of names."""

    relay = models.ForeignKey(Relay, on_delete=models.CASCADE, related_name="rooms")
    code = models.CharField(max_length=12)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code"], condition=Q(closed_at=None), name="room_code_while_open"),
            models.UniqueConstraint(fields=["relay"], condition=Q(closed_at=None), name="room_one_open"),
        ]


class RoomSeat(models.Model):
    """Somebody has come in by the room's door. A name is taken once; the organiser frees it by deleting the seat."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="seats")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="room_seats")
    client_key = models.UUIDField()  # made with the list of names: pressing twice on one phone takes one seat
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["room", "participant"], name="seat_once")]


class LinkRequest(models.Model):
    """Somebody has asked for their link. The address stands here until the worker has looked it up, and no longer:
    the page that takes it answers the same whether or not it is known.
    """

    email = models.EmailField(max_length=254)
    at = models.DateTimeField()


class DoorTry(models.Model):
    """A try at a door that is counted against guessing and flooding, forgotten within the hour."""

    class Door(models.TextChoices):
        CODE = "code"  # a room code that fits no room
        LINK = "link"  # a link asked for

    door = models.CharField(max_length=4, choices=Door)
    source = models.CharField(max_length=64)  # keyed hash of the visitor's network address
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["door", "at"], name="door_try")]


class LiveRound(models.Model):
    """One round of the live form: everybody writes, the questions are dealt, people answer in pairs."""

    class Step(models.TextChoices):
        WRITING = "writing", _("Writing")
        ANSWERING = "answering", _("Answering")
        DONE = "done", _("Done")

    relay = models.ForeignKey(Relay, on_delete=models.CASCADE, related_name="live_rounds")
    number = models.PositiveSmallIntegerField()
    step = models.CharField(max_length=10, choices=Step, default=Step.WRITING)
    began_at = models.DateTimeField()
    writing_ends_at = models.DateTimeField()
    dealt_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["relay", "number"], name="live_round_numbered"),
            models.UniqueConstraint(fields=["relay"], condition=~Q(step="done"), name="live_round_one_at_a_time"),
        ]


class LiveSeat(models.Model):
    """One person in one round: with whom they talk (the same `pair`), and the question they were dealt."""

    round = models.ForeignKey(LiveRound, on_delete=models.CASCADE, related_name="seats")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="live_seats")
    pair = models.PositiveIntegerField(null=True)  # two people, or three where the number is odd
    question = models.OneToOneField(Question, on_delete=models.SET_NULL, null=True, related_name="live_seat")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["round", "participant"], name="live_seat_once")]
