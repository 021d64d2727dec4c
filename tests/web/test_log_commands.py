"""`mizan log audit|challenge|replay|manifest`: exit codes, one JSON document, openings only in the overseer's file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from mizan.ledger import keyfiles
from mizan.ledger.manifests import log_signer
from mizan.ledger.models import Leaf
from mizan.tlog.checkpoint import Checkpoint
from mizan.tlog.cosignature import CosignatureSigner
from mizan.tlog.keys import Ed25519Signer
from mizan.tlog.merkle import leaf_hash, root_of
from mizan.tlog.note import add_signatures, sign_note
from mizan.tlog.tiles import TileAddress, encode_bundle
from mizan.web.commands.log import main
from tests.ledger.happening import happening

pytestmark = pytest.mark.django_db
WITNESS = CosignatureSigner("example.org/witness", b"w" * 32)


@pytest.fixture(autouse=True)
def log(settings: Any, tmp_path: Path) -> Path:
    """The published folder of this test."""
    settings.LOG = tmp_path / "log"
    settings.LOG.mkdir()
    return Path(settings.LOG)


def publish(folder: Path) -> list[bytes]:
    """What a sequencer would do with a handful of leaves."""
    leaves = list(Leaf.objects.order_by("pk"))
    for number, leaf in enumerate(leaves):
        Leaf.objects.filter(pk=leaf.pk).update(idx=number)
    entries = [bytes(leaf.data) for leaf in leaves]
    text = Checkpoint(log_signer().name, len(entries), root_of([leaf_hash(one) for one in entries])).text
    note = add_signatures(sign_note(text, [log_signer()]), [WITNESS.cosign(text, 1_790_000_000)])
    bundle = folder / TileAddress(None, 0, len(entries)).path
    bundle.parent.mkdir(parents=True)
    bundle.write_bytes(encode_bundle(entries))
    (folder / "checkpoint").write_bytes(note)
    (folder / "policy").write_text(f"log {log_signer().vkey}\nwitness w {WITNESS.vkey}\nquorum w\n")
    return entries


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, Any]:
    code = main([*words, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_the_audit_compares_the_files_with_the_outbox(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for _number in range(4):
        with happening():
            pass
    entries = publish(log)
    code, document = said(capsys, "audit")
    assert (code, document["holds"], document["sequenced"]) == (0, True, 4)
    bundle = log / TileAddress(None, 0, 4).path
    bundle.write_bytes(encode_bundle([*entries[:3], entries[0]]))
    code, document = said(capsys, "audit")
    assert code == 1
    assert document["faults"] == [{"code": "published_leaf_differs", "table": "ledger_leaf", "key": "index 3"}]
    bundle.write_bytes(b"")
    assert said(capsys, "audit")[1]["faults"][0]["code"] == "bundle_unreadable"
    assert main(["audit"]) == 1


def test_a_challenge_writes_openings_only_for_the_overseer(
    log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, document = said(capsys, "challenge", "--announce")
    assert code == 0
    assert said(capsys, "challenge", document["challenge"])[0] == 2  # no checkpoint yet
    publish(log)
    code, answer = said(capsys, "challenge", document["challenge"], "--draws", "5", "-o", str(tmp_path / "openings"))
    assert (code, answer["counts"]) == (0, {"opened": 5})
    assert "salt" not in json.dumps(answer)
    assert (tmp_path / "openings").stat().st_mode & 0o777 == 0o600
    assert json.loads((tmp_path / "openings").read_text())[0]["payload"].startswith('{"actor"')


def test_a_replay_with_nothing_to_do_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "replay") == (0, {"holds": True, "replayed": 0})


def test_a_manifest_is_drafted_signed_and_adopted(
    log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, vkeys = tmp_path / "next", {}
    assert said(capsys, "manifest", "draft", "-o", str(file), "--key", f"body:EX-ORG-1:{'ab' * 32}")[0] == 0
    for name in ("oversight", "society"):
        keyfiles.make(tmp_path / name)
        vkeys[name] = Ed25519Signer(f"example.org/{name}", keyfiles.read(tmp_path / name)).vkey
    words = ["manifest", "adopt", str(file), "--oversight", vkeys["oversight"], "--society", vkeys["society"]]
    assert said(capsys, *words)[0] == 2
    for name in ("oversight", "society"):
        signing = ["manifest", "sign", str(file), "--key", str(tmp_path / name), "--name", f"example.org/{name}"]
        assert said(capsys, *signing)[1]["signed by"] == vkeys[name]
    assert said(capsys, *words)[1]["adopted"] == 1
    assert (log / "manifest" / "1").read_bytes() == file.read_bytes()
    assert said(capsys, *words)[0] == 2  # a version is adopted once


def test_an_unknown_verb_is_bad_input() -> None:
    assert main(["undo"]) == 2
