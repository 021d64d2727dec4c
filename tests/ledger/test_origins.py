"""A new origin: after a rollback that nobody can undo, and with a new key. Nothing old is rewritten, nothing hidden."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from mizan.kit.clock import at
from mizan.ledger import keyfiles
from mizan.ledger.auditing import audit
from mizan.ledger.models import Leaf, LogHead, LogOrigin
from mizan.ledger.sequencing import house as installed
from mizan.ledger.sequencing.disk import Disk
from mizan.ledger.sequencing.examining import Rewound
from mizan.ledger.sequencing.fsck import fsck
from mizan.ledger.sequencing.outbox import head_of
from mizan.tlog.keys import Ed25519Signer
from mizan.tlog.mirror import mirror
from mizan.tlog.origin import first_leaf
from mizan.tlog.policy import parse_policy
from mizan.tlog.verifier.run import verify
from mizan.tlog.verifier.source import DirectorySource
from mizan.web.commands.log import main
from tests.conftest import lifted_guards
from tests.ledger.happening import happening
from tests.ledger.logs import House
from tests.ledger.outbox import put_leaves

pytestmark = pytest.mark.django_db
OLD, NEW = "log.test/mizan", "log.test/mizan2"
Caught = pytest.CaptureFixture[str]


@dataclass
class Place:
    """An installation in a folder, its signers of the ceremony, and the settings of its processes."""

    root: Path
    settings: Any
    capsys: Caught
    house: House
    vkeys: dict[str, str] = field(default_factory=dict)

    def said(self, *words: str) -> tuple[int, dict[str, Any]]:
        code = main([*words, "--json"])
        return code, json.loads(self.capsys.readouterr().out)

    def use(self, number: int, origin: str) -> None:
        """What a restart with other settings does."""
        name = "log" if number == 1 else f"log{number}"
        self.settings.LOG_NUMBER, self.settings.LOG_ORIGIN = number, origin
        self.settings.LOG, self.settings.LOG_KEY = self.root / name, self.root / "keys" / f"{name}.key"
        policy = self.root / name / "policy"
        if policy.exists():
            self.house.agree(policy.read_text())

    def draft(self, *words: str, reason: str = "rollback", name: str = NEW) -> dict[str, Any]:
        code, said = self.said("origin", "draft", name, "--reason", reason, "-o", str(self.root / "new"), *words)
        assert code == 0, said
        return said

    def sign(self, *who: str) -> None:
        for name in who or ("oversight", "society"):
            key = str(self.root / f"{name}.key")
            assert self.said("origin", "sign", str(self.root / "new"), "--key", key, "--name", f"x.org/{name}")[0] == 0

    def begin(self, *words: str) -> tuple[int, dict[str, Any]]:
        pins = ["--oversight", self.vkeys["oversight"], "--society", self.vkeys["society"]]
        return self.said("origin", "begin", str(self.root / "new"), *pins, *words)

    def report(self, name: str, *, older: tuple[str, ...] = ()) -> Any:
        policy, *others = [parse_policy((self.root / one / "policy").read_bytes()) for one in (name, *older)]
        return verify(DirectorySource(self.root / name), policy, now=self.house.clock[0] + 5, older=others)

    def monitor(self, name: str) -> tuple[int, dict[str, Any]]:
        from mizan.tlog.monitor import main as monitor

        words = [str(self.root / name), "--policy", str(self.root / name / "policy"), "--json"]
        words += ["--state", str(self.root / "state"), "--now", str(self.house.clock[0] + 5)]
        for who in ("oversight", "society"):
            words += [f"--{who}", self.vkeys[who]]
        code = monitor(words)
        return code, json.loads(self.capsys.readouterr().out)


@pytest.fixture
def place(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Caught) -> Place:
    settings.LOG_LOCK = tmp_path / "lock"
    house = House(tmp_path, OLD)
    house.clock[0] = int(datetime.now(UTC).timestamp()) - 3600
    found = Place(tmp_path, settings, capsys, house)
    found.use(1, OLD)
    keyfiles.make(settings.LOG_KEY)
    house.signer = Ed25519Signer(OLD, keyfiles.read(settings.LOG_KEY))
    house.write_policy()
    for who in ("oversight", "society"):
        keyfiles.make(tmp_path / f"{who}.key")
        found.vkeys[who] = Ed25519Signer(f"x.org/{who}", keyfiles.read(tmp_path / f"{who}.key")).vkey
    monkeypatch.setattr(installed, "clients", lambda _agreed: house.near)
    return found


def set_back(size: int) -> None:
    """A backup was put back: it knows `size` leaves of the log, and some that it had not sequenced yet."""
    before = LogHead.objects.get()
    with lifted_guards():
        Leaf.objects.filter(idx__gt=size).delete()
        Leaf.objects.filter(idx__gte=size).update(idx=None)
        LogHead.objects.filter(pk=before.pk).update(size=size, root=b"r" * 32)


def grown(place: Place, count: int = 300) -> None:
    put_leaves(count)
    place.house.clock[0] += 60
    installed.sequencer().step(place.house.now)


def rolled_back(place: Place, count: int = 300, size: int = 270) -> dict[str, bytes]:
    """The published files of `count` leaves, of which the database knows `size` any more."""
    grown(place, count)
    assert place.monitor("log")[0] == 0
    set_back(size)
    with pytest.raises(Rewound):
        installed.sequencer().step(place.house.now)
    return {str(path): path.read_bytes() for path in (place.root / "log").rglob("*") if path.is_file()}


def test_after_a_rollback_a_new_origin_goes_on_and_everybody_can_see_from_where(place: Place) -> None:
    files = rolled_back(place)
    drafted = place.draft()
    place.sign()
    code, shown = place.begin()
    assert (code, shown["begun"], (place.root / "log2").exists()) == (0, False, False)  # a dry run does nothing
    code, done = place.begin("--yes")
    assert (code, done["begun"], done["repeated"], done["lost"]) == (0, True, 270, 30)
    assert done["size"] == drafted["size"] == 300
    with pytest.raises(Rewound, match=NEW):  # the old log is never signed again
        installed.sequencer().step(place.house.now)
    place.use(2, NEW)
    grown(place, 5)
    report = place.report("log2")
    assert report.faults == []
    same = ("size", "root", "repeated", "lost", "reason")
    assert report.continues == {key: done[key] for key in same} | {"origin": OLD, "since": today()}
    assert report.size == 1 + 270 + 1 + 5 + sequenced_event()
    assert {path: Path(path).read_bytes() for path in files} == files
    assert place.report("log").faults == []
    assert fsck(Disk(place.root / "log2"), head_of(NEW), parse_policy((place.root / "log2/policy").read_bytes())) == []


def today() -> str:
    return datetime.now(UTC).date().isoformat()


def sequenced_event() -> int:
    """The event of the beginning has a leaf of its own, due at its slot."""
    return Leaf.objects.filter(event__verb="ledger.origin.begun").exclude(idx=None).count()


def test_the_monitor_tells_the_new_origin_and_goes_on_with_it(place: Place) -> None:
    rolled_back(place)
    place.draft()
    place.sign()
    place.begin("--yes")
    place.use(2, NEW)
    grown(place, 5)
    code, seen = place.monitor("log2")
    assert (code, seen["faults"]) == (0, [])
    assert f"new origin {NEW} (rollback): it continues {OLD} at 300 leaves" in seen["changes"][0]
    assert "repeats 270" in seen["changes"][0]
    assert place.monitor("log2")[1]["changes"] == []
    statement = (place.root / "log2" / "origin").read_bytes()
    (place.root / "log2" / "origin").unlink()
    assert "gone" in place.monitor("log2")[1]["faults"][0]
    (place.root / "log2" / "origin").write_bytes(statement.replace(b"rollback", b"key_stolen"))
    assert place.monitor("log2")[0] == 1
    assert any(fault.file == "origin" for fault in place.report("log2").faults)


def test_a_monitor_that_saw_more_of_the_old_log_than_the_new_one_continues_says_so(place: Place) -> None:
    grown(place, 300)
    early = (place.root / "log" / "checkpoint").read_bytes()
    grown(place, 40)
    assert place.monitor("log")[0] == 0
    set_back(300)
    (place.root / "log" / "checkpoint").write_bytes(early)  # the operator pretends that it ended earlier
    place.draft()
    place.sign()
    assert place.begin("--yes")[0] == 0
    place.use(2, NEW)
    grown(place, 5)
    code, seen = place.monitor("log2")
    assert code == 1
    assert "continues 300 leaves, not the 340" in seen["faults"][0]


def test_nobody_begins_an_origin_without_both_signatures_or_on_an_older_checkpoint(place: Place) -> None:
    grown(place, 3)
    early = place.root / "early"
    early.write_bytes((place.root / "log" / "checkpoint").read_bytes())
    rolled_back(place, 5, 6)
    old = ["--checkpoint", str(early)]
    assert (
        "more than are given"
        in place.said("origin", "draft", NEW, "--reason", "rollback", "-o", str(place.root / "new"), *old)[1]["error"]
    )
    place.draft()
    assert "not signed by state oversight" in place.begin("--yes")[1]["error"]
    place.sign("oversight")
    assert "not signed by society" in place.begin("--yes")[1]["error"]
    place.sign("society")
    put_leaves(1)
    (place.root / "new.policy").write_text((place.root / "log" / "policy").read_text())
    assert place.begin("--yes")[0] == 2  # the policy does not name the new log
    assert not LogOrigin.objects.exists()
    assert not (place.root / "log2").exists()


def test_the_log_key_is_rotated_by_a_new_origin_that_loses_nothing(place: Place) -> None:
    grown(place, 300)
    before = keyfiles.read(place.settings.LOG_KEY)
    assert place.draft(reason="key_rotated")["lost"] == 0
    place.draft(reason="key_rotated")  # a key that is there is never made again
    place.sign()
    new_key = keyfiles.read(place.root / "keys" / "log2.key")
    assert place.begin("--yes")[1]["lost"] == 0
    assert place.begin("--yes")[0] == 2  # once only
    place.use(2, NEW)
    grown(place, 3)
    assert place.report("log2").faults == []
    assert keyfiles.read(place.root / "keys" / "log.key") == before != new_key == keyfiles.read(place.settings.LOG_KEY)
    place.draft(reason="key_rotated", name="log.test/mizan3")
    place.sign()
    assert place.begin("--yes")[0] == 0
    place.use(3, "log.test/mizan3")
    grown(place, 2)
    report = place.report("log3")
    assert (report.faults, report.continues["origin"], report.continues["lost"]) == ([], NEW, 1)


@pytest.mark.slow
def test_audit_challenge_and_proof_know_that_the_first_leaf_is_no_row(place: Place) -> None:
    yesterday = datetime.now(UTC) - timedelta(days=1)
    with at(yesterday):
        for _number in range(3):
            with happening():
                pass
        number = place.said("challenge", "--announce")[1]["challenge"]
    place.house.clock[0] += 60
    installed.sequencer().step(place.house.now)
    place.draft(reason="key_stolen")
    place.sign()
    with at(yesterday):
        assert place.begin("--yes")[0] == 0
    place.use(2, NEW)
    place.house.clock[0] += 60
    installed.sequencer().step(place.house.now)
    code, found = place.said("audit")
    assert (code, found["faults"], found["sequenced"]) == (0, [], 5)
    assert audit(DirectorySource(place.root / "log2").read, 6).faults  # without the shift every entry differs
    code, answers = place.said("challenge", number, "--draws", "60")
    assert (code, set(answers["counts"])) == (0, {"opened", "public"})
    assert (
        place.said("prove", "0", "-o", str(place.root / "proof"))[1]["leaf"]
        == first_leaf((place.root / "log2" / "origin").read_bytes()).hex()
    )
    policy = str(place.root / "log2" / "policy")
    from mizan.tlog.verifier.check import main as check

    assert check([str(place.root / "proof"), "--policy", policy]) == 0


def test_I6_the_row_of_an_origin_is_never_rewritten_and_a_log_has_one_successor(place: Place) -> None:
    grown(place, 2)
    place.draft()
    place.sign()
    place.begin("--yes")
    for change in ({"origin": "log.test/other"}, {"data": b"x"}, {"continues": "log.test/none"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            LogOrigin.objects.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic(), happening():
        LogOrigin.objects.create(number=9, origin="log.test/fork", continues=OLD, data=b"")


def adopted(place: Place) -> tuple[int, dict[str, Any]]:
    """The next version of the key manifest: drafted, signed by both, adopted, published. Yesterday, so that the slot of
    its leaf has come."""
    path = str(place.root / "next")
    assert place.said("manifest", "draft", "-o", path, "--keep")[0] == 0
    for who in ("oversight", "society"):
        words = ["--key", str(place.root / f"{who}.key"), "--name", f"x.org/{who}"]
        assert place.said("manifest", "sign", path, *words)[0] == 0
    pins = ["--oversight", place.vkeys["oversight"], "--society", place.vkeys["society"]]
    with at(datetime.now(UTC) - timedelta(days=1)):
        return place.said("manifest", "adopt", path, *pins)


def test_after_a_new_origin_a_key_manifest_names_the_new_key_and_the_monitor_tells_it(place: Place) -> None:
    assert adopted(place)[1]["adopted"] == 1
    grown(place, 3)
    assert place.monitor("log")[1]["faults"] == []
    place.draft(reason="key_stolen")
    place.sign()
    assert place.begin("--yes")[0] == 0
    place.use(2, NEW)
    code, said = adopted(place)
    assert (code, said.get("adopted")) == (0, 2), said
    grown(place, 3)
    code, seen = place.monitor("log2")
    assert (code, seen["faults"]) == (0, [])
    old, new = (Ed25519Signer(name, keyfiles.read(place.root / "keys" / f"{file}.key")).public.hex()
                for name, file in ((OLD, "log"), (NEW, "log2")))  # fmt: skip
    assert f"manifest 2: - log {OLD} {old}" in seen["changes"]
    assert f"manifest 2: + log {NEW} {new}" in seen["changes"]


def test_a_mirror_has_the_statement_and_the_manifests_so_that_verifying_it_tells_the_change_of_origin(
    place: Place,
) -> None:
    adopted(place)
    grown(place, 3)
    place.draft(reason="key_rotated")
    place.sign()
    place.begin("--yes")
    place.use(2, NEW)
    adopted(place)
    grown(place, 3)
    policy = parse_policy((place.root / "log2" / "policy").read_bytes())
    copy = mirror(DirectorySource(place.root / "log2"), place.root / "copy", policy, now=place.house.clock[0] + 5)
    assert copy.report.faults == []
    for text in ("origin", "manifest/1", "manifest/2", "history"):
        assert copy.read(text) == (place.root / "log2" / text).read_bytes(), text
    report = verify(DirectorySource(place.root / "copy"), policy, now=place.house.clock[0] + 5)
    assert (report.faults, report.continues["origin"], report.continues["reason"]) == ([], OLD, "key_rotated")
    (place.root / "copy" / "policy").write_bytes((place.root / "log2" / "policy").read_bytes())
    code, seen = place.monitor("copy")
    assert (code, seen["faults"]) == (0, [])
