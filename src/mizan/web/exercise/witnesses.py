"""The demonstration's log: its key, three witnesses on this machine, and the policy that names them.

Their names say what they would be. On one machine they prove only the mechanism, and the pages say so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from django.conf import settings

from mizan.ledger import keyfiles
from mizan.ledger.sequencing import house
from mizan.ledger.sequencing.disk import Disk
from mizan.ledger.sequencing.witnesses import Asked
from mizan.tlog.note import Verifier
from mizan.tlog.policy import Policy
from mizan.tlog.witness import command
from mizan.tlog.witness.client import WitnessClient
from mizan.tlog.witness.protocol import Refusal
from mizan.tlog.witness.server import Witness
from mizan.web.settings.log import DEMO_WITNESSES

NOTE = """# The policy of a demonstration. All three witnesses run on one machine: they prove only the mechanism.
# The quorum needs the oversight body and one of the two organisations, so the state alone never makes it.
"""


def make_witnesses() -> None:
    """Keys, folders and policy, each made once and never overwritten."""
    keyfiles.make(settings.LOG_KEY)
    root = Path(settings.VAR) / "witnesses"
    for name, _offset in DEMO_WITNESSES:
        if not (root / name).exists():
            command.initialise(root / name, name)
    if not (house.folder() / house.POLICY).exists():
        house.folder().mkdir(parents=True, exist_ok=True)
        Disk(house.folder()).write([(house.POLICY, _policy(root).encode())])


def _policy(root: Path) -> str:
    names = [name for name, _offset in DEMO_WITNESSES]
    keys = {name: command.load(root / name, None).signers[0].vkey for name in names}
    lines = [f"log {house.signer().vkey}", *(f"witness {name} {keys[name]}" for name in names)]
    lines += [f"group civil any {' '.join(names[1:])}", f"group quorum all {names[0]} civil", "quorum quorum", ""]
    return NOTE + "\n".join(lines)


class InHouse(WitnessClient):
    """A demonstration witness asked without a network, on the exercise's clock. Same folder, same memory."""

    def __init__(self, witness: Witness, keys: list[Verifier], clock: Callable[[], int]) -> None:
        super().__init__("in-house", keys)
        self._witness = replace(witness, clock=clock)

    def _exchange(self, method: str, path: str, body: bytes | None = None) -> tuple[int, bytes]:
        if method == "GET":
            found = self._witness.latest(f"/{path}")
            return (404, b"") if found is None else (200, found)
        try:
            return 200, self._witness.add_checkpoint(body or b"").encode()
        except Refusal as refusal:
            return refusal.status, refusal.reason.encode()


def in_house(policy: Policy, clock: Callable[[], int]) -> dict[str, Asked]:
    """All three, while the exercise's past is played and none of them serves yet."""
    root = Path(settings.VAR) / "witnesses"
    return {
        name: InHouse(command.load(root / name, policy), [policy.witnesses[name].key], clock)
        for name, _offset in DEMO_WITNESSES
    }
