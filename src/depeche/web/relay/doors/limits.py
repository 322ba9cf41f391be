"""Tries at a door are counted, so that nobody guesses a code or floods people with mail.

A row a try: exact in all processes of the web server at once. Rows are forgotten by the worker within the hour.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
from datetime import datetime, timedelta
from typing import NamedTuple

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.db.models import Count, Q
from django.http import HttpRequest

from depeche.web.relay.models import DoorTry

WITHIN = timedelta(minutes=10)
IPV6_NETWORK = 64  # bits that one household or phone has to itself


class Limit(NamedTuple):
    """So many tries `WITHIN` the last minutes from one network address, and from all of them together."""

    per_source: int
    overall: int | None


LIMITS = {
    DoorTry.Door.CODE: Limit(40, 400),  # a full room shares one address; a code is one of 22 ** 6
    DoorTry.Door.LINK: Limit(60, None),  # each person gets one mail an hour, whoever asks
}


def source_of(request: HttpRequest) -> str:
    """Where the visitor comes from, as a keyed hash: it can be counted, not read."""
    address = ipaddress.ip_address(get_adapter().get_client_ip(request))
    if isinstance(address, ipaddress.IPv6Address):
        address = ipaddress.ip_network(f"{address}/{IPV6_NETWORK}", strict=False).network_address
    return hmac.digest(settings.SECRET_KEY.encode(), b"door\0" + address.packed, hashlib.sha256).hex()


def spent(door: DoorTry.Door, source: str, now: datetime) -> bool:
    """No further try is allowed just now. One query, whatever the tries."""
    limit = LIMITS[door]
    lately = DoorTry.objects.filter(door=door, at__gt=now - WITHIN)
    tries = lately.aggregate(mine=Count("pk", filter=Q(source=source)), overall=Count("pk"))
    return tries["mine"] >= limit.per_source or (limit.overall is not None and tries["overall"] >= limit.overall)


def count(door: DoorTry.Door, source: str, now: datetime) -> None:
    DoorTry.objects.create(door=door, source=source, at=now)


def forget(now: datetime) -> int:
    """How many tries no longer counted. Asks before it writes."""
    old = DoorTry.objects.filter(at__lte=now - WITHIN)
    return old.delete()[0] if old.exists() else 0
