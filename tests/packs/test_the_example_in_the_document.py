"""The 20-line pack of docs/packs.md is a pack."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from mizan.web.packs import read_bundle, validate

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = re.compile(r"^`([a-z_]+\.yaml)`\n\n```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def example() -> dict[str, str]:
    return dict(EXAMPLE.findall((ROOT / "docs" / "packs.md").read_text(encoding="utf-8")))


def put(folder: Path) -> Path:
    shutil.copytree(ROOT / "packs" / "untoc", folder / "untoc")
    (folder / "example").mkdir()
    for name, text in example().items():
        (folder / "example" / name).write_text(text, encoding="utf-8")
    return folder / "example"


def test_it_has_no_fault_and_twenty_lines(tmp_path: Path) -> None:
    assert sum(text.count("\n") for text in example().values()) == 20
    assert validate(put(tmp_path)) == []


def test_it_loads_with_an_owner_an_obligation_and_a_day(tmp_path: Path) -> None:
    action = next(row for row in read_bundle([put(tmp_path)]).actions if row.pack == "example")
    assert (action.obligations, action.due) == (("TIP-9.2",), "2027-06-30")
    assert action.state_lead is not None
    assert action.state_lead.institution == "EX-POLICE"
