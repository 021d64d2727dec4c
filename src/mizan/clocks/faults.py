"""What a clock cannot work with: a code and facts, worded by whoever shows it."""

from __future__ import annotations


class ClockFault(ValueError):
    """A day, period or calendar that cannot be read or would run outside the years clocks serve.

    `code` is dotted (`clocks.reason`), `where` names the place of the fault, `facts` are plain values for the wording.
    """

    def __init__(self, code: str, *, where: str = "", **facts: object) -> None:
        super().__init__(code, where, facts)
        self.code = code
        self.where = where
        self.facts = facts

    def __str__(self) -> str:
        inside = ", ".join(f"{name}={value!r}" for name, value in sorted(self.facts.items()))
        return f"{self.code}({inside})" + (f" at {self.where}" if self.where else "")
