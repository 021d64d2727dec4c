"""The demonstration's key manifest: both signing keys lie on this machine, so it shows only the mechanism."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from mizan.kit.actors import system
from mizan.kit.facts import World
from mizan.ledger import keyfiles
from mizan.ledger.manifests import adopt_manifest, log_signer, newest, publish_manifests
from mizan.tlog.keys import Ed25519Signer, parse_vkey
from mizan.tlog.manifest import Pins
from mizan.tlog.note import Signature, add_signatures, parse_note
from mizan.web.commands.log_manifest import draft

SIGNERS = ("oversight", "society")


def make_manifest() -> bool:
    """Version 1, signed by two demonstration keys; published. Returns whether it was made now."""
    made = newest() is None
    if made:
        oversight, society = (_signer(name) for name in SIGNERS)
        pins = Pins(parse_vkey(log_signer().vkey), [parse_vkey(oversight.vkey)], [parse_vkey(society.vkey)])
        data = draft([])
        text = parse_note(data).text.encode()
        lines = [Signature(one.name, one.key_id, one.sign(text)) for one in (oversight, society)]
        adopt_manifest(system("exercise", world=World.EXERCISE), add_signatures(data, lines), pins)
    publish_manifests(Path(settings.LOG))
    return made


def _signer(name: str) -> Ed25519Signer:
    path = Path(settings.KEYS) / f"manifest-{name}.key"
    keyfiles.make(path)
    return Ed25519Signer(f"{settings.LOG_ORIGIN}/{name}", keyfiles.read(path))
