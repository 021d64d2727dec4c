"""`mizan log VERB ...` for the verbs that need the database; `mizan.cli` sends the others to `mizan.tlog`.

Every verb takes `--json`: standard output is then exactly one document, also when something does not hold (1) or the
input is bad (2). Only words that the reader of options refuses leave it empty, with the reason on standard error.
"""

from __future__ import annotations

import sys
from importlib import import_module

# verb -> module that has `main(argv) -> int`
VERBS: dict[str, str] = {
    "sequence": "mizan.web.commands.log_sequence",
    "fsck": "mizan.web.commands.log_fsck",
    "prove": "mizan.web.commands.log_prove",
    "audit": "mizan.web.commands.log_audit",
    "challenge": "mizan.web.commands.log_challenge",
    "replay": "mizan.web.commands.log_replay",
    "origin": "mizan.web.commands.log_origin",
    "manifest": "mizan.web.commands.log_manifest",
}


# verbs that read public files alone; they need neither Django nor a database (`mizan.cli.VERBS` names their modules)
PUBLIC = ("verify", "check", "mirror", "monitor", "watch", "find")


def main(argv: list[str]) -> int:
    """Run one verb; 2 on a word that is none."""
    known = ", ".join(sorted([*VERBS, *PUBLIC]))
    if argv and argv[0] in {"-h", "--help", "help"}:
        print(f"mizan log VERB ... (each has --help and --json)\n\nverbs: {known}")
        return 0
    if not argv or argv[0] not in VERBS:
        print(f"mizan log: a verb is needed; verbs: {known}", file=sys.stderr)
        return 2
    return int(import_module(VERBS[argv[0]]).main(argv[1:]) or 0)
