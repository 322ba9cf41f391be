"""A published relay: a JSON with `relays`, each with its printed pairs and no people."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from depeche.core.corpus import Corpus, Pair, Source
from depeche.core.errors import InputError

from .highlights import spans
from .objects import Json
from .several import several
from .tables import check_cell, clean

_FILE_NAME = re.compile(r"\s*\([^()\s]*/[^()\s]*\)$")  # where the publisher keeps its copy says nothing to a reader


def is_published(value: Json) -> bool:
    """Whether a parsed JSON has the shape `read_published` reads."""
    return isinstance(value, Mapping) and isinstance(value.get("relays"), Sequence)


def read_published(value: Json, name: str) -> Corpus:
    """Relays with `id`, `title`, `pairs`; a pair has `id`, `question`, and may have answer, theme and highlights.

    What the file does not tell stays unknown. `note`, `topic`, `days`, `contributions_in_report` are taken over.
    """
    whole = _object(value, name)
    sources: list[Source] = []
    pairs: dict[str, Pair] = {}
    for number, entry in enumerate(_list(whole, "relays", name), start=1):
        relay = _object(entry, f"relay {number}")
        identity = _text(relay, "id", f"relay {number}") or str(number)
        if any(source.id == identity for source in sources):
            raise InputError(f"two relays have the id {identity}")
        roles = tuple(str(role) for role in _list(relay, "roles", identity))
        participants = _number(relay, "participants", identity)
        sources.append(Source(identity, _text(relay, "title", identity) or identity, participants, roles))
        for place, raw in enumerate(_list(relay, "pairs", identity), start=1):
            pair = _pair(_object(raw, f"pair {place} of {identity}"), f"{place} of {identity}", identity)
            if pair.id in pairs:
                raise InputError(f"two pairs have the id {pair.id}")
            pairs[pair.id] = pair
    if not pairs:
        raise InputError(f"{name} is empty: no relay has pairs")
    topic, origin = _text(whole, "topic", name), _FILE_NAME.sub("", _text(whole, "source", name))
    return Corpus(
        title=topic or origin or name,
        sources=tuple(sources),
        pairs=tuple(pairs.values()),
        language=_text(whole, "language", name) or "da",
        topic=topic,
        origin=origin,
        note=_text(whole, "note", name),
        days=_number(whole, "days", name),
        contributions=_number(whole, "contributions_in_report", name),
    )


def _pair(raw: Mapping[str, Json], label: str, source: str) -> Pair:
    identity = _text(raw, "id", label) or label
    question, answer = _text(raw, "question", identity), _text(raw, "answer", identity)
    if not question:
        raise InputError(f"pair {identity} has no question")
    in_question = [
        _string(part, "highlights_question", identity) for part in _list(raw, "highlights_question", identity)
    ]
    in_answer = [_string(part, "highlights_answer", identity) for part in _list(raw, "highlights_answer", identity)]
    return Pair(
        id=identity,
        question=question,
        answer=answer or None,
        source=source,
        themes=several(_text(raw, "theme", identity)),
        asker_group=_text(raw, "asker_group", identity),
        answerer_group=_text(raw, "answerer_group", identity),
        highlights_question=spans(question, in_question, identity),
        highlights_answer=spans(answer, in_answer, identity),
    )


def _object(value: Json, label: str) -> Mapping[str, Json]:
    if isinstance(value, Mapping):
        return value
    raise InputError(f"{label} is no object with names and values")


def _list(value: Mapping[str, Json], key: str, label: str) -> Sequence[Json]:
    found = value.get(key)
    if found is None:
        return ()
    if isinstance(found, str) or not isinstance(found, Sequence):
        raise InputError(f"“{key}” of {label} should be a list")
    return found


def _text(value: Mapping[str, Json], key: str, label: str) -> str:
    found = value.get(key)
    return "" if found is None else _string(found, key, label)


def _string(found: Json, key: str, label: str) -> str:
    if not isinstance(found, str):
        raise InputError(f"“{key}” of {label} should be text")
    text = clean(found)
    try:
        check_cell(text, 0, key)
    except InputError as fault:
        raise InputError(f"“{key}” of {label}: {fault.message}") from fault
    return text


def _number(value: Mapping[str, Json], key: str, label: str) -> int | None:
    found = value.get(key)
    if found is None or (isinstance(found, int) and not isinstance(found, bool) and found >= 0):
        return found
    raise InputError(f"“{key}” of {label} should be a whole number")
