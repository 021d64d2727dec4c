"""`mizan check [--json]`: may this installation be opened to the public? Every reason why not, exit 1 if there is one.

A demonstration must only keep to its own machine; a production installation must in addition hold no demonstration.
"""

from __future__ import annotations

import argparse
import json
import sys

from django.conf import settings

from mizan.web.readiness import Reason, reasons


def main(argv: list[str]) -> int:
    """0 = nothing stands against it, 1 = something does."""
    parser = argparse.ArgumentParser(prog="mizan check")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")
    options = parser.parse_args(argv)
    found = reasons()
    if options.json:
        document = {"demo": settings.DEMO, "ready": not found, "reasons": [vars(reason) for reason in found]}
        print(json.dumps(document, ensure_ascii=False, indent=2))
    else:
        _tell(found)
    return 1 if found else 0


def _tell(found: list[Reason]) -> None:
    for reason in found:
        print(f"{reason.code}: {reason.text}", file=sys.stderr)
    print(f"{len(found)} reasons against opening" if found else "nothing stands against opening")
