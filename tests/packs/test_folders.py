"""A pack folder is weighed before it is read: links, strange names, sizes and bytes that are no text."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mizan.web.packs import Fault, files, validate
from tests.packs.small import FILES, changed, write


def reasons(path: Path) -> dict[str, str]:
    return {fault.file: fault.reason for fault in validate(path)}


def test_it_refuses_a_link_to_a_file_outside(tmp_path: Path) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text(FILES["pillars.yaml"], encoding="utf-8")
    pack = write(tmp_path)
    (pack / "pillars.yaml").unlink()
    (pack / "pillars.yaml").symlink_to(secret)
    assert reasons(pack) == {
        "small/pillars.yaml": "Symbolic links are not allowed in a pack: they may point outside it."
    }


def test_it_refuses_a_linked_folder(tmp_path: Path) -> None:
    pack = write(tmp_path)
    (tmp_path / "elsewhere").mkdir()
    (pack / "locale" / "fr").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    assert reasons(pack) == {"small/locale/fr": "Symbolic links are not allowed in a pack: they may point outside it."}


def test_it_refuses_a_pack_that_is_a_link(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(write(tmp_path), target_is_directory=True)
    assert validate(tmp_path / "link") == [Fault("link", 1, "A pack folder may not be a symbolic link.")]


@pytest.mark.parametrize(
    "name", ["extra.yaml", "pillars.yml", "run.sh", ".hidden", "locale/ur/other.mo", "locale/pack.po"]
)
def test_it_refuses_a_file_it_does_not_know(tmp_path: Path, name: str) -> None:
    assert reasons(write(tmp_path, {**FILES, name: "x"})) == {f"small/{name}": "A pack has no file of this name."}


def test_it_refuses_a_folder_it_does_not_know(tmp_path: Path) -> None:
    pack = write(tmp_path, {**FILES, "scripts/pillars.yaml": "x"})
    assert reasons(pack) == {"small/scripts": "A pack has no such folder."}


@pytest.mark.parametrize("name", ["README.md", "LICENSE", "locale/pack.pot", "locale/ur/README.md"])
def test_it_allows_words_about_the_pack(tmp_path: Path, name: str) -> None:
    assert validate(write(tmp_path, {**FILES, name: "x"})) == []


def test_a_file_of_another_room_is_read_for_its_syntax_only(tmp_path: Path) -> None:
    assert validate(write(tmp_path, {**FILES, "conditions.yaml": "name: x\nwhatever: [1]\n"})) == []
    found = validate(write(tmp_path, {**FILES, "conditions.yaml": "name: [\n"}))
    assert [fault.file for fault in found] == ["small/conditions.yaml"]


@pytest.mark.parametrize(
    ("name", "limit"),
    [
        ("pillars.yaml", files.MAX_YAML_BYTES),
        ("places.csv", files.MAX_TABLE_BYTES),
        ("adm1.topojson", files.MAX_MAP_BYTES),
    ],
)
def test_it_refuses_a_file_that_is_too_large_without_reading_it(tmp_path: Path, name: str, limit: int) -> None:
    pack = write(tmp_path)
    with (pack / name).open("r+b") as handle:
        handle.truncate(limit + 1)  # sparse: costs no disk
    assert f"The file is larger than the {limit} bytes allowed here." in reasons(pack).values()


def test_it_refuses_too_many_files(tmp_path: Path) -> None:
    pack = write(tmp_path)
    for number in range(files.MAX_ENTRIES):
        (pack / f"x{number}").touch()
    assert any(fault.reason == "A pack may hold at most 300 files and folders." for fault in validate(pack))


def test_it_refuses_what_is_no_file(tmp_path: Path) -> None:
    pack = write(tmp_path)
    (pack / "pillars.yaml").unlink()
    os.mkfifo(pack / "pillars.yaml")
    assert reasons(pack) == {"small/pillars.yaml": "This is not a regular file."}


def test_it_names_the_line_of_bytes_that_are_no_utf8(tmp_path: Path) -> None:
    pack = write(tmp_path)
    (pack / "pillars.yaml").write_bytes(b"- {code: a}\n- {code: \xff}\n")
    assert reasons(pack) == {
        "small/pillars.yaml": "The file is not UTF-8 text: byte 22, in line 2, cannot be read.",
    }


def test_a_byte_order_mark_is_harmless(tmp_path: Path) -> None:
    assert validate(write(tmp_path, changed("places.csv", "pcode,", "\ufeffpcode,"))) == []


def test_a_translation_file_that_is_the_name_of_a_file_opens_nothing(tmp_path: Path) -> None:
    target = tmp_path / "secret.po"
    target.write_text('msgid "secret %(x)s"\nmsgstr "secret"\n', encoding="utf-8")
    pack = write(tmp_path, {**FILES, "locale/ur/pack.po": str(target)})
    assert not any("secret %(x)s" in fault.reason for fault in validate(pack))
    assert [fault.file for fault in validate(pack)] == ["small/locale/ur/pack.po"]


def test_it_stops_reading_at_too_many_values(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mizan.web.packs.trees.MAX_NODES", 30)
    monkeypatch.setattr("mizan.web.packs.tables.MAX_ROWS", 1)
    found = set(reasons(write(tmp_path)).values())
    assert {"The file holds more than 30 values.", "The table has more than 1 rows."} <= found


def test_a_file_that_cannot_be_opened_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, *arguments: object, **options: object) -> None:
        raise PermissionError(13, "Permission denied")

    pack = write(tmp_path)
    monkeypatch.setattr(Path, "open", refuse)
    assert set(reasons(pack).values()) == {"The file cannot be read (Permission denied)."}
