"""Which body of a side may appoint the first admitter of another body of that side.

The room that knows the focal bodies registers the answer; without one, nobody founds and each body keeps to itself.
"""

from __future__ import annotations

from collections.abc import Callable

Name = Callable[[str, str], str]
_NAMES: list[Name] = []


def named_by(name: Name) -> Name:
    """Register `name(side, world) -> code of the body, or ""`."""
    if name not in _NAMES:
        _NAMES.append(name)
    return name


def founding_body(side: str, world: str) -> str:
    """The founding body's code, "" where none is named."""
    return next((code for name in _NAMES if (code := name(side, world))), "")
