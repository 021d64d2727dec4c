"""New York leukaemia and North Carolina sudden infant deaths: ratios, members and p-values of the reference."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from mizan.science.scan.command import main
from mizan.science.scan.prepare_tables import main as prepare

DATA = Path(__file__).parents[2] / "data" / "scan"
REFERENCE = json.loads((DATA / "reference_results.json").read_text())


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("tables")
    assert prepare([str(DATA), str(target)]) == 0
    return target


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert main([*arguments, "--json"]) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    document: dict[str, Any] = json.loads(captured.out)
    return document


@pytest.mark.parametrize(("share", "name"), [("0.1", "ny_ub10"), ("0.5", "ny_ub50")])
def test_new_york_is_that_of_the_reference(
    tables: Path, capsys: pytest.CaptureFixture[str], share: str, name: str
) -> None:
    found = run(capsys, str(tables / "ny_leukemia.csv"), "--model", "poisson", "--max-share", share)
    reference = REFERENCE[name]
    first = found["clusters"][0]
    assert found["zones"] == reference["n_zones"]
    assert first["llr"] == pytest.approx(reference["max_llr"], abs=1e-6)
    assert {int(place) for place in first["ids"]} == set(reference["ids0"])
    assert first["observed"] == reference["cases"]
    assert first["expected"] == pytest.approx(reference["expected"], rel=1e-9)
    assert first["p"] <= 0.01


def test_new_york_has_the_secondary_clusters_of_the_reference(tables: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = run(capsys, str(tables / "ny_leukemia.csv"), "--model", "poisson", "--max-share", "0.1", "--no-early-stop")
    for cluster, (llr, rows, cases, _) in zip(found["clusters"], REFERENCE["ny_ub10_clusters"], strict=False):
        assert cluster["llr"] == pytest.approx(llr, abs=1e-6)
        assert {int(place) + 1 for place in cluster["ids"]} == set(rows)
        assert cluster["observed"] == cases
    # SaTScan: 0.001, 0.013 and, for the seventh, 0.976; three standard errors of 999 simulations
    p = [cluster["p"] for cluster in found["clusters"]]
    assert p[0] <= 0.010
    assert abs(p[1] - 0.013) < 0.011
    assert abs(p[6] - 0.976) < 0.015


def test_north_carolina_has_the_counties_of_the_reference(tables: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = run(capsys, str(tables / "nc_sids_1974_84.csv"), "--model", "poisson")
    for cluster, (llr, names, cases, _) in zip(found["clusters"], REFERENCE["nc_sids_7484"]["clusters"], strict=False):
        assert cluster["llr"] == pytest.approx(llr, abs=1e-6)
        assert set(cluster["ids"]) == set(names)
        assert cluster["observed"] == cases
    assert found["clusters"][0]["p"] == 0.001


def test_without_numba_the_numbers_are_the_same(
    tables: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = (str(tables / "nc_sids_1974_84.csv"), "--model", "poisson")
    fast = run(capsys, *arguments)
    monkeypatch.setenv("MIZAN_NO_NUMBA", "1")
    plain = run(capsys, *arguments)
    assert fast["clusters"] == plain["clusters"]
    assert fast["simulations"] == plain["simulations"]


def test_the_prepared_tables_have_the_stated_totals(tables: Path) -> None:
    with (tables / "ny_leukemia.csv").open() as handle:
        new_york = list(csv.DictReader(handle))
    with (tables / "nc_sids_1974_84.csv").open() as handle:
        carolina = list(csv.DictReader(handle))
    assert (len(new_york), sum(int(row["cases"]) for row in new_york)) == (281, 552)
    assert sum(int(row["cases"]) for row in carolina) == 1503
    assert sum(int(row["population"]) for row in carolina) == 752_354


def test_preparing_without_sources_fails_with_a_message(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert prepare([str(tmp_path), str(tmp_path)]) == 2
    assert "ny_leukemia" in capsys.readouterr().err
