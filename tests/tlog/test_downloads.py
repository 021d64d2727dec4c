"""What NGOs download works in an empty folder, with nothing installed and no project in sight."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import zipfile
from base64 import b64encode
from io import BytesIO
from pathlib import Path

import pytest

from mizan.tlog import downloads
from tests.tlog.small_log import SmallLog, busy, publish

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files as the script builds them."""
    folder = tmp_path_factory.mktemp("dist")
    environment = {"PYTHON": sys.executable, "PATH": "/usr/bin:/bin"}
    subprocess.run([ROOT / "scripts" / "zipapps", folder], check=True, env=environment, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> SmallLog:
    return publish(tmp_path_factory.mktemp("log") / "log", busy(300), [260, 300])


def run(app: Path, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """In an empty folder, isolated (-I), without site packages (-S): the standard library alone."""
    folder.mkdir(exist_ok=True)
    command = [sys.executable, "-I", "-S", str(app), *words]
    return subprocess.run(command, cwd=folder, env={}, capture_output=True, text=True, check=False, timeout=60)


NOW = ("--now", "2024-10-05T00:10:00+00:00")


def test_the_verifier_verifies_a_log_with_the_standard_library_alone(
    built: Path, log: SmallLog, tmp_path: Path
) -> None:
    words = ["verify", str(log.folder), "--policy", str(log.folder / "policy"), *NOW, "--json"]
    done = run(built / "mizan-verify.pyz", tmp_path / "empty", *words)
    assert done.returncode == 0, done.stderr
    document = json.loads(done.stdout)
    assert (document["size"], document["faults"], len(document["cosignatures"])) == (300, [], 3)


def test_the_verifier_finds_a_changed_byte_and_a_changed_signature(built: Path, log: SmallLog, tmp_path: Path) -> None:
    for path, offset in (("tile/entries/000", 120), ("checkpoint", 150)):
        right = log.read(path)
        log.write(path, right[:offset] + bytes([right[offset] ^ 1]) + right[offset + 1 :])
        done = run(
            built / "mizan-verify.pyz",
            tmp_path / "e",
            "verify",
            str(log.folder),
            "--policy",
            str(log.folder / "policy"),
            *NOW,
        )
        log.write(path, right)
        assert done.returncode == 1
        assert f"FAULT      {path}: byte" in done.stdout


def test_the_verifier_checks_a_proof_and_keeps_a_mirror(built: Path, log: SmallLog, tmp_path: Path) -> None:
    proof, policy = tmp_path / "a.tlog-proof", str(log.folder / "policy")
    proof.write_bytes(log.proof(7))
    for leaf, code in ((log.entries[7], 0), (log.entries[8], 1)):
        words = ["check", str(proof), "--policy", policy, "--leaf", leaf.hex()]
        assert run(built / "mizan-verify.pyz", tmp_path / "e", *words).returncode == code
    words = ["mirror", str(log.folder), "copy", "--policy", policy, *NOW]
    assert run(built / "mizan-verify.pyz", tmp_path / "e", *words).returncode == 0
    assert (tmp_path / "e" / "copy" / "checkpoint").read_bytes() == log.read("checkpoint")


def test_the_witness_names_the_one_package_that_it_misses(built: Path, tmp_path: Path) -> None:
    done = run(built / "mizan-witness.pyz", tmp_path / "e", "init", "w", "--name", "witness.example")
    assert done.returncode == 2
    assert "pynacl" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_witness_starts_where_the_package_is(built: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-I", str(built / "mizan-witness.pyz"), "init", "w", "--name", "witness.example/ngo"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("witness.example/ngo+")
    assert (tmp_path / "w" / "key").exists()


@pytest.mark.parametrize("words", [[], ["dance"]])
def test_bad_words_exit_with_2(built: Path, tmp_path: Path, words: list[str]) -> None:
    for name in ("mizan-verify.pyz", "mizan-witness.pyz"):
        assert run(built / name, tmp_path / "e", *words).returncode == 2


def test_the_same_sources_give_the_same_bytes(built: Path) -> None:
    for name, build in downloads.FILES.items():
        assert (built / name).read_bytes() == build.__wrapped__()  # type: ignore[attr-defined]


def test_an_application_holds_the_log_library_and_nothing_else() -> None:
    names = zipfile.ZipFile(BytesIO(downloads.verify_app())).namelist()
    assert names[0] == "__main__.py"
    assert all(name == "__main__.py" or name == "mizan/__init__.py" or name.startswith("mizan/tlog/") for name in names)
    assert not [name for name in names if "__pycache__" in name]


def test_the_page_may_run_its_own_script_and_load_nothing() -> None:
    page = downloads.verify_page().decode()
    script = page.partition("<script>")[2].partition("</script>")[0]
    digest = b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"default-src 'none'; script-src 'sha256-{digest}'" in page
    for word in ("http://", "https://", "fetch(", "XMLHttpRequest", "WebSocket", " src=", " href=", "import(", "{{"):
        assert word not in page, word


def test_every_sentence_of_the_page_is_there_in_urdu() -> None:
    page = downloads.verify_page().decode()
    assert page.count('<span lang="en">') == page.count('<span lang="ur">') >= 10
