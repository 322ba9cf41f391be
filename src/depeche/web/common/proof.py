"""Proofs that a number in an address was written by us. Derived from SECRET_KEY, each purpose by its own key."""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings


def proof(purpose: str, number: int, size: int) -> bytes:
    """HMAC-SHA256 of the number, cut to `size` bytes."""
    key = hashlib.sha256(f"depeche {purpose}\0{settings.SECRET_KEY}".encode()).digest()
    return hmac.digest(key, str(number).encode(), "sha256")[:size]
