"""Settings of the tests: production's, with what production takes from the environment."""

from __future__ import annotations

import os
import secrets

os.environ.setdefault("DATABASE_URL", "sqlite:///:memory:")
os.environ.setdefault("DEPECHE_SECRET_KEY", secrets.token_urlsafe(50))
os.environ.setdefault("DEPECHE_BASE_URL", "https://depeche.test")

from depeche.web.config.settings import *  # noqa: F403 - everything production has

ALLOWED_HOSTS = ["*"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405 - from production
WHITENOISE_AUTOREFRESH = True
DEMO = True
