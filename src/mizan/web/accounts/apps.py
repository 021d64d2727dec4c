from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Only where accounts exist: the desk, the worker and the command line. The public door has none of it."""

    name = "mizan.web.accounts"
    label = "web_accounts"

    def ready(self) -> None:
        from mizan.web.accounts import founding, links, locks, proof  # noqa: F401, PLC0415  (registers at start-up)
