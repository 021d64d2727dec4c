"""`mizan demo accounts` and `mizan demo code NAME`: who can sign in to the demonstration, and with which code now."""

from __future__ import annotations

import argparse
import sys

from django.conf import settings


def main(argv: list[str]) -> int:
    """0, or 2 where there is no such account or no demonstration."""
    parser = argparse.ArgumentParser(prog="mizan demo")
    parser.add_argument("what", choices=["accounts", "code"])
    parser.add_argument("name", nargs="?", default="")
    options = parser.parse_args(argv)
    if not settings.DEMO:
        print("this is no demonstration: there are no demonstration accounts", file=sys.stderr)
        return 2
    return _accounts() if options.what == "accounts" else _code(options.name)


def _accounts() -> int:
    from mizan.web.exercise.accounts import DEMOS, PASSPHRASE, PASSWORD  # noqa: PLC0415  (only in the demonstration)

    print(f"password of all: {PASSWORD}")
    print(f"passphrase of the keys of whoever reads reports (*): {PASSPHRASE}")
    for demo in DEMOS:
        print(f"{demo.email:<28} {demo.body:<13} {', '.join(demo.roles)}{' *' if demo.reads else ''}")
    return 0


def _code(name: str) -> int:
    from mizan.web.exercise.accounts import DEMOS, code_now  # noqa: PLC0415  (only in the demonstration)

    known = {demo.name for demo in DEMOS}
    if name.removesuffix("@mizan.example") not in known:
        print(f"no such account: {name!r}; there are {', '.join(sorted(known))}", file=sys.stderr)
        return 2
    print(code_now(name.removesuffix("@mizan.example")))
    return 0
