from __future__ import annotations

from collections.abc import Generator

import pytest
from django.conf import settings
from django.utils import translation


@pytest.fixture(autouse=True)
def _danish() -> Generator[None]:
    """A request leaves its language behind in the thread; every test begins in the one of the installation."""
    with translation.override(settings.LANGUAGE_CODE):
        yield
