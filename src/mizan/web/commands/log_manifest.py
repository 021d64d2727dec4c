"""`mizan log manifest`: versions of the key manifest.

mizan log manifest draft -o FILE [--announcement FILE ...]    the next version, signed by the log: its own keys, those
                                                              announced or named, and with --keep those of before
mizan log manifest sign FILE --key FILE --name NAME           adds one signature (oversight, society: offline)
mizan log manifest pin --oversight VKEY --society VKEY        once, at the ceremony: whose signatures count from now on
mizan log manifest adopt FILE [--oversight VKEY --society VKEY]   checks all three, logs it and publishes it; without
                                                              keys, against the pins
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
from mizan.ledger import pins as pinned
from mizan.ledger.manifests import adopt_manifest, log_signer, newest, publish_manifests
from mizan.ledger.promises import promise_signer
from mizan.ledger.sequencing.house import second_signer
from mizan.sealing.boxes import public_of
from mizan.sealing.ceremony import open_announcement
from mizan.sealing.errors import SealingError
from mizan.tlog.errors import TlogError
from mizan.tlog.keys import Ed25519Signer, parse_vkey
from mizan.tlog.manifest import FIRST, Key, Manifest, Pins, digest, open_manifest, parse_manifest, sign_manifest
from mizan.tlog.note import Signature, add_signatures, parse_note


def main(argv: list[str]) -> int:
    """0 done, 2 bad input or refused."""
    options = _parser().parse_args(argv)
    try:
        said = {"draft": _draft, "sign": _sign, "pin": _pin, "adopt": _adopt}[options.what](options)
    except (Refused, TlogError, SealingError, OSError, ValueError, keyfiles.KeyMissing) as error:
        reason = word(error) if isinstance(error, Refused) else str(error)
        print(json.dumps({"error": reason}) if options.json else f"mizan log manifest: {reason}",
              file=sys.stdout if options.json else sys.stderr)  # fmt: skip
        return 2
    print(json.dumps(said) if options.json else " ".join(f"{name}: {value}" for name, value in said.items()))
    return 0


def draft(keys: list[Key]) -> bytes:
    """The version after the newest, with the log's, the promise and the clock's key and `keys`, signed by the log."""
    before = newest()
    log, promise = log_signer(), promise_signer()
    own = [Key("log", log.name, log.public.hex()), Key("promise", promise.name, promise.public.hex())]
    own.append(Key("clock", f"{log.name}/clock", public_of(keyfiles.read(Path(settings.CLOCK_KEY))).hex()))
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
    keys += [open_announcement(path.read_bytes()).row() for path in options.announcement]
    before = newest()
    if options.keep and before:
        keys = kept(parse_manifest(parse_note(before).text), keys)
    data = draft(keys)
    options.output.write_bytes(data)
    return {"written": str(options.output), "sha256": digest(data).hex()}


OWN = frozenset({"log", "promise", "clock"})  # uses whose keys this house holds itself


def kept(before: Manifest, keys: list[Key]) -> list[Key]:
    """The keys of a version, but this house's own, and `keys` in place of those of the same use and name."""
    new = {(key.use, key.name) for key in keys}
    return [key for key in before.keys if key.use not in OWN and (key.use, key.name) not in new] + keys


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


def _pin(options: argparse.Namespace) -> dict[str, object]:
    keys = {"log": [log_signer().vkey], "oversight": options.oversight, "society": options.society}
    if not pinned.pin(keys):
        raise ValueError(f"{settings.MANIFEST_PINS} is there already: people change it by hand, together")
    return {"pinned": str(settings.MANIFEST_PINS)}


def _pins(options: argparse.Namespace) -> Pins:
    """Those named, else those of the ceremony. Where both are there, both must hold: see `_adopt`."""
    known = pinned.pins()
    if options.oversight and options.society:
        oversight, society = ([parse_vkey(key) for key in keys] for keys in (options.oversight, options.society))
        return Pins(parse_vkey(log_signer().vkey), oversight, society)
    if known is None:
        raise ValueError("nothing is pinned yet: name --oversight and --society")
    return known


def _adopt(options: argparse.Namespace) -> dict[str, object]:
    data, pins = options.file.read_bytes(), _pins(options)
    if known := pinned.pins():
        open_manifest(data, known)
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
    one.add_argument("--announcement", action="append", default=[], type=Path, help="a file signed by the key it names")
    one.add_argument("--keep", action="store_true", help="keep the other keys of the version before")
    two = verbs.add_parser("sign", parents=[shared])
    two.add_argument("file", type=Path)
    two.add_argument("--key", dest="key_file", type=Path, required=True, help="a key file of 64 hexadecimal letters")
    two.add_argument("--name", required=True, help="the name under which others know the key")
    pin = verbs.add_parser("pin", parents=[shared])
    three = verbs.add_parser("adopt", parents=[shared])
    three.add_argument("file", type=Path)
    for verb, needed in ((pin, True), (three, False)):
        for who in ("--oversight", "--society"):
            verb.add_argument(who, action="append", required=needed, metavar="VKEY")
    return parser
