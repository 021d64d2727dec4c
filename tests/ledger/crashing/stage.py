"""What is played at every point: three steps of a log, and what must be true after any death and a restart."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection

from mizan.ledger.models import Leaf
from mizan.ledger.sequencing.disk import Disk, Reached, nothing
from mizan.ledger.sequencing.fsck import fsck
from mizan.ledger.sequencing.outbox import head_of
from mizan.ledger.sequencing.publishing import published
from mizan.tlog.leaf import CLOSE, OPEN, tag
from mizan.tlog.leaf import Leaf as Bytes
from mizan.tlog.tiles import parse_path
from mizan.tlog.tiletree import TileTree
from mizan.tlog.verifier.run import verify
from mizan.tlog.verifier.source import DirectorySource
from tests.ledger.logs import START, House
from tests.ledger.outbox import put_leaves

FIRST, SECOND = 253, 9  # leaves of the first two steps: the second fills a tile and opens the level above
MOMENTS = (START, START + timedelta(hours=1), START + timedelta(days=1))  # the third only signs again, on a new day


def fill_outbox() -> None:
    """Leaves for the first and the second step, duties among them: one opened and closed in the second's slot."""
    nonce = b"n" * 32
    opens = Bytes(OPEN, 1, 20_600, b"c" * 32, tag(nonce), b"f" * 32)
    closes = Bytes(CLOSE, 1, 20_600, b"d" * 32, b"g" * 32, nonce)
    put_leaves(FIRST, publish_from=MOMENTS[0])
    put_leaves(SECOND - 2, publish_from=MOMENTS[1])
    for leaf in (closes, opens):
        put_leaves(1, publish_from=MOMENTS[1], data=leaf.pack())


def play(house: House, reached: Reached = nothing) -> None:
    """From wherever the house stands to the end. The house's clock is a file: a restart goes on at the same time."""
    clock = house.root / "clock"
    writer = house.sequencer(reached)
    now = datetime.fromisoformat(clock.read_text()) if clock.exists() else MOMENTS[0]
    for moment in (one for one in MOMENTS if one >= now):
        clock.write_text(moment.isoformat())
        house.clock[0] = int(moment.timestamp())
        writer.step(moment)


def seen_by_readers(house: House) -> list[str]:
    """Faults that anybody finds in the public files as they lie now."""
    if not (house.root / "log" / "checkpoint").exists():
        return []
    moment = int((datetime.fromisoformat((house.root / "clock").read_text())).timestamp())
    report = verify(DirectorySource(house.root / "log"), house.policy, now=moment)
    return [f"readers see: {fault.file} {fault.offset} {fault.reason}" for fault in report.faults]


def promised(house: House) -> dict[str, tuple[int, bytes]]:
    """(size, root) by who shows it: what is published, and what each witness cosigned last."""
    shown = {}
    if found := published(Disk(house.root / "log"), house.policy):
        shown["the checkpoint"] = (found.checkpoint.size, found.checkpoint.root)
    for name, witness in house.near.items():
        if latest := witness.latest(house.signer.name, house.policy.log.key):
            shown[name] = (latest[0].size, latest[0].root)
    return shown


def broken(house: House, before: dict[str, tuple[int, bytes]]) -> list[str]:
    """What does not hold at the end of the play; `before` was promised at the moment of death."""
    disk, head = Disk(house.root / "log"), head_of(house.signer.name)
    faults = [f"fsck: {fault}" for fault in fsck(disk, head, house.policy)] + seen_by_readers(house)
    for who, (size, root) in (before | promised(house)).items():
        tree = TileTree(lambda path: disk.tile(parse_path(path)), size)
        if size > head.size or tree.root() != root:
            faults.append(f"{who} was shown {size} leaves that are not the log's first ones")
    indices = list(Leaf.objects.order_by("idx").values_list("idx", flat=True))
    if indices != list(range(FIRST + SECOND)) or promised(house).get("the checkpoint", (0, b""))[0] != len(indices):
        faults.append(f"a leaf was lost or not published: {len(indices)} in the outbox, {promised(house)}")
    return faults


def await_burial() -> None:
    """PostgreSQL learns of a client's death when it next reads from it; until then its locks stand."""
    if connection.vendor != "postgresql":
        return
    waiting = (
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
    )
    with connection.cursor() as cursor:
        cursor.execute(f"{waiting} AND pg_sleep(0.005) IS NOT NULL")
        while cursor.fetchone() != (0,):
            cursor.execute(f"{waiting} AND pg_sleep(0.005) IS NOT NULL")
