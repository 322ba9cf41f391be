"""Text as XML can hold it."""

from depeche.render.signs import clean

__all__ = ["clean"]
