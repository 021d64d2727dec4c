"""`mizan django ...`: Django's own commands, for developers and operators."""

from __future__ import annotations


def main(argv: list[str]) -> int:
    """Pass the words on to Django; its own errors set the exit code."""
    from django.core.management import execute_from_command_line  # noqa: PLC0415  (needs settings)

    execute_from_command_line(["mizan django", *argv])
    return 0
