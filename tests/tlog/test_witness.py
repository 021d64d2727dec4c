"""A witness cosigns one history of a log, however it is asked."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from socket import create_server
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizan.tlog import merkle
from mizan.tlog.checkpoint import Checkpoint, parse_checkpoint
from mizan.tlog.cosignature import CosignatureSigner, cosigned
from mizan.tlog.errors import WitnessError
from mizan.tlog.keys import Ed25519Signer, parse_vkey
from mizan.tlog.note import Verifier, add_signatures, parse_note, sign_note
from mizan.tlog.witness import command, store
from mizan.tlog.witness.client import WitnessClient
from mizan.tlog.witness.protocol import MAX_BODY, Refusal, Request, parse_request
from mizan.tlog.witness.server import Witness, WitnessServer

ORIGIN = "log.example/mizan"
LOG = Ed25519Signer(ORIGIN, bytes(32))
NOW = 1_700_000_000
VECTORS = Path(__file__).parents[1] / "data" / "ledger" / "witness_add_checkpoint.json"


class Tree:
    """A log in memory; `fork` replaces a leaf."""

    def __init__(self, size: int, fork: int | None = None) -> None:
        self.hashes = [merkle.leaf_hash(b"other" if n == fork else b"%d" % n) for n in range(size)]

    def subtree(self, level: int, index: int) -> bytes:
        return merkle.root_of(self.hashes[index << level : (index + 1) << level])

    def checkpoint(self, size: int) -> bytes:
        return sign_note(Checkpoint(ORIGIN, size, merkle.root_of(self.hashes[:size])).text, [LOG])

    def request(self, old: int, size: int) -> bytes:
        return Request(old, tuple(merkle.consistency_proof(old, size, self.subtree)), self.checkpoint(size)).encode()


HONEST, FORKED = Tree(40), Tree(40, fork=3)


@pytest.fixture
def witness(tmp_path: Path) -> Witness:
    return a_witness(tmp_path, {ORIGIN: [parse_vkey(LOG.vkey)]})


def a_witness(folder: Path, logs: dict[str, list[Verifier]]) -> Witness:
    store.create(folder / "w.sqlite3")
    signer = CosignatureSigner("witness.example", bytes([1] * 32))
    return Witness([signer], logs, store.Store(folder / "w.sqlite3"), "ab" * 32, lambda: NOW)


@contextmanager
def served(witness: Witness) -> Iterator[str]:
    server = WitnessServer(("127.0.0.1", 0), witness)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def client(url: str, witness: Witness) -> WitnessClient:
    return WitnessClient(url, [parse_vkey(signer.vkey) for signer in witness.signers], timeout=5)


def post(
    url: str, body: bytes, headers: dict[str, str] | None = None, path: str = "/add-checkpoint"
) -> tuple[int, bytes, str]:
    connection = HTTPConnection(url.removeprefix("http://").rstrip("/"), timeout=5)
    try:
        connection.request("POST", path, body, headers or {})
        answer = connection.getresponse()
        return answer.status, answer.read(), answer.headers["Content-Type"]
    finally:
        connection.close()


def get(url: str, path: str) -> tuple[int, bytes]:
    connection = HTTPConnection(url.removeprefix("http://").rstrip("/"), timeout=5)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def refusal(witness: Witness, body: bytes) -> int:
    with pytest.raises(Refusal) as caught:
        witness.add_checkpoint(body)
    return caught.value.status


def test_every_stored_request_gets_the_status_of_the_specification(tmp_path: Path) -> None:
    stored = json.loads(VECTORS.read_text(encoding="utf-8"))
    key = parse_vkey(stored["log_vkey"])
    seen: dict[int | None, bytes] = {case.get("new_state"): case["body"].encode() for case in stored["cases"]}
    for number, case in enumerate(stored["cases"]):
        folder = tmp_path / str(number)
        folder.mkdir()
        witness = a_witness(folder, {key.name: [key]})
        if case["state"] is not None:  # bring it to the state by the note that led there
            note = parse_request(seen[case["state"]]).note
            witness.store.advance(key.name, lambda _, note=note: note)
        with served(witness) as url:
            status, body, kind = post(url, case["body"].encode())
        assert status == case["status"], case["desc"]
        assert "response" not in case or body.decode() == case["response"]
        assert "content_type" not in case or kind == case["content_type"]
        if "new_state" in case:
            latest = witness.store.latest(key.name)
            assert latest is not None
            assert parse_checkpoint(parse_note(latest).text).size == case["new_state"]


def test_a_cosignature_verifies_and_says_when(witness: Witness) -> None:
    with served(witness) as url:
        signatures = client(url, witness).add_checkpoint(HONEST.checkpoint(5), 5, no_proof)
    note = parse_note(add_signatures(HONEST.checkpoint(5), signatures))
    assert cosigned(note, [parse_vkey(witness.signers[0].vkey)]) == {"witness.example": NOW}


def no_proof(old: int) -> list[bytes]:
    raise AssertionError(f"no proof from {old} is needed here")


def prover(tree: Tree, size: int) -> Callable[[int], list[bytes]]:
    return lambda old: merkle.consistency_proof(old, size, tree.subtree)


def test_the_client_learns_the_size_from_a_conflict_and_asks_again(witness: Witness) -> None:
    witness.add_checkpoint(HONEST.request(0, 7))
    with served(witness) as url:
        asking = client(url, witness)
        assert asking.add_checkpoint(HONEST.checkpoint(13), 13, prover(HONEST, 13))
        assert asking.known == 13


def test_a_restored_log_is_told_that_the_witness_has_seen_more(witness: Witness) -> None:
    witness.add_checkpoint(HONEST.request(0, 20))
    with served(witness) as url, pytest.raises(WitnessError, match="cosigned 20 leaves") as caught:
        client(url, witness).add_checkpoint(HONEST.checkpoint(9), 9, no_proof)
    assert caught.value.where == "409"


def test_a_fork_is_refused_and_changes_nothing(witness: Witness) -> None:
    witness.add_checkpoint(HONEST.request(0, 20))
    before = witness.store.latest(ORIGIN)
    for size in (20, 30):
        assert refusal(witness, FORKED.request(20, size)) == 422
    assert witness.store.latest(ORIGIN) == before


def test_anyone_can_read_what_was_cosigned_last(witness: Witness) -> None:
    with served(witness) as url:
        asking = client(url, witness)
        assert asking.latest(ORIGIN, parse_vkey(LOG.vkey)) is None
        asking.add_checkpoint(HONEST.checkpoint(5), 5, no_proof)
        found = asking.latest(ORIGIN, parse_vkey(LOG.vkey))
        assert found is not None
        assert found[0] == parse_checkpoint(parse_note(HONEST.checkpoint(5)).text)
        assert asking.policy_hash() == "ab" * 32
        assert get(url, "/vkey")[1].decode().strip() == witness.signers[0].vkey
        assert get(url, "/")[0] == get(url, f"/{'0' * 64}/checkpoint")[0] == 404


def test_twenty_threads_that_push_two_forks_never_get_two_roots_of_one_size(witness: Witness) -> None:
    """I-6: the check and the writing are one step, whatever the order of requests."""
    with served(witness) as url:

        def push(number: int) -> list[tuple[int, bytes]]:
            tree, asking, won = (HONEST, FORKED)[number % 2], client(url, witness), []
            for size in range(4, 40, 3):
                try:
                    asking.add_checkpoint(tree.checkpoint(size), size, prover(tree, size))
                    won.append((size, merkle.root_of(tree.hashes[:size])))
                except WitnessError:
                    pass
            return won

        with ThreadPoolExecutor(20) as pool:
            won = {pair for pairs in pool.map(push, range(20)) for pair in pairs}
    sizes = [size for size, _ in won]
    assert won
    assert len(sizes) == len(set(sizes))
    side = {root in {merkle.root_of(FORKED.hashes[:size])} for size, root in won}
    assert len(side) == 1  # and all that was won lies on one side of the fork


def test_a_request_that_comes_between_the_check_and_the_writing_waits_and_is_refused(tmp_path: Path) -> None:
    """The race itself, made certain: the fork is pushed while the honest request is being signed."""
    honest = a_witness(tmp_path, {ORIGIN: [parse_vkey(LOG.vkey)]})
    answers: list[int] = []

    def push_the_fork() -> None:
        twin = Witness(honest.signers, honest.logs, store.Store(tmp_path / "w.sqlite3"), "", lambda: NOW)
        answers.append(refusal(twin, FORKED.request(0, 20)))

    rival = Thread(target=push_the_fork)

    def clock() -> int:
        rival.start()
        rival.join(0.2)  # it cannot end before this request has: the write lock is held
        return NOW

    racing = Witness(honest.signers, honest.logs, honest.store, "", clock)
    assert racing.add_checkpoint(HONEST.request(0, 20))
    rival.join()
    assert answers == [409]


def test_two_processes_on_one_memory_still_cosign_one_history(witness: Witness, tmp_path: Path) -> None:
    """A second server on the same file sees what the first wrote: the lock is the file's, not the process's."""
    twin = Witness(witness.signers, witness.logs, store.Store(tmp_path / "w.sqlite3"), "", lambda: NOW)
    witness.add_checkpoint(HONEST.request(0, 20))
    assert refusal(twin, FORKED.request(0, 20)) == 409
    assert refusal(twin, FORKED.request(20, 21)) == 422


def test_nothing_is_cosigned_that_could_not_be_written(witness: Witness, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "w.sqlite3") as connection:
        connection.execute("DROP TABLE cosigned")
    with served(witness) as url, pytest.raises(WitnessError, match="no answer"):
        client(url, witness).add_checkpoint(HONEST.checkpoint(5), 5, no_proof)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Content-Length": str(MAX_BODY + 1)}, 413),
        ({"Content-Length": "99999999999999"}, 411),
        ({"Content-Length": "-1"}, 411),
        ({"Transfer-Encoding": "chunked"}, 411),
    ],
)
def test_a_body_without_a_modest_length_is_refused_before_it_is_read(
    witness: Witness, headers: dict[str, str], status: int
) -> None:
    with served(witness) as url:
        connection = HTTPConnection(url.removeprefix("http://").rstrip("/"), timeout=5)
        connection.putrequest("POST", "/add-checkpoint")
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders()
        assert connection.getresponse().status == status
        connection.close()


def test_other_paths_and_verbs_are_refused(witness: Witness) -> None:
    with served(witness) as url:
        assert post(url, b"", path="/other")[0] == 404
        assert post(url, b"")[0] == 400
        assert get(url, "/add-checkpoint")[0] == 404


def test_an_old_size_beyond_the_checkpoint_is_bad_and_a_proof_from_nothing_too(witness: Witness) -> None:
    assert refusal(witness, Request(9, (), HONEST.checkpoint(5)).encode()) == 400
    assert refusal(witness, Request(0, (bytes(32),), HONEST.checkpoint(5)).encode()) == 422


def test_a_checkpoint_of_the_log_signed_by_another_key_is_forbidden(witness: Witness) -> None:
    stranger = Ed25519Signer(ORIGIN, bytes([9] * 32))
    note = sign_note(Checkpoint(ORIGIN, 1, HONEST.hashes[0]).text, [stranger])
    assert refusal(witness, Request(0, (), note).encode()) == 403


@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_a_request_or_a_witness_error(data: bytes) -> None:
    try:
        request = parse_request(data)
    except WitnessError:
        return
    assert request.encode() == data


@given(
    old=st.integers(0, 2**63 - 1), proof=st.lists(st.binary(min_size=32, max_size=32), max_size=63), note=st.binary()
)
def test_a_request_is_read_back_as_written(old: int, proof: list[bytes], note: bytes) -> None:
    request = Request(old, tuple(proof), note)
    assert parse_request(request.encode()) == request


@pytest.mark.parametrize(
    "bad", [b"old 01\n\nx", b"old -1\n\nx", b"old 1 \n\nx", b"old 1\nAAAA\n\nx", b"Old 1\n\nx", b"old 1\nx"]
)
def test_a_crooked_head_is_refused(bad: bytes) -> None:
    with pytest.raises(WitnessError):
        parse_request(bad)


def test_a_witness_is_made_once_and_never_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "w"
    assert command.main(["init", str(folder), "--name", "witness.example/ngo", "--json"]) == 0
    vkey = json.loads(capsys.readouterr().out)["vkey"]
    assert parse_vkey(vkey).name == "witness.example/ngo"
    assert (folder / "key").stat().st_mode & 0o777 == 0o600
    key = (folder / "key").read_bytes()
    assert command.main(["init", str(folder), "--name", "witness.example/ngo"]) == 1
    assert (folder / "key").read_bytes() == key
    assert command.load(folder, None).signers[0].vkey == vkey


def test_a_witness_serves_on_a_socket_that_was_opened_for_it(witness: Witness) -> None:
    with create_server(("127.0.0.1", 0)) as opened:
        server = WitnessServer(("127.0.0.1", 1), witness, opened)
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            connection = HTTPConnection("127.0.0.1", opened.getsockname()[1], timeout=10)
            connection.request("GET", "/vkey")
            assert connection.getresponse().read().decode().strip() == witness.signers[0].vkey
            connection.close()
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize(("words", "speaks"), [((), True), (("--quiet",), False)])
def test_serve_says_where_it_is_unless_it_shall_be_quiet(
    words: tuple[str, ...], speaks: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    vkey = command.initialise(tmp_path / "w", "witness.example")
    (tmp_path / "policy").write_text(f"log {LOG.vkey}\nwitness w {vkey}\nquorum w\n")
    monkeypatch.setattr(WitnessServer, "serve_forever", lambda _self: None)
    with create_server(("127.0.0.1", 0)) as opened:
        number = str(opened.detach())  # the witness closes it
    assert (
        command.main(["serve", str(tmp_path / "w"), "--policy", str(tmp_path / "policy"), "--socket", number, *words])
        == 0
    )
    assert (vkey in capsys.readouterr().out) is speaks


def test_a_witness_that_lost_its_memory_does_not_start(tmp_path: Path) -> None:
    command.initialise(tmp_path / "w", "witness.example")
    (tmp_path / "w" / command.MEMORY).unlink()
    with pytest.raises(WitnessError, match="memory is missing"):
        command.load(tmp_path / "w", None)
    assert command.main(["serve", str(tmp_path / "w"), "--policy", str(tmp_path / "none")]) == 2
