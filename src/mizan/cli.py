"""`mizan`: one command, its verbs loaded only when called, so that `mizan estimate` starts no Django.

Exit codes: 0 holds, 1 a check failed, 2 bad input. With `--json`, stdout is exactly one document.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module

# verb -> (module that has `main(argv) -> int`, whether it needs the database); a verb may be two words
VERBS: dict[str, tuple[str, bool]] = {
    "prepare": ("mizan.web.commands.prepare", False),  # starts Django itself, only when there is work
    "init": ("mizan.web.commands.init", True),
    "pack": ("mizan.web.commands.pack", True),
    "framework": ("mizan.web.commands.framework", True),
    "demo": ("mizan.web.commands.demo", True),
    "check": ("mizan.web.commands.check", True),
    "people": ("mizan.web.commands.people", True),
    "worker": ("mizan.web.commands.worker", True),
    "intake": ("mizan.web.commands.intake", True),
    "tick": ("mizan.web.commands.tick", True),
    "supervise": ("mizan.web.supervise", False),
    "django": ("mizan.web.commands.manage", True),
    "estimate": ("mizan.science.estimation.command", False),
    "warn": ("mizan.science.surveillance.command", False),
    "scan": ("mizan.science.scan.command", False),
    "signals": ("mizan.science.calibration.command", False),
    "conditions": ("mizan.science.conditions.command", False),
    "log": ("mizan.web.commands.log", True),
    "log verify": ("mizan.tlog.verifier.command", False),
    "log check": ("mizan.tlog.verifier.check", False),
    "log mirror": ("mizan.tlog.mirror", False),
    "log monitor": ("mizan.tlog.monitor", False),
    "log watch": ("mizan.tlog.watch", False),
    "log find": ("mizan.sealing.finding.command", False),
    "witness": ("mizan.tlog.witness.command", False),
}
SETTINGS = dict.fromkeys(("worker", "tick"), "mizan.web.settings.worker")


def main(argv: list[str] | None = None) -> int:
    """Run one verb; returns its exit code."""
    words = sys.argv[1:] if argv is None else argv
    if not words or words[0] in {"-h", "--help", "help"}:
        print("mizan VERB ...\n\nverbs: " + ", ".join(VERBS))
        return 0
    verb = next((verb for verb in (" ".join(words[:2]), words[0]) if verb in VERBS), None)
    if verb is None:
        print(f"mizan: there is no verb {words[0]!r}; verbs: {', '.join(VERBS)}", file=sys.stderr)
        return 2
    module, needs_django = VERBS[verb]
    if needs_django:
        _start_django(verb)
    return int(import_module(module).main(words[len(verb.split()) :]) or 0)


def _start_django(verb: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS.get(verb, "mizan.web.settings.command"))
    import django  # noqa: PLC0415  (only for verbs that need it)

    django.setup()


if __name__ == "__main__":
    sys.exit(main())
