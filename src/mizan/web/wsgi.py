"""The two doors as WSGI applications; each process has one, with its own settings."""

from __future__ import annotations

import os
from typing import Any


def _door(settings: str) -> Any:
    os.environ["DJANGO_SETTINGS_MODULE"] = settings
    from django.core.wsgi import get_wsgi_application  # noqa: PLC0415  (settings come first)

    return get_wsgi_application()


def __getattr__(name: str) -> Any:
    """`mizan.web.wsgi:public` and `mizan.web.wsgi:desk`, made when asked for."""
    if name in {"public", "desk"}:
        return _door(f"mizan.web.settings.{name}")
    raise AttributeError(name)
