"""Why figures may not be read, added or registered: a code and facts, worded by whoever shows it."""

from __future__ import annotations


class IndicatorFault(Exception):
    """A figure that cannot be read or used. `code` is dotted, `facts` are plain values for the wording."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        return f"{self.code}({', '.join(f'{name}={value!r}' for name, value in sorted(self.facts.items()))})"


class NotAddable(IndicatorFault):
    """Figures that are unlike and must not be added; `facts` say in what they differ."""


class RegistryFault(RuntimeError):
    """Two rooms claim one code, or a room comes after start-up: broken, to be mended in the code."""
