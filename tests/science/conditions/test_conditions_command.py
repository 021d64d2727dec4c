"""`mizan conditions` on the seed specification and the districts of Pakistan."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from mizan.science.conditions.command import main

ROOT = Path(__file__).resolve().parents[3]
SPEC = str(ROOT / "packs" / "pakistan" / "conditions.yaml")
TABLE = str(ROOT / "tests" / "data" / "conditions" / "districts.csv")


def test_the_districts_of_pakistan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plot = tmp_path / "ranks.svg"
    argv = [TABLE, "--spec", SPEC, "--runs", "200", "--seed", "3", "--json", "--plot", str(plot), "--lang", "ur"]
    assert main(argv) == 0
    out, err = capsys.readouterr()
    document = json.loads(out)
    assert err == ""
    assert set(document) == {"districts", "sobol", "seconds"}
    districts = {district["id"]: district for district in document["districts"]}
    assert len(districts) == 160
    assert all(set(d) == {"id", "parts", "rank", "p_top", "band", "missing"} for d in districts.values())
    assert all((d["band"] is not None) == (d["p_top"] is not None and d["p_top"] >= 0.8) for d in districts.values())
    assert all("protection_gap" in d["missing"] for d in districts.values())
    azad_kashmir = [d for name, d in districts.items() if name.startswith("PK1")]
    assert all(d["rank"] is None and d["parts"]["pressures"]["score"] is None for d in azad_kashmir)
    assert set(document["sobol"]["factors"]) == {"error", "weights", "normalisation", "aggregation", "leave_out"}
    root = ElementTree.fromstring(plot.read_text(encoding="utf-8"))
    assert "اضلاع" in " ".join(root.itertext())
    assert len(root.findall(".//{*}rect[@class='band']")) == sum(d["band"] is not None for d in districts.values())


def test_the_same_seed_gives_the_same_answer(capsys: pytest.CaptureFixture[str]) -> None:
    answers = []
    for _ in range(2):
        assert main([TABLE, "--spec", SPEC, "--runs", "60", "--seed", "5", "--json"]) == 0
        answers.append(json.loads(capsys.readouterr().out)["districts"])
    assert answers[0] == answers[1]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("pcode\nPK1\n", "row 1: column"),
        (None, "cannot be read|No such file"),
    ],
)
def test_a_bad_table_is_refused(
    text: str | None, where: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "table.csv"
    if text is not None:
        path.write_text(text)
    assert main([str(path), "--spec", SPEC, "--json"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert any(part in err for part in where.split("|"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("PK701,", "PK702,"),
        (
            ",",
            ",x",
        ),
    ],
)
def test_a_bad_cell_names_row_and_column(
    old: str, new: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = Path(TABLE).read_text().splitlines()
    row = next(n for n, line in enumerate(lines) if line.startswith("PK701"))
    lines[row] = lines[row].replace(old, new, 1)
    path = tmp_path / "table.csv"
    path.write_text("\n".join(lines) + "\n")
    assert main([str(path), "--spec", SPEC]) == 2
    err = capsys.readouterr().err
    assert "row " in err
    assert "column '" in err


def test_a_nationality_column_in_the_table_is_never_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = Path(TABLE).read_text().splitlines()
    path = tmp_path / "table.csv"
    path.write_text("\n".join([lines[0] + ",afghan_nationals_2023", *(f"{line},not a number" for line in lines[1:])]))
    assert main([str(path), "--spec", SPEC, "--runs", "20", "--json"]) == 0
    assert "afghan" not in capsys.readouterr().out
