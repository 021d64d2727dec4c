"""`mizan log VERB ...` for the verbs that need the database; `mizan.cli` sends verify, check and mirror elsewhere."""

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
    "manifest": "mizan.web.commands.log_manifest",
}


def main(argv: list[str]) -> int:
    """Run one verb; 2 on a word that is none."""
    if not argv or argv[0] not in VERBS:
        known = ", ".join(sorted([*VERBS, "verify", "check", "mirror"]))
        print(f"mizan log: a verb is needed; verbs: {known}", file=sys.stderr)
        return 2
    return int(import_module(VERBS[argv[0]]).main(argv[1:]) or 0)
