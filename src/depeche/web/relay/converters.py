"""What may stand in an address of the relay's pages."""

from __future__ import annotations

from django.urls import register_converter
from django.urls.converters import IntConverter, StringConverter


class Identifier(IntConverter):
    """A number that fits the databases; a longer one is no address of ours."""

    regex = "[0-9]{1,18}"


class RoomCode(StringConverter):
    """Whatever a QR or a hand may bring; only letters and figures reach a page."""

    regex = "[0-9A-Za-z]{6}"


register_converter(Identifier, "identifier")
register_converter(RoomCode, "room_code")
