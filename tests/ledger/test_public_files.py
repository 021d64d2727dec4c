"""The log's files at the public door: exactly those, as they were published, and nothing else of the disk."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as profile
from hypothesis import strategies as st

from mizan.ledger.public import files
from mizan.ledger.public.serving import offered
from mizan.tlog import downloads
from tests.tlog.small_log import SmallLog, busy, publish

LEAVES = 300
FULL, PARTIAL = "tile/entries/000", f"tile/entries/001.p/{LEAVES - 256}"


@pytest.fixture
def log(settings: Any, tmp_path: Path) -> SmallLog:
    """A published log of 300 leaves, and beside it something that is nobody's business."""
    settings.LOG = tmp_path / "log"
    published = publish(tmp_path / "log", busy(LEAVES), [100, LEAVES])
    published.write("manifest/1", b"the first manifest\n")
    published.write("origin", b"the log before\n")
    (tmp_path / "secret").write_bytes(b"the key")
    return published


def test_every_file_of_the_log_is_served_as_it_lies_there(log: SmallLog, public: Any) -> None:
    names = [name for name in log.files() if not name.endswith(".half")]
    assert len(names) > 8
    for name in names:
        answer = public.get(f"/log/{name}")
        assert (answer.status_code, answer.content) == (200, log.read(name)), name


def test_a_file_is_answered_without_the_database_and_without_a_cookie(
    log: SmallLog, public: Any, django_assert_num_queries: Any, db: None
) -> None:
    with django_assert_num_queries(0):
        answers = [
            public.get(f"/log/{name}", HTTP_ACCEPT_LANGUAGE="ur") for name in ("checkpoint", FULL, "tile/entries/002")
        ]
    for answer in answers[:2]:
        assert not answer.cookies
        assert "Vary" not in answer.headers
        assert "Content-Encoding" not in answer.headers


def test_only_full_tiles_below_the_published_size_are_kept_for_ever(log: SmallLog, public: Any) -> None:
    def cached(name: str) -> str:
        return str(public.get(f"/log/{name}")["Cache-Control"])

    assert "immutable" in cached(FULL)
    assert "immutable" in cached("tile/0/000")
    log.write("tile/entries/001", b"written, and then the machine stopped")
    for name in ("checkpoint", "history", "policy", "manifest/1", PARTIAL, "tile/entries/001"):
        assert "no-cache" in cached(name), name
    log.write("checkpoint", b"damaged")
    assert "immutable" not in cached(FULL)


def test_who_has_a_file_already_is_sent_nothing(log: SmallLog, public: Any) -> None:
    first = public.get("/log/checkpoint")
    again = public.get("/log/checkpoint", HTTP_IF_NONE_MATCH=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    log.write("checkpoint", b"another")
    assert public.get("/log/checkpoint", HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 200


def test_head_gives_the_length_and_no_bytes(log: SmallLog, public: Any) -> None:
    answer = public.head(f"/log/{FULL}")
    assert (answer.status_code, answer.content) == (200, b"")
    assert int(answer["Content-Length"]) == len(log.read(FULL))


@pytest.mark.parametrize("method", ["post", "put", "delete", "options"])
def test_no_other_method_is_taken(log: SmallLog, public: Any, method: str) -> None:
    assert getattr(public, method)("/log/checkpoint").status_code == 405


@pytest.mark.parametrize("name", ["tile/entries/002", "tile/3/000", "manifest/2", "tile/0/000.p/255"])
def test_a_file_that_is_not_there_is_missing_in_plain_words(log: SmallLog, public: Any, name: str) -> None:
    answer = public.get(f"/log/{name}")
    assert (answer.status_code, answer["Content-Type"][:10]) == (404, "text/plain")
    assert "no-store" in answer["Cache-Control"]


STRANGE = [
    "../secret", "..%2fsecret", "tile/../../secret", "tile/entries/../../../secret", "%2e%2e/secret", "/etc/passwd",
    "checkpoint/", "checkpoint/../policy", "tile/entries/0", "tile/entries/000.p/256", "tile/entries/000.p/0",
    "tile/64/000", "tile/00/000", "manifest/0", "manifest/01", "manifest/", "manifest/../policy", ".checkpoint.half",
    "tile/entries/.000.half", "summary.json", "tile", "tile/entries", "CHECKPOINT", "checkpoint.aside", "policy~",
]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("name", STRANGE)
def test_a_name_that_is_no_file_of_the_log_is_not_here(log: SmallLog, public: Any, name: str) -> None:
    log.write(".checkpoint.half", b"half")
    log.write("summary.json", b"{}")
    answer = public.get(f"/log/{name}")
    assert answer.status_code == 404
    assert b"the key" not in answer.content


@profile(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.one_of(st.text(), st.from_regex(r"(tile|manifest|\.\.|/|[a-z0-9.x]){1,12}", fullmatch=True)))
def test_no_text_reaches_a_file_that_is_not_in_the_folder(tmp_path: Path, name: str) -> None:
    found = files.find(tmp_path, name)
    assert found is None
    if files.is_name(name):
        assert (tmp_path / name).resolve().is_relative_to(tmp_path.resolve())


def test_a_link_out_of_the_folder_is_not_followed(log: SmallLog, public: Any) -> None:
    (log.folder / "policy").unlink()
    os.symlink(log.folder.parent / "secret", log.folder / "policy")
    assert public.get("/log/policy").status_code == 404


def test_a_folder_with_a_files_name_is_missing(log: SmallLog, public: Any) -> None:
    (log.folder / "manifest" / "7").mkdir()
    assert public.get("/log/manifest/7").status_code == 404


@pytest.mark.parametrize("name", sorted(downloads.FILES))
def test_a_download_has_the_hash_that_the_page_shows_and_is_handed_over_as_a_file(public: Any, name: str) -> None:
    answer = public.get(f"/log/{name}")
    shown = {one.name: one for one in offered()}[name]
    assert (len(answer.content), sha256(answer.content).hexdigest()) == (shown.size, shown.sha256)
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
