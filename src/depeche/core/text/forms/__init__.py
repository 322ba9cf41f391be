"""How a question is asked: open, closed or neither, and what its question word asks for."""

from __future__ import annotations

from . import danish, english
from .groups import AskedBy, ShownForms, shown_forms
from .sentences import sentences
from .values import Asked, Form, Kind, QuestionForm, decide

__all__ = ["Asked", "AskedBy", "Form", "Kind", "QuestionForm", "ShownForms", "question_form", "shown_forms"]

_RULES = {"da": danish.questions_in, "en": english.questions_in}


def question_form(text: str, language: str = "da") -> QuestionForm:
    """Form and kind of `text`, with the places (code points) of the words that decide.

    Open: a question word first in a main clause. Closed: the finite verb first. Other: neither. One open question among
    closed ones makes the text open; the first open one gives the kind. Rules: docs/methods/question-forms.md.

    >>> question_form("Har I prøvet det, og hvordan gik det?")[:2]
    (<Form.OPEN: 'open'>, <Kind.MANNER: 'manner'>)
    """
    if language not in _RULES:
        raise ValueError(f"language {language!r} is not one of {', '.join(_RULES)}")
    rules = _RULES[language]
    return decide(tuple(asked for sentence in sentences(text) for asked in rules(sentence)))
