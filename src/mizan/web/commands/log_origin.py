"""`mizan log origin`: a new log that continues this one. After a rollback, or with a new log key; see docs/log.md.

mizan log origin draft NAME --reason rollback -o FILE         makes the new key, writes the statement, signed by it, and
                                                              beside it the policy that it needs (FILE.policy)
mizan log origin sign FILE --key FILE --name NAME             adds one signature (oversight, society: offline)
mizan log origin begin FILE --oversight VKEY --society VKEY   says what would happen; with --yes, does it
"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from mizan.kit.actors import system
from mizan.kit.refusal import Refused
from mizan.kit.wording import word
from mizan.ledger import keyfiles, origins
from mizan.ledger.sequencing import house
from mizan.ledger.sequencing.beginning import known
from mizan.ledger.sequencing.locks import Busy
from mizan.ledger.sequencing.publishing import Published
from mizan.tlog.errors import TlogError
from mizan.tlog.keys import Ed25519Signer, parse_vkey
from mizan.tlog.manifest import digest
from mizan.tlog.note import parse_note, sign_note
from mizan.tlog.origin import REASONS, Origin, parse_origin
from mizan.tlog.policy import Policy, parse_policy
from mizan.web.commands.log_manifest import sign_file
from mizan.web.settings.log import log_name


def main(argv: list[str]) -> int:
    """0 done (or shown, without `--yes`), 1 another process writes the log, 2 bad input or refused."""
    options = _parser().parse_args(argv)
    try:
        said = {"draft": _draft, "sign": _sign, "begin": _begin}[options.what](options)
    except (Refused, Busy, TlogError, OSError, ValueError, keyfiles.KeyMissing) as error:
        reason = word(error) if isinstance(error, Refused) else str(error)
        print(json.dumps({"error": reason}) if options.json else f"mizan log origin: {reason}",
              file=sys.stdout if options.json else sys.stderr)  # fmt: skip
        return 1 if isinstance(error, Busy) else 2
    print(json.dumps(said) if options.json else "\n".join(f"{name}: {value}" for name, value in said.items()))
    return 0


def _draft(options: argparse.Namespace) -> dict[str, object]:
    old, last = _old(options)
    key = _key()
    made = keyfiles.make(key)
    signer = Ed25519Signer(options.name, keyfiles.read(key))
    point, today = last.checkpoint, datetime.now(UTC).date()
    stated = Origin(signer.name, settings.LOG_ORIGIN, point.size, point.root, known(), options.reason, today)
    parse_origin(stated.text())
    options.output.write_bytes(sign_note(stated.text(), [signer]))
    policy = options.output.with_name(f"{options.output.name}.policy")
    policy.write_text(_policy(options, signer.vkey), encoding="utf-8")
    parse_policy(policy.read_bytes())
    return {"written": str(options.output), "policy": str(policy), "key": f"{key}{'' if made else ' (was there)'}",
            "log": signer.vkey, "old quorum": old.quorum} | _facts(stated)  # fmt: skip


def _sign(options: argparse.Namespace) -> dict[str, object]:
    stated = parse_origin(parse_note(options.file.read_bytes()).text)
    return _facts(stated) | sign_file(options.file, options.name, options.key_file)


def _begin(options: argparse.Namespace) -> dict[str, object]:
    _old_policy, last = _old(options)
    statement = options.file.read_bytes()
    stated = parse_origin(parse_note(statement).text)
    policy = options.policy or options.file.with_name(f"{options.file.name}.policy")
    number, folder = settings.LOG_NUMBER + 1, _folder()
    signer = Ed25519Signer(stated.origin, keyfiles.read(_key()))
    start = origins.Beginning(number, signer, statement, policy.read_bytes(), last, folder)
    pins = ([parse_vkey(key) for key in options.oversight], [parse_vkey(key) for key in options.society])
    if options.yes:
        origins.begin(system("operator"), start, *pins)
    else:
        origins.check(start, *pins)
    then = f"MIZAN_LOG_NUMBER={number} MIZAN_LOG_ORIGIN={stated.origin}"
    return {"begun": options.yes, "folder": str(folder), "sha256": digest(statement).hex(), "set": then,
            "next": "restart with these two settings, give the policy to every witness, serve both folders"
            if options.yes else "nothing was done: --yes begins it"} | _facts(stated)  # fmt: skip


def _facts(stated: Origin) -> dict[str, object]:
    return {
        "origin": stated.origin, "continues": stated.continues, "size": stated.size, "root": stated.root.hex(),
        "repeated": stated.repeated, "lost": stated.lost, "reason": stated.reason,
    }  # fmt: skip


def _old(options: argparse.Namespace) -> tuple[Policy, Published]:
    """The old log's policy, and its last cosigned checkpoint."""
    policy = parse_policy(options.old_policy.read_bytes()) if options.old_policy else house.policy()
    note = options.checkpoint.read_bytes() if options.checkpoint else None
    return policy, origins.last_of(policy, note)


def _policy(options: argparse.Namespace, vkey: str) -> str:
    """The old policy with the new log named before the old one; people must agree to it as to any other."""
    path = options.old_policy or house.folder() / house.POLICY
    lines = path.read_text(encoding="utf-8").splitlines()
    first = next(number for number, line in enumerate(lines) if line.split()[:1] == ["log"])
    return "\n".join([*lines[:first], f"log {vkey}", *lines[first:], ""])


def _key() -> Path:
    return Path(settings.LOG_KEY).with_name(f"{log_name(settings.LOG_NUMBER + 1)}.key")


def _folder() -> Path:
    return house.folder().with_name(log_name(settings.LOG_NUMBER + 1))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="mizan log origin", description=(__doc__ or "").split("\n", maxsplit=1)[0])
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--json", action="store_true", help="one JSON document on stdout")
    old = argparse.ArgumentParser(add_help=False)
    old.add_argument("--checkpoint", type=Path, help="the old log's last cosigned checkpoint (default: the published)")
    old.add_argument("--old-policy", type=Path, help="the old log's policy (default: the one beside its checkpoint)")
    verbs = parser.add_subparsers(dest="what", required=True)
    one = verbs.add_parser("draft", parents=[shared, old])
    one.add_argument("name", help="the new log's name, such as log.example.org/log2")
    one.add_argument("--reason", choices=REASONS, required=True)
    one.add_argument("-o", "--output", type=Path, required=True)
    two = verbs.add_parser("sign", parents=[shared])
    two.add_argument("file", type=Path)
    two.add_argument("--key", dest="key_file", type=Path, required=True, help="a key file of 64 hexadecimal letters")
    two.add_argument("--name", required=True, help="the name under which others know the key")
    three = verbs.add_parser("begin", parents=[shared, old])
    three.add_argument("file", type=Path)
    three.add_argument("--policy", type=Path, help="the new policy (default: FILE.policy)")
    three.add_argument("--oversight", action="append", required=True, metavar="VKEY")
    three.add_argument("--society", action="append", required=True, metavar="VKEY")
    three.add_argument("--yes", action="store_true", help="begin it; without, only say what would happen")
    return parser
