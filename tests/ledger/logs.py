"""A log of the tests: three witnesses in this process, a policy, and a sequencer on its own folder."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_bytes

from mizan.ledger.sequencing.disk import Disk, Reached, nothing
from mizan.ledger.sequencing.sequencer import Sequencer
from mizan.tlog.errors import WitnessError
from mizan.tlog.keys import Ed25519Signer
from mizan.tlog.policy import Policy, parse_policy
from mizan.tlog.witness import command
from mizan.tlog.witness.client import WitnessClient
from mizan.tlog.witness.protocol import Refusal

NAMES = ("oversight", "ngo-1", "ngo-2")
START = datetime(2026, 3, 1, 12, tzinfo=UTC)


@dataclass
class Near(WitnessClient):
    """A real witness, asked without a network. `down`: it does not answer; `lies`: it claims a far larger tree."""

    folder: Path = Path()
    policy: Policy | None = None
    clock: list[int] = field(default_factory=list)
    down: bool = False
    lies: bool = False
    spoken: Reached = nothing  # called before and after each word with it

    def _exchange(self, method: str, path: str, body: bytes | None = None) -> tuple[int, bytes]:
        if self.down:
            raise WitnessError("no answer", self.url)
        if self.lies and method == "POST":
            return 409, b"1000000\n"
        self.spoken("ask")
        try:
            return self._answer(method, path, body)
        finally:
            self.spoken("hear")

    def _answer(self, method: str, path: str, body: bytes | None) -> tuple[int, bytes]:
        witness = replace(command.load(self.folder, self.policy), clock=lambda: self.clock[0])
        if method == "GET":
            found = witness.latest(f"/{path}")
            return (404, b"") if found is None else (200, found)
        try:
            return 200, witness.add_checkpoint(body or b"").encode()
        except Refusal as refusal:
            return refusal.status, refusal.reason.encode()


class House:
    """Folders, keys and witnesses; `sequencer()` starts a process anew: nothing remembered but disk and database."""

    def __init__(self, root: Path, origin: str = "log.test/mizan") -> None:
        self.root = root
        self.signer = Ed25519Signer(origin, token_bytes(32))
        self.keys = {name: command.initialise(root / name, name) for name in NAMES}
        (root / "log").mkdir()
        self.clock = [int(START.timestamp())]
        self.agree(self.policy_text())

    def policy_text(self) -> str:
        """The log's key, all three witnesses; the quorum needs oversight and one of society."""
        lines = [f"log {self.signer.vkey}", *(f"witness {name} {key}" for name, key in self.keys.items())]
        return "\n".join([*lines, "group civil any ngo-1 ngo-2", "group both all oversight civil", "quorum both", ""])

    def write_policy(self) -> None:
        """Agree to the policy of the present key, and put it beside the checkpoint."""
        self.agree(self.policy_text())
        (self.root / "log" / "policy").write_text(self.policy_text())

    def agree(self, text: str) -> None:
        """All three witnesses serve this policy from now on; their memories stay."""
        root = self.root
        self.policy = parse_policy(text.encode())
        self.near = {
            name: Near(
                name, [self.policy.witnesses[name].key], folder=root / name, policy=self.policy, clock=self.clock
            )
            for name in NAMES
        }

    @property
    def now(self) -> datetime:
        return datetime.fromtimestamp(self.clock[0], UTC)

    def sequencer(self, reached: Reached = nothing) -> Sequencer:
        for witness in self.near.values():
            witness.known = 0
        return Sequencer(
            self.signer, self.policy, Disk(self.root / "log", reached), self.near, self.root / "lock", republish=60
        )
