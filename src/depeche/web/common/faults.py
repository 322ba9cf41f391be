from __future__ import annotations

import traceback


def fault(error: BaseException) -> str:
    """Type and places of a fault, without its message: a database quotes the row, and the row is people's words."""
    frames = traceback.extract_tb(error.__traceback__)[-4:]
    return f"{type(error).__name__} at " + " < ".join(f"{f.filename}:{f.lineno}" for f in reversed(frames))
