"""Panels: what rooms of upper floors show on a page of a lower one, so that no lower floor knows them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from mizan.kit.facts import World

Fill = Callable[[Any, World], dict[str, Any]]


@dataclass(frozen=True)
class Panel:
    """One filled panel: its template and what the template needs."""

    template: str
    context: dict[str, Any]


_PANELS: dict[str, dict[str, tuple[int, Fill]]] = {}


def panel(page: str, template: str, fill: Fill, *, order: int) -> None:
    """Show `template` on `page`, filled by `fill(object, world)`; naming it again is harmless."""
    _PANELS.setdefault(page, {})[template] = (order, fill)


def panels(page: str, shown: Any, world: World) -> list[Panel]:
    """The panels of a page, in order."""
    ordered = sorted(_PANELS.get(page, {}).items(), key=lambda item: item[1][0])
    return [Panel(template, fill(shown, world)) for template, (_order, fill) in ordered]
