"""One proof file, checked offline: it holds, or it says why not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mizan.tlog.merkle import leaf_hash
from mizan.tlog.policy import parse_policy
from mizan.tlog.proof import TlogProof, parse_proof
from mizan.tlog.verifier import check as check_command
from mizan.tlog.verifier.check import check
from tests.tlog.small_log import DAY, POLICY, WITNESSES, SmallLog, busy, publish

VECTORS = Path(__file__).parents[1] / "data" / "ledger" / "tlog_proof.json"


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> SmallLog:
    return publish(tmp_path_factory.mktemp("log") / "log", busy(300), [300])


@pytest.mark.parametrize("index", [0, 1, 255, 256, 299])
def test_a_leaf_of_the_log_holds_by_bytes_by_hash_and_by_what_the_proof_carries(log: SmallLog, index: int) -> None:
    proof, leaf = log.proof(index), log.entries[index]
    for given in (leaf, leaf_hash(leaf), None):
        facts = check(proof, POLICY, given, now=log.now)
        assert facts["holds"], facts
        assert (facts["index"], facts["size"], facts["leaf_hash"]) == (index, 300, leaf_hash(leaf).hex())
        assert [one["name"] for one in facts["cosignatures"]] == [witness.name for witness in WITNESSES]


def test_another_leaf_does_not_hold(log: SmallLog) -> None:
    assert not check(log.proof(7), POLICY, log.entries[8], now=log.now)["holds"]


def test_a_leaf_must_be_given_or_carried(log: SmallLog) -> None:
    proof = parse_proof(log.proof(7))
    bare = TlogProof(proof.index, proof.path, proof.checkpoint).encode()
    assert not check(bare, POLICY, None, now=log.now)["holds"]
    assert check(bare, POLICY, log.entries[7], now=log.now)["holds"]


def test_age_counts_only_when_asked_and_the_future_always(log: SmallLog) -> None:
    proof, leaf = log.proof(7), log.entries[7]
    assert check(proof, POLICY, leaf, now=log.now + 900 * DAY)["holds"]
    assert not check(proof, POLICY, leaf, now=log.now + 2 * DAY, max_age=DAY)["holds"]
    assert not check(proof, POLICY, leaf, now=log.now - DAY)["holds"]


def test_the_stored_proofs_hold_and_the_stored_forgeries_do_not() -> None:
    stored = json.loads(VECTORS.read_text(encoding="utf-8"))
    policy = parse_policy(stored["policy"].encode())
    for case in (stored, stored["with_extra"]):
        assert check(case["proof"].encode(), policy, bytes.fromhex(case["leaf_hex"]), now=2_000_000_000)["holds"]
    for case in stored["reject"]:
        leaf = bytes.fromhex(case.get("leaf_hex", stored["leaf_hex"]))
        assert not check(case["proof"].encode(), policy, leaf, now=2_000_000_000)["holds"], case["desc"]


def test_the_command_exits_with_0_1_or_2(log: SmallLog, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "x.tlog-proof"
    file.write_bytes(log.proof(7))
    words = [str(file), "--policy", str(log.folder / "policy"), "--leaf", log.entries[7].hex()]
    assert check_command.main([*words, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["holds"] is True
    assert check_command.main(words) == 0
    assert "it holds: the leaf was in the log at 2024-10-04T00:00:31Z" in capsys.readouterr().out
    assert check_command.main([*words[:-1], log.entries[8].hex()]) == 1
    assert "it does not hold" in capsys.readouterr().out
    assert check_command.main([*words[:-1], "xyz"]) == 2
    assert check_command.main([*words[:-1], ""]) == 2
    assert check_command.main(["/none", *words[1:]]) == 2
