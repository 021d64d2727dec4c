"""Tests on a throw-away PostgreSQL: its address is in MIZAN_DATABASE_URL."""

from __future__ import annotations

from mizan.web.settings.test_sqlite import *  # noqa: F403  (a settings module is a list of names)
