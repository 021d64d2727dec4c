"""`mizan log manifest`: versions of the key manifest.

mizan log manifest draft -o FILE [--key USE:NAME:HEX ...]     the next version, signed by the log: its keys, the
                                                              promise key, and those named (or kept with --keep)
mizan log manifest sign FILE --key FILE --name NAME           adds one signature (oversight, society: offline)
mizan log manifest adopt FILE --oversight VKEY --society VKEY checks all three, logs it and publishes it
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
from mizan.ledger import keyfiles
from mizan.ledger.manifests import adopt_manifest, log_signer, newest, publish_manifests
from mizan.ledger.promises import promise_signer
from mizan.ledger.sequencing.house import second_signer
from mizan.tlog.errors import TlogError
from mizan.tlog.keys import Ed25519Signer, parse_vkey
from mizan.tlog.manifest import FIRST, Key, Manifest, Pins, digest, parse_manifest, sign_manifest
from mizan.tlog.note import Signature, add_signatures, parse_note


def main(argv: list[str]) -> int:
    """0 done, 2 bad input or refused."""
    options = _parser().parse_args(argv)
    try:
        said = {"draft": _draft, "sign": _sign, "adopt": _adopt}[options.what](options)
    except (Refused, TlogError, OSError, ValueError, keyfiles.KeyMissing) as error:
        reason = word(error) if isinstance(error, Refused) else str(error)
        print(json.dumps({"error": reason}) if options.json else f"mizan log manifest: {reason}",
              file=sys.stdout if options.json else sys.stderr)  # fmt: skip
        return 2
    print(json.dumps(said) if options.json else " ".join(f"{name}: {value}" for name, value in said.items()))
    return 0


def draft(keys: list[Key]) -> bytes:
    """The version after the newest, with the log's and the promise key and `keys`, signed by the log."""
    before = newest()
    log, promise = log_signer(), promise_signer()
    own = [Key("log", log.name, log.public.hex()), Key("promise", promise.name, promise.public.hex())]
    if second := second_signer():
        own.append(Key("log", second.name, second.public.hex()))
    manifest = Manifest(
        version=parse_manifest(parse_note(before).text).version + 1 if before else 1,
        origin=log.name,
        since=datetime.now(UTC).date(),
        previous=digest(before).hex() if before else FIRST,
        keys=tuple(own + keys),
    )
    return sign_manifest(manifest, [log])


def _draft(options: argparse.Namespace) -> dict[str, object]:
    keys = [Key(*text.split(":", 2)) for text in options.key]
    before = newest()
    if options.keep and before:
        keys += [key for key in parse_manifest(parse_note(before).text).keys if key.use not in {"log", "promise"}]
    data = draft(keys)
    options.output.write_bytes(data)
    return {"written": str(options.output), "sha256": digest(data).hex()}


def _sign(options: argparse.Namespace) -> dict[str, object]:
    parse_manifest(parse_note(options.file.read_bytes()).text)
    return sign_file(options.file, options.name, options.key_file)


def sign_file(path: Path, name: str, key_file: Path) -> dict[str, object]:
    """Add one signature to the note of a file; says by which key."""
    data = path.read_bytes()
    signer = Ed25519Signer(name, keyfiles.read(key_file))
    signed = add_signatures(data, [Signature(signer.name, signer.key_id, signer.sign(parse_note(data).text.encode()))])
    path.write_bytes(signed)
    return {"signed by": signer.vkey, "sha256": digest(signed).hex()}


def _adopt(options: argparse.Namespace) -> dict[str, object]:
    oversight, society = ([parse_vkey(key) for key in keys] for keys in (options.oversight, options.society))
    pins = Pins(parse_vkey(log_signer().vkey), oversight, society)
    data = options.file.read_bytes()
    manifest = adopt_manifest(system("operator"), data, pins)
    publish_manifests(Path(settings.LOG))
    return {"adopted": manifest.version, "sha256": digest(data).hex()}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="mizan log manifest", description=(__doc__ or "").split("\n", maxsplit=1)[0])
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--json", action="store_true", help="one JSON document on stdout")
    verbs = parser.add_subparsers(dest="what", required=True)
    one = verbs.add_parser("draft", parents=[shared])
    one.add_argument("-o", "--output", type=Path, required=True)
    one.add_argument("--key", action="append", default=[], metavar="USE:NAME:HEX")
    one.add_argument("--keep", action="store_true", help="keep the other keys of the version before")
    two = verbs.add_parser("sign", parents=[shared])
    two.add_argument("file", type=Path)
    two.add_argument("--key", dest="key_file", type=Path, required=True, help="a key file of 64 hexadecimal letters")
    two.add_argument("--name", required=True, help="the name under which others know the key")
    three = verbs.add_parser("adopt", parents=[shared])
    three.add_argument("file", type=Path)
    three.add_argument("--oversight", action="append", required=True, metavar="VKEY")
    three.add_argument("--society", action="append", required=True, metavar="VKEY")
    return parser
