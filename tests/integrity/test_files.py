"""Files of a report: sealed while they stream in, kept under quotas, and given back only where that is safe."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mizan.integrity import store
from mizan.integrity.door import uploads
from mizan.integrity.following import look_up
from mizan.integrity.models import Attachment
from mizan.integrity.services import files
from mizan.sealing.codeword import parse
from mizan.sealing.files import open_file, open_record
from tests.integrity.country import Country
from tests.integrity.walking import WORLD, digits_of, followed, main_form, open_door, sent
from tests.web.page_forms import Form, send

MARKER = b"qoqnoos-9944-in-a-file"
JPEG = b"\xff\xd8\xff\xe0" + b"j" * 200
LONG_AGO = 86400 * 30


@pytest.fixture
def sealed_folder(settings: Any, tmp_path: Path) -> Path:
    settings.SEALED = tmp_path / "sealed"
    return tmp_path / "sealed"


@pytest.fixture
def door(country: Country, public: Any, monkeypatch: pytest.MonkeyPatch, sealed_folder: Path) -> Any:
    open_door(country, monkeypatch)
    return public


@pytest.fixture
def page(door: Any) -> Any:
    answer = sent(door)
    shown = followed(door, digits_of(answer))
    shown.codeword = digits_of(answer)
    return shown


def form_of(page: Any) -> Form:
    return main_form(page, "/report/files/")


def uploaded(door: Any, page: Any, name: str = "notes.txt", content: bytes = MARKER) -> Any:
    return send(door, form_of(page), {"files": (name, content)})


def test_a_file_is_sealed_on_the_disk_and_opens_for_whoever_holds_the_report(
    door: Any, page: Any, sealed_folder: Path
) -> None:
    assert uploaded(door, page, "Notes of mine.txt", MARKER * 5000).status_code == 200
    row = Attachment.objects.get()
    on_disk = (sealed_folder / str(row.pk)).read_bytes()
    assert MARKER not in on_disk
    key = look_up(parse(page.codeword)).epochs[0]
    record = open_record(key, bytes(row.record), row.number)
    assert (record.name, record.kind, record.size) == ("Notes of mine.txt", "other", len(MARKER) * 5000)
    assert b"".join(open_file(key.report, row.number, record.key, [on_disk])) == MARKER * 5000


def test_the_file_and_its_folder_hold_a_day_and_no_hour(door: Any, page: Any, sealed_folder: Path) -> None:
    uploaded(door, page)
    for path in (sealed_folder, sealed_folder / str(Attachment.objects.get().pk)):
        assert path.stat().st_mtime % 86400 == 0


def test_a_document_comes_back_as_bytes_that_no_browser_shows(door: Any, page: Any) -> None:
    shown = uploaded(door, page)
    form = main_form(shown, "/report/files/load/", number="1")
    answer = send(door, form)
    assert b"".join(answer.streaming_content) == MARKER
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_GL_4760_a_picture_or_film_is_never_given_back(door: Any, page: Any) -> None:
    shown = uploaded(door, page, "innocent.pdf", JPEG)
    assert "Load it again" not in shown.content.decode()
    form = main_form(shown, "/report/follow/", number="1")
    answer = send(door, Form(f"/report/files/load/{WORLD}", fields=form.fields))
    assert answer.status_code == 409
    assert JPEG not in answer.content


def test_a_file_too_large_is_declined_and_leaves_nothing_behind(
    door: Any, page: Any, sealed_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MOST_BYTES", 200_000)
    answer = uploaded(door, page, content=b"x" * 300_000)
    assert "too large" in answer.content.decode()
    assert list(sealed_folder.iterdir()) == []
    assert uploaded(door, page, content=b"x" * 1000).status_code == 200


def test_a_report_has_so_many_files_and_no_more(door: Any, page: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_FILES", 1)
    assert uploaded(door, page).status_code == 200
    assert "At most 1 files" in uploaded(door, page).content.decode()
    assert Attachment.objects.count() == 1


def test_below_the_reserve_files_are_declined_first_and_text_is_still_taken(
    door: Any, page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_free", lambda: store.FILE_RESERVE - 1)
    assert "no room for files" in uploaded(door, page).content.decode()
    assert sent(door).status_code == 200
    monkeypatch.setattr(store, "_free", lambda: store.TEXT_RESERVE - 1)
    assert "no room on this machine" in sent(door).content.decode()
    assert not Attachment.objects.exists()


def test_a_page_without_its_sealed_field_takes_no_byte(door: Any, page: Any, sealed_folder: Path) -> None:
    answer = send(door, Form(f"/report/files/{WORLD}", multipart=True), {"files": ("a", MARKER)})
    assert answer.status_code == 409
    assert list(sealed_folder.iterdir()) == []


def test_a_file_that_stands_before_the_sealed_field_is_declined(door: Any, page: Any, sealed_folder: Path) -> None:
    holds = dict(form_of(page).fields)["holds"]

    answer = door.post(f"/report/files/{WORLD}", {"files": SimpleUploadedFile("a", MARKER), "holds": holds})
    assert answer.status_code == 409
    assert list(sealed_folder.iterdir()) == []


@pytest.mark.parametrize("name", ["../../etc/passwd", "a\\b\\c.exe", "\x00", "x" * 5000, "\u202egpj.exe", ""])
def test_SD_3892_a_name_is_never_a_path(door: Any, page: Any, sealed_folder: Path, name: str) -> None:
    uploaded(door, page, name)
    assert {path.name for path in sealed_folder.iterdir()} == {str(row.pk) for row in Attachment.objects.all()}
    assert uploads._plain(name).count("/") == 0


def test_a_cut_off_upload_is_swept_away_after_a_day_and_kept_files_are_not(
    door: Any, page: Any, sealed_folder: Path
) -> None:
    import os

    uploaded(door, page)
    writer = store.Writer()
    writer.add(b"sealed")
    writer.close()
    for path in sealed_folder.iterdir():
        os.utime(path, (LONG_AGO, LONG_AGO))
    assert store.sweep({str(row.pk) for row in Attachment.objects.all()}) == 1
    assert [path.name for path in sealed_folder.iterdir()] == [str(Attachment.objects.get().pk)]


def test_GL_822_no_plain_hash_of_a_file_leaves_the_envelope(door: Any, page: Any) -> None:
    from hashlib import sha256

    from mizan.ledger.models import Event

    uploaded(door, page)
    plain = sha256(MARKER).hexdigest()
    assert bytes(Attachment.objects.get().digest).hex() != plain
    assert all(plain not in str(event.payload) for event in Event.objects.all())


def test_no_piece_of_an_upload_of_50_megabytes_is_in_any_writable_place(
    door: Any, page: Any, sealed_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import tempfile

    places = tmp_path / "temporary"
    places.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(places))
    monkeypatch.setattr(files, "MOST_BYTES", 100 << 20)
    assert uploaded(door, page, "film.bin", (MARKER * 50)[:1024] * (50 << 10)).status_code == 200
    for path in tmp_path.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                while piece := file.read(1 << 20):
                    assert MARKER not in piece
    assert list(places.iterdir()) == []
