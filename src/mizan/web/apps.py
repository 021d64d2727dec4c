from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The last application to start: after it the registries are fixed."""

    name = "mizan.web"
    label = "web"

    def ready(self) -> None:
        from mizan.indicators import BALANCE, REGISTRY  # noqa: PLC0415  (at start-up)

        REGISTRY.freeze()
        BALANCE.freeze()
