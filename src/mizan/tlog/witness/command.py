"""`mizan witness init DIR --name NAME` and `mizan witness serve DIR --policy FILE`.

`init` makes, once, the folder with the witness's key and its memory; `serve` never makes either, so that a lost disk
stops the witness instead of letting it cosign a second history. Exit codes: 0 fine, 1 it could not be done, 2 bad
input. With `--json`, standard output is one document.
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
import sys
import time
from pathlib import Path
from socket import socket
from typing import Any

from mizan.tlog.cosignature import CosignatureSigner
from mizan.tlog.errors import TlogError, WitnessError
from mizan.tlog.policy import Policy, parse_policy
from mizan.tlog.witness import store
from mizan.tlog.witness.server import Witness, WitnessServer

KEY, NAME, MEMORY = "key", "name", "cosigned.sqlite3"
NEEDS = "A witness signs with PyNaCl (any version from 1.5, below 2): python3 -m pip install 'pynacl>=1.5,<2'"


def main(argv: list[str]) -> int:
    """Run `init` or `serve`; returns the exit code."""
    arguments = _parser().parse_args(argv)
    try:
        import nacl.signing  # noqa: F401, PLC0415  (the one package a witness needs; say so plainly)
    except ImportError:
        _print(arguments, {"error": NEEDS}, NEEDS, sys.stderr)
        return 2
    try:
        return int(arguments.run(arguments))
    except (TlogError, OSError) as error:
        _print(arguments, {"error": str(error)}, f"mizan witness: {error}", sys.stderr)
        return 2 if isinstance(error, FileNotFoundError) else 1


def initialise(folder: Path, name: str) -> str:
    """Make a witness's folder; returns its verifier key. Raises `WitnessError` or `NoteError`, overwrites nothing."""
    seed = secrets.token_bytes(32)
    signer = CosignatureSigner(name, seed)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for file in (KEY, NAME, MEMORY):
        if (folder / file).exists():
            raise WitnessError("there is a witness already, and it is never overwritten", str(folder / file))
    store.create(folder / MEMORY)
    _write_once(folder / NAME, f"{name}\n")
    _write_once(folder / KEY, f"{seed.hex()}\n")
    return signer.vkey


def load(folder: Path, policy: Policy | None, ahead: int = 0) -> Witness:
    """The witness of a folder. `ahead`: seconds its clock runs before the system's. Raises `WitnessError`."""
    try:
        name, seed = (folder / NAME).read_text("utf-8").strip(), bytes.fromhex((folder / KEY).read_text("ascii"))
        signer = CosignatureSigner(name, seed)
    except (OSError, ValueError) as error:
        raise WitnessError(f"no witness is here; `init` makes one: {error}", str(folder)) from None
    logs = {} if policy is None else {party.key.name: [party.key] for party in policy.logs.values()}
    digest = "" if policy is None else policy.hash
    return Witness([signer], logs, store.Store(folder / MEMORY), digest, lambda: int(time.time()) + ahead)


def _init(arguments: argparse.Namespace) -> int:
    vkey = initialise(arguments.folder, arguments.name)
    _print(arguments, {"vkey": vkey}, vkey)
    return 0


def _serve(arguments: argparse.Namespace) -> int:
    witness = load(arguments.folder, parse_policy(arguments.policy.read_bytes()), arguments.ahead)
    listening = None if arguments.socket is None else socket(fileno=arguments.socket)
    server = WitnessServer((arguments.host, arguments.port), witness, listening)
    host, port = server.server_address[:2]
    facts = {
        "url": f"http://{host!s}:{port}/",
        "vkey": witness.signers[0].vkey,
        "logs": sorted(witness.logs),
        "policy_hash": witness.policy_hash,
    }
    if not arguments.quiet:
        _print(arguments, facts, "\n".join(f"{name}: {value}" for name, value in facts.items()))
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass
    finally:
        server.server_close()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="mizan witness", description=__doc__.split("\n\n", maxsplit=1)[0])
    verbs = parser.add_subparsers(required=True)
    init = verbs.add_parser("init", help="make a witness's key and memory, once")
    init.add_argument("--name", required=True, help="such as witness.example.org/mizan; part of the key for ever")
    init.set_defaults(run=_init)
    serve = verbs.add_parser("serve", help="cosign the checkpoints of the policy's logs")
    serve.add_argument("--policy", type=Path, required=True, help="the policy file this witness has agreed to")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8011, help="0 takes a free one")
    serve.add_argument("--socket", type=int, metavar="N", help="serve on this open file descriptor that listens")
    serve.add_argument("--quiet", action="store_true", help="say nothing while all is well")
    serve.add_argument("--ahead", type=int, default=0, help="exercise only: seconds before the system's clock")
    serve.set_defaults(run=_serve)
    for verb in (init, serve):
        verb.add_argument("folder", type=Path, help="the witness's own folder, readable by nobody else")
        verb.add_argument("--json", action="store_true")
    return parser


def _print(arguments: argparse.Namespace, facts: dict[str, Any], words: str, stream: Any = None) -> None:
    """One document or plain lines; flushed, because who started the witness waits for it."""
    if arguments.json:
        print(json.dumps(facts, ensure_ascii=False), flush=True)
    else:
        print(words, file=stream or sys.stdout, flush=True)


def _write_once(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
