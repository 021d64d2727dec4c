"""The two doors as WSGI applications; each process has one, with its own settings."""

from __future__ import annotations

import os
from typing import Any


def _door(settings: str) -> Any:
    os.environ["DJANGO_SETTINGS_MODULE"] = settings
    from django.core.wsgi import get_wsgi_application  # noqa: PLC0415  (settings come first)

    application = get_wsgi_application()
    from mizan.web.bodytype import with_plain_type  # noqa: PLC0415
    from mizan.web.readiness import refuse_to_open  # noqa: PLC0415  (needs the applications)
    from mizan.web.settling import settle  # noqa: PLC0415

    refuse_to_open()
    if settings == "mizan.web.settings.public":
        from datetime import UTC, datetime  # noqa: PLC0415

        from mizan.institutions.intake_proof import keep_if_old  # noqa: PLC0415

        keep_if_old(datetime.now(UTC))
    settle()
    return with_plain_type(application)


def __getattr__(name: str) -> Any:
    """`mizan.web.wsgi:public` and `mizan.web.wsgi:desk`, made when asked for."""
    if name in {"public", "desk"}:
        return _door(f"mizan.web.settings.{name}")
    raise AttributeError(name)
