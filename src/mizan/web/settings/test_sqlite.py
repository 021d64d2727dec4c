"""Tests on SQLite: the desk's settings with everything installed, in memory where possible."""

from __future__ import annotations

import os
import tempfile

os.environ.setdefault("MIZAN_DEMO", "1")
os.environ.setdefault("MIZAN_VAR", tempfile.mkdtemp(prefix="mizan-test-"))
os.environ.setdefault("MIZAN_DESK_SECRET", "a key for tests that nobody trusts, long enough to be taken")
os.environ.setdefault("MIZAN_PUBLIC_SECRET", "another key for tests that nobody trusts, long enough")

from mizan.integrity import instance
from mizan.ledger import keyfiles
from mizan.web.settings.desk import *  # noqa: F403  (the environment comes first)

(VAR / "static").mkdir(parents=True, exist_ok=True)  # noqa: F405  (whitenoise looks for it)
for _key in (INSTANCE_KEY, PROMISE_KEY, LOG_KEY, CLOCK_KEY):  # noqa: F405
    keyfiles.make(_key)
instance.make(KEYS)  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
