"""The template for translators: every text people read, each once, the same bytes every time."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest

from mizan.web.packs.__main__ import main
from mizan.web.packs.reading import read_pack
from mizan.web.packs.strings import extract, messages_of, template
from tests.packs.small import changed, write

ROOT = Path(__file__).resolve().parents[2] / "packs"


def texts(pack: Path) -> set[str]:
    return {entry.msgid for entry in polib.pofile(template(read_pack(pack)))}


@pytest.mark.parametrize("name", ["untoc", "south_asia", "pakistan"])
def test_the_template_in_the_pack_is_the_newest(name: str) -> None:
    written = (ROOT / name / "locale" / "pack.pot").read_text(encoding="utf-8")
    assert written == template(read_pack(ROOT / name)), f"Run: python -m mizan.web.packs extract packs/{name}"


def test_it_takes_what_people_read_also_from_nested_entries_and_tables(tmp_path: Path) -> None:
    found = texts(write(tmp_path))
    assert {"Small country", "Province", "First cluster", "Is it charged?", "party (2010)", "Make it a crime"} <= found
    assert {"Detect more cases", "A published aim of the plan.", "persons", "Tier 2", "North", "offence (s.3)"} <= found


def test_it_takes_the_texts_of_the_district_conditions_too() -> None:
    found = {(m.row, m.key) for m in messages_of(read_pack(ROOT / "pakistan")) if m.file == "conditions.yaml"}
    keys = ("label", "mechanism", "source", "owner", "caveat")
    assert {("poverty", key) for key in keys} | {("protection_gap", "unknown"), ("child_labour", "reason")} <= found


def test_it_leaves_codes_addresses_and_choices_alone(tmp_path: Path) -> None:
    found = texts(write(tmp_path))
    assert not any("://" in text for text in found)
    assert not {"POLICE", "OB-1", "adopted", "primary", "brick_kilns", "2021"} & found


def test_a_source_in_words_is_translated(tmp_path: Path) -> None:
    assert "modelled on treaty text" in texts(write(tmp_path))


def test_a_text_used_twice_stands_once(tmp_path: Path) -> None:
    catalogue = polib.pofile(template(read_pack(write(tmp_path))))
    assert [entry.msgid for entry in catalogue].count("Detect more cases") == 1


def test_it_writes_nothing_from_a_broken_pack(tmp_path: Path) -> None:
    pack = write(tmp_path, changed("pillars.yaml", "side: society", "side: nowhere"))
    with pytest.raises(ValueError, match=r"small/pillars.yaml:2"):
        extract(pack)
    assert not (pack / "locale" / "pack.pot").exists()


def test_the_command_writes_and_says_where(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pack = write(tmp_path)
    assert main(["extract", str(pack)]) == 0
    assert capsys.readouterr().out.strip() == str(pack / "locale" / "pack.pot")


def test_the_command_tells_a_fault_from_wrong_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pack = write(tmp_path, changed("pillars.yaml", "side: society", "side: nowhere"))
    assert main(["extract", str(pack)]) == 1
    assert main([]) == 2
    assert main(["load"]) == 2
    assert "usage" in capsys.readouterr().err


def test_the_command_says_when_there_is_no_pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["extract"]) == 2
