"""Cost of sealing one report and of stretching its codeword: `nice python benches/sealing.py [ROUNDS]`.

One report: a text of 4 KB, a key pair of its own, five readers, two rungs, three escrow pairs, the reporter's wrap. CPU
milliseconds of one process, median and 99th percentile over ROUNDS (default 300); wall beside it. Files in MB/s.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from nacl.public import PrivateKey

from mizan.sealing.boxes import public_of
from mizan.sealing.codeword import Codeword, draw, parse
from mizan.sealing.context import Purpose
from mizan.sealing.files import FileSealer, open_file
from mizan.sealing.messages import open_message, seal_message
from mizan.sealing.readers import lock_keys, new_keys
from mizan.sealing.reporter import keys_of, stretch
from mizan.sealing.reports import new_report
from mizan.sealing.wordlists import Language
from mizan.sealing.wraps import open_wrap, wrap, wrap_escrow, wrap_for_reporter, wrap_nested

TEXT = bytes(4096)
SECRETS = [bytes(PrivateKey.generate()) for _ in range(9)]
PUBLIC = [public_of(secret) for secret in SECRETS]
MIB = 1 << 20
CLOCK, BODY = PUBLIC[5], PUBLIC[6]


def seal_for_five() -> None:
    key = new_report()
    key.report.seal(Purpose.BODY, TEXT)
    for reader in PUBLIC[:5]:
        wrap(key, reader)


def seal_whole_report() -> None:
    key = new_report()
    key.report.seal(Purpose.BODY, TEXT)
    for reader in PUBLIC[:5]:
        wrap(key, reader)
    for _ in range(2):
        wrap_nested(key, Purpose.RUNG, CLOCK, BODY)
    wrap_escrow(key, PUBLIC[6:9])
    wrap_for_reporter(key, b"r" * 32)


def measure(what: str, work: Callable[[], object], rounds: int) -> None:
    cpu, wall = [], []
    for _ in range(rounds):
        began, before = time.perf_counter(), time.process_time()
        work()
        cpu.append((time.process_time() - before) * 1000)
        wall.append((time.perf_counter() - began) * 1000)
    rows = sorted(cpu), sorted(wall)
    middle, last = rounds // 2, rounds * 99 // 100
    print(f"| {what} | {rounds} | {rows[0][middle]:.3f} | {rows[0][last]:.3f} | {rows[1][middle]:.3f} |", flush=True)


def stream(what: str, work: Callable[[], int]) -> None:
    before = time.process_time()
    size = work()
    print(
        f"| {what} | {size // MIB} MiB | {size / MIB / (time.process_time() - before):.0f} MiB per CPU s | | |",
        flush=True,
    )


def main(rounds: int) -> None:
    key, seed, words = new_report(), b"s" * 32, draw().words(Language.URDU)
    sealed, box = key.report.seal(Purpose.BODY, TEXT), wrap(key, PUBLIC[0])
    author = new_keys()
    message = seal_message(key.report, Purpose.TO_REPORTER, 1, author.seed, TEXT)
    sealer = FileSealer(key.report, 1)
    piece, frames = bytes(MIB), []

    def seal_file() -> int:
        frames.extend([sealer.head, *(sealer.add(piece) for _ in range(64)), *sealer.finish()])
        return sealer.size

    print("| what | rounds | CPU ms, median | CPU ms, p99 | wall ms, median |\n|---|---|---|---|---|")
    measure("seal 4 KB, five readers", seal_for_five, rounds)
    measure("the same, two rungs, three escrow pairs, reporter", seal_whole_report, rounds)
    measure("open a wrap and 4 KB", lambda: open_wrap(SECRETS[0], key.report, box).open(Purpose.BODY, sealed), rounds)
    measure("sign and seal a message of 4 KB", lambda: seal_message(key.report, Purpose.NOTE, 1, seed, TEXT), rounds)
    measure(
        "open and check a message of 4 KB",
        lambda: open_message(key, Purpose.TO_REPORTER, 1, author.public.verify, message),
        rounds,
    )
    measure("codeword: read eight Urdu words", lambda: parse(" ".join(words)), rounds)
    measure("codeword: eight unknown words with guesses", lambda: refuse(" ".join(["زببببز"] * 8)), rounds)
    measure("codeword: argon2id 64 MiB, t=1", lambda: stretch(Codeword(bytes(11)), bytes(16)), min(rounds, 60))
    measure("codeword: five keys from the root", lambda: keys_of(bytes(32)), rounds)
    measure("passphrase: argon2id 128 MiB, t=3", lambda: lock_keys(author, "a passphrase"), min(rounds, 20))
    stream("seal a file in frames", seal_file)
    stream("open it", lambda: sum(len(part) for part in open_file(key.report, 1, sealer.key, frames)))


def refuse(typed: str) -> None:
    try:
        parse(typed)
    except ValueError:
        return
    raise AssertionError("this was to be refused")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
