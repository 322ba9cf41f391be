"""Depeche: question relays, what they say, and what became of them."""

__version__ = "0.1.0"
