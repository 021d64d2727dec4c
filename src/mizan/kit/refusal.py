"""The one error a person can act on.

A service raises `Refused` with a code and facts; the words are chosen at the door (`kit.wording`), in the reader's
language. Everything else that goes wrong is broken: it is not caught and stops loudly.
"""

from __future__ import annotations


class Refused(Exception):
    """A request that cannot be granted, with what the person can do about it.

    `code` names the reason (dotted, `room.reason`); `where` names the field or place of the fault; `facts` are the
    plain values that the wording needs (codes, numbers, days; never personal data).
    """

    def __init__(self, code: str, /, *, where: str = "", **facts: object) -> None:
        super().__init__(code, where, facts)
        self.code = code
        self.where = where
        self.facts = facts

    def __str__(self) -> str:
        inside = ", ".join(f"{name}={value!r}" for name, value in sorted(self.facts.items()))
        return f"{self.code}({inside})" + (f" at {self.where}" if self.where else "")
