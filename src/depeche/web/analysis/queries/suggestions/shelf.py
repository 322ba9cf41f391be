"""What takes long to make is made once in a process and kept: by name, with the key of the content it was made of."""

from __future__ import annotations

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")
PATIENCE = 120.0  # seconds somebody waits for what another request is making
logger = logging.getLogger(__name__)


class Made(NamedTuple, Generic[T]):
    """A value, the key of what it was made of, and the seconds it took."""

    key: Hashable
    value: T
    seconds: float
    size: int


class Shelf(Generic[T]):
    """Values by name; the least used go when their sizes sum to more than `most`. Safe between threads.

    One value of a name is made at a time. `prepare` runs in the thread that asks, so that it may read the database;
    what it returns runs there too (`patient`), or in a thread of its own, and must not touch the database.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self._lock = threading.Lock()
        self._held: OrderedDict[Hashable, Made[T]] = OrderedDict()
        self._making: dict[Hashable, threading.Event] = {}
        self._failed: dict[Hashable, Hashable] = {}

    def get(
        self, name: Hashable, key: Hashable, prepare: Callable[[], Callable[[], T]], *, size: int, patient: bool
    ) -> Made[T] | None:
        """The value made of `key`; while that is being made elsewhere, the one before it, or None."""
        while True:
            with self._lock:
                held = self._held.get(name)
                if held is not None and held.key == key:
                    self._held.move_to_end(name)
                if (held is not None and held.key == key) or self._failed.get(name) == key:
                    return held
                under_way = self._making.get(name)
                if under_way is None:
                    done = self._making[name] = threading.Event()
                    break
            if not patient or not under_way.wait(PATIENCE):
                return held
        try:
            make = prepare()
        except BaseException:
            self._end(name, done)
            raise
        if patient:
            self._make(name, key, make, size, done)
        else:
            thread = threading.Thread(target=self._make, args=(name, key, make, size, done), daemon=True)
            thread.start()
        with self._lock:
            return self._held.get(name)

    def names(self) -> tuple[Hashable, ...]:
        """Of what is kept, the least used first."""
        with self._lock:
            return tuple(self._held)

    def held(self, name: Hashable) -> Made[T] | None:
        """What is there of a name, of whatever key."""
        with self._lock:
            return self._held.get(name)

    def failed(self, name: Hashable) -> bool:
        """Whether the last attempt for a name failed. It is made again when its content changes."""
        with self._lock:
            return name in self._failed

    def settle(self, seconds: float = PATIENCE) -> None:
        """Wait for what is being made."""
        with self._lock:
            under_way = list(self._making.values())
        for done in under_way:
            done.wait(seconds)

    def clear(self) -> None:
        with self._lock:
            self._held.clear()
            self._failed.clear()

    def _make(self, name: Hashable, key: Hashable, make: Callable[[], T], size: int, done: threading.Event) -> None:
        began = time.monotonic()
        try:
            value = make()
        except Exception as error:  # noqa: BLE001 - a page without suggestions is better than none
            # The kind of error alone: its words may be those of a participant.
            logger.error("could not be made for %s: %s", name, type(error).__name__)  # noqa: TRY400 - as above
            with self._lock:
                self._failed[name] = key
        else:
            with self._lock:
                self._failed.pop(name, None)
                self._held[name] = Made(key, value, time.monotonic() - began, size)
                self._held.move_to_end(name)
                while len(self._held) > 1 and sum(made.size for made in self._held.values()) > self.most:
                    self._held.popitem(last=False)
        finally:
            self._end(name, done)

    def _end(self, name: Hashable, done: threading.Event) -> None:
        with self._lock:
            self._making.pop(name, None)
        done.set()
