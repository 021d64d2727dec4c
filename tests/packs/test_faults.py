"""Each way to break a pack is reported with its file, its line and a reason in a plain sentence.

The ways stand in data/faults.yaml; only those that are too long to write down are here.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from mizan.web.packs import Fault, validate
from tests.packs.small import FILES, changed, write


@dataclass(frozen=True)
class Case:
    """Replace `old` by `new` in `file`; a fault with this reason is expected in `line` of it, or of the file `at`."""

    name: str
    file: str
    old: str
    new: str
    line: int
    reason: str
    at: str | None = None


def doubled(file: str, line: int, reason: str) -> Case:
    return Case(f"twice_{file}", file, FILES[file], FILES[file] * 2, line, reason)


def emptied(file: str, reason: str) -> Case:
    return Case(f"empty_{file}", file, FILES[file], "", 1, reason)


WRITTEN = yaml.safe_load((Path(__file__).parent / "data" / "faults.yaml").read_text(encoding="utf-8"))
CASES = [
    *(Case(**case) for case in WRITTEN),
    emptied("pillars.yaml", "The file is empty."),
    emptied("pack.yaml", "The file is empty."),
    emptied("places.csv", "The table is empty"),
    emptied("adm1.topojson", "JSON cannot be read here"),
    Case("no_list", "pillars.yaml", FILES["pillars.yaml"], "code: x\n", 1, "The file must be a list of entries."),
    Case("long_text", "clusters.yaml", "First cluster", "x" * 2001, 3, "is longer than 2000 characters"),
    Case("long_cell", "places.csv", "Population not known", "x" * 4001, 3, "A cell is longer than 4000 characters."),
    Case("long_number", "district_readings.csv", "SM1,12.5", "SM1," + "9" * 3000, 2, '"value" must be a number.'),
    Case("deep_json", "adm1.topojson", "[[[0, 0]", "[" * 100_000, 1, "nested too deeply"),
    doubled("statuses.yaml", 6, 'status "TREATY" is already defined'),
    doubled("units.yaml", 9, "The same entry stands twice: POLICE, internal_affairs, POLICE-IA."),
    doubled("desk_readings.yaml", 8, "The same entry stands twice: OB-1, LAW."),
]


def test_the_small_pack_has_no_fault(tmp_path: Path) -> None:
    assert validate(write(tmp_path)) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_it_names_file_line_and_reason(case: Case, tmp_path: Path) -> None:
    found = validate(write(tmp_path, changed(case.file, case.old, case.new)))
    places = [(fault.file, fault.line) for fault in found if case.reason in fault.reason]
    assert (f"small/{case.at or case.file}", case.line) in places, "\n".join(str(fault) for fault in found)
    for fault in found:
        assert fault.reason.startswith(("pack.yaml", '"')) or fault.reason[0].isupper()
        assert fault.reason.endswith(".")


def test_it_reports_every_fault_not_only_the_first(tmp_path: Path) -> None:
    files = dict(FILES)
    files["pillars.yaml"] = (
        files["pillars.yaml"].replace("side: society", "side: nowhere").replace("meaning: Laws", "sense: Laws")
    )
    files["obligations.yaml"] = files["obligations.yaml"].replace("instrument: TREATY", "instrument: NONE")
    files["obligations.yaml"] = files["obligations.yaml"].replace("strength: mandatory", "strength: iron")
    files["places.csv"] = files["places.csv"].replace("1000", "-1")
    found = validate(write(tmp_path, files))
    assert [(fault.file, fault.line) for fault in found] == [
        ("small/obligations.yaml", 2),  # dangling, although the same row has another fault
        ("small/obligations.yaml", 8),
        ("small/pillars.yaml", 1),
        ("small/pillars.yaml", 1),
        ("small/pillars.yaml", 2),
        ("small/places.csv", 2),
    ]


def test_an_unreadable_file_does_not_make_every_reference_to_it_a_fault(tmp_path: Path) -> None:
    found = validate(write(tmp_path, changed("pillars.yaml", "{code: rule_of_law", "{code: [rule_of_law")))
    assert [fault.file for fault in found] == ["small/pillars.yaml"]


def test_it_says_when_there_is_no_pack_file(tmp_path: Path) -> None:
    files = {path: text for path, text in FILES.items() if path != "pack.yaml"}
    assert Fault("small/pack.yaml", 1, "The pack has no pack.yaml.") in validate(write(tmp_path, files))


def test_it_says_when_there_is_no_folder(tmp_path: Path) -> None:
    assert validate(tmp_path / "nowhere") == [Fault("nowhere", 1, "This is not a folder.")]


def test_a_map_without_places_is_a_fault(tmp_path: Path) -> None:
    files = changed("pack.yaml", "desk_readings, places, district_readings, adm1]", "desk_readings, adm1]")
    for name in ("places.csv", "district_readings.csv"):
        del files[name]
    files["readings.yaml"] = files["readings.yaml"].replace("place: SM1", "place: null")
    assert validate(write(tmp_path, files)) == [Fault("small/adm1.topojson", 1, "A map needs the places it shows.")]


def test_an_action_may_lack_owners(tmp_path: Path) -> None:
    assert validate(write(tmp_path, changed("actions.yaml", "{institution: HELP, standing: suggested}", "null"))) == []


def test_a_translation_kept_for_later_is_not_judged(tmp_path: Path) -> None:
    kept = FILES["locale/ur/pack.po"] + '\n#~ msgid "Old %(x)s"\n#~ msgstr "Old"\n'
    assert validate(write(tmp_path, {**FILES, "locale/ur/pack.po": kept})) == []
