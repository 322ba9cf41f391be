"""Parts of Danish compounds, precision first."""

from __future__ import annotations


def split_compound(form: str) -> tuple[str, ...] | None:
    """Parts of a Danish compound as dictionary forms, or `None` where no split is safe."""
    del form
    return None
