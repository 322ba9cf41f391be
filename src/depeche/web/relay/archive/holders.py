"""Who else keeps something of a relay: areas above say so as they start; nothing imports upwards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import Protocol, cast

from depeche.web.relay.models import Relay


@dataclass(frozen=True, slots=True)
class Holding:
    """One thing that rests on a relay. `fate` says in words what becomes of it; `goes` only if the texts are to go."""

    label: str
    url: str
    fate: str
    goes: bool


class Holder(Protocol):
    """A module with these two functions."""

    def holdings(self, relay: Relay, *, deleted: bool) -> tuple[Holding, ...]:
        """What rests on the relay, with what becomes of it when the relay is deleted, or made anonymous."""
        ...

    def let_go(self, relay: Relay, *, deleted: bool, texts: bool) -> Mapping[str, int]:
        """Cut what leads to people: the relay is about to be `deleted`, or made anonymous. With `texts` the copies of
        what was written go too, as far as nothing published rests on them. What was touched, counted by kind.
        """
        ...


_holders: dict[str, int] = {}


def register(module: str, *, order: int) -> None:
    """`module` is the dotted path of a Holder. The lower `order` goes first: what rests on others before these."""
    _holders[module] = order


def holders() -> Iterator[Holder]:
    for path in sorted(_holders, key=lambda name: _holders[name]):
        module: ModuleType = import_module(path)
        yield cast("Holder", module)
